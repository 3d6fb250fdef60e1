import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup } from '../../src/index.js'

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

  test.each([
    ['setup/0/value', (P: NeuronGroup) => P.set({ v: Number.NaN })],
    ['objects/0/N', () => new NeuronGroup(Number.POSITIVE_INFINITY, 'v : 1')],
  ])('refuses %s that JSON can not hold', (place, made) => {
    const P = group()
    expect(() => new Network(made(P)).toJSON()).toThrow(`error[V008]: toJSON(): ${place}`)
  })
})
