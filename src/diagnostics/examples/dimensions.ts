import type { dimensionMessages } from '../messages/dimensions.js'
import { type Example, equations, program } from './example.js'

const DECAY = 'dv/dt = -v/(20*ms) : volt'
const spiking = (bad: string, good: string) => equations(`${DECAY}\n${bad}`, `${DECAY}\n${good}`)
const weights = (
  unit: string,
  index = 'i',
) => `const P = new NeuronGroup(2, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV' })
const W = matrix([[1, 2], [3, 4]]${unit})
const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v += w', namespace: { W } })
S.connect().set({ w: 'W[${index}, j]' })
export default new Network(P, S)`

export const dimensionExamples: { readonly [C in keyof typeof dimensionMessages]: Example } = {
  U001: spiking('threshold: v > 1', 'threshold: v > 1*mV'),
  U002: equations('dv/dt = -v : volt', DECAY),
  U003: equations('v : volt\nI = 2*nS*v : volt', 'v : volt\nI = 2*nS*v : amp'),
  U004: spiking('threshold: v > 1*mV\nreset: v = 0', 'threshold: v > 1*mV\nreset: v = 0*mV'),
  U005: equations('v : volt\na = exp(v) : 1', 'v : volt\na = exp(v/mV) : 1'),
  U006: equations('v : volt\na = 2**v : 1', 'v : volt\na = 2**(v/mV) : 1'),
  U007: equations('v : volt\nn : 1\na = v**n/volt : 1', 'v : volt\nn : 1\na = (v/volt)**n : 1'),
  U008: spiking('threshold: v', 'threshold: v > 1*mV'),
  U009: spiking('a = (v > 1*mV)*2 : 1', 'a = int(v > 1*mV)*2 : 1'),
  U010: spiking('threshold: v > 1*mV\nrefractory: 5*mV', 'threshold: v > 1*mV\nrefractory: 5*ms'),
  U011: equations('dv/dt = -v/(20*ms) : mV', DECAY),
  U012: program(weights('').replace("'W[i, j]'", 'W'), weights(", 'mV'").replace("'W[i, j]'", 'W')),
  U013: program(weights(", 'mV'", 'v_pre'), weights(", 'mV'")),
  U014: equations('n = t//(5*ms) : 1', 'n = (t/ms)//5 : 1'),
  U016: program(
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : volt (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
  ),
}
