import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, SpikecError, StateMonitor, type StateMonitorOptions, Synapses } from '../../src/index.js'

type Rule = Parameters<Synapses['connect']>[0]

/** Neuron i spikes in each step that i + 1 divides; each synapse counts the spikes that reach it. */
function network(rule: Rule, record: StateMonitorOptions['record'], options: Partial<StateMonitorOptions> = {}) {
  const P = new NeuronGroup(4, 'x : 1', { threshold: 't_in_timesteps % (i + 1) == 0', reset: 'x += 1', name: 'P' })
  const Q = new NeuronGroup(3, 'y : 1', { name: 'Q' })
  const S = new Synapses(P, Q, {
    name: 'S',
    model:
      'w : 1\nwhich = 10*i + j : 1\nboth = x_pre + 100*y_post + w : 1\nn : integer\nodd : boolean\nc : volt (shared)',
    on_pre: 'w += 1; n += 2; odd = not odd; y_post += 1',
  })
  S.connect(rule)
  S.set({ c: '3*mV' })
  const variables = ['w', 'which', 'both', 'n', 'odd', 'c']
  const M = new StateMonitor(S, variables, { record, when: 'end', name: 'M', ...options })
  return { P, Q, S, M, net: new Network(P, Q, S, M, { seed: 5 }) }
}

const lists = (traces: readonly Float64Array[]) => traces.map((trace) => [...trace])

describe.each<readonly [string, Rule]>([
  ['all to all', {}],
  ['all but one', { condition: 'i != j' }],
  ['drawn', { p: 0.5 }],
  ['pairs in any order, some twice', { i: [3, 0, 2, 0, 3], j: [0, 1, 2, 1, 2] }],
])('synapses connected %s', (_name, rule) => {
  test('are recorded as they are read, after each step', async () => {
    const { S, M, net } = network(rule, true)
    const seen: Record<string, number[][]> = {}
    for (let step = 0; step < 12; step++) {
      await net.run('0.1*ms')
      for (const name of ['w', 'which', 'both', 'n', 'odd']) {
        seen[name] ??= Array.from({ length: S.N }, () => [])
        S.get(name).forEach((value, k) => {
          seen[name][k].push(value)
        })
      }
    }
    for (const [name, traces] of Object.entries(seen)) expect(lists(M.get(name)), name).toEqual(traces)
    expect(lists(M.get('c', 'mV'))).toEqual(Array.from({ length: S.N }, () => Array(12).fill(3)))
    expect(M.recorded).toEqual(Array.from({ length: S.N }, (_, k) => k))
    expect([...M.t].map((t) => Math.round(t / 1e-4))).toEqual([...Array(12).keys()])
  })

  test('are recorded by their numbers, in the order in which they are named', async () => {
    const all = network(rule, true)
    const some = network(rule, [2, 0, 2])
    await all.net.run('1.2*ms')
    await some.net.run('1.2*ms')
    for (const name of ['w', 'which', 'both', 'n', 'odd', 'c']) {
      const traces = all.M.get(name)
      expect(some.M.get(name), name).toEqual([traces[2], traces[0], traces[2]])
    }
    expect(some.M.recorded).toEqual([2, 0, 2])
  })

  test('are recorded by their neurons, all of a pair', async () => {
    const all = network(rule, true)
    await all.net.run('1.2*ms')
    const [i, j] = [all.S.i, all.S.j]
    const pairs = [...new Set(i.map((from, k) => from * 3 + j[k]))].slice(0, 2).reverse()
    const of = { i: pairs.map((pair) => Math.floor(pair / 3)), j: pairs.map((pair) => pair % 3) }
    const some = network(rule, of)
    await some.net.run('1.2*ms')
    const numbers = pairs.flatMap((pair) => [...i.keys()].filter((k) => i[k] * 3 + j[k] === pair))
    expect(some.M.recorded).toEqual(numbers)
    expect(some.M.get('both')).toEqual(numbers.map((k) => all.M.get('both')[k]))
  })
})

test('one neuron goes with each of a list', () => {
  const { M } = network({}, { i: 1, j: [0, 2] })
  expect(M.toSpec('M', () => 'S').record).toEqual({ i: [1, 1], j: [0, 2] })
  const other = network({}, { i: 1, j: 2 })
  expect(other.M.toSpec('M', () => 'S').record).toEqual({ i: [1], j: [2] })
})

test('nothing may be recorded', async () => {
  const { M, net } = network({}, false)
  await net.run('1*ms')
  expect(M.get('w')).toEqual([])
})

test('more samples than a recorder holds are handed over in between', async () => {
  const { M, net } = network({ condition: 'i != j' }, true)
  await net.run('0.5*second')
  const w = M.get('w')
  expect(w.map((trace) => trace.length)).toEqual(Array(9).fill(5000))
  expect(w[0].every((value, step) => value === step + 1)).toBe(true)
})

test('a step of its own, and a model that went through JSON', async () => {
  const { net } = network({}, [0, 5], { dt: '0.3*ms' })
  const back = Network.fromJSON(JSON.parse(JSON.stringify(net.toJSON())))
  await back.run('1*ms')
  const M = back.parts.find((part) => part instanceof StateMonitor)
  expect(lists(M?.get('w') ?? [])).toEqual([
    [1, 4, 7, 10],
    [1, 2, 4, 5],
  ])
})

describe('what is not there', () => {
  test.each([
    [{ p: 0 }, [0], 'V031'],
    [{}, [12], 'V031'],
    [{ condition: 'i != j' }, { i: 1, j: 1 }, 'V031'],
    [{}, { i: 4, j: 0 }, 'V031'],
    [{ p: 0.5 }, { i: 0, j: 3 }, 'V031'],
  ] as const)('connected by %j, %j is refused', async (rule, record, code) => {
    await expect(network(rule, record).net.build()).rejects.toThrow(code)
  })

  test('synapses that are not connected', async () => {
    const P = new NeuronGroup(2, 'v : 1', { name: 'P' })
    const S = new Synapses(P, { model: 'w : 1', name: 'S' })
    const M = new StateMonitor(S, 'w', { record: true, name: 'M' })
    await expect(new Network(P, S, M).build()).rejects.toThrow('V007')
  })

  test.each([
    [{ i: [0, 1], j: [0] }, 'its `i` has 2 and its `j` has 1'],
    ['all', 'true for every synapse'],
    [{ i: 0 }, 'true for every synapse'],
  ])('%j as what is recorded', (record, message) => {
    expect(() => network({}, record as never)).toThrow(message)
  })

  test('pairs of a group of neurons', async () => {
    const P = new NeuronGroup(2, 'v : 1', { name: 'P' })
    const M = new StateMonitor(P, 'v', { record: { i: 0, j: 0 }, name: 'M' })
    await expect(new Network(P, M).build()).rejects.toThrow(SpikecError)
  })
})
