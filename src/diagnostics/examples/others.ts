import type { flagMessages } from '../messages/flags.js'
import type { indexMessages } from '../messages/indices.js'
import type { inputMessages } from '../messages/inputs.js'
import type { methodMessages } from '../messages/methods.js'
import type { numberMessages } from '../messages/numbers.js'
import type { unsupportedMessages } from '../messages/unsupported.js'
import { type Example, equations, program, ran } from './example.js'

type OtherCode =
  | keyof typeof flagMessages
  | keyof typeof indexMessages
  | keyof typeof inputMessages
  | keyof typeof methodMessages
  | keyof typeof numberMessages
  | keyof typeof unsupportedMessages

const unneeded = (mark: string) => `const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })
const S = new Synapses(P, { model: 'dx/dt = -x/(10*ms) : 1${mark}', on_pre: 'x += 1; v_post += x' }).connect()
export default new Network(P, S)`
const following = (mark: string) => `const P = new NeuronGroup(4, 'dv/dt = -v/(5*ms) : 1', { threshold: 'v > 1' })
const S = new Synapses(P, { model: 'dx/dt = (v_post - x)/(10*ms) : 1 (${mark})', on_pre: 'v_post += x' }).connect()
export default new Network(P, S)`

const DECAY = 'dv/dt = -v/tau : volt'
const TAU = '\nconstants:\n  tau = 20*ms'
const decay = (bad: string, good: string) => equations(bad + TAU, good + TAU)
const neurons = (line: string) =>
  `const P = new NeuronGroup(4, 'dv/dt = -v/tau : volt', { namespace: { tau: '20*ms' } })\n${line}`
const whole = neurons("export default new Network(P, { duration: '1*ms' })")
const pairs = (to: number) => `const P = new NeuronGroup(4, 'v : volt', { threshold: 'v > 1*mV' })
const S = new Synapses(P, P, { on_pre: 'v += 1*mV' })
S.connect({ i: [0, 1], j: [2, ${to}] })
export default new Network(P, S)`
const weights = (rows: number, columns: number) =>
  `const W = matrix(new Float64Array(${rows * columns}), [${rows}, ${columns}], 'mV')
const P = new NeuronGroup(4, 'v : volt', { threshold: 'v > 1*mV' })
const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v += w', namespace: { W } })
S.connect().set('w', 'W[i,j]')
export default new Network(P, S, { duration: '1*ms' })`
const vector = (index: string) => `const u = matrix([1, 2, 3, 4], 'mV')
const P = new NeuronGroup(4, 'v : volt', { namespace: { u } })
P.set({ v: 'u[${index}]' })
export default new Network(P, { duration: '1*ms' })`

const adaptive = (method: string, options: string) => `const tau = '20*ms'
const P = new NeuronGroup(4, 'dv/dt = -v/tau : volt', { method: '${method}', method_options: { ${options} }, namespace: { tau } })
P.set({ v: '1*mV' })
export default new Network(P, { duration: '1*ms' })`

const synaptic = (model: string) => `const P = new NeuronGroup(4, 'v : volt', { threshold: 'v > 1*mV' })
const S = new Synapses(P, P, { model: \`${model}\` })
S.connect()
export default new Network(P, S)`

const timed = (values: string) => `const I = new TimedArray(${values}, { dt: '1*ms', unit: 'mV' })
const P = new NeuronGroup(3, 'dv/dt = (I(t, i) - v)/(10*ms) : volt', { namespace: { I } })
export default new Network(P, { duration: '1*ms' })`

const drawing = (picture: string) =>
  neurons(`export const picture = ${picture}\nexport default new Network(P, { duration: '1*ms' })`)
const drew = (bad: string, good: string) => ran(drawing(bad), drawing(good), ['--out', 'results'])

const scheme = (text: string) =>
  `const method = new ExplicitStateUpdater('${text}')
const P = new NeuronGroup(4, 'dv/dt = -v**3/(20*ms) : 1', { method })
export default new Network(P)`

