import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, SpikeMonitor, Synapses } from '../../src/index.js'

function network() {
  const P = new NeuronGroup(4, 'dv/dt = 1/(5*ms) : 1', { threshold: 'v > 1', reset: 'v = 0', name: 'P' })
  const S = new Synapses(P, { model: 'w : 1' })
  S.connect('i != j')
  const M = new SpikeMonitor(P)
  const net = new Network(P, S, M, { seed: 1, namespace: { T: '10*ms' } })
  return { P, S, M, net }
}

describe('while a network runs', () => {
  test.each<readonly [string, (n: ReturnType<typeof network>) => unknown]>([
    ['set()', ({ P }) => P.set({ v: 0 })],
    ['set()', ({ S }) => S.set({ w: 0 })],
    ['connect()', ({ S }) => S.connect()],
    ['run()', ({ net }) => net.run('1*ms')],
    ['run()', ({ net }) => net.inspect().simulation.run(1e-3)],
  ])('%s is refused, and the network goes on as it was', async (what, change) => {
    const made = network()
    const problems: string[] = []
    await made.net.run('10*ms', {
      report: async () => {
        try {
          await change(made)
        } catch (error) {
          problems.push(String(error))
        }
      },
    })
    expect(problems[0]).toContain(`error[V008]: ${what}`)
    expect(problems[0]).toContain('running')
    const other = network()
    await other.net.run('20*ms')
    await made.net.run('10*ms')
    expect(made.M.t).toEqual(other.M.t)
    expect(made.P.get('v')).toEqual(other.P.get('v'))
  })

  test('a second run is refused, reading is not', async () => {
    const { P, net } = network()
    const controller = new AbortController()
    const first = net.run('1e5*second', { signal: controller.signal })
    await expect(net.run('1*ms')).rejects.toThrow('the network is running')
    expect(P.get('v')).toHaveLength(4)
    controller.abort()
    expect((await first).interrupted).toBe(true)
    await net.run('1*ms')
  })
})

describe('durations', () => {
  test('may name what the network names, with its new value', async () => {
    expect((await network().net.run('2*T')).duration).toBeCloseTo(0.02, 12)
    expect((await network().net.setParameters({ T: '5*ms' }).run('T')).duration).toBeCloseTo(0.005, 12)
    await expect(network().net.run('U')).rejects.toThrow('N001')
  })

  test.each([['5*ms'], [Number.NaN], [-1], [Number.POSITIVE_INFINITY], [undefined]])(
    'of a simulation are numbers of seconds, and not %j',
    async (duration) => {
      const { net } = network()
      const { simulation } = net.inspect()
      await simulation.run(1e-3)
      await expect(simulation.run(duration as number)).rejects.toThrow('error[V008]: the duration')
      expect(simulation.time()).toBe(1e-3)
    },
  )
})

test('what was recorded and connected is made into arrays once', async () => {
  const { M, S, net } = network()
  await net.run('20*ms')
  const { i, t } = M
  expect(M.i).toBe(i)
  expect(M.t).toBe(t)
  expect(S.i).toBe(S.i)
  expect(S.j).toBe(S.j)
  await net.run('20*ms')
  expect(M.t.length).toBeGreaterThan(t.length)
  expect(M.t.subarray(0, t.length)).toEqual(t)
})
