import type { lintMessages } from '../messages/lints.js'
import { type Example, equations, program } from './example.js'

const MONITOR = "new StateMonitor(P, 'v', { record: true })"
const neurons = (options: string, network = '') => `const P = new NeuronGroup(4, 'dv/dt = -v/tau : volt', {
  threshold: 'v > 10*mV', reset: 'v = 0*mV', namespace: { ${options} },
})
export default new Network(P, ${MONITOR}${network})`
const started = (value: string) => `const P = new NeuronGroup(4, 'dv/dt = -v/(20*ms) : volt')
P.set({ v: '${value}' })
export default new Network(P, ${MONITOR})`
const pathway = (statements: string) => `const P = new NeuronGroup(4, 'dx/dt = -x/(5*ms) : 1\\ndy/dt = -y/(5*ms) : 1', {
  threshold: 'x > 1', reset: 'x = 0',
})
const S = new Synapses(P, P, { model: 'w : 1', on_pre: '${statements}' })
S.connect().set({ w: 0.1 })
export default new Network(P, S, new StateMonitor(P, ['x', 'y'], { record: true }))`

const connected = (
  line: string,
) => `const P = new NeuronGroup(4, 'dv/dt = -v/(20*ms) : volt', { threshold: 'v > 10*mV', reset: 'v = 0*mV' })
const S = new Synapses(P, P, { on_pre: 'v += 1*mV' })
${line}
export default new Network(P, S, ${MONITOR})`

export const lintExamples: { readonly [C in keyof typeof lintMessages]: Example } = {
  L001: program(neurons("tau: '20*second'"), neurons("tau: '20*ms'")),
  L002: program(neurons("tau: '5*ms'", ", { dt: '10*ms' }"), neurons("tau: '5*ms'", ", { dt: '0.1*ms' }")),
  L003: program(
    neurons("tau: '20*ms', El: '-70*mV'"),
    neurons("tau: '20*ms', El: '-70*mV'").replace('= -v/tau', '= (El - v)/tau'),
  ),
  L004: program(started('i//N*10*mV'), started('i/N*10*mV')),
  L005: program(pathway('x_post += w; y_post += x_post'), pathway('x_post += w; y_post += w')),
  L006: equations(
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > -50*mV\nreset: v = 65*mV',
    'dv/dt = -v/(20*ms) : volt\nthreshold: v > -50*mV\nreset: v = -65*mV',
  ),
  L007: program(connected('S.connect({ i: [0, 0], j: [1, 1] })'), connected('S.connect({ i: [0, 0], j: [1, 2] })')),
  L008: program(connected('S.connect().connect()'), connected('S.connect()')),
}
