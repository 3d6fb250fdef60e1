import { describe, expect, test } from 'vitest'
import { EventMonitor, linked_var, lint, Network, NeuronGroup, SpikeMonitor, StateMonitor } from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

const BACKENDS: readonly Backend[] = ['js', 'wasm']

describe.each(BACKENDS)('events on %s', (backend) => {
  // Recorded from Brian 2.5.1.
  test('what statements on an event write is no constant of the run', async () => {
    const P = new NeuronGroup(2, 'dv/dt = -v/tau : 1\ntau : second', { method: 'exact', events: { low: 'v < 0.5' } })
    P.set({ v: '1 + i', tau: '1*ms' }).run_on_event('low', 'tau = 100*ms')
    const M = new StateMonitor(P, 'v', { record: true })
    await new Network(P, M, { backend }).run('2*ms')
    const expected = [0.4916441974609652, 0.4911527990036827, 0.4906618916992403]
    const found = M.get('v')[0].slice(-3)
    expected.forEach((v, k) => {
      expect(found[k]).toBeCloseTo(v, 14)
    })
  })

  test('an event may happen to a neuron in every step, and its statements see what those before wrote', async () => {
    const P = new NeuronGroup(3, 'n : integer\nm : integer', { events: { odd: 'i % 2 == 1' } })
    P.run_on_event('odd', 'n += 1').run_on_event('odd', 'm += n')
    const M = new EventMonitor(P, 'odd')
    await new Network(P, M, { backend }).run('0.4*ms')
    expect([...P.get('n')]).toEqual([0, 4, 0])
    expect([...P.get('m')]).toEqual([0, 10, 0])
    expect([...M.count]).toEqual([0, 4, 0])
  })
})

test('what events, their statements and links read is used', () => {
  const Q = new NeuronGroup(2, 'x : volt', { name: 'Q' })
  const P = new NeuronGroup(4, 'v : volt\nu : volt\nk : integer\nx : volt (linked)\ny = x + u : volt', {
    name: 'P',
    events: { rise: 'v > Vt' },
    namespace: { Vt: '1*mV', step: '2*mV' },
  })
  P.set({ x: linked_var(Q, 'x', { index: 'k' }) }).run_on_event('rise', 'u += step')
  expect(lint(new Network(Q, P).spec())).toEqual([])
})

test.each(BACKENDS)('a variable that is named twice is recorded once, on %s', async (backend) => {
  const P = new NeuronGroup(2, 'v = t/ms : 1', { threshold: 'v > 0.15' })
  const M = new StateMonitor(P, ['v', 'v'], { record: true })
  const S = new SpikeMonitor(P, { variables: ['v', 'v'] })
  await new Network(P, M, S, { backend }).run('0.3*ms')
  expect([...M.get('v')[0]]).toEqual([0, 0.1, 0.2])
  expect([...S.get('v')]).toEqual([0.2, 0.2])
})
