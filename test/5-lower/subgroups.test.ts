/** Parts of groups as sources, targets and what is recorded, and events: what the reference gives (golden/subgroups.py). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  EventMonitor,
  Network,
  type NetworkOptions,
  NeuronGroup,
  PoissonGroup,
  PopulationRateMonitor,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'

const reference = JSON.parse(readFileSync(new URL('golden/subgroups.json', import.meta.url), 'utf8'))

function expectNear(what: string, found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length, what).toBe(expected.length)
  const wrong = expected.findIndex((value, k) => !(Math.abs(found[k] - value) <= 1e-12 + 1e-9 * Math.abs(value)))
  expect(wrong < 0 ? undefined : `${what}[${wrong}]: ${found[wrong]}, and not ${expected[wrong]}`).toBeUndefined()
}

const EQUATIONS = `dv/dt = (drive - v)/tau : 1 (unless refractory)
drive : 1
x : 1
n : integer
y = x + i : 1`

function build(backend: 'wasm' | 'js') {
  const P = new NeuronGroup(10, EQUATIONS, {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0',
    refractory: '0.7*ms',
    method: 'exact',
    events: { low: 'v < 0.1 and i % 2 == 0', high: { condition: 'v > 0.8', when: 'after_groups' } },
  })
  P.run_on_event('low', 'n += 1').run_on_event('high', 'x += 0.25; v -= 0.01', { when: 'before_thresholds' })
  const Q = P.slice(2, 7)
  const R = Q.slice(1, 4)
  P.set({ drive: '1.1 + 0.05*i', x: '10*i' })
  Q.set({ x: '100 + i + N' })
  R.set({ v: [0.1, 0.2, 0.3] })
  P.slice(8).set({ drive: 0 })
  P.slice(0, 3).set({ v: '0.05*i' })
  const S = new Synapses(Q, R, { name: 'S', model: 'w : 1', on_pre: 'v_post += w*y_pre/1000', delay: '0.3*ms' })
  S.connect('i != j').set({ w: '0.01*i + 0.002*j + 0.0001*x_pre + 0.00001*N_pre + 0.000001*y_post' })
  const D = new Synapses(P.slice(5), P.slice(0, 4), { name: 'D', on_pre: 'x_post += 0.5*(j + 1)' }).connect()
  R.run_regularly('x += 1 + i', { dt: '2*ms' })
  const sp = new SpikeMonitor(Q, { name: 'sp', variables: ['x', 'y'] })
  const M = new StateMonitor(Q, ['v', 'x', 'y'], { name: 'M', record: [0, 2, 4], dt: '1*ms' })
  const L = new EventMonitor(P, 'low', { name: 'L', variables: 'v' })
  const H = new EventMonitor(P.slice(3, 8), 'high', { name: 'H', record: false })
  const rate = new PopulationRateMonitor(R, { name: 'rate' })
  const network = new Network(P, S, D, sp, M, L, H, rate, { namespace: { tau: '6*ms' }, backend })
  return { network, P, Q, R, S, sp, M, L, H, rate }
}

test.each(['wasm', 'js'] as const)('parts of groups and events (%s)', async (backend) => {
  const { network, P, Q, R, S, sp, M, L, H, rate } = build(backend)
  await network.run('15*ms')
  Q.set({ drive: '1.5 + 0.01*i' })
  P.slice(1, 3).set({ v: 0.9 })
  await network.run('15*ms')
  for (const [field, found] of Object.entries({
    i: sp.i,
    t: sp.t,
    x: sp.get('x'),
    y: sp.get('y'),
    count: sp.count,
  }))
    expectNear(`sp.${field}`, found, reference.sp[field])
  expectNear('M.t', M.t, reference.M.t)
  for (const field of ['v', 'x', 'y'])
    M.get(field).forEach((trace, k) => {
      expectNear(`M.${field} ${k}`, trace, reference.M[field][k])
    })
  for (const [field, found] of Object.entries({ i: L.i, t: L.t, v: L.get('v') }))
    expectNear(`L.${field}`, found, reference.L[field])
  expectNear('H.count', H.count, reference.H.count)
  expectNear('rate', rate.rate, reference.rate)
  expectNear('w', S.get('w'), reference.w)
  expectNear('i', S.i, reference.i)
  expectNear('j', S.j, reference.j)
  for (const [what, found] of Object.entries({ n: P.get('n'), x: P.get('x'), Qx: Q.get('x'), Ry: R.get('y') }))
    expectNear(what, found, reference[what])
})

test('both backends give the same bits', async () => {
  const [a, b] = [build('wasm'), build('js')]
  for (const { network } of [a, b]) await network.run('40*ms')
  for (const variable of ['v', 'x', 'n']) expect(a.P.get(variable)).toEqual(b.P.get(variable))
})

test('slices are those of JavaScript, and a part without neurons is refused', () => {
  const P = new NeuronGroup(5, 'v : 1')
  expect([P.slice(), P.slice(-2), P.slice(1, 99), P.slice(1, -1)].map(({ start, stop }) => [start, stop])).toEqual([
    [0, 5],
    [3, 5],
    [1, 5],
    [1, 4],
  ])
  expect(() => P.slice(3, 3)).toThrow(/I007/)
  expect(() => P.slice(0.5)).toThrow(/slice\(\)/)
})

test('a model of parts and events is the same again from its JSON', async () => {
  const { network, P } = build('wasm')
  const again = Network.fromJSON(JSON.parse(JSON.stringify(network.toJSON())))
  for (const one of [network, again]) await one.run('20*ms')
  const copy = again.parts.find((part) => part instanceof NeuronGroup)
  expect(copy?.get('x')).toEqual(P.get('x'))
  expect(again.toJSON()).toEqual(network.toJSON())
})

describe('between parts of groups, in every representation', () => {
  const pairs = Array.from({ length: 196 * 79 }, (_, k) => [Math.floor(k / 79), k % 79])
  const rules = {
    dense: {},
    sparse: { condition: 'i >= 0 and rand() >= 0' },
    pairs: { i: pairs.map(([i]) => i), j: pairs.map(([, j]) => j) },
  }

  async function resultOf(kind: keyof typeof rules, delay: string, options: NetworkOptions) {
    const I = new PoissonGroup(300, '200*Hz', { name: 'I' })
    const P = new NeuronGroup(97, 'dv/dt = -v/(5*ms) : 1 (unless refractory)', {
      name: 'P',
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '1*ms',
    })
    const S = new Synapses(I.slice(37, 233), P.slice(11, 90), { name: 'S', model: 'w : 1', on_pre: 'v += w', delay })
    S.connect(rules[kind]).set({ w: '0.01*sin(i*3.7 + j*1.3) + 0.008' })
    const R = new Synapses(P.slice(50), P.slice(0, 20), { name: 'R', on_pre: 'v += 0.01*(i + 1)/N_pre' }).connect()
    const spikes = new SpikeMonitor(P.slice(11, 90))
    await new Network(I, P, S, R, spikes, { seed: 3, ...options }).run('100*ms')
    return { spikes: [...spikes.count], v: [...P.get('v')] }
  }

  test.each(['0*ms', '0.7*ms'])('the same bits, with a delay of %s', async (delay) => {
    for (const precision of ['double', 'single'] as const) {
      const dense = await resultOf('dense', delay, { backend: 'wasm', precision })
      expect(dense.spikes.some((count) => count > 0)).toBe(true)
      for (const kind of ['dense', 'sparse', 'pairs'] as const)
        for (const backend of ['wasm', 'js'] as const)
          expect(await resultOf(kind, delay, { backend, precision }), `${kind} ${backend}`).toEqual(dense)
    }
  })
})
