import type { nameMessages } from '../messages/names.js'
import { type Example, equations, program } from './example.js'

const group = (name: string) => `new NeuronGroup(2, 'dv/dt = -v/(20*ms) : volt', { name: '${name}' })`

const numbered = (n: string) => `const P = ${group('P')}
const S = new Synapses(P, P, { model: 'w : volt' })
S.connect({ n: '${n}' })
export default new Network(P, S, { duration: '1*ms' })`

const delayed = (onPre: string) => `const P = new NeuronGroup(2, 'v : volt', { threshold: 'v > 1*mV' })
const S = new Synapses(P, P, { on_pre: ${onPre}, delay: { late: '2*ms' } }).connect()
export default new Network(P, S, { duration: '1*ms' })`

export const nameExamples: { readonly [C in keyof typeof nameMessages]: Example } = {
  N001: equations(
    'dv/dt = -v/tua : volt\nconstants:\n  tau = 20*ms',
    'dv/dt = -v/tau : volt\nconstants:\n  tau = 20*ms',
  ),
  N002: equations('_v : volt', 'v : volt'),
  N003: equations('dv/dt = -v/(20*ms) : volt\nv : volt', 'dv/dt = (v0 - v)/(20*ms) : volt\nv0 : volt'),
  N004: equations('a = 2*b : 1\nb = a/2 : 1', 'a = 2*b : 1\nb : 1'),
  N005: equations('v : volt\nu = clip(v, 0*mV) : volt', 'v : volt\nu = clip(v, 0*mV, 10*mV) : volt'),
  N006: equations('v : volt\nu = v(2) : volt', 'v : volt\nu = v*2 : volt'),
  N007: equations('v : volt\ninitial:\n  u = 0*mV', 'v : volt\ninitial:\n  v = 0*mV'),
  N008: program(
    `export default new Network(\n  ${group('P')},\n  ${group('P')},\n)`,
    `export default new Network(\n  ${group('P')},\n  ${group('Q')},\n)`,
  ),
  N009: equations('v : volt\nconstants:\n  mV = 2*nS', 'v : volt\nconstants:\n  g = 2*nS'),
  N010: equations('v : volt\nconstants:\n  v = 10*mV', 'v : volt\nconstants:\n  v0 = 10*mV'),
  N011: program(
    `const P = ${group('P')}\nexport default new Network(new StateMonitor(P, 'v', { record: true }))`,
    `const P = ${group('P')}\nexport default new Network(P, new StateMonitor(P, 'v', { record: true }))`,
  ),
  N012: equations(
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > 10*mV\nreset: V = 0*mV',
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > 10*mV\nreset: v = 0*mV',
  ),
  N013: equations(
    'dv/dt = -v/tau + xi*tau**-0.5 : 1\ndw/dt = -w/tau + xi*tau**-0.5 : 1\nmethod: euler\nconstants:\n  tau = 20*ms',
    'dv/dt = -v/tau : 1\ndw/dt = -w/tau : 1\nmethod: euler\nconstants:\n  tau = 20*ms',
  ),
  N014: program(
    "export default new Network(new NeuronGroup(2, new Equations('dv/dt = -v/(5*ms) : 1', { tua: '5*ms' })))",
    "export default new Network(new NeuronGroup(2, new Equations('dv/dt = -v/tau : 1', { tau: '5*ms' })))",
  ),
  N015: equations(
    'dv/dt = sin(xi*tau**0.5)/tau : 1\nmethod: euler\nconstants:\n  tau = 20*ms',
    'dv/dt = sin(v)/tau : 1\nmethod: euler\nconstants:\n  tau = 20*ms',
  ),
  N016: equations(
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > 10*mV\nreset: e = v - 10*mV; v = e',
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > 10*mV\nreset: excess = v - 10*mV; v = excess',
  ),
  N017: program(
    "const P = new NeuronGroup(1, 'v : 1', { events: { rise: 'v > 1' } }).run_on_event('ris', 'v = 0')\nexport default new Network(P, { duration: '1*ms' })",
    "const P = new NeuronGroup(1, 'v : 1', { events: { rise: 'v > 1' } }).run_on_event('rise', 'v = 0')\nexport default new Network(P, { duration: '1*ms' })",
  ),
  N018: program(
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1 (linked)')\nexport default new Network(Q, P, { duration: '1*ms' })",
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
  ),
  N019: program(
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
    "const Q = new NeuronGroup(3, 'x : 1')\nconst P = new NeuronGroup(3, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })\nexport default new Network(Q, P, { duration: '1*ms' })",
  ),
  N020: program(numbered('N_incoming'), numbered('N_post')),
  N021: program(delayed("'v += 1*mV'"), delayed("{ late: 'v += 1*mV' }")),
}
