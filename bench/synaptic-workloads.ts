/** Workloads of synapses: their plasticity, their delays, and making many of them. */
import { band, equal } from './agreement.js'
import type { ModelWorkload, SetUpWorkload } from './workloads.js'

/** Which inhibitory neurons are the busier ones differs between seeds, and by that the rate of all by some per cent. */
const BRUNEL_SEEDS = band(0.15)

const brunel = {
  kind: 'model',
  model: 'brunel',
  brian2: 'brunel.py',
  duration: 1,
  agreement: BRUNEL_SEEDS,
  native: null,
} as const

const gapJunctions = {
  kind: 'model',
  model: 'gap-junctions',
  brian2: 'gap_junctions.py',
  duration: 0.5,
  agreement: equal(0.001),
  native: null,
} as const

/** The inputs are drawn at random, and what the neurons do follows from all of them. */
const stdp = { kind: 'model', model: 'stdp', brian2: 'stdp.py', agreement: band(0.1), native: null } as const

export const synaptic: readonly ModelWorkload[] = [
  {
    ...stdp,
    name: 'stdp',
    title: '1000 inputs at random onto 100 neurons, all synapses plastic (STDP), 10 s',
    params: { n: 1000, targets: 100 },
    duration: 10,
  },
  {
    ...stdp,
    name: 'stdp-large',
    title: '1000 inputs at random onto 1000 neurons, all synapses plastic, 2 s',
    params: { n: 1000, targets: 1000 },
    duration: 2,
  },
  {
    kind: 'model',
    name: 'stp',
    title: '4000 neurons, 1.6 million synapses that depress and facilitate, 2 s',
    model: 'stp',
    params: { n: 4000 },
    duration: 2,
    brian2: 'stp.py',
    agreement: band(0.05),
    native: null,
  },
  {
    ...brunel,
    name: 'brunel',
    title: '10,000 neurons, 10 % connected, one delay, and inputs at random (Brunel 2000), 1 s',
    params: { n: 10_000, delays: 'one', drive: 'poisson' },
  },
  {
    ...brunel,
    name: 'brunel-current',
    title: 'the same with a constant input',
    params: { n: 10_000, delays: 'one', drive: 'current' },
  },
  {
    ...brunel,
    name: 'brunel-delays',
    title: 'the network of brunel with a delay of its own for each synapse',
    params: { n: 10_000, delays: 'each', drive: 'poisson' },
  },
  {
    ...gapJunctions,
    name: 'gap-junctions',
    title: '500 neurons, each coupled to all by gap junctions, 0.5 s',
    params: { n: 500, neighbours: 0 },
  },
  {
    ...gapJunctions,
    name: 'gap-junctions-near',
    title: '4000 neurons, each coupled to the 40 next to it, 0.5 s',
    params: { n: 4000, neighbours: 20 },
  },
]

const setUp = { kind: 'set-up', brian2: 'set_up.py' } as const

export const setUps: readonly SetUpWorkload[] = [
  {
    ...setUp,
    name: 'setup-p',
    title: '8 million synapses at random among 20,000 neurons',
    params: { how: 'p', n: 20_000, synapses: 8_000_000 },
    agreement: { ...band(0.01), counted: 'synapses' },
  },
  {
    ...setUp,
    name: 'setup-dense',
    title: 'a matrix of 16 million weights',
    params: { how: 'dense', n: 4000 },
    agreement: { ...equal(0), counted: 'synapses' },
  },
  {
    ...setUp,
    name: 'setup-triplets',
    title: '2 million synapses of lists of neurons and weights, in no order',
    params: { how: 'triplets', n: 20_000, synapses: 2_000_000 },
    agreement: { ...equal(0), counted: 'synapses' },
  },
]
