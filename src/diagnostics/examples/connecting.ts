import type { connectingMessages } from '../messages/connecting.js'
import { type Example, program } from './example.js'

const GROUP = "const P = new NeuronGroup(4, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV', reset: 'v = 0*mV' })"
const SYNAPSES = "const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v += w' })"
const synapses = (line: string) =>
  `${GROUP}\n${SYNAPSES}\n${line}\nexport default new Network(P, S, { duration: '1*ms' })`

const later = (line: string) => `${GROUP}\n${SYNAPSES}
S.connect({ i: [0, 1], j: [1, 2] })
const M = new StateMonitor(S, 'w', { record: true })
const net = new Network(P, S, M, { duration: '1*ms' })
${line}
export default net`

export const connectingExamples: { readonly [C in keyof typeof connectingMessages]: Example } = {
  V035: program(synapses('S.connect({ n: 1.5 })'), synapses('S.connect({ n: 2 })')),
  V036: program(
    later("await net.run('1*ms')\nS.connect({ i: 0, j: 3 })\nawait net.run('1*ms')"),
    later("S.connect({ i: 0, j: 3 })\nawait net.run('1*ms')"),
  ),
  V037: program(
    synapses("S.connect(loadEdges(new TextEncoder().encode('0,1\\n0'), { format: 'csv' }))"),
    synapses("S.connect(loadEdges(new TextEncoder().encode('0,1\\n0,2'), { format: 'csv' }))"),
  ),
  V038: program(
    synapses('S.connect(edges({ i: [0, 1, 2], j: [1, 2] }))'),
    synapses('S.connect(edges({ i: [0, 1, 2], j: [1, 2, 0] }))'),
  ),
  V039: program(
    synapses("S.connect({ j: 'k for k in range(10**12) if k < N_post' })\nawait new Network(P, S).build()"),
    synapses("S.connect({ j: 'k for k in range(N_post)' })").replaceAll('await new Network(P, S).build()', ''),
  ),
  I009: program(synapses('S.connect({ i: [0, 0.5], j: [1, 2] })'), synapses('S.connect({ i: [0, 1], j: [1, 2] })')),
  I010: program(
    synapses("S.connect('i != j').set('w', '1*mV', { at: { i: 0, j: 0 } })\nawait new Network(P, S).build()"),
    synapses("S.connect('i != j').set('w', '1*mV', { at: { i: 0, j: 1 } })"),
  ),
}
