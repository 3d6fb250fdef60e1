/**
 * Networks that are made and not run: what is measured is how long it takes until the first step.
 *
 * `how`: `p` for synapses at random, `dense` for a matrix of weights, `triplets` for lists of neurons and weights;
 * `n`: how many neurons; `synapses`: how many synapses, of `p` on average.
 */
import { matrix, Network, NeuronGroup, Synapses } from 'spikec'
import { networkOptions, numberIn, type Parameters, textIn } from './parameters.js'

export default function setUp(parameters: Parameters): Network {
  const N = numberIn(parameters, 'n', 4000)
  const synapses = numberIn(parameters, 'synapses', 0)
  const how = textIn(parameters, 'how', 'dense')
  const P = new NeuronGroup(N, 'g : 1', { threshold: 'g > 1', reset: 'g = 0' })
  const S = how === 'p' ? atRandom(P, synapses) : how === 'dense' ? dense(P) : fromTriplets(P, synapses)
  return new Network(P, S, networkOptions(parameters, '0.1*ms'))
}

function atRandom(P: NeuronGroup, synapses: number): Synapses {
  return new Synapses(P, P, { name: 'S', on_pre: 'g += 0.001' }).connect({ p: synapses / P.N ** 2 })
}

function dense(P: NeuronGroup): Synapses {
  const W = new Float64Array(P.N * P.N)
  for (let k = 0; k < W.length; k++) W[k] = (k * Math.SQRT2) % 1
  const namespace = { W: matrix(W, [P.N, P.N]) }
  return new Synapses(P, P, { name: 'S', model: 'w : 1', on_pre: 'g += w', namespace }).connect().set({ w: 'W[i,j]' })
}

/** Each pair once, in no order. */
function fromTriplets(P: NeuronGroup, synapses: number): Synapses {
  const i = new Int32Array(synapses)
  const j = new Int32Array(synapses)
  const w = new Float64Array(synapses)
  for (let k = 0; k < synapses; k++) {
    const pair = (k * 156_250_003) % P.N ** 2
    i[k] = Math.floor(pair / P.N)
    j[k] = pair % P.N
    w[k] = (k * Math.SQRT2) % 1
  }
  return new Synapses(P, P, { name: 'S', model: 'w : 1', on_pre: 'g += w' }).connect({ i, j }).set({ w })
}
