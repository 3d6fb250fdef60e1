import {
  matrix,
  Network,
  NeuronGroup,
  type NeuronGroupOptions,
  TimedArray,
  type TimedArrayOptions,
} from '../../src/index.js'
import type { BadInput } from './bad-inputs.js'

/** Three neurons that read a function of time, with a mistake. */
const reading =
  (
    model: string,
    values: unknown = matrix([1, 2, 3], 'mV'),
    options: unknown = { dt: '1*ms' },
    others: NeuronGroupOptions = {},
  ) =>
  () => {
    const I = new TimedArray(values as number[], options as TimedArrayOptions)
    const P = new NeuronGroup(3, model, { name: 'P', namespace: { I, tau: '10*ms' }, ...others })
    return new Network(P, { seed: 1 }).build()
  }

const FOLLOWS = 'dv/dt = (I(t) - v)/tau : volt'
const rows = (columns: number) => matrix(new Float64Array(2 * columns), [2, columns], 'mV')

export const wrongTimedArrays: readonly BadInput[] = [
  ['a timed array without a step', reading(FOLLOWS, [1, 2], {})],
  ['a timed array without options', reading(FOLLOWS, [1, 2], null)],
  ['a timed array with an unknown option', reading(FOLLOWS, [1, 2], { dt: '1*ms', units: 'mV' })],
  ['a timed array with a step that is a number', reading(FOLLOWS, [1, 2], { dt: 1 })],
  ['a timed array with a step in volts', reading(FOLLOWS, [1, 2], { dt: '1*mV' })],
  ['a timed array with a step of 0', reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: '0*ms' })],
  ['a timed array with a step below 0', reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: '-1*ms' })],
  ['a timed array with a step of an unknown name', reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: 'T/2' })],
  ['a timed array without values', reading(FOLLOWS, matrix([], 'mV'))],
  ['a timed array of text', reading(FOLLOWS, ['1*mV', '2*mV'])],
  ['a timed array of nothing', reading(FOLLOWS, null)],
  ['a timed array with two units', reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: '1*ms', unit: 'volt' })],
  ['a timed array in an unknown unit', reading(FOLLOWS, [1, 2], { dt: '1*ms', unit: 'mv' })],
  ['a timed array with a value that is none', reading(FOLLOWS, [1, Number.NaN], { dt: '1*ms', unit: 'mV' })],
  ['a timed array of three axes', reading(FOLLOWS, [[[1]], [[2]]])],
  ['a timed array of another unit than is needed', reading(FOLLOWS, matrix([1, 2], 'nA'))],
  ['a timed array of plain numbers where a unit is needed', reading(FOLLOWS, [1, 2])],
  ['a timed array by its name alone', reading('dv/dt = (I - v)/tau : volt')],
  ['a timed array that is indexed', reading('dv/dt = (I[i] - v)/tau : volt')],
  ['a timed array of a column that it has not', reading('dv/dt = (I(t, i) - v)/tau : volt')],
  ['a timed array of columns without one', reading(FOLLOWS, rows(3))],
  ['a timed array of no time', reading('dv/dt = (I() - v)/tau : volt')],
  ['a timed array of a voltage', reading('dv/dt = (I(v) - v)/tau : volt')],
  ['a timed array of a number of steps', reading('dv/dt = (I(t/dt) - v)/tau : volt')],
  ['a timed array of a truth value', reading('dv/dt = (I(t > 1*ms) - v)/tau : volt')],
  ['a timed array with a time for a column', reading('dv/dt = (I(t, t) - v)/tau : volt', rows(3))],
  ['a timed array with the time second', reading('dv/dt = (I(i, t) - v)/tau : volt', rows(3))],
  ['a timed array with too few columns', reading('dv/dt = (I(t, i) - v)/tau : volt', rows(2))],
  ['a timed array at a column that there is not', reading('dv/dt = (I(t, 3) - v)/tau : volt', rows(3))],
  ['a timed array of a misspelled name', reading('dv/dt = (II(t) - v)/tau : volt')],
  [
    'a timed array that is assigned to',
    reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: '1*ms' }, { threshold: 'v > 1*mV', reset: 'I = 0*mV' }),
  ],
  [
    'exact with values that hold for parts of steps',
    reading(FOLLOWS, matrix([1, 2], 'mV'), { dt: '0.25*ms' }, { method: 'exact' }),
  ],
  [
    'exact with a timed array at another time',
    reading('dv/dt = (I(t - 1*ms) - v)/tau : volt', matrix([1, 2], 'mV'), { dt: '1*ms' }, { method: 'exact' }),
  ],
  [
    'a timed array that is no matrix, as plain data',
    () => {
      const I = { kind: 'timed-array', values: [1, 2], dt: '1*ms' }
      return new Network(new NeuronGroup(1, 'v = I(t) : 1', { namespace: { I } as never })).build()
    },
  ],
  [
    'JSON with a timed array that has no values',
    () => Network.fromJSON({ spikec: 1, objects: [], namespace: { I: { dt: '1*ms', shape: [2] } } }),
  ],
  [
    'JSON with a timed array whose step is a number',
    () => Network.fromJSON({ spikec: 1, objects: [], namespace: { I: { dt: 1, shape: [2], values: [1, 2] } } }),
  ],
]
