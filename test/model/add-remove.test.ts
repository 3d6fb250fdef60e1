import { describe, expect, test } from 'vitest'
import {
  linked_var,
  matrix,
  Network,
  NetworkOperation,
  NeuronGroup,
  PoissonGroup,
  PopulationRateMonitor,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

/** Noise, delays, sparse synapses with weights that change, given spikes, another clock, monitors. */
function made(backend: Backend, names = true) {
  const named = (name: string) => (names ? { name } : {})
  const P = new NeuronGroup(10, 'dv/dt = (1.3 - v)/(6*ms) + 0.1*xi*(6*ms)**-0.5 : 1', {
    ...named('P'),
    threshold: 'v > 1',
    reset: 'v = 0',
    refractory: '1*ms',
    method: 'euler',
  }).set({ v: 'rand()' })
  const Q = new NeuronGroup(4, 'dx/dt = -x/(3*ms) : 1', { ...named('Q'), threshold: 'x > 0.3', reset: 'x = 0' })
  const G = new SpikeGeneratorGroup(2, [0, 1, 0], ['1*ms', '3*ms', '4.5*ms'], { ...named('G'), period: '5*ms' })
  const S = new Synapses(P, Q, { ...named('S'), model: 'w : 1', on_pre: 'x_post += w; w *= 0.99', delay: '2.5*ms' })
  S.connect({ p: 0.6 }).set({ w: '0.05 + 0.05*rand()' })
  const D = new Synapses(G, Q, { ...named('D'), model: 'w : 1', on_pre: 'x_post += w', delay: '1*ms' }).connect()
  D.set({
    w: matrix([
      [0.1, 0.2, 0.3, 0.4],
      [0.2, 0.1, 0.05, 0],
    ]),
  })
  const spikes = new SpikeMonitor(P, named('spikes'))
  const trace = new StateMonitor(Q, 'x', { ...named('trace'), record: true })
  const weights = new StateMonitor(S, 'w', { ...named('weights'), record: [0, 3], dt: '0.5*ms' })
  const rate = new PopulationRateMonitor(Q, named('rate'))
  const net = new Network(P, Q, G, S, D, spikes, trace, weights, rate, { backend, seed: 4 })
  const all = () => ({
    t: net.t,
    variables: [P.get('v'), Q.get('x'), S.get('w'), D.get('w'), S.i, S.j],
    recorded: [spikes.i, spikes.t, trace.t, trace.get('x'), weights.t, weights.get('w'), rate.rate],
  })
  return { P, Q, G, S, D, spikes, trace, net, all }
}

describe.each(['js', 'wasm'] satisfies readonly Backend[])('in %s', (backend) => {
  test('what stays goes on to the bit when objects come that do nothing to it, and when they go', async () => {
    const plain = made(backend)
    await plain.net.run('7.3*ms')
    await plain.net.run('4*ms')
    await plain.net.run('9*ms')
    const changed = made(backend)
    await changed.net.run('7.3*ms')
    const before = changed.all()
    const R = new NeuronGroup(3, 'dy/dt = -y/(2*ms) : 1', { name: 'R', threshold: 'y > 2', dt: '0.05*ms' }).set({
      y: 1,
    })
    const T = new Synapses(changed.P, R, { name: 'T', on_pre: 'y_post += 0.5', delay: '6*ms' }).connect()
    const y = new StateMonitor(R, 'y', { name: 'y', record: true })
    const later = new StateMonitor(changed.S, 'w', { name: 'later', record: true })
    changed.net.add(R, T, y, later)
    expect(changed.all()).toEqual(before)
    await changed.net.run('4*ms')
    const ended = R.get('y')
    changed.net.remove(R, T, y, later)
    await changed.net.run('9*ms')
    expect(changed.all()).toEqual(plain.all())
    // What they were is still there.
    expect(R.get('y')).toEqual(ended)
    expect(y.t[0]).toBeCloseTo(7.3e-3, 12)
    expect(y.get('y')[0]).toHaveLength(80)
    expect(later.t).toHaveLength(40)
  })

  test('new synapses deliver the spikes from then on, and none that were on their way before', async () => {
    const G = new SpikeGeneratorGroup(1, [0, 0, 0], ['1*ms', '3*ms', '5*ms'], { name: 'G' })
    const P = new NeuronGroup(1, 'n : 1', { name: 'P' })
    const old = new Synapses(G, P, { name: 'old', on_pre: 'n += 1', delay: '1.5*ms' }).connect()
    const net = new Network(G, P, old, { backend })
    await net.run('4*ms')
    expect(P.get('n')[0]).toBe(1)
    const fresh = new Synapses(G, P, { name: 'fresh', on_pre: 'n += 100', delay: '2.5*ms' }).connect()
    const trace = new StateMonitor(P, 'n', { name: 'trace', record: true })
    net.add(fresh, trace)
    await net.run('6*ms')
    const steps = [...trace.get('n')[0]]
    expect(P.get('n')[0]).toBe(103)
    // 3 + 1.5 and 5 + 1.5 by the old ones, 5 + 2.5 by the new ones; seen a step later.
    expect(steps.map((n, k) => (k > 0 && n !== steps[k - 1] ? (40 + k) / 10 : 0)).filter((t) => t > 0)).toEqual([
      4.6, 6.6, 7.6,
    ])
    net.remove(old)
    net.add(new Synapses(G, P, { name: 'last', on_pre: 'n += 1000' }).connect())
    G.set_spikes([0], ['11*ms'])
    await net.run('5*ms')
    expect(P.get('n')[0]).toBe(1203)
  })

  test('names and random numbers stay, also where an object comes that was made before', async () => {
    const early = new PoissonGroup(5, '100*Hz')
    const other = new NeuronGroup(2, 'dv/dt = xi*ms**-0.5 : 1', { method: 'euler' })
    const [plain, changed] = [made(backend, false), made(backend, false)]
    await plain.net.run('5*ms')
    await plain.net.run('5*ms')
    await changed.net.run('5*ms')
    changed.net.add(early, other)
    await changed.net.run('5*ms')
    expect(changed.all()).toEqual(plain.all())
    expect(other.get('v')[0]).not.toBe(0)
  })

  test('what was set, on either side of a change, is set', async () => {
    const { net, P, Q, S } = made(backend)
    await net.run('2*ms')
    P.set({ v: 0.25 })
    const R = new NeuronGroup(2, 'a : 1\nb : 1', { name: 'R' }).set({ a: 'rand()' })
    net.add(R)
    R.set({ b: 'a + 1' })
    Q.set({ x: 0.5 })
    expect(P.get('v')[3]).toBe(0.25)
    expect(Q.get('x')[1]).toBe(0.5)
    expect(R.get('b')[0]).toBe(R.get('a')[0] + 1)
    const w = S.get('w')
    net.remove(R)
    S.set({ w: 'w/2' })
    expect(S.get('w')[2]).toBe(w[2] / 2)
    await net.run('1*ms')
  })

  test('constants keep their new values, and those of removed objects go with them', async () => {
    const P = new NeuronGroup(1, 'dv/dt = (I - v)/(5*ms) : 1', { name: 'P', namespace: { I: 1 } })
    const Q = new NeuronGroup(1, 'dv/dt = (J - v)/(5*ms) : 1', { name: 'Q', namespace: { J: 1 } })
    const net = new Network(P, Q, { backend })
    await net.run('1*ms')
    net.setParameters({ I: 2, J: 3 })
    net.remove(Q)
    net.add(new NetworkOperation(() => undefined))
    await net.run('200*ms')
    expect(P.get('v')[0]).toBeCloseTo(2, 9)
  })

  test('a linked variable, an operation, and what stands still', async () => {
    const { net, P, Q, S, all } = made(backend)
    const plain = made(backend)
    for (const one of [net, plain.net]) await one.run('4*ms')
    for (const one of [S, plain.S]) one.active = false
    for (const one of [net, plain.net]) await one.run('1*ms')
    const L = new NeuronGroup(10, 'seen : 1 (linked)\ncopy : 1', { name: 'L' }).run_regularly('copy = seen', {
      when: 'end',
    })
    L.set({ seen: linked_var(P, 'v') })
    let calls = 0
    net.add(L, new NetworkOperation(() => calls++, { dt: '1*ms', name: 'op' }))
    for (const one of [net, plain.net]) await one.run('2*ms')
    for (const one of [S, plain.S]) one.active = true
    for (const one of [net, plain.net]) await one.run('4*ms')
    expect(all()).toEqual(plain.all())
    expect([calls, L.get('copy')]).toEqual([6, P.get('v')])
    expect(Q.get('x')).toHaveLength(4)
  })
})

describe('what is refused', () => {
  test('an object that others need', async () => {
    const { net, P, Q, S, spikes } = made('js')
    await net.run('1*ms')
    expect(() => net.remove(P)).toThrow("error[V047]: `P` can't be removed: it is used by S, spikes")
    expect(() => net.remove(P, spikes)).toThrow("`P` can't be removed: it is used by S")
    expect(() => net.remove(Q, S)).toThrow('V047')
    await net.run('1*ms')
  })

  test('what is not there, what was removed, and changes of that', async () => {
    const { net, trace, G, D } = made('js')
    await net.run('1*ms')
    net.remove(trace, G, D)
    expect(() => net.remove(trace)).toThrow('V008')
    expect(() => net.add(trace)).toThrow("error[V046]: `trace` was removed from its network: it can't come back")
    expect(() => D.set({ w: 1 })).toThrow('error[V046]: `D` was removed from its network: set()')
    expect(trace.get('x')[0]).toHaveLength(10)
    expect(() => net.remove(5 as never)).toThrow('V008')
    await net.run('1*ms')
  })

  test('an object that is wrong: the network goes on without it', async () => {
    const { net, all } = made('js')
    const plain = made('js')
    for (const one of [net, plain.net]) await one.run('5*ms')
    const wrong = new NeuronGroup(1, 'dv/dt = -v/mV : 1', { name: 'wrong' })
    net.add(wrong)
    await expect(net.run('1*ms')).rejects.toThrow('U0')
    await expect(net.run('1*ms')).rejects.toThrow('U0')
    net.remove(wrong)
    // Nothing of it was ever there: it may be in another network.
    await expect(new Network(wrong).run('1*ms')).rejects.toThrow('U0')
    for (const one of [net, plain.net]) await one.run('5*ms')
    expect(all()).toEqual(plain.all())
  })

  test('a time that is no whole number of the steps that stay', async () => {
    const P = new NeuronGroup(1, 'dv/dt = -v/ms : 1', { name: 'P' })
    const Q = new NeuronGroup(1, 'dv/dt = -v/ms : 1', { name: 'Q', dt: '0.25*ms' })
    const net = new Network(P, Q)
    await net.run('0.25*ms')
    net.remove(Q)
    await expect(net.run('1*ms')).rejects.toThrow('error[V048]')
  })

  test('an earlier state, and changes within a run', async () => {
    const { net } = made('js')
    net.store()
    const more = new NeuronGroup(1, 'v : 1')
    net.add(more)
    await net.run('1*ms')
    expect(() => net.restore()).toThrow('since objects were added or removed')
    const problems: string[] = []
    const report = () => {
      for (const change of [() => net.add(new NeuronGroup(1, 'v : 1')), () => net.remove(more)]) {
        try {
          change()
        } catch (error) {
          problems.push(String(error))
        }
      }
    }
    await net.run('1*ms', { report })
    expect(problems[0]).toContain('error[V008]: add()')
    expect(problems[1]).toContain('error[V008]: remove()')
  })
})

test('what is handed on as it comes goes on to be', async () => {
  const { net, P, trace } = made('js')
  const other = new SpikeMonitor(P, { name: 'other' })
  net.add(other)
  let spikes = 0
  other.streamTo((chunk) => {
    spikes += chunk.t.length
  })
  await net.run('9*ms')
  net.remove(trace)
  await net.run('9*ms')
  expect(spikes).toBe(other.count.reduce((sum, count) => sum + count, 0))
  expect(spikes).toBeGreaterThan(10)
})
