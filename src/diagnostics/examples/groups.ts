import type { groupMessages } from '../messages/groups.js'
import { type Example, program, ran } from './example.js'

const resting = (period: string) =>
  `const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1', refractory: '${period}' })
export default new Network(P, { duration: '1*ms' })`
const drawn = (given: string) =>
  `const P = new PoissonGroup(4, ${given})\nexport default new Network(P, { duration: '1*ms' })`
const stepping = (dt: string) =>
  `const P = new NeuronGroup(1, 'v : 1')\nexport default new Network(P, { duration: '1*ms', dt: '${dt}' })`
const recording = (source: string) => `const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })
const S = new Synapses(P, P, { name: 'S', on_pre: 'v_post += 1' }).connect()
const M = new SpikeMonitor(${source})
export default new Network(P, S, M, { duration: '1*ms' })`
const numbered = (model: string) =>
  `const P = new NeuronGroup(4, '${model}').set({ k: 3e9 })\nexport default new Network(P, { duration: '1*ms' })`

export const groupExamples: { readonly [C in keyof typeof groupMessages]: Example } = {
  V061: program(resting('-2*ms'), resting('2*ms')),
  V062: program(drawn("matrix([5, -5, 5, 5], 'Hz')"), drawn("matrix([5, 0, 5, 5], 'Hz')")),
  V063: program(drawn("'50*kHz'"), drawn("'50*kHz', { dt: '0.01*ms' }")),
  V064: ran(stepping('1e-30*ms'), stepping('0.1*ms')),
  V065: program(recording('S'), recording('P')),
  V066: program(numbered('k : integer'), numbered('k : 1')),
}
