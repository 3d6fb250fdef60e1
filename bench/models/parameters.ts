/** What the models of the benchmark share: how they are told their sizes, and the neurons of two of them. */
import type { NetworkOptions } from 'spikec'

/** What `spikec run --param NAME=VALUE` hands to a model file. */
export type Parameters = Readonly<Record<string, string | number>>

export function numberIn(parameters: Parameters, name: string, otherwise: number): number {
  const value = parameters[name] ?? otherwise
  if (typeof value === 'number') return value
  throw new Error(`--param ${name} takes a number, not \`${value}\``)
}

export function textIn(parameters: Parameters, name: string, otherwise: string): string {
  return String(parameters[name] ?? otherwise)
}

/** The options of the network, with a back end and a precision only where one is asked for. */
export function networkOptions(parameters: Parameters, duration: string): NetworkOptions {
  const { backend, precision } = parameters
  const options = { duration, ...(backend !== undefined && { backend }), ...(precision !== undefined && { precision }) }
  // What came from a command line is looked at by the network itself.
  return options as NetworkOptions
}

/** The integrate-and-fire neurons of Vogels and Abbott (2005). */
export const LIF_EQUATIONS = `
dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt`

export const LIF_OPTIONS = {
  name: 'P',
  threshold: 'v > Vt',
  reset: 'v = Vr',
  refractory: '5*ms',
  method: 'exact',
  namespace: { taum: '20*ms', taue: '5*ms', taui: '10*ms', Vt: '-50*mV', Vr: '-60*mV', El: '-49*mV' },
} as const

/** Numbers spread evenly from 0 to 1, not one like its neighbours, and the same in every program: no seed is needed. */
export const SPREAD = '((i*0.6180339887498949) % 1)'
