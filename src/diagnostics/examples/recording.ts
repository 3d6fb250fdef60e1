import type { recordingMessages } from '../messages/recording.js'
import { type Example, program, ran } from './example.js'

const SYNAPSES = `const P = new NeuronGroup(4, 'v : 1')
const S = new Synapses(P, P, { model: 'w : volt', name: 'S' })
S.connect('i != j')`
const synapses = (monitor: string) =>
  `${SYNAPSES}\n${monitor}\nexport default new Network(P, S, M, { duration: '1*ms' })`

const counting = (read: string) =>
  `const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })
const M = new SpikeMonitor(P, { record: false })
const net = new Network(P, M)
await net.run('1*ms')
console.log(${read})
export default net`

export const recordingExamples: { readonly [C in keyof typeof recordingMessages]: Example } = {
  V031: ran(
    synapses("const M = new StateMonitor(S, 'w', { record: { i: 0, j: 0 }, name: 'M' })"),
    synapses("const M = new StateMonitor(S, 'w', { record: { i: 0, j: 1 }, name: 'M' })"),
  ),
  V060: program(counting('M.t'), counting('M.count')),
}
