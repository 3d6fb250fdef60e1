/**
 * What sizes quantities of neurons have, as data. A range is wider than anything that has been measured, so that what falls
 * outside is a slip and not an unusual cell.
 */
import { AREA, type Dimension, divideDimensions, FARAD, OHM, SIEMENS, VOLT } from '../../units/index.js'

export interface Range {
  readonly dimension: Dimension
  /** In SI units, of the magnitude. */
  readonly least: number
  readonly most: number
  readonly quantity: string
  readonly range: string
  /** Where the range comes from. */
  readonly source: string
}

/** By dimension alone: constants that are 0 or infinite mean something else, and are left alone. */
export const RANGES: readonly Range[] = [
  {
    dimension: VOLT,
    least: 0,
    most: 1,
    quantity: 'voltages of neurons',
    range: 'stay far below 1 volt',
    source:
      'Reversal potentials lie between -100 and +150 mV: Hille, Ion Channels of Excitable Membranes (2001), table 1.3',
  },
  {
    dimension: FARAD,
    least: 1e-14,
    most: 1e-6,
    quantity: 'capacitances of neurons',
    range: 'lie between 0.01 pF and 1 uF',
    source: 'About 1 uF/cm**2 (Gentet et al. 2000, Biophysical Journal 79: 314) on 1 um**2 to 1 cm**2 of membrane',
  },
  {
    dimension: divideDimensions(FARAD, AREA),
    least: 1e-4,
    most: 1,
    quantity: 'capacitances of membranes',
    range: 'are about 1 uF/cm**2',
    source: 'Gentet et al. (2000), Biophysical Journal 79: 314: 0.9 uF/cm**2',
  },
  {
    dimension: SIEMENS,
    least: 0,
    most: 0.1,
    quantity: 'conductances of neurons',
    range: 'stay below 0.1 siemens',
    source: 'The densest channels, 1 siemens/cm**2 (Hodgkin and Huxley 1952: 0.12), on 0.1 cm**2',
  },
  {
    dimension: OHM,
    least: 1,
    most: 1e13,
    quantity: 'resistances of neurons',
    range: 'lie between 1 ohm and 10 Tohm',
    source: 'Input resistances of 0.1 Mohm to 10 Gohm (NeuroElectro); one channel of 1 pS is 1 Tohm',
  },
]

/** Times that an equation divides by, for variables in volt, amp or siemens; those of plasticity may be anything. */
export const TIME_CONSTANTS = {
  least: 1e-6,
  most: 5,
  quantity: 'time constants of membranes and synapses',
  range: 'lie between 1 us and 5 seconds',
  source:
    'Membranes 1 to 100 ms (NeuroElectro), synaptic currents 0.1 ms to 0.5 s: Gerstner et al., Neuronal Dynamics (2014), 3.1; slow potassium currents to seconds',
} as const

/** Delays and refractory periods. */
export const WAITS = {
  most: 1,
  delays: 'delays of axons and synapses',
  refractory: 'refractory periods',
  range: 'stay below 1 second',
  source: 'Conduction below 0.1 s (Swadlow and Waxman 2012, Scholarpedia 7: 1451); absolute refractoriness of some ms',
} as const
