import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NeuronGroup,
  PoissonGroup,
  SpikecError,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'

const codesOf = (network: Network): readonly string[] => {
  try {
    network.inspect()
  } catch (error) {
    if (error instanceof SpikecError) return error.diagnostics.map(({ code }) => code)
    throw error
  }
  return []
}

describe('the rates', () => {
  test('of a quantity are a parameter of each neuron', () => {
    const P = new PoissonGroup(3, '10*Hz')
    new Network(P, { seed: 1 })
    expect([...P.get('rates', 'Hz')]).toEqual([10, 10, 10])
    P.set('rates', '(i + 1)*Hz')
    expect([...P.get('rates')]).toEqual([1, 2, 3])
  })

  test('of an array are one for each neuron', () => {
    const P = new PoissonGroup(3, matrix([1, 2, 3], 'kHz'))
    new Network(P, { seed: 1 })
    expect([...P.get('rates')]).toEqual([1000, 2000, 3000])
  })

  test('of an expression are worked out in every step', async () => {
    const P = new PoissonGroup(4, 'top*int(i < 2)*int(t < 1*ms)', { namespace: { top: '100*kHz' } })
    const M = new StateMonitor(P, 'rates', { record: true })
    const S = new SpikeMonitor(P)
    const net = new Network(P, M, S, { seed: 1 })
    await net.run('2*ms')
    expect([...M.get('rates')[1]]).toEqual(Array.from({ length: 20 }, (_, k) => (k < 10 ? 1e5 : 0)))
    expect([...S.count]).toEqual([10, 10, 0, 0])
    expect([...P.get('rates')]).toEqual([0, 0, 0, 0])
  })

  test('change between runs', async () => {
    const P = new PoissonGroup(3, '0*Hz')
    const S = new SpikeMonitor(P)
    const net = new Network(P, S, { seed: 1 })
    await net.run('1*ms')
    P.set('rates', matrix([0, 10, 20], 'kHz'))
    await net.run('1*ms')
    P.set('rates', '0*Hz')
    await net.run('1*ms')
    expect([...S.count]).toEqual([0, 10, 10])
  })

  test('are changed by what is done regularly', async () => {
    const P = new PoissonGroup(2, '0*Hz').run_regularly('rates = 10*kHz*int(t_in_timesteps % 2)')
    const S = new SpikeMonitor(P)
    await new Network(P, S, { seed: 1 }).run('1*ms')
    expect([...S.t].map((t) => Math.round(t / 1e-4))).toEqual([1, 1, 3, 3, 5, 5, 7, 7, 9, 9])
  })
})

test('a part of it is a source of synapses and of monitors', async () => {
  const P = new PoissonGroup(4, matrix([10, 0, 10, 10], 'kHz'))
  const G = new NeuronGroup(3, 'v : 1')
  const S = new Synapses(P.slice(1, 4), G, { on_pre: 'v += 1' }).connect('i == j')
  const M = new SpikeMonitor(P.slice(2))
  await new Network(P, G, S, M, { seed: 1 }).run('1*ms')
  expect([...G.get('v')]).toEqual([0, 10, 10])
  expect([...M.count]).toEqual([10, 10])
})

test('it goes by its own clock', async () => {
  const P = new PoissonGroup(2, '2*kHz', { dt: '0.5*ms', order: 1 })
  const S = new SpikeMonitor(P)
  await new Network(P, S, { seed: 1 }).run('2*ms')
  expect([...S.t].map((t) => Math.round(t / 1e-4))).toEqual([0, 0, 5, 5, 10, 10, 15, 15])
})

test('its spikes reach synapses', async () => {
  const P = new PoissonGroup(2, matrix([0, 10], 'kHz'), { name: 'inputs' })
  const G = new NeuronGroup(2, 'v : 1')
  const S = new Synapses(P, G, { on_pre: 'v += 1' }).connect('i == j')
  await new Network(P, G, S, { seed: 1 }).run('1*ms')
  expect([...G.get('v')]).toEqual([0, 10])
})

test.each(['10*Hz', '10*Hz*int(i < 2)', matrix([1, 2, 3], 'Hz')])('as JSON and back: %j', (rates) => {
  const P = new PoissonGroup(3, rates, { name: 'P', dt: '1*ms', order: 1, namespace: { x: 1 } }).run_regularly('')
  const json = JSON.parse(JSON.stringify(new Network(P).toJSON()))
  expect(JSON.parse(JSON.stringify(Network.fromJSON(json).toJSON()))).toEqual(json)
  expect(json.objects[0].kind).toBe('PoissonGroup')
})

describe('what is wrong is said', () => {
  test.each([
    ['a number of another unit', '10*ms', 'U004'],
    ['a number without one', '10', 'U004'],
    ['an expression of another unit', 'sin(t/second)', 'U003'],
    ['a name that nobody knows', 'rate0*2', 'N001'],
    ['what can not be read', '10*Hz*', 'S002'],
    ['a random rate', '10*Hz*rand()', 'V008'],
    ['too few values', matrix([1, 2], 'Hz'), 'V002'],
    ['values of another unit', matrix([1, 2, 3], 'ms'), 'U004'],
    ['values without one', [1, 2, 3], 'U012'],
    ['a value that is no number', matrix([1, Number.NaN, 3], 'Hz'), 'V004'],
  ] as const)('%s', (_, rates, code) => {
    expect(codesOf(new Network(new PoissonGroup(3, rates as string)))).toContain(code)
  })

  test('a rate that is no string, a size that is none, an option that is not there', () => {
    expect(() => new PoissonGroup(3, 10 as unknown as string)).toThrow('V008')
    expect(() => new PoissonGroup(3, '1*Hz', { rate: 1 } as object)).toThrow('V014')
    expect(codesOf(new Network(new PoissonGroup(0, '1*Hz')))).toEqual(['V001'])
  })

  test('the rates of an expression can not be set', () => {
    const P = new PoissonGroup(3, '10*Hz*int(i < 2)')
    P.set('rates', '1*Hz')
    expect(codesOf(new Network(P))).toEqual(['V006'])
  })
})
