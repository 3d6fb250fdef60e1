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
}
