import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses } from '../../src/index.js'

const DT = 1e-4
const BACKENDS = ['wasm', 'js'] as const
const N = 5

/** A spike as its neuron and its step. */
type Spike = readonly [neuron: number, step: number]

const ms = (spikes: readonly Spike[]) =>
  matrix(
    Float64Array.from(spikes, ([, step]) => step / 10),
    'ms',
  )
const neurons = (spikes: readonly Spike[]) => spikes.map(([neuron]) => neuron)

function recorded({ i, t }: SpikeMonitor): readonly Spike[] {
  return Array.from(i, (neuron, k) => [neuron, Math.round(t[k] / DT)] as const)
}

/** Which of them come from step `first` to before step `end`, in the order of time and then of neurons. */
function expected(spikes: readonly Spike[], period: number, first: number, end: number): readonly Spike[] {
  const found: Spike[] = []
  for (let step = first; step < end; step++) {
    const due = period > 0 ? step % period : step
    const now = spikes.filter((spike) => spike[1] === due).sort((a, b) => a[0] - b[0])
    found.push(...now.map(([neuron]): Spike => [neuron, step]))
  }
  return found
}

const spikesBelow = (steps: number) =>
  fc.uniqueArray(fc.tuple(fc.nat(N - 1), fc.nat(steps - 1)), { maxLength: 40, selector: ([i, step]) => `${i} ${step}` })

const givenSpikes = fc
  .record({ period: fc.constantFrom(0, 1, 7, 30), runs: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }) })
  .chain(({ period, runs }) =>
    fc.record({ period: fc.constant(period), runs: fc.constant(runs), spikes: spikesBelow(period || 80) }),
  )

const periodOf = (steps: number) => (steps > 0 ? { period: `${steps / 10}*ms` } : {})

describe.each(BACKENDS)('given spikes, %s', (backend) => {
  test('come in their steps, in any order given, period after period', async () => {
    await fc.assert(
      fc.asyncProperty(givenSpikes, async ({ period, runs, spikes }) => {
        const G = new SpikeGeneratorGroup(N, neurons(spikes), ms(spikes), periodOf(period))
        const monitor = new SpikeMonitor(G)
        const net = new Network(G, monitor, { backend })
        let step = 0
        for (const steps of runs) {
          await net.run(`${steps / 10}*ms`)
          step += steps
        }
        expect(recorded(monitor)).toEqual(expected(spikes, period, 0, step))
      }),
      { numRuns: 30 },
    )
  })

  test('are replaced between runs by fewer or more, with another period', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await fc.assert(
      fc.asyncProperty(fc.array(givenSpikes, { minLength: 1, maxLength: 5 }), async (all) => {
        const G = new SpikeGeneratorGroup(N, [], [])
        const monitor = new SpikeMonitor(G)
        const net = new Network(G, monitor, { backend })
        const wanted: Spike[] = []
        let step = 0
        for (const { spikes, period } of all) {
          G.set_spikes(neurons(spikes), ms(spikes), periodOf(period))
          await net.run('2.5*ms')
          wanted.push(...expected(spikes, period, step, step + 25))
          step += 25
        }
        expect(recorded(monitor)).toEqual(wanted)
      }),
      { numRuns: 20 },
    )
    vi.restoreAllMocks()
  })

  test('reach their targets after a delay', async () => {
    const spikes: readonly Spike[] = [
      [1, 2],
      [0, 2],
      [1, 9],
    ]
    const G = new SpikeGeneratorGroup(2, neurons(spikes), ms(spikes))
    const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 0', reset: 'v = 0' })
    const S = new Synapses(G, P, { on_pre: 'v_post += 1', delay: '0.3*ms' }).connect('i == j')
    const monitor = new SpikeMonitor(P)
    await new Network(G, P, S, monitor, { backend }).run('2*ms')
    // The threshold is looked at before the synapses, so that the target spikes a step later.
    expect(recorded(monitor)).toEqual([
      [0, 6],
      [1, 6],
      [1, 13],
    ])
  })

  test('of one step stand in the order of their times, in a part of the group too, and act in it', async () => {
    const G = new SpikeGeneratorGroup(4, [1, 0, 3, 2, 0], matrix([0.52, 0.58, 0.55, 0.52, 0.71], 'ms'))
    const P = new NeuronGroup(1, 'x : 1')
    const S = new Synapses(G, P, { on_pre: 'x_post = 10*x_post + i + 1' }).connect()
    const part = new NeuronGroup(1, 'x : 1')
    const T = new Synapses(G.slice(0, 3), part, { on_pre: 'x_post = 10*x_post + i + 1' }).connect()
    const [all, some] = [new SpikeMonitor(G), new SpikeMonitor(G.slice(1, 4))]
    await new Network(G, P, S, part, T, all, some, { backend }).run('1*ms')
    expect(recorded(all)).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
      [0, 5],
      [0, 7],
    ])
    expect([...some.i]).toEqual([0, 1, 2])
    expect([...P.get('x')]).toEqual([23411])
    expect([...part.get('x')]).toEqual([2311])
  })

  test('of one step act in the slot that is named', async () => {
    const G = new SpikeGeneratorGroup(1, [0], ms([[0, 3]]), { when: 'before_groups' })
    const P = new NeuronGroup(1, 'v : 1', { threshold: 'v > 0', reset: 'v = 0' })
    const S = new Synapses(G, P, { on_pre: 'v_post += 1' }).connect()
    const monitor = new SpikeMonitor(P)
    await new Network(G, P, S, monitor, { backend }).run('1*ms')
    expect(recorded(monitor)).toEqual([[0, 4]])
  })
})

