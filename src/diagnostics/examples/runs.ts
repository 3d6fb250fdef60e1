import type { runMessages } from '../messages/runs.js'
import { type Example, program, ran } from './example.js'

const GROUP = "const P = new NeuronGroup(4, 'dv/dt = -v/(5*ms) : 1', { name: 'P' })\n"
const operating = (operation: string) =>
  `${GROUP}const op = new NetworkOperation(${operation})\nexport default new Network(P, op, { duration: '1*ms' })`

const storing = (then: string) =>
  `${GROUP}const net = new Network(P, { duration: '1*ms' })
net.store('before')
${then}
export default net`

const changing = (then: string) =>
  `const P = new NeuronGroup(4, 'dv/dt = (2 - v)/(5*ms) : 1', { name: 'P', threshold: 'v > 1', reset: 'v = 0' })
const Q = new NeuronGroup(4, 'v : 1', { name: 'Q', dt: '0.25*ms' })
const S = new Synapses(P, Q, { name: 'S', on_pre: 'v_post += 1' }).connect()
const net = new Network(P, Q, S, { duration: '1*ms' })
await net.build()
${then}
export default net`

export const runExamples: { readonly [C in keyof typeof runMessages]: Example } = {
  V040: program(
    `${operating('() => P.set({ v: 1 })').replace('export default', 'const net =')}\nnet.toJSON()\nexport default net`,
    operating('() => P.set({ v: 1 })'),
  ),
  V041: ran(
    operating("() => P.view('u')").replace(' : 1', ' : 1\\nu = 2*v : 1'),
    operating("() => P.get('u')").replace(' : 1', ' : 1\\nu = 2*v : 1'),
  ),
  V042: ran(operating('async () => P.set({ v: 1 })'), operating('() => P.set({ v: 1 })')),
  V043: program(storing("net.restore('befor')"), storing("net.restore('before')")),
  V044: program(
    storing("net.store('before', '/dev/null')\nnet.restore('before', '/dev/null')"),
    storing("net.restore('before')"),
  ),
  V045: program(
    storing("await net.run('1*ms')\nconsole.error(net.profile.length)"),
    storing("await net.run('1*ms', { profile: true })\nif (net.profile.length === 0) throw new Error('no kernels')"),
  ),
  V046: program(
    changing('const M = new SpikeMonitor(P)\nnet.add(M)\nawait net.run("1*ms")\nnet.remove(M)\nnet.add(M)'),
    changing('const M = new SpikeMonitor(P)\nnet.add(M)\nawait net.run("1*ms")\nM.active = false'),
  ),
  V047: program(changing('net.remove(Q)'), changing('net.remove(Q, S)')),
  V048: program(
    changing("await net.run('0.25*ms')\nnet.remove(Q, S)\nawait net.run('1*ms')"),
    changing("await net.run('0.5*ms')\nnet.remove(Q, S)\nawait net.run('1*ms')"),
  ),
}
