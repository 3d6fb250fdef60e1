import type { synapsesMessages } from '../messages/synapses.js'
import { type Example, program } from './example.js'

/** Synapses S of the neurons, with this model, and T from these to the neurons. */
const between = (ofS: string, ofT: string, lines = '') => `const P = new NeuronGroup(3, 'v : 1\\nx : 1')
const S = new Synapses(P, P, { model: '${ofS}' }).connect('i != j')
const T = new Synapses(S, P, { model: '${ofT}', namespace: { u: matrix([1, 2, 3, 4, 5, 6]) } }).connect({ j: 'i % N_post' })
${lines}export default new Network(P, S, T, { duration: '1*ms' })`

export const synapsesExamples: { readonly [C in keyof typeof synapsesMessages]: Example } = {
  V074: program(
    between('w : 1\\nu = w*v_pre : 1', 'x_post = u_pre : 1 (summed)').replace(/, namespace: {.*?} }/, ' }'),
    between('w : 1\\nu = 2*w : 1', 'x_post = u_pre : 1 (summed)').replace(/, namespace: {.*?} }/, ' }'),
  ),
  V075: program(
    between('w : 1', 'x_post = u[i]*w_pre : 1 (summed)'),
    between('w : 1', 'f : 1\\nx_post = f*w_pre : 1 (summed)', "T.set({ f: 'u[i]' })\n"),
  ),
}
