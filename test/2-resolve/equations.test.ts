import { describe, expect, test } from 'vitest'
import { printResolved } from '../../src/5-lower/comments.js'
import { Equations, Network, NeuronGroup } from '../../src/index.js'
import type { EquationsSpec } from '../../src/model/spec.js'
import { groupSpec, modelSpec, resolved } from '../helpers.js'

/** What a group's right sides and diagnostics come to. */
function read(model: EquationsSpec, namespace = {}) {
  const { model: found, diagnostics } = resolved(modelSpec([{ ...groupSpec(''), model, namespace }]))
  const [group] = found.parts
  if (group?.kind !== 'group') throw new Error('no group')
  const definitions = [
    ...group.equations.map((e) => [`d${e.variable.name}`, e.derivative.value] as const),
    ...group.subexpressions.flatMap((s) => (s.expression ? [[s.name, s.expression] as const] : [])),
  ]
  return {
    sides: Object.fromEntries(definitions.map(([name, value]) => [name, printResolved(value)])),
    diagnostics,
    group,
  }
}

describe('equations that are put together', () => {
  const parts = (equations: Equations) => equations.parts

  test('keep their texts apart', () => {
    const sum = new Equations('a : 1').add('b : 1', new Equations('c = a + b : 1'))
    expect(parts(sum)).toEqual([{ text: 'a : 1' }, { text: 'b : 1' }, { text: 'c = a + b : 1' }])
    expect(parts(Equations.sum('a : 1', sum))).toHaveLength(4)
    expect(read(parts(sum)).sides).toEqual({ c: 'a + b' })
  })

  test('are the same as one text of all of them', async () => {
    const run = async (model: string | Equations) => {
      const P = new NeuronGroup(3, model, { method: 'euler' })
      P.set({ v: 'i*mV' })
      await new Network(P).run('1*ms')
      return P.get('v')
    }
    const apart = new Equations('dx/dt = (E - x)/tau : volt', { x: 'v', tau: '5*ms' }).add('E = 2*mV : volt')
    expect(await run(apart)).toEqual(await run('dv/dt = (E - v)/(5*ms) : volt\nE = 2*mV : volt'))
  })

  test('do not change when something is added', () => {
    const first = new Equations('a : 1')
    first.add('b : 1')
    expect(parts(first)).toHaveLength(1)
  })
})

describe('names that are replaced', () => {
  test('by names, where they are defined, read, called and indexed', () => {
    const text = 'dx/dt = (f(x) + u[i] - y)/tau : 1\ny = x : 1'
    const replace = { x: 'v', y: 'w', tau: 'second', f: 'exp', u: 'data' }
    const { sides, diagnostics } = read([{ text, replace }], {
      data: { kind: 'matrix', data: new Float64Array(3), shape: [3] },
    })
    expect(diagnostics).toEqual([])
    expect(sides).toEqual({ dv: '(exp(v) + data[i] - w)/second', w: 'v' })
  })

  test('by values, which stay together', () => {
    const replace = { tau: '2*ms + 3*ms', k: -2, b: true, big: Number.POSITIVE_INFINITY }
    const text = 'dx/dt = k**2*x/tau : 1\ny = int(b) + x*big : 1'
    expect(read([{ text, replace }]).sides).toEqual({
      dx: '(-2)**2*x/(2*ms + 3*ms)',
      y: 'int(True) + x*inf',
    })
  })

  test('all at once: names can change places', () => {
    expect(read([{ text: 'c = a/b : 1\na : 1\nb : 1', replace: { a: 'b', b: 'a' } }]).sides).toEqual({ c: 'b/a' })
  })

  test('again: what an earlier replacement put in is replaced, and what it took away is not', () => {
    const once = new Equations('c = a : 1', { a: 'b' })
    expect(once.substitute({ b: 'x', a: 'y' }).parts).toEqual([{ text: 'c = a : 1', replace: { a: 'x', b: 'x' } }])
    expect(read(once.add('b : 1').substitute({ b: 'x' }).parts)).toMatchObject({ sides: { c: 'x' }, diagnostics: [] })
  })

  test('are pointed at as they are written', () => {
    const { diagnostics } = read([
      { text: 'a : 1' },
      { text: '\n  dx/dt = -x/tau : 1', replace: { x: 'v', tau: 'tau_m' } },
    ])
    expect(diagnostics.map((d) => [d.code, d.source?.text.slice(d.span?.start, d.span?.end), d.source?.role])).toEqual([
      ['N001', 'tau', 'the equations of P, part 2'],
    ])
  })

  test.each<readonly [string, Record<string, string | number>, string]>([
    ['a value for a name that is defined', { x: 3 }, 'N002'],
    ['a value for a function', { exp: '2*mV' }, 'N002'],
    ['a reserved name', { x: 'dt' }, 'N002'],
    ['what can not be read', { tau: '3*' }, 'S002'],
    ['what is very long', { tau: `${'1+'.repeat(300)}1` }, 'S010'],
    ['a name that does not occur', { tua: 'x' }, 'N014'],
  ])('are not replaced by %s', (_, replace, code) => {
    const { diagnostics } = read([{ text: 'dx/dt = -exp(x)/tau : 1', replace }], { tau: '5*ms' })
    expect(diagnostics.map((d) => d.code)).toEqual([code])
  })

  test.each([
    ['a list', () => new Equations([] as never, [] as never)],
    ['something else than equations', () => new Equations(3 as never)],
    ['a replacement that is no value', () => new Equations('a : 1', { a: {} as never })],
    ['NaN', () => new Equations('b = a : 1', { a: Number.NaN })],
    ['what is no name', () => new Equations('b = a : 1', { 'a+1': 3 })],
  ])('are refused where they are given as %s', (_, made) => {
    expect(made).toThrow('V008')
  })
})

describe('subexpressions (constant over dt)', () => {
  test('are variables, in an order in which each uses only those before it', () => {
    const { group } = read(
      'c = b + s : 1 (constant over dt)\ns = b : 1\nb = 2*a : 1 (constant over dt)\na = rand() : 1 (constant over dt)',
    )
    expect(group.held.map(({ variable }) => variable.name)).toEqual(['a', 'b', 'c'])
    expect(group.subexpressions.map(({ name }) => name)).toEqual(['s'])
  })

  test.each([
    ['a = b : 1 (constant over dt)\nb = a : 1', 'N004'],
    ['a = a : 1 (constant over dt)', 'N004'],
    ['a = rand() : 1', 'F006'],
    ['a = v : volt (constant over dt, shared)\nv : volt', 'F004'],
  ])('%s', (model, code) => {
    expect(read(model).diagnostics.map((d) => d.code)).toEqual([code])
  })
})
