import type { delayMessages } from '../messages/delays.js'
import { type Example, program, ran } from './example.js'

const model = (lines: string, options = "{ on_pre: 'v += 1*mV' }", N = 4) =>
  `const P = new NeuronGroup(${N}, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV', reset: 'v = 0*mV' })
const S = new Synapses(P, P, ${options})
S.connect('i != j')
${lines}
export default new Network(P, S, { duration: '1*ms' })`

export const delayExamples: { readonly [C in keyof typeof delayMessages]: Example } = {
  V080: ran(model("S.set({ delay: '2*ms - i*ms' })"), model("S.set({ delay: 'clip(2*ms - i*ms, 0*ms, 2*ms)' })")),
  V081: ran(model("S.set({ delay: '1e7*second + i*ms' })"), model("S.set({ delay: '10*ms + i*ms' })")),
  V082: program(
    model("S.set({ delay: 'i*ms' })", "{ on_pre: 'v += 1*mV', delay: '2*ms' }"),
    model("S.set({ delay: 'i*ms' })"),
  ),
  V083: program(
    model("S.set({ delay: '2*ms' })", "{ on_pre: { excite: 'v += 1*mV' } }"),
    model("S.set({ 'excite.delay': '2*ms' })", "{ on_pre: { excite: 'v += 1*mV' } }"),
  ),
}
