import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NetworkOperation,
  NeuronGroup,
  SpikeGeneratorGroup,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import { printProgram } from '../../src/ir/print.js'

/** Spikes of three neurons at 1 ms, onto two that count what arrives. */
function model(options: ConstructorParameters<typeof Synapses>[2] = { on_pre: 'n_post += 10**i' }) {
  const G = new SpikeGeneratorGroup(3, [0, 1, 2], matrix([1, 1, 1], 'ms'), { name: 'G' })
  const P = new NeuronGroup(2, 'n : 1', { name: 'P' })
  const S = new Synapses(G, P, { name: 'S', ...options }).connect()
  const M = new StateMonitor(P, 'n', { record: true, when: 'end' })
  return { G, P, S, M }
}

const thousandths = (values: Iterable<number>) => Array.from(values, (x) => Math.round(x * 1e6) / 1e3)

describe('delays are read', () => {
  test('as they were set, to the bit, and 0 where they were not', async () => {
    const { G, P, S } = model()
    S.set('delay', matrix([0.3, 1.7, 0, 2.2, 0.15, 0.1], 'ms'), {})
    const net = new Network(G, P, S)
    await net.run('1*ms')
    expect([...S.get('delay')]).toEqual([0.3, 1.7, 0, 2.2, 0.15, 0.1].map((x) => x * 0.001))
    expect([...S.get('pre.delay', 'ms')]).toEqual([...S.get('delay', 'ms')])
    expect(S.getMatrix('delay', 'ms').shape).toEqual([3, 2])
    S.set('delay', '1*ms', { where: 'i == 1' })
    expect(thousandths(S.get('delay'))).toEqual([0.3, 1.7, 1, 1, 0.15, 0.1])
  })

  test('where nothing sets them', async () => {
    const [none, one] = [model(), model({ on_pre: 'n_post += 1', delay: '2*ms' })]
    await new Network(none.G, none.P, none.S).build()
    await new Network(one.G, one.P, one.S).build()
    expect([...none.S.get('delay')]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...one.S.get('delay', 'ms')]).toEqual([2])
  })

  test('by the statements of their pathway', async () => {
    const { G, P, S } = model({ on_pre: 'n_post += delay/ms' })
    S.set('delay', '1*ms + i*ms')
    await new Network(G, P, S).run('5*ms')
    expect([...P.get('n')]).toEqual([6, 6])
  })

  test('where only a statement asks for them', async () => {
    const [each, all] = [
      model({ on_pre: 'n_post += 1 + delay/ms' }),
      model({ on_pre: 'n_post += delay/ms', delay: '2*ms' }),
    ]
    await new Network(each.G, each.P, each.S).run('4*ms')
    await new Network(all.G, all.P, all.S).run('4*ms')
    expect([...each.P.get('n'), ...all.P.get('n')]).toEqual([3, 3, 6, 6])
  })
})

describe.each(['js', 'wasm'] as const)('in %s', (backend) => {
  test('spikes arrive when they should, in single precision too', async () => {
    for (const precision of ['double', 'single'] as const) {
      const { G, P, S, M } = model()
      S.set('delay', '1*ms*i + 0.04*ms*(1 + j)')
      await new Network(G, P, S, M, { backend, precision }).run('4*ms')
      const at = (neuron: number, time: number) => M.get('n')[neuron][Math.round(time * 10)]
      expect([0.9, 1, 1.1, 2, 2.1, 3, 3.1].map((t) => at(0, t))).toEqual([0, 1, 1, 11, 11, 111, 111])
      expect([0.9, 1, 1.1, 2, 2.1, 3, 3.1].map((t) => at(1, t))).toEqual([0, 0, 1, 1, 11, 11, 111])
    }
  })

  test('within a step delays are set for the next run', async () => {
    const { G, P, S } = model()
    S.set('delay', '1*ms')
    const op = new NetworkOperation((t) => t > 0.45e-3 && t < 0.55e-3 && S.set('delay', '2*ms'), { name: 'op' })
    const net = new Network(G, P, S, op, { backend })
    await net.run('2.1*ms')
    expect([...P.get('n')]).toEqual([111, 111])
    G.set_spikes([0], matrix([2.5], 'ms'))
    await net.run('2.3*ms')
    expect([...P.get('n')]).toEqual([111, 111])
    await net.run('0.2*ms')
    expect([...P.get('n')]).toEqual([112, 112])
  })

  test('a delay set over and over takes no more and more memory', async () => {
    const { G, P, S } = model()
    const net = new Network(G, P, S, { backend })
    const again = async (times: number) => {
      for (let k = 0; k < times; k++) {
        S.set('delay', `${k % 3}*ms + 0.1*ms*i*j`)
        await net.run('0.1*ms')
      }
    }
    await again(12)
    const { simulation } = net.inspect()
    const bytes = simulation.bytes()
    await again(24)
    expect(net.inspect().simulation).toBe(simulation)
    expect(simulation.bytes()).toBe(bytes)
  })
})

