import type { recordingMessages } from '../messages/recording.js'
import { type Example, program, ran } from './example.js'

const SYNAPSES = `const P = new NeuronGroup(4, 'v : 1')
const S = new Synapses(P, P, { model: 'w : volt', name: 'S' })
S.connect('i != j')`
const synapses = (monitor: string) =>
  `${SYNAPSES}\n${monitor}\nexport default new Network(P, S, M, { duration: '1*ms' })`

const traced = (lines: string) => `const P = new NeuronGroup(4, 'v : 1')
const M = new StateMonitor(P, 'v', { record: true, name: 'M' })
const net = new Network(P, M)
${lines}
export default new Network(new NeuronGroup(1, 'v : 1'), { duration: '1*ms' })`
const STREAM = 'M.streamTo(() => {})'
const RUN = "await net.run('1*ms')"

const counting = (read: string) =>
  `const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })
const M = new SpikeMonitor(P, { record: false })
const net = new Network(P, M)
await net.run('1*ms')
console.log(${read})
export default net`

export const recordingExamples: { readonly [C in keyof typeof recordingMessages]: Example } = {
  V030: ran(traced(`${STREAM}\n${RUN}\nM.get('v')`), traced(`${RUN}\nM.get('v')`)),
  V031: ran(
    synapses("const M = new StateMonitor(S, 'w', { record: { i: 0, j: 0 }, name: 'M' })"),
    synapses("const M = new StateMonitor(S, 'w', { record: { i: 0, j: 1 }, name: 'M' })"),
  ),
  V032: { kind: 'none', why: 'it needs a recording that takes all of the memory' },
  V033: ran(traced(`${RUN}\n${STREAM}\n${RUN}`), traced(`${STREAM}\n${RUN}`)),
  V034: { kind: 'none', why: 'it needs more than 4 GiB of recordings' },
  V060: program(counting('M.t'), counting('M.count')),
}
