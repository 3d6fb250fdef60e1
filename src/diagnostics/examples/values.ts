import type { valueMessages } from '../messages/values.js'
import { type Example, equations, program, ran } from './example.js'

const GROUP = "const P = new NeuronGroup(4, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV' })"
const SYNAPSES = "const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v += w' })"
const NETWORK = "export default new Network(P, { duration: '1*ms' })"
const group = (bad: string, good: string) => program(bad, good)
const neurons = (line: string) => `${GROUP}\n${line}\n${NETWORK}`
const inputs = (line: string) => `${GROUP}\n${line}\nexport default new Network(P, I, { duration: '1*ms' })`
const synapses = (line: string) =>
  `${GROUP}\n${SYNAPSES}\n${line}\nexport default new Network(P, S, { duration: '1*ms' })`

const summed = (second: string) => `const P = new NeuronGroup(4, 'I : 1')
const S1 = new Synapses(P, P, { model: 'w : 1\\n${second}' })
const S2 = new Synapses(P, P, { model: 'w : 1\\n${second}' })
S1.connect()
S2.connect()
export default new Network(P, S1, S2)`

const given = (spikes: string) =>
  `const P = new SpikeGeneratorGroup(2, ${spikes})\nexport default new Network(P, { duration: '1*ms' })`
const late = (time: string) => `const P = new SpikeGeneratorGroup(1, [], matrix([], 'ms'))
const before = new Network(P)
await before.run('10*ms')
P.set_spikes([0], matrix([${time}], 'ms'))
await before.run('10*ms')
export default new Network(new NeuronGroup(1, 'v : 1'), { duration: '1*ms' })`

export const valueExamples: { readonly [C in keyof typeof valueMessages]: Example } = {
  V001: group(
    "export default new Network(new NeuronGroup(2000.5, 'v : volt'))",
    "export default new Network(new NeuronGroup(2000, 'v : volt'))",
  ),
  V002: program(neurons("P.set('v', matrix([1, 2, 3], 'mV'))"), neurons("P.set('v', matrix([1, 2, 3, 4], 'mV'))")),
  V003: program(
    synapses("S.connect().set('w', matrix([[1, 2], [3, 4]], 'mV'))"),
    synapses("S.connect().set('w', matrix(new Float64Array(16), [4, 4], 'mV'))"),
  ),
  V004: program(neurons("P.set('v', matrix([1, NaN, 3, 4], 'mV'))"), neurons("P.set('v', matrix([1, 2, 3, 4], 'mV'))")),
  V006: equations(
    'dv/dt = -v/(20*ms) : volt\nI = 2*nS*v : amp\nthreshold: v > 1*mV\nreset: I = 0*nA',
    'dv/dt = -v/(20*ms) : volt\nI = 2*nS*v : amp\nthreshold: v > 1*mV\nreset: v = 0*mV',
  ),
  V007: program(synapses("S.set('w', '1*mV').connect()"), synapses("S.connect().set('w', '1*mV')")),
  V008: program(synapses('S.connect({ p: 1.5 })'), synapses('S.connect({ p: 0.5 })')),
  V009: equations('v : volt\nconstants:\n  tau = 20 milliseconds', 'v : volt\nconstants:\n  tau = 20*ms'),
  V010: equations('v : volt\na = clip(v, 10*mV, 0*mV) : volt', 'v : volt\na = clip(v, 0*mV, 10*mV) : volt'),
  V011: ran(
    "const P = new NeuronGroup(2000000000, 'v : volt')\nexport default new Network(P, { duration: '1*ms' })",
    "const P = new NeuronGroup(2000, 'v : volt')\nexport default new Network(P, { duration: '1*ms' })",
  ),
  V012: ran(
    synapses('S.connect({ i: [0, 0], j: [1, 1] })').replace(
      'export default',
      "await new Network(P, S).build()\nS.getMatrix('w')\nexport default",
    ),
    synapses('S.connect({ i: [0, 0], j: [1, 2] })')
      .replace('export default', "await new Network(P, S).build()\nS.getMatrix('w')\nexport default")
      .replace('new Network(P, S, {', 'new Network(new NeuronGroup(1, "v : 1"), {'),
  ),
  V013: {
    kind: 'json',
    bad: '{ "spikec": 1, "objects": [{ "kind": "NeuronGroup", "name": "P", "N": "many", "model": "v : volt" }] }',
    good: '{ "spikec": 1, "objects": [{ "kind": "NeuronGroup", "name": "P", "N": 100, "model": "v : volt" }] }',
  },
  V014: equations('v : volt\ntreshold: v > 1*mV', 'v : volt\nthreshold: v > 1*mV'),
  V015: program(summed('I_post = w : 1 (summed)'), summed('w2 : 1')),
  V050: program(given("[0, 0], matrix([1.02, 1.08], 'ms')"), given("[0, 0], matrix([1.02, 1.18], 'ms')")),
  V051: program(given("[0, 1], matrix([1, 2, 3], 'ms')"), given("[0, 1, 0], matrix([1, 2, 3], 'ms')")),
  V052: program(given("[0, 0], matrix([-1, 2], 'ms')"), given("[0, 0], matrix([1, 2], 'ms')")),
  V053: program(
    given("[0], matrix([5], 'ms'), { period: '4*ms' }"),
    given("[0], matrix([5], 'ms'), { period: '10*ms' }"),
  ),
  V054: program(given("[0, 1], matrix([2, 1], 'ms'), { sorted: true }"), given("[0, 1], matrix([2, 1], 'ms')")),
  V055: ran(late('1'), late('11')),
  V018: program(
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(4, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
  ),
  V017: program(
    "const P = new NeuronGroup(2, 'v : volt', { dt: '0.123456789*ms' })\nexport default new Network(P, { duration: '1*ms' })",
    "const P = new NeuronGroup(2, 'v : volt', { dt: '0.125*ms' })\nexport default new Network(P, { duration: '1*ms' })",
  ),
  V020: program(
    inputs("const I = new PoissonInput(P, 'v', 10, '20*kHz', '0.1*mV')"),
    inputs("const I = new PoissonInput(P, 'v', 10000, '20*Hz', '0.1*mV')"),
  ),
  V016: { kind: 'none', why: 'it takes gigabytes of recordings' },
}