test('what was not set before a run is not set within a step', async () => {
  const { G, P, S } = model()
  const op = new NetworkOperation(() => S.set('delay', '2*ms'), { name: 'op' })
  await expect(new Network(G, P, S, op).run('0.1*ms')).rejects.toThrow(/V082/)
})

test('memory is not asked for where it would not be enough', async () => {
  const { G, P, S } = model()
  S.set('delay', '1e8*second*i')
  await expect(new Network(G, P, S).run('1*ms')).rejects.toThrow(/V081.*S\.delay.*steps/s)
})

test.each([
  ['1*ms', [1, 1, 1, 1, 1, 1]],
  ['(1 + i + 2*j)*ms', [1, 3, 2, 4, 3, 5]],
])('delays that are wrong leave those that there were, %s', async (delays, expected) => {
  const { G, P, S } = model()
  S.set('delay', delays)
  const net = new Network(G, P, S)
  await net.build()
  S.set('delay', '1*ms - i*ms')
  await expect(net.run('1*ms')).rejects.toThrow(/V080/)
  expect(thousandths(S.get('delay'))).toEqual(expected)
})

test('a model with delays goes through JSON', async () => {
  const { G, P, S } = model({ on_pre: { a: 'n_post += 1' } })
  S.set('a.delay', '1*ms*i')
  const copy = Network.fromJSON(JSON.parse(JSON.stringify(new Network(G, P, S))))
  await copy.run('2.5*ms')
  const [, target] = copy.parts
  expect([...(target as NeuronGroup).get('n')]).toEqual([2, 2])
})

test('kernels go over lags, and over what is on its way', () => {
  const { G, P, S } = model()
  S.set('delay', '1*ms')
  const kernel = printProgram(new Network(G, P, S).inspect().compiled.optimised.program)
  expect(kernel.slice(kernel.indexOf('kernel deliver_S'))).toMatchInlineSnapshot(`
    "kernel deliver_S (synapses)   # on_pre of S: the spikes of G of as long ago as their delays say reach P.
      for i, j, k of what is on its way from earlier runs
        P.n[j] = P.n[j] + 10 ** i   (scattered)   # n_post += 10**i
      for lag in steps, number of the lag of S:pre:lags, from the longest on, since S:pre:since
        for i of the spikes of G, lag in steps ago
          let of_row = 10 ** i
          for j, k of the indexed row of i * S:pre:lagCount[0] + number of the lag
            P.n[j] = P.n[j] + of_row   (scattered)   # n_post += 10**i
    "
  `)
})

describe('states in files', () => {
  test('of delays that were set go into a model that sets them', async () => {
    const file = `${process.env.TMPDIR ?? '/tmp'}/spikec-delays-${process.pid}.state`
    const [first, second, without] = [model(), model(), model()]
    for (const { S } of [first, second]) S.set('delay', '1*ms + i*ms')
    const [net, other, plain] = [first, second, without].map(({ G, P, S }) => new Network(G, P, S, { seed: 1 }))
    await net.run('1.5*ms')
    net.store('here', file)
    other.restore('here', file)
    for (const one of [net, other]) await one.run('3*ms')
    expect([...second.P.get('n')]).toEqual([...first.P.get('n')])
    expect([...second.P.get('n')]).toEqual([111, 111])
    expect(() => plain.restore('here', file)).toThrow(/V044.*`S\.delay` is set in it/s)
  })

  test('from before delays were set go into one that sets them', async () => {
    const file = `${process.env.TMPDIR ?? '/tmp'}/spikec-no-delays-${process.pid}.state`
    const [first, second] = [
      model({ on_pre: 'n_post += 1', delay: '2*ms' }),
      model({ on_pre: 'n_post += 1', delay: '2*ms' }),
    ]
    const [net, other] = [first, second].map(({ G, P, S }) => new Network(G, P, S, { seed: 1 }))
    await net.run('1.5*ms')
    net.store('here', file)
    second.S.set('delay', '7*ms')
    other.restore('here', file)
    await other.run('1.7*ms')
    expect([...second.P.get('n')]).toEqual([3, 3])
    expect([...second.S.get('delay', 'ms')]).toEqual([2])
  })
})
