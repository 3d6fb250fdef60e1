/**
 * The neurons of CUBA without synapses: each fires by itself, so that what is measured is the state update alone, and,
 * where they are few, what a step costs besides. Nothing is random.
 *
 * `n`: how many neurons; `traces`: of how many of them, at most, v is recorded in every step.
 */
import { Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
import { LIF_EQUATIONS, LIF_OPTIONS, networkOptions, numberIn, type Parameters, SPREAD } from './parameters.js'

export default function linear(parameters: Parameters): Network {
  const n = numberIn(parameters, 'n', 4000)
  const P = new NeuronGroup(n, LIF_EQUATIONS, LIF_OPTIONS)
  P.set({ v: `Vr + ${SPREAD}*(Vt - Vr)` })
  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  const traces = Math.min(n, numberIn(parameters, 'traces', 0))
  const record = Array.from({ length: traces }, (_, i) => i)
  const monitors = traces > 0 ? [new StateMonitor(P, 'v', { record, name: 'traces' })] : []
  return new Network(P, spikes, ...monitors, networkOptions(parameters, '10*second'))
}
