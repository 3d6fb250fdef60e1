/** What is wrong with delays that are set. */
import { matrix, Network, NeuronGroup, Synapses, type SynapsesOptions } from '../../src/index.js'
import type { BadInput } from './bad-inputs.js'

/** 3 neurons that spike, and 2: `use` says what is done to their synapses. */
const delays =
  (use: (S: Synapses) => unknown, options: SynapsesOptions = {}, N = 3) =>
  () => {
    const A = new NeuronGroup(N, 'v : 1', { name: 'A', threshold: 'v > 1' })
    const B = new NeuronGroup(2, 'x : 1', { name: 'B' })
    const S = new Synapses(A, B, { name: 'S', model: 'w : 1', on_pre: 'x += w', ...options })
    use(S)
    return new Network(A, B, S, { seed: 1 }).run('1*ms')
  }

const ONE = { delay: '2*ms' }

export const badDelays: readonly BadInput[] = [
  ['delays below 0, by an expression', delays((S) => S.connect().set('delay', '0.5*ms - i*ms'))],
  ['delays below 0, in an array', delays((S) => S.connect('i != j').set('delay', matrix([1, 2, -1, 3], 'ms')))],
  ['delays that are no numbers', delays((S) => S.connect().set('delay', '(i/i)*ms'))],
  ['delays without end', delays((S) => S.connect().set('delay', 'inf*ms', { where: 'i == 1' }))],
  [
    'a delay of an array that is no number',
    delays((S) => S.connect().set('delay', matrix([1, NaN, 1, 1, 1, 1], 'ms'))),
  ],
  ['delays in mV', delays((S) => S.connect().set('delay', 'i*mV'))],
  ['delays that are plain numbers', delays((S) => S.connect().set('delay', 3))],
  ['delays of an array without a unit', delays((S) => S.connect().set('delay', [1, 2, 3, 4, 5, 6]))],
  ['too few delays', delays((S) => S.connect().set('delay', matrix([1, 2, 3], 'ms')))],
  ['a delay by an unknown name', delays((S) => S.connect().set('delay', 'speed*ms'))],
  ['delays that are set before there are synapses', delays((S) => S.set('delay', 'i*ms').connect())],
  ['delays of a pathway that is not there', delays((S) => S.connect().set('post.delay', 'i*ms'))],
  [
    'delays where pathways have names',
    delays((S) => S.connect().set('delay', 'i*ms'), { on_pre: { a: 'x += w', b: 'w += 1' } }),
  ],
  ['delays of every synapse, where the option gives one', delays((S) => S.connect().set('delay', 'i*ms'), ONE)],
  [
    'an array of delays, where the option gives one',
    delays((S) => S.connect().set('delay', matrix([1, 2, 3, 4, 5, 6], 'ms')), ONE),
  ],
  [
    'the delay of some synapses, where the option gives one',
    delays((S) => S.connect().set('delay', '1*ms', { where: 'i > 0' }), ONE),
  ],
  ['one delay below 0, where the option gives one', delays((S) => S.connect().set('delay', '-1*ms'), ONE)],
  ['delays of years', delays((S) => S.connect().set('delay', '1e6*second + i*ms'), {}, 1000)],
  ['a statement that gives a delay', delays((S) => S.connect().set('delay', 'i*ms'), { on_pre: 'delay = 1*ms' })],
  ['a statement that adds a delay', delays((S) => S.connect(), { on_pre: 'x += delay' })],
]
