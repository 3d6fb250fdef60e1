/** A network with every kind of object: to store it and to go back to it leaves no trace. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  EventMonitor,
  Network,
  NetworkOperation,
  NeuronGroup,
  PoissonGroup,
  PoissonInput,
  PopulationRateMonitor,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  TimedArray,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

function everything(backend: Backend) {
  const I = new TimedArray([0.2, 1.5, 0.7], { dt: '5*ms' })
  const P = new NeuronGroup(12, 'dv/dt = (1.1 + 0.3*I(t) - v)/(6*ms) + 0.1*xi*(6*ms)**-0.5 : 1\nhigh : 1', {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0',
    refractory: '(1 + rand())*ms',
    method: 'heun',
    namespace: { I },
    events: { rise: 'v > 0.9' },
  })
  P.set({ v: 'rand()' }).run_on_event('rise', 'high += rand()')
  P.run_regularly('high *= 0.9', { dt: '0.6*ms' })
  const Q = new NeuronGroup(5, 'dx/dt = (y - x**3)/ms : 1\ndy/dt = (1.2 - x)/(4*ms) : 1', {
    name: 'Q',
    threshold: 'x > 1',
    refractory: 'x > 1',
    reset: 'y -= 0.5',
    method: 'gsl_rkck',
    method_options: { absolute_error: 1e-7, use_last_timestep: true },
    dt: '0.25*ms',
  })
  Q.set({ x: 'rand()', y: '0.2*i' })
  const inputs = new PoissonGroup(8, '(100 + 20*i)*Hz', { name: 'inputs' })
  const given = new SpikeGeneratorGroup(3, [2, 0, 1], ['1*ms', '2.5*ms', '6*ms'], { name: 'given', period: '7*ms' })
  const rain = new PoissonInput(P, 'v', 20, '15*Hz', '0.02', { name: 'rain' })
  const S = new Synapses(inputs, P, { name: 'S', model: 'w : 1', on_pre: 'v_post += w; w *= 0.99', delay: '1.3*ms' })
  S.connect({ p: 0.5 }).set({ w: '0.1*rand()' })
  const E = new Synapses(P, P, {
    name: 'E',
    model: 'a : 1',
    on_pre: 'a = 0.9*a + 1; v += 0.001*a',
  })
  E.connect('i != j')
  const D = new Synapses(given, Q, { name: 'D', on_pre: 'y_post += 0.3', delay: '2*ms' }).connect()
  const counted = { calls: 0 }
  const op = new NetworkOperation(() => counted.calls++, { name: 'op', dt: '1*ms' })
  const spikes = [P, Q, inputs, given].map((group) => new SpikeMonitor(group, { name: `spikes_${group.givenName}` }))
  const detailed = new SpikeMonitor(P.slice(2, 7), { name: 'detailed', variables: ['v', 'high'] })
  const rises = new EventMonitor(P, 'rise', { name: 'rises', variables: 'high' })
  const rates = new PopulationRateMonitor(P, { name: 'rates' })
  const p = new StateMonitor(P, ['v', 'high'], { name: 'p', record: [0, 4], dt: '0.3*ms' })
  const q = new StateMonitor(Q, ['x', 'y'], { name: 'q', record: true })
  const s = new StateMonitor(S, 'w', { name: 's', record: true, dt: '1*ms' })
  const e = new StateMonitor(E, 'a', { name: 'e', record: [1, 7, 30] })
  const objects = [P, Q, inputs, given, rain, S, E, D, op, ...spikes, detailed, rises, rates, p, q, s, e]
  const net = new Network(...objects, { backend, seed: 21 })
  const all = () => ({
    t: net.t,
    variables: [
      P.get('v'),
      P.get('high'),
      P.get('lastspike'),
      Q.get('x'),
      Q.get('y'),
      Q.get('not_refractory'),
      S.get('w'),
    ],
    spikes: spikes.map(({ i, t, count }) => [i, t, count]),
    detailed: [detailed.i, detailed.get('v'), detailed.get('high'), rises.t, rises.get('high')],
    rates: rates.rate,
    states: [p.t, p.get('v'), p.get('high'), q.t, q.get('x'), q.get('y'), s.t, s.get('w'), e.t, e.get('a')],
  })
  return { net, given, all }
}

describe.each(['js', 'wasm'] satisfies readonly Backend[])('in %s', (backend) => {
  test.each(['11.05*ms', '3.7*ms'])('after %s, stored and restored in between', async (T) => {
    const whole = everything(backend)
    await whole.net.run(T)
    await whole.net.run(T)
    for (const [i] of whole.all().spikes) expect(i.length).toBeGreaterThan(0)
    for (const recorded of whole.all().detailed) expect(recorded.length).toBeGreaterThan(0)
    const kept = everything(backend)
    await kept.net.run(T)
    kept.net.store()
    await kept.net.run(T)
    expect(kept.all()).toEqual(whole.all())
    // More of everything, and other given spikes, more and later fewer of them than there were.
    kept.given.set_spikes([0, 1, 2, 0, 1, 2], ['31*ms', '32*ms', '33*ms', '34*ms', '35*ms', '36*ms'])
    await kept.net.run(T)
    kept.given.set_spikes([1], ['50*ms'])
    await kept.net.run(T)
    kept.net.restore()
    await kept.net.run(T)
    expect(kept.all()).toEqual(whole.all())
  })

  test('in a file, with other given spikes, into the other backend', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'spikec-store-')), 'state')
    const first = everything(backend)
    first.given.set_spikes(
      [0, 1, 2, 1, 0, 2, 1],
      Array.from({ length: 7 }, (_, k) => `${2 * k + 1}*ms`),
      {
        period: '14*ms',
      },
    )
    await first.net.run('9*ms')
    first.net.store('nine', file)
    await first.net.run('12*ms')
    const second = everything(backend === 'js' ? 'wasm' : 'js')
    second.net.restore('nine', file)
    await second.net.run('12*ms')
    expect(second.all()).toEqual(first.all())
  })
})
