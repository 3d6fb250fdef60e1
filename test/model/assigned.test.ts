/** What is assigned as in Brian would be read by nothing. */
import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NeuronGroup,
  PoissonGroup,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'

const group = () => new NeuronGroup(2, 'v : volt', { threshold: 'v > 1*mV', reset: 'v = 0*mV' })
const assign = (object: object, name: string, value: unknown) => {
  ;(object as Record<string, unknown>)[name] = value
}

describe('is refused', () => {
  test.each([
    [
      'of a group',
      group(),
      'v',
      '1*mV',
      /`.v = '1\*mV'`: NeuronGroup has no such property[\s\S]*set\(\{ v: '1\*mV' \}\)/,
    ],
    ['of a part of one', group().slice(0, 1), 'v', 0, /`.v = 0`: Subgroup has no/],
    ['of a Poisson group', new PoissonGroup(2, '10*Hz'), 'rates', '20*Hz', /PoissonGroup has no/],
    [
      'of given spikes',
      new SpikeGeneratorGroup(1, [0], matrix([1], 'ms')),
      'period',
      '5*ms',
      /SpikeGeneratorGroup has/,
    ],
    ['of synapses', new Synapses(group(), { model: 'w : 1' }), 'w', [1, 2], /`.w = …`: Synapses has no such property/],
    [
      'of a network',
      new Network(group()),
      'dt',
      '0.5*ms',
      /Network has no such property[\s\S]*new Network\(…, \{ dt: '0.5\*ms' \}\)/,
    ],
    ['of a monitor', new SpikeMonitor(group()), 'record', false, /SpikeMonitor has no such property/],
    ['of traces', new StateMonitor(group(), 'v', { record: true }), 'dt', '1*ms', /StateMonitor has no such/],
    ['a delay', new Synapses(group(), { on_pre: 'v += 1*mV' }), 'delay', '1*ms', /set\(\{ delay: '1\*ms' \}\)/],
  ])('%s', (_, object, name, value, message) => {
    expect(() => assign(object, name, value)).toThrow(message)
    expect(Object.keys(object)).not.toContain(name)
  })
})

describe('is kept', () => {
  test('what an object has', async () => {
    const P = group()
    P.active = false
    await new Network(P).run('1*ms')
    expect(P.active).toBe(false)
  })

  test('what a class made of one of them has', () => {
    class Layer extends NeuronGroup {}
    const layer = new Layer(2, 'v : 1')
    assign(layer, 'depth', 3)
    expect(layer).toMatchObject({ depth: 3, N: 2 })
  })

  test('what is marked as private, or is a symbol', () => {
    const P = group()
    const mark = Symbol('mark')
    assign(P, '_mine', 1)
    Object.assign(P, { [mark]: 2 })
    expect(P).toMatchObject({ _mine: 1, [mark]: 2 })
  })
})
