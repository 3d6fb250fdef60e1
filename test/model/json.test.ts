import { describe, expect, test } from 'vitest'
import {
  EventMonitor,
  ExplicitStateUpdater,
  linked_var,
  matrix,
  Network,
  NeuronGroup,
  PoissonInput,
  PopulationRateMonitor,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'

const group = () => new NeuronGroup(2, 'v : 1\nw : 1', { name: 'P', namespace: { top: Number.POSITIVE_INFINITY } })

describe('a model as JSON', () => {
  test('keeps infinite numbers', async () => {
    const P = group()
    P.set({ v: Number.NEGATIVE_INFINITY, w: 'clip(7, 0, top)' })
    const text = JSON.stringify(new Network(P, { namespace: { bottom: Number.NEGATIVE_INFINITY } }).toJSON())
    expect(text).not.toContain('null')
    const back = Network.fromJSON(JSON.parse(text))
    await back.build()
    const [Q] = back.parts
    expect(Q instanceof NeuronGroup && [...Q.get('v'), ...Q.get('w')]).toEqual([-Infinity, -Infinity, 7, 7])
    expect(JSON.parse(JSON.stringify(back.toJSON()))).toEqual(JSON.parse(text))
  })

  test('keeps data that are not finite, for the compiler to refuse', async () => {
    const P = group()
    P.set({ v: matrix([1, Number.NaN]) })
    const back = Network.fromJSON(JSON.parse(JSON.stringify(new Network(P).toJSON())))
    await expect(back.build()).rejects.toThrow('V004')
  })

  test('a part of a group stands wherever the group does', async () => {
    const P = new NeuronGroup(6, 'v : 1\nx : 1 (linked)', {
      name: 'P',
      threshold: 'v > 1',
      reset: 'v = 0',
      events: { low: 'v < 0.2' },
    })
    const half = P.slice(1, 4)
    half.set({ v: '0.5*i' }).run_regularly('v += 0.2*(i + 1)')
    P.set({ x: linked_var(P.slice(2, 3), 'v') })
    const S = new Synapses(half, P.slice(3), { on_pre: 'v_post += 0.1' }).connect()
    const spikes = new SpikeMonitor(half)
    const others = [new EventMonitor(half, 'low'), new PopulationRateMonitor(half)]
    const trace = new StateMonitor(half, ['v', 'x'], { record: true })
    const net = new Network(P, S, new PoissonInput(half, 'v', 3, '1*kHz', 0.01), spikes, ...others, trace, { seed: 1 })
    const back = Network.fromJSON(JSON.parse(JSON.stringify(net.toJSON())))
    expect(back.toJSON()).toEqual(net.toJSON())
    await Promise.all([net, back].map((network) => network.run('5*ms')))
    const [Q, , again] = back.parts
    expect(spikes.numSpikes).toBeGreaterThan(0)
    expect(Q instanceof NeuronGroup && [...Q.get('v')]).toEqual([...P.get('v')])
    expect(again instanceof SpikeMonitor && [...again.t]).toEqual([...spikes.t])
  })

  test.each([
    ['setup/0/value', (P: NeuronGroup) => P.set({ v: Number.NaN })],
    ['objects/0/N', () => new NeuronGroup(Number.POSITIVE_INFINITY, 'v : 1')],
  ])('refuses %s that JSON can not hold', (place, made) => {
    const P = group()
    expect(() => new Network(made(P)).toJSON()).toThrow(`error[V008]: toJSON(): ${place}`)
  })
})

describe('a scheme of the user’s own', () => {
  test('goes through JSON, and is checked there', async () => {
    const method = new ExplicitStateUpdater('x_new = x + dt*f(x, t) + g(x, t)*dW', { stochastic: 'multiplicative' })
    const P = new NeuronGroup(2, 'dv/dt = -v**3/ms + v*xi/ms**0.5 : 1', { name: 'P', method }).set({ v: 1 })
    const net = new Network(P, { seed: 1 })
    const text = JSON.stringify(net.toJSON())
    expect(JSON.parse(text).objects[0].method).toEqual({
      kind: 'scheme',
      text: method.text,
      stochastic: 'multiplicative',
    })
    const back = Network.fromJSON(JSON.parse(text))
    expect(JSON.stringify(back.toJSON())).toBe(text)
    await Promise.all([net, back].map((network) => network.run('5*ms')))
    const [Q] = back.parts
    expect(Q instanceof NeuronGroup && [...Q.get('v')]).toEqual([...P.get('v')])
    const wrong = JSON.parse(text.replace('multiplicative', 'any'))
    expect(() => Network.fromJSON(wrong)).toThrow('objects/0/method/stochastic')
  })
})
