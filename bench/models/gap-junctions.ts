/**
 * Neurons coupled by gap junctions, as in Brian's `examples/synapses/gapjunctions.py`.
 *
 * `n`: how many neurons; `neighbours`: with how many to each side each one is coupled; 0 for with all.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'
import { networkOptions, numberIn, type Parameters } from './parameters.js'

const EQUATIONS = `
dv/dt = (v0 - v + Igap)/tau : 1
Igap : 1`

export default function gapJunctions(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 500)
  const reach = numberIn(parameters, 'neighbours', 0)
  const P = new NeuronGroup(N, EQUATIONS, {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0',
    method: 'exact',
    namespace: { v0: 1.05, tau: '10*ms' },
  })
  P.set({ v: '(i*0.6180339887498949) % 1' })

  const model = 'w : 1\nIgap_post = w*(v_pre - v_post) : 1 (summed)'
  const S = new Synapses(P, P, { name: 'S', model })
  if (reach > 0) {
    S.connect({ j: `k for k in range(i - ${reach}, i + ${reach + 1}) if k != i`, skip_if_invalid: true })
    S.set({ w: 0.1 / reach })
  } else {
    S.connect()
    S.set({ w: 0.2 / N })
  }

  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, S, spikes, networkOptions(parameters, '0.5*second'))
}
