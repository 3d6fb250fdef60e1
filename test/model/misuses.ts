import {
  edges,
  matrix,
  Network,
  NeuronGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
} from '../../src/index.js'
import type { BadInput } from './bad-inputs.js'

const LIF = 'dv/dt = -v/(10*ms) : volt'
const group = () => new NeuronGroup(4, LIF, { name: 'P' })

/** A network of a group that can spike and synapses within it. */
function connected(options: SynapsesOptions, { condition = 'i != j', w }: { condition?: string; w?: string } = {}) {
  const P = new NeuronGroup(4, LIF, { name: 'P', threshold: 'v > 1*mV', reset: 'v = 0*mV' })
  const S = new Synapses(P, { name: 'S', ...options }).connect(condition)
  return new Network(P, w === undefined ? S : S.set({ w }))
}

/** What TypeScript would refuse, and a program in JavaScript can hand over all the same. */
const untyped: {
  readonly matrix: (...given: readonly unknown[]) => unknown
  readonly StateMonitor: new (...given: readonly unknown[]) => unknown
  readonly SpikeMonitor: new (...given: readonly unknown[]) => unknown
  readonly Synapses: new (
    ...given: readonly unknown[]
  ) => {
    readonly connect: (...given: readonly unknown[]) => unknown
    readonly set: (...given: readonly unknown[]) => unknown
    w?: unknown
  }
  readonly NeuronGroup: new (
    ...given: readonly unknown[]
  ) => { readonly set: (...given: readonly unknown[]) => unknown }
  readonly Network: new (
    ...given: readonly unknown[]
  ) => { readonly run: (...given: readonly unknown[]) => Promise<unknown>; readonly add: (part: unknown) => unknown }
} = { matrix, StateMonitor, SpikeMonitor, Synapses, NeuronGroup, Network } as never

export const misuses: readonly BadInput[] = [
  ['a matrix made of a text', () => untyped.matrix('abc')],
  ['a matrix made of nothing', () => untyped.matrix()],
  ['a matrix of numbers and truth values', () => untyped.matrix([true, 2])],
  ['a matrix of rows and numbers', () => untyped.matrix([[1, 2], 3])],
  ['a matrix of 64-bit integers', () => untyped.matrix(BigInt64Array.of(1n))],
  ['a matrix whose shape is a number', () => untyped.matrix([1, 2], 2)],
  ['a state monitor without options', () => new untyped.StateMonitor(group(), 'v')],
  ['a state monitor without variables', () => new untyped.StateMonitor(group())],
  ['a monitor of nothing', () => new untyped.SpikeMonitor()],
  ['synapses of nothing', () => new untyped.Synapses()],
  ['synapses to the name of a group', () => new untyped.Synapses(group(), 'P')],
  ['a group without equations', () => new untyped.NeuronGroup(10)],
  ['options of a run that are nothing', () => new untyped.Network(group()).run('1*ms', null)],
  ['options of a network that are a list', () => new untyped.Network([group()])],
  ['a part of a network that is none', () => new untyped.Network().add('P')],
  ['set() of nothing', () => new untyped.NeuronGroup(2, LIF).set()],
  ['set() where a number holds', () => new untyped.NeuronGroup(2, LIF).set({ v: 0 }, { where: 5 })],
  ['nonzero that is a list', () => new untyped.Synapses(group()).connect({ nonzero: [1] })],
  ['connect() of true', () => new untyped.Synapses(group()).connect(true)],
  ['connect() of a number', () => new untyped.Synapses(group()).connect(0.1)],
  ['connect() of two lists', () => new untyped.Synapses(group()).connect([0, 1], [1, 2])],
  [
    'connect() of lists of lists',
    () =>
      new untyped.Synapses(group()).connect([
        [0, 1],
        [1, 0],
      ]),
  ],
  ['the beginning of an option', () => new untyped.Synapses(group()).connect({ cond: 'i != j' })],
  ['the end of an option', () => new untyped.Synapses(group(), { pre: 'v += 1*mV' })],
  ['equations of synapses that have no name', () => new untyped.Synapses(group(), group(), 'w : volt')],
  [
    'delays that are numbers',
    () => new untyped.Synapses(group(), { on_pre: { fast: 'v += 1*mV' }, delay: { fast: 2 } }),
  ],
  ['a step that is a number', () => new untyped.NeuronGroup(2, LIF, { dt: 0.1 })],
  ['numbers of synapses without a name', () => new untyped.Synapses(group(), { model: 'w : 1' }).set('w', 1, [0, 1])],
  [
    'a variable of synapses that is assigned',
    () => {
      new untyped.Synapses(group(), { model: 'w : volt' }).w = '1*mV'
    },
  ],
  ['a monitor of pairs in brackets', () => new untyped.StateMonitor(group(), 'v', { record: [[0, 1]] })],
  ['delays in an option', () => new untyped.Synapses(group(), { on_pre: 'v += 1*mV', delay: [1, 2] })],
  ['a duration that is a number', () => new untyped.Network(group()).run(100)],
  ['a duration without a unit', () => new untyped.Network(group()).run('100')],
  [
    'edges in place of their numbers',
    () => new untyped.Synapses(group(), { model: 'w : 1' }).set('w', edges({ i: [0], j: [1], values: [1] })),
  ],
  [
    'a variable of synapses with the name of a side',
    () => connected({ model: 'w : 1', on_pre: 'w_post += 1' }).inspect(),
  ],
  [
    'a variable of neurons that is not declared',
    () => connected({ on_pre: 'v += 1*mV' }, { condition: 'x_pre < 100*um' }).inspect(),
  ],
  ['a sum that is not marked so', () => connected({ model: 'I_post = v_pre - v_post : volt' }).inspect()],
  ['a matrix that is not there', () => connected({ model: 'w : 1' }, { w: 'W[i,j]' }).inspect()],
  ['two pairs of brackets', () => connected({ model: 'w : 1' }, { w: 'W[i][j]' }).inspect()],
  ['a probability that is a list', () => new untyped.Synapses(group()).connect({ p: [0.5] })],
]
