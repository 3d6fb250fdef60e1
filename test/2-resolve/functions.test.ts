import { describe, expect, test } from 'vitest'
import { compile } from '../../src/compile.js'
import { defineFunction, Network, NeuronGroup, SpikecError } from '../../src/index.js'
import { groupSpec, modelSpec } from '../helpers.js'

const square = defineFunction({ arguments: { a: '1' }, returns: '1', expression: 'a*a' })
const ratio = defineFunction({ arguments: { v: 'volt', w: 'volt' }, returns: '1', expression: 'v/w' })
const above = defineFunction({ arguments: { v: 'volt' }, returns: 'boolean', expression: 'v > Vt' })

async function resultOf(expression: string, namespace: Record<string, unknown>): Promise<number> {
  const P = new NeuronGroup(2, `x = ${expression} : 1\nv : volt`, { namespace: namespace as never })
  P.set({ v: '2*mV' })
  await new Network(P).build()
  return P.get('x')[1]
}

describe('a function of the user’s own', () => {
  test('is its expression, with the arguments in their places', async () => {
    expect(await resultOf('square(1 + 2)', { square })).toBe(9)
    expect(await resultOf('square(square(3)) - 1', { square })).toBe(80)
    expect(await resultOf('ratio(v, 1*mV)', { ratio })).toBe(2)
    expect(await resultOf('2**square(i)', { square })).toBe(2)
  })

  test('sees constants and functions before it, and not what comes after', async () => {
    const fourth = defineFunction({ arguments: { a: '1' }, returns: '1', expression: 'k*square(square(a))' })
    expect(await resultOf('fourth(2)', { k: 3, square, fourth })).toBe(48)
    await expect(resultOf('fourth(2)', { fourth, k: 3, square })).rejects.toThrow('N001')
    const own = defineFunction({ arguments: {}, returns: '1', expression: 'own()' })
    await expect(resultOf('own()', { own })).rejects.toThrow('N001')
  })

  test('has arguments that hide everything else', async () => {
    const hides = defineFunction({ arguments: { mV: 'volt', k: '1' }, returns: '1', expression: 'k*mV/volt' })
    expect(await resultOf('hides(3*volt, 2)', { k: 100, hides })).toBe(6)
  })

  test('comes before a function of the language', async () => {
    expect(await resultOf('exp(5)', { exp: square })).toBe(25)
  })

  test('follows the constants that it is made of', async () => {
    const times = defineFunction({ arguments: { a: '1' }, returns: '1', expression: 'k*a' })
    const P = new NeuronGroup(1, 'x = times(2) : 1', { namespace: { k: 3, times } })
    await new Network(P).setParameters({ k: 5 }).build()
    expect([...P.get('x')]).toEqual([10])
  })

  test('can be a condition, and stand in every string', async () => {
    const P = new NeuronGroup(2, 'dv/dt = rise(20*ms) : volt', {
      threshold: 'above(v)',
      reset: 'v = 0*mV',
      refractory: 'above(v)',
      method: 'exact',
      namespace: {
        Vt: '1*mV',
        above,
        rise: defineFunction({ arguments: { tau: 'second' }, returns: 'volt/second', expression: '20*mV/tau' }),
      },
    })
    P.run_regularly('v = v + 0*mV*int(above(v))').set({ v: '0.5*mV' }, { where: 'not above(2*Vt*i)' })
    await new Network(P).run('0.3*ms')
    expect(P.get('v')[0]).toBeCloseTo(0.8e-3, 12)
  })

  test('goes into JSON and comes back', async () => {
    const P = new NeuronGroup(1, 'x = square(7) : 1', { name: 'P', namespace: { square } })
    const json = JSON.parse(JSON.stringify(new Network(P).toJSON()))
    expect(json.objects[0].namespace.square).toEqual({ arguments: { a: '1' }, returns: '1', expression: 'a*a' })
    const back = Network.fromJSON(json)
    await back.build()
    const [Q] = back.parts
    expect(Q instanceof NeuronGroup && [...Q.get('x')]).toEqual([49])
  })
})

describe('what is wrong with a function', () => {
  const codes = (model: string, namespace: object): readonly string[] => {
    try {
      compile(modelSpec([groupSpec(model, { namespace: namespace as never })]))
      return []
    } catch (error) {
      if (error instanceof SpikecError) return error.diagnostics.map((d) => d.code)
      throw error
    }
  }
  const f = (change: object) => ({
    f: defineFunction({ arguments: { v: 'volt' }, returns: '1', expression: 'v/mV', ...change }),
  })

  test.each<readonly [string, object, string]>([
    ['x = f(3) : 1', {}, 'U005'],
    ['x = f(True) : 1', {}, 'U005'],
    ['x = f() : 1', {}, 'N005'],
    ['x = f(1*mV, 2) : 1', {}, 'N005'],
    ['x = f : 1', {}, 'N006'],
    ['x = f(1*mV)*mV : 1', {}, 'U003'],
    ['x = f(u) : 1', {}, 'N001'],
    ['x = 1 : 1', { expression: 'v' }, 'U003'],
    ['x = 1 : 1', { expression: 'v + 1' }, 'U001'],
    ['x = 1 : 1', { expression: 'v > 1*mV' }, 'U003'],
    ['x = 1 : 1', { expression: 'v +' }, 'S002'],
    ['x = 1 : 1', { expression: 't/ms' }, 'N001'],
    ['x = 1 : 1', { returns: 'mV', expression: 'v' }, 'U011'],
    ['x = 1 : 1', { returns: 'volt (shared)' }, 'V009'],
    ['x = 1 : 1', { arguments: { v: 'vlot' } }, 'U011'],
    ['x = 1 : 1', { arguments: { v: 'volt**x' } }, 'S001'],
    ['dx/dt = f(randn()*mV)/ms : 1', { expression: 'v*v/mV**2' }, 'V008'],
  ])('%s with %j', (model, change, code) => {
    expect(codes(model, f(change))).toEqual([code])
  })

  test('is one message, however often it is used', () => {
    expect(codes('x = f(1*mV) + f(2*mV) : 1\ny = f(x*mV) : 1', f({ expression: 'v*u' }))).toEqual(['N001'])
  })

  test('is that it stands for more than anyone reads', () => {
    const text = `x = ${'f('.repeat(60)}2${')'.repeat(60)} : 1`
    expect(codes(text, { f: square })).toEqual(['S010'])
  })

  test.each([
    ['a unit that is no string', { arguments: { v: 3 } }],
    ['an argument that is no name', { arguments: { 'v+': 'volt' } }],
    ['no expression', { expression: undefined }],
  ])('is told where it is defined: %s', (_, change) => {
    const base = { arguments: { v: 'volt' }, returns: '1', expression: 'v/mV' }
    expect(() => defineFunction({ ...base, ...change } as never)).toThrow('V008')
  })
})
