/**
 * The sparse network of Brunel (2000), asynchronous and irregular: g = 5, and an input of twice what it takes to spike.
 *
 * `n`: how many neurons, four of five of which excite; `delays`: `one` for 1.5 ms, `each` for one of its own for each
 * synapse; `drive`: `poisson` for spikes at random, `current` for their mean alone.
 */
import { Network, NeuronGroup, PoissonInput, SpikeMonitor, type Subgroup, Synapses } from 'spikec'
import { networkOptions, numberIn, type Parameters, SPREAD, textIn } from './parameters.js'

const P_CONNECTED = 0.1
const J_MV = 0.1
const TAU_S = 0.02
const THETA_MV = 20

export default function brunel(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 10_000)
  const each = textIn(parameters, 'delays', 'one') === 'each'
  const poisson = textIn(parameters, 'drive', 'poisson') === 'poisson'
  const excitatory = Math.floor((4 * N) / 5)
  const constants = { tau: '20*ms', theta: '20*mV', Vr: '10*mV', mu: '40*mV', J: `${J_MV}*mV`, g: 5 }

  const P = new NeuronGroup(N, `dv/dt = (-v${poisson ? '' : ' + mu'})/tau : volt (unless refractory)`, {
    name: 'P',
    threshold: 'v > theta',
    reset: 'v = Vr',
    refractory: '2*ms',
    method: 'exact',
    namespace: constants,
  })
  P.set({ v: `${SPREAD}*theta` })

  const connected = (name: string, source: Subgroup, on_pre: string) => {
    const S = new Synapses(source, P, { name, on_pre, namespace: constants, ...(!each && { delay: '1.5*ms' }) })
    S.connect({ p: P_CONNECTED })
    if (each) S.set({ delay: 'rand()*3*ms' })
    return S
  }
  const Ce = connected('Ce', P.slice(0, excitatory), 'v += J')
  const Ci = connected('Ci', P.slice(excitatory, N), 'v -= g*J')

  const inputs = Math.floor(P_CONNECTED * excitatory)
  const thresholdRate = THETA_MV / (J_MV * inputs * TAU_S)
  const external = poisson ? [new PoissonInput(P, 'v', inputs, `${2 * thresholdRate}*Hz`, `${J_MV}*mV`)] : []

  const spikes = new SpikeMonitor(P, { name: 'spikes' })
  return new Network(P, Ce, Ci, ...external, spikes, networkOptions(parameters, '1*second'))
}
