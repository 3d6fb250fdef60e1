/**
 * Short-term plasticity (Tsodyks, Pawelzik and Markram 1998) of every synapse of a network.
 *
 * `n`: how many neurons, one of ten of which each one reaches.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { LIF_EQUATIONS, LIF_OPTIONS, networkOptions, numberIn, type Parameters, SPREAD } from './parameters.js'

const PLASTICITY = `
du/dt = -u/tauf : 1 (event-driven)
dx/dt = (1 - x)/taud : 1 (event-driven)`

export default function stp(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 4000)
  const P = new NeuronGroup(N, LIF_EQUATIONS, LIF_OPTIONS)
  P.set({ v: `Vr + ${SPREAD}*(Vt - Vr)` })

  const connected = (name: string, condition: string, onto: string, weight: string) => {
    const S = new Synapses(P, P, {
      name,
      model: PLASTICITY,
      on_pre: `u += U0*(1 - u)\nr = u*x\nx -= r\n${onto} += weight*r`,
      namespace: { tauf: '600*ms', taud: '200*ms', U0: 0.2, weight },
    })
    return S.connect({ condition, p: 0.1 }).set({ x: 1 })
  }
  const Ce = connected('Ce', `i < ${0.8 * N}`, 'ge', '4*mV')
  const Ci = connected('Ci', `i >= ${0.8 * N}`, 'gi', '-9*mV')

  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, Ce, Ci, spikes, networkOptions(parameters, '2*second'))
}
