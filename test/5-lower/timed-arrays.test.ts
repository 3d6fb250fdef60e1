/** Functions of time, against what the reference gives for the same models (golden/timed-arrays.py). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NeuronGroup,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  TimedArray,
} from '../../src/index.js'

interface Case {
  readonly step: number
  readonly rows: number
  readonly columns: number | null
  readonly dt: number
  readonly T: number
  readonly method: string | null
  readonly model: string
  readonly values: readonly number[]
  readonly v: readonly (readonly number[])[]
}

const reference: { readonly cases: readonly Case[]; readonly choices: readonly (readonly [number, string])[] } =
  JSON.parse(readFileSync(new URL('golden/timed-arrays.json', import.meta.url), 'utf8'))

const BACKENDS = ['wasm', 'js'] as const

describe.each(BACKENDS)('%s', (backend) => {
  test.each(
    reference.cases.map(
      (given, k) => [`${k}: ${given.model}, ${given.method}, ${given.step} ms by ${given.dt} ms`, given] as const,
    ),
  )('case %s', async (_, { step, rows, columns, dt, T, method, model, values, v }) => {
    const shape = columns === null ? [rows] : [rows, columns]
    const I = new TimedArray(matrix(Float64Array.from(values), shape), { dt: `${step}*ms` })
    const G = new NeuronGroup(3, model, { ...(method !== null && { method }), namespace: { I, tau: '5*ms' } })
    const M = new StateMonitor(G, 'v', { record: true })
    await new Network(G, M, { dt: `${dt}*ms`, backend }).run(`${T}*ms`)
    const found = M.get('v')
    v.forEach((trace, i) => {
      expect(found[i]).toHaveLength(trace.length)
      trace.forEach((value, k) => {
        expect(Math.abs(found[i][k] - value)).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(value))
      })
    })
  })

  test('wherever there are strings, in both precisions', async () => {
    const ran = async (precision: 'double' | 'single') => {
      const I = new TimedArray([0, 1, 2, 3], { dt: '1*ms' })
      const rows = new TimedArray(matrix(Float32Array.of(0, 10, 20, 1, 11, 21), [2, 3], 'mV'), { dt: '2*ms' })
      const P = new NeuronGroup(3, 'v : volt\ncount : 1\nnoted : 1\nw = I(t)*mV : volt', {
        name: 'P',
        threshold: 'rows(t, i) > 11*mV + I(t)*mV',
        reset: 'count += 1 + I(t)',
      })
      P.set({ v: 'rows(t + 2*ms, i) + I(5*ms)*mV', noted: 'I(t)' })
      P.run_regularly('noted = I(t - 0.5*ms) + rows(t, 1)/mV', { dt: '1.5*ms' })
      const G = new SpikeGeneratorGroup(2, [0, 1], matrix([0.5, 2.5], 'ms'))
      const S = new Synapses(G, P, {
        model: 'a = w_post/mV : 1',
        on_pre: 'v_post += I(t)*rows(t, j)*(i + 1) + a*mV',
      }).connect()
      const spikes = new SpikeMonitor(P)
      const net = new Network(G, P, S, spikes, { namespace: { I, rows }, backend, precision })
      await net.run('4*ms')
      P.set({ v: 'v + I(t)*mV' })
      return [P.get('v', 'mV'), P.get('count'), P.get('noted'), P.get('w', 'mV'), spikes.count].map((values) => [
        ...values,
      ])
    }
    // v: 1, 11, 21 and the last of I, 3, at first; 0 at 0.5 ms; at 2.5 ms 2*rows*2 + 2; 3 after the run.
    const v = [4 + 4 * 1 + 2 + 3, 14 + 4 * 11 + 2 + 3, 24 + 4 * 21 + 2 + 3]
    const expected = [v, [0, 0, 100], [2 + 11, 2 + 11, 2 + 11], [3, 3, 3], [0, 0, 40]]
    for (const precision of ['double', 'single'] as const) {
      const [found, ...others] = await ran(precision)
      found.forEach((value, k) => {
        expect(value).toBeCloseTo(v[k], 4)
      })
      expect(others.map((values) => values.map((x) => Math.round(x * 1e4) / 1e4))).toEqual(expected.slice(1))
    }
  })

  test('a column that is computed and that there is not is no number', async () => {
    const I = new TimedArray([[1, 2]], { dt: '1*ms' })
    const G = new NeuronGroup(4, 'v = I(t, i - 1) : 1\nw = I(t, i/2) : 1', { namespace: { I } })
    await new Network(G, { backend }).run('0.1*ms')
    expect([...G.get('v')]).toEqual([Number.NaN, 1, 2, Number.NaN])
    expect([...G.get('w')]).toEqual([1, 1, 2, 2])
    const M = new StateMonitor(G, ['v', 'w'], { record: true })
    const H = new Network(G, M, { backend })
    await H.run('0.1*ms')
    expect(M.get('v').map(([value]) => value)).toEqual([Number.NaN, 1, 2, Number.NaN])
    expect(M.get('w').map(([value]) => value)).toEqual([1, 1, 2, 2])
  })
})

test('the method that is chosen is the reference’s', () => {
  const found = reference.choices.map(([step]) => {
    const I = new TimedArray([1, 2, 3], { dt: `${step}*ms` })
    const G = new NeuronGroup(1, 'dv/dt = (I(t) - v)/(5*ms) : 1', { name: 'G', namespace: { I } })
    const { simulation } = new Network(G).inspect()
    return [step, simulation.description.groups[0].method]
  })
  expect(found).toEqual(reference.choices)
})

test('asked for by name, exact takes what holds for whole steps but for rounding', async () => {
  const I = new TimedArray([1, 2, 3], { dt: '0.3*ms' })
  const G = new NeuronGroup(1, 'dv/dt = (I(t) - v)/(5*ms) : 1', { method: 'exact', namespace: { I } })
  await new Network(G).run('0.6*ms')
  const decay = Math.exp(-0.3 / 5)
  expect(G.get('v')[0]).toBeCloseTo((1 - decay) * decay + 2 * (1 - decay), 14)
})

test('a row of columns is read several neurons at a time', () => {
  const I = new TimedArray(matrix(new Float64Array(300), [3, 100]), { dt: '1*ms' })
  const G = new NeuronGroup(100, 'dv/dt = (I(t, i) - v)/(5*ms) : 1', { name: 'G', namespace: { I }, method: 'euler' })
  const { compiled } = new Network(G).inspect()
  const update = compiled
    .wat()
    .split('\n  (func')
    .find((text) => text.startsWith(' $update_G'))
  expect(update).toContain('v128.load')
  expect(update).not.toContain('f64x2.replace_lane')
})

test('values are bound, not copied, and go through JSON', async () => {
  const values = Float64Array.of(1, 2, 3)
  const I = new TimedArray(matrix(values, 'nA'), { dt: 'T/10' })
  expect(I.values.data).toBe(values)
  const J = new TimedArray(matrix(new Float32Array(3000).fill(2), [1000, 3]), { dt: '1*ms', unit: 'mV' })
  const G = new NeuronGroup(3, 'v = I(t)*Mohm + J(t, i) : volt', { name: 'G', namespace: { I } })
  const net = new Network(G, { namespace: { T: '10*ms', J } })
  const again = Network.fromJSON(JSON.parse(JSON.stringify(net.toJSON())))
  expect(again.toJSON()).toEqual(net.toJSON())
  await again.run('1.05*ms')
  const [copy] = again.parts
  expect([...(copy as NeuronGroup).get('v', 'mV')]).toEqual([4, 4, 4])
  expect(again.inspect().simulation.description.parameters.find(({ name }) => name === 'T')?.structural).toBe(
    'it sets how long the values of I hold',
  )
})

test('a constant by which values hold can’t be set without compiling', () => {
  const I = new TimedArray([1, 2], { dt: 'T' })
  const net = new Network(new NeuronGroup(1, 'v = I(t) : 1'), { namespace: { T: '10*ms', I } })
  expect(() => net.setParameters({ T: '5*ms' }).inspect()).toThrow(/it sets how long the values of I hold/)
})