test('spikes of a group with steps of its own', async () => {
  const G = new SpikeGeneratorGroup(2, [0, 1, 0], matrix([0.1, 0.25, 0.9], 'ms'), { dt: '0.25*ms', period: '1*ms' })
  const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 0', reset: 'v = 0' })
  const S = new Synapses(G, P, { on_pre: 'v_post += 1' }).connect('i == j')
  const [given, monitor] = [new SpikeMonitor(G), new SpikeMonitor(P)]
  await new Network(G, P, S, given, monitor).run('1.2*ms')
  expect(recorded(given).map(([i]) => i)).toEqual([0, 1, 0, 0])
  expect([...given.t]).toEqual([0, 0.25e-3, 0.75e-3, 1e-3])
  expect([...monitor.t].map((t) => Math.round(t * 1e6))).toEqual([100, 300, 800, 1100])
})

test('spikes that come while their group stands still are left out', async () => {
  const G = new SpikeGeneratorGroup(2, [0, 1, 0], matrix([0.5, 1.5, 2.5], 'ms'))
  const monitor = new SpikeMonitor(G)
  const net = new Network(G, monitor)
  for (const active of [true, false, true]) {
    G.active = active
    await net.run('1*ms')
  }
  expect(recorded(monitor)).toEqual([
    [0, 5],
    [0, 25],
  ])
})

describe('times', () => {
  const stepsOf = async (times: ConstructorParameters<typeof SpikeGeneratorGroup>[2], options = {}) => {
    const count = 'kind' in times ? times.data.length : times.length
    const G = new SpikeGeneratorGroup(1, new Int32Array(count), times, options)
    const monitor = new SpikeMonitor(G)
    await new Network(G, monitor, { namespace: { T: '2*ms' } }).run('10*ms')
    return recorded(monitor).map(([, step]) => step)
  }

  test('count to the step in which they lie, or which they miss by less than a thousandth', async () => {
    expect(await stepsOf(matrix([0.1, 0.2998, 0.39995, 0.58], 'ms'))).toEqual([1, 2, 4, 5])
    // 0.3, 0.6 and 0.7 ms are less than a multiple of the step in binary.
    expect(await stepsOf(matrix([0.3, 0.6, 0.7], 'ms'))).toEqual([3, 6, 7])
  })

  test('are lists of quantities too, which may name constants', async () => {
    expect(await stepsOf(['1*ms', 'T', '0.003*second', 'T + 1.5*ms'])).toEqual([10, 20, 30, 35])
  })

  test('may be further apart than steps times neurons can be counted exactly', async () => {
    const G = new SpikeGeneratorGroup(1e6, [3, 2, 2], matrix([1e9, 2e-4, 1e-4], 'second'))
    const monitor = new SpikeMonitor(G)
    await new Network(G, monitor).run('1*ms')
    expect(recorded(monitor)).toEqual([
      [2, 1],
      [2, 2],
    ])
  })

  test('may be sorted by the user', async () => {
    expect(await stepsOf(matrix([1, 2], 'ms'), { sorted: true })).toEqual([10, 20])
  })

  test('may be none', async () => {
    expect(await stepsOf([])).toEqual([])
    expect(await stepsOf([], { period: '1*ms' })).toEqual([])
  })
})

test('a set of spikes between runs leaves out what is over, with a warning', async () => {
  const said: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const G = new SpikeGeneratorGroup(1, [], [], { name: 'G' })
  const monitor = new SpikeMonitor(G)
  const net = new Network(G, monitor)
  await net.run('1*ms')
  G.set_spikes([0, 0, 0], matrix([0.5, 0.9, 1], 'ms'))
  await net.run('1*ms')
  vi.restoreAllMocks()
  expect(recorded(monitor)).toEqual([[0, 10]])
  expect(said.join('')).toMatch(/^warning\[V055\]: 2 of the spikes given to G come before 1 ms/)
})

test('are plain data: the same model from JSON gives the same spikes', async () => {
  const build = () => {
    const G = new SpikeGeneratorGroup(3, Uint8Array.of(2, 0, 1), matrix([0.5, 0.5, 1.5], 'ms'), {
      name: 'G',
      period: '2*ms',
    })
    const H = new SpikeGeneratorGroup(2, [1], ['0.4*ms'], { name: 'H', when: 'start', order: 2, sorted: true })
    H.set_spikes([0, 1], ['0.2*ms', '0.3*ms'])
    return new Network(G, H, new SpikeMonitor(G, { name: 'g' }), new SpikeMonitor(H, { name: 'h' }))
  }
  const json = build().toJSON()
  const again = Network.fromJSON(JSON.parse(JSON.stringify(json)))
  expect(again.toJSON()).toEqual(json)
  const spikes = async (net: Network) => {
    await net.run('5*ms')
    return net.parts.flatMap((part) => (part instanceof SpikeMonitor ? [recorded(part)] : []))
  }
  expect(await spikes(again)).toEqual(await spikes(build()))
  expect((await spikes(Network.fromJSON(json)))[1]).toEqual([
    [0, 2],
    [1, 3],
  ])
})