export const otherExamples: { readonly [C in OtherCode]: Example } = {
  F001: decay(`${DECAY}\nI : amp (unless refractory)`, `${DECAY}\nI : amp (constant)`),
  F002: decay(`${DECAY} (unless refactory)`, `${DECAY} (unless refractory)`),
  F003: decay(`${DECAY}\nI : amp (constant, constant)`, `${DECAY}\nI : amp (constant)`),
  F004: decay(`${DECAY}\na = 2*v : volt (shared)`, `${DECAY}\na = 2*v : volt`),
  F005: program(
    synaptic('dx/dt = -x/(10*ms) : 1 (clock-driven)\ndy/dt = (x - y)/(10*ms) : 1 (event-driven)'),
    synaptic('x : 1\ny : 1'),
  ),
  F006: equations('v : 1\nI = randn() : 1', 'v : 1\nI = randn() : 1 (constant over dt)'),
  I001: program(pairs(7), pairs(3)),
  I002: ran(vector('i + 1'), vector('(i + 1) % N')),
  I003: program(vector('i, 0'), vector('i')),
  I007: program(
    "const P = new NeuronGroup(4, 'v : 1')\nexport default new Network(P, new StateMonitor(P.slice(4, 6), 'v', { record: true }))",
    "const P = new NeuronGroup(4, 'v : 1')\nexport default new Network(P, new StateMonitor(P.slice(2, 4), 'v', { record: true }))",
  ),
  I008: ran(
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: 'i + 1' })\nexport default new Network(P, S, { duration: '1*ms' })",
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: '(i + 1) % N_post' })\nexport default new Network(P, S, { duration: '1*ms' })",
  ),
  I013: program(weights(4, 3), weights(4, 4)),
  I014: ran(
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: 'k for k in sample(N_post, size=10)' })\nexport default new Network(P, S, { duration: '1*ms' })",
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: 'k for k in sample(N_post, size=2)' })\nexport default new Network(P, S, { duration: '1*ms' })",
  ),
  I004: program(timed('[[0, 1], [2, 3]]'), timed('[[0, 1, 2], [3, 4, 5]]')),
  C001: { kind: 'none', why: 'the file is not there' },
  C002: program(neurons('const net = new Network(P)'), neurons('export default new Network(P)')),
  C003: program(neurons('export default new Network(Q)'), neurons('export default new Network(P)')),
  C004: ran(whole, whole, ['--set', 'tua=25*ms'], ['--set', 'tau=25*ms']),
  C005: ran(neurons('export default new Network(P)'), whole),
  C006: ran(whole, whole, ['--out', '/dev/null/results'], []),
  C007: ran(whole, whole, ['--passes', 'all,-fuse-lops'], ['--passes', 'all,-fuse-loops']),
  C008: drew("'not a function'", '() => figure({ panels: [{ layers: [] }] })'),
  C009: drew(
    '() => figure({ panels: [{ layers: [line([0, 1, 2], [0, 1])] }] })',
    '() => figure({ panels: [{ layers: [line([0, 1, 2], [0, 1, 4])] }] })',
  ),
  C010: drew('() => 5', '() => figure({ panels: [{ layers: [] }] })'),
  M001: decay('dv/dt = -v*v/mV/tau : volt\nmethod: exact', 'dv/dt = -v*v/mV/tau : volt\nmethod: rk4'),
  M002: decay(`${DECAY}\nmethod: exat`, `${DECAY}\nmethod: exact`),
  M003: program(scheme('x = x + dt*f(x, t)'), scheme('x_new = x + dt*f(x, t)')),
  M004: program(scheme('x_new = x + f(x, t)'), scheme('x_new = x + dt*f(x, t)')),
  M010: program(adaptive('rk4', 'absolute_error: 1e-9'), adaptive('gsl_rk4', 'absolute_error: 1e-9')),
  M011: program(
    adaptive('gsl', "absolute_error_per_variable: { tau: '1*ms' }"),
    adaptive('gsl', "absolute_error_per_variable: { v: '1*uvolt' }"),
  ),
  M012: program(
    adaptive('gsl', "absolute_error_per_variable: { v: '-1*uvolt' }"),
    adaptive('gsl', "absolute_error_per_variable: { v: '1*uvolt' }"),
  ),
  B001: ran(
    neurons("P.set({ v: '1*mV' })\nexport default new Network(P, { duration: '1*ms' })").replace(
      '-v/tau',
      'v*v/(1e-9*mV)/tau',
    ),
    whole,
  ),
  B005: ran(adaptive('gsl', 'absolute_error: 1e-30, max_steps: 5'), adaptive('gsl', 'absolute_error: 1e-9')),
  B006: ran(
    adaptive('gsl', 'absolute_error: 1e-30, adaptable_timestep: false'),
    adaptive('gsl', 'absolute_error: 1e-9, adaptable_timestep: false'),
  ),
  F007: program(unneeded(''), unneeded(' (event-driven)')),
  F008: program(following('event-driven'), following('clock-driven')),
  M013: program(
    synaptic('dx/dt = x*(1 - x)/(10*ms) : 1 (event-driven)'),
    synaptic('dx/dt = x*(1 - x)/(10*ms) : 1 (clock-driven)'),
  ),
  X001: program(
    whole.replace('{ namespace', "{ method: 'independent', namespace"),
    whole.replace('{ namespace', "{ method: 'exact', namespace"),
  ),
}
