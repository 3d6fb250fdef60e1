import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, StateMonitor, Synapses } from '../../src/index.js'
import { streamKey, uniform } from '../../src/runtime/random.js'

const BACKENDS = ['js', 'wasm'] as const

describe.each(BACKENDS)('values held over a step, in %s', (backend) => {
  test('are drawn once a step, and are the same for everyone who reads them', async () => {
    const model =
      'dx/dt = r/ms : 1\ndy/dt = r/ms : 1\nr = rand() : 1 (constant over dt)\nd = 2*r : 1 (constant over dt)\ns = rand() : 1 (constant over dt, shared)'
    const P = new NeuronGroup(5, model, { name: 'P', method: 'rk4' })
    const M = new StateMonitor(P, ['r', 'd', 's', 'x'], { record: true })
    await new Network(P, M, { seed: 3, backend }).run('0.4*ms')
    const r = M.get('r')
    for (let i = 0; i < 5; i++) {
      for (let step = 0; step < 4; step++) {
        expect(r[i][step]).toBe(uniform(3, streamKey('P.r'), i, 0, step, 0))
        expect(M.get('d')[i][step]).toBe(2 * r[i][step])
        expect(M.get('s')[i][step]).toBe(uniform(3, streamKey('P.s'), 0, 0, step, 0))
      }
    }
    expect(P.get('x')).toEqual(P.get('y'))
    expect(P.get('x')[2]).toBeCloseTo(0.1 * r[2].reduce((a, b) => a + b), 12)
  })

  test('have their types, and may be coefficients of an exact solution', async () => {
    const model =
      'dx/dt = -x*k/ms : 1\nk = 1.9*(i + int(late)) : integer (constant over dt)\nlate = t > 0.15*ms : boolean (constant over dt)'
    const P = new NeuronGroup(3, model, { method: 'exact' })
    P.set({ x: 1 })
    await new Network(P, { backend }).run('0.3*ms')
    expect([...P.get('k')]).toEqual([1, 3, 5])
    const decays = [0 + 0 + 1, 1 + 1 + 3, 3 + 3 + 5]
    P.get('x').forEach((x, i) => {
      expect(x).toBeCloseTo(Math.exp(-0.1 * decays[i]), 12)
    })
  })

  test('belong to synapses too', async () => {
    const P = new NeuronGroup(3, 'x : 1', { threshold: 'i == 1' })
    const S = new Synapses(P, { model: 'w : 1\nh = w*(1 + t_in_timesteps) : 1 (constant over dt)', on_pre: 'x += h' })
    S.connect('i != j').set({ w: '10*i + j' })
    await new Network(P, S, { backend }).run('0.2*ms')
    expect([...P.get('x')]).toEqual([30, 0, 36])
  })
})

describe.each(BACKENDS)('run_regularly, in %s', (backend) => {
  test('carries out its statements in turn, what is shared once', async () => {
    const P = new NeuronGroup(6, 'x : 1\ny : 1\nn : integer\ns : 1 (shared)\nr : 1')
    P.run_regularly('f = 1 + s; s = 2*f; x += s; g = x*10; y = g + f; n = y; r = rand()', { dt: '0.2*ms' })
    await new Network(P, { backend, seed: 4 }).run('0.4*ms')
    // s: 0 -> 2 -> 6; x: 2 -> 8; f: 1 -> 3
    expect([...P.get('s')]).toEqual([6])
    expect([...P.get('x')]).toEqual(new Array(6).fill(8))
    expect([...P.get('y')]).toEqual(new Array(6).fill(83))
    expect([...P.get('n')]).toEqual(new Array(6).fill(83))
    expect(new Set(P.get('r')).size).toBe(6)
  })

  test('draws a random number for what is shared, and others for the neurons', async () => {
    const P = new NeuronGroup(3, 's : 1 (shared)\nr : 1', { name: 'P' })
    P.run_regularly('f = rand(); s = f + 2*rand(); r = rand()')
    await new Network(P, { backend, seed: 4 }).run('0.2*ms')
    const drawn = (stream: string, element: number, draw: number) => uniform(4, streamKey(stream), element, 0, 1, draw)
    const ofAll = 'P:operation1:shared'
    expect([...P.get('s')]).toEqual([drawn(ofAll, 0, 0) + 2 * drawn(ofAll, 0, 1)])
    expect([...P.get('r')]).toEqual([0, 1, 2].map((i) => drawn('P:operation1', i, 0)))
  })

  test('leaves alone what is (unless refractory) while it is', async () => {
    const P = new NeuronGroup(5, 'dv/dt = 0/second : 1 (unless refractory)\nw : 1', {
      threshold: 'i == 2 and t < 0.05*ms',
      refractory: '0.3*ms',
      method: 'euler',
    })
    P.run_regularly('v += 1; w += v', { when: 'end' })
    await new Network(P, { backend }).run('0.5*ms')
    expect([...P.get('v')]).toEqual([5, 5, 2, 5, 5])
    expect([...P.get('w')]).toEqual([15, 15, 3, 15, 15])
  })

  test('acts on synapses', async () => {
    const P = new NeuronGroup(3, 'x : 1')
    const S = new Synapses(P, { model: 'w : 1' })
    S.run_regularly('w = w/2 + j')
    S.connect('i <= j').set({ w: '8*i' })
    await new Network(P, S, { backend }).run('0.2*ms')
    expect([...S.get('w')]).toEqual([0, 1.5, 3, 3.5, 5, 7])
  })
})

describe('run_regularly', () => {
  const P = () => new NeuronGroup(2, 'x : 1', { name: 'P' })

  test('goes into JSON and comes back', async () => {
    const json = JSON.parse(
      JSON.stringify(new Network(P().run_regularly('x += 1', { dt: '1*ms', when: 'end' })).toJSON()),
    )
    expect(json.objects[0].operations).toEqual([{ code: 'x += 1', dt: '1*ms', when: 'end' }])
    const back = Network.fromJSON(json)
    await back.run('3*ms')
    const [Q] = back.parts
    expect(Q instanceof NeuronGroup && [...Q.get('x')]).toEqual([3, 3])
  })

  test.each<readonly [string, () => unknown]>([
    [
      'a network that has the group already',
      () => {
        const group = P()
        new Network(group)
        group.run_regularly('x += 1')
      },
    ],
    ['statements that are no string', () => P().run_regularly(3 as never)],
    ['an option that is not known', () => P().run_regularly('x += 1', { clock: 3 } as never)],
    ['an order that is no whole number', () => P().run_regularly('x += 1', { order: 0.5 })],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(/error\[V(008|014)\]/)
  })
})
