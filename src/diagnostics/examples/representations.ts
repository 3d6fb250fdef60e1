import type { representationMessages } from '../messages/representations.js'
import { type Example, program } from './example.js'

const connected = (size: string, model: string, rule: string, set = '') =>
  `const P = new NeuronGroup(${size}, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV', reset: 'v = 0*mV' })
const S = new Synapses(P, P, { model: '${model}', on_pre: 'v += w' })
S.connect(${rule})${set}
export default new Network(P, S, { duration: '1*ms' })`

export const representationExamples: { readonly [C in keyof typeof representationMessages]: Example } = {
  V077: program(
    connected('4', 'w : volt', "{ p: 0.1, representation: 'procedural' }", ".set({ w: 'rand()*mV' })"),
    connected('4', 'w : volt', "{ p: 0.1, representation: 'procedural' }", ".set({ w: '0.5*mV' })"),
  ),
  V078: program(
    connected('100000', 'w : volt', '{ p: 0.1 }', ".set({ w: 'rand()*mV' })"),
    connected('100000', 'w : volt', "{ p: 0.1, representation: 'procedural' }", ".set({ w: '0.5*mV' })"),
  ),
}
