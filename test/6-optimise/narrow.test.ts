import { describe, expect, test } from 'vitest'
import { narrowed } from '../../src/6-optimise/narrow.js'
import { binary, call, constant, derived, load, local } from '../../src/ir/build.js'
import type { ArrayRef, Expr, Kernel, Stmt } from '../../src/ir/ir.js'
import { printStmts } from '../../src/ir/print.js'
import { visitExpr } from '../../src/ir/walk.js'
import { bareProgram, groupSpec, modelSpec, simulationOf } from '../helpers.js'

const i = local('i', 'i32')
const step = local('step', 'f64')
const array = (name: string, element: ArrayRef['element']): ArrayRef => ({ name, element, holds: 'f64' })
const v = array('P.v', 'f32')
const last = array('P:lastspikeStep', 'f64')
const at = (ref: ArrayRef): Expr => load(ref, i, 'contiguous')
const store = (ref: ArrayRef, value: Expr): Stmt => ({
  kind: 'store',
  array: ref,
  index: i,
  access: 'contiguous',
  value,
})

function narrowedBody(...body: readonly Stmt[]): readonly Stmt[] {
  const kernel: Kernel = { name: 'k', title: 'k.', owner: 'P', slot: 'groups', interval: 1, body }
  return narrowed(bareProgram([kernel], 'single')).kernels[0].body
}

function narrow(...body: readonly Stmt[]): string {
  return printStmts(narrowedBody(...body)).replace(/ {3}\(contiguous\)/g, '')
}

describe('arithmetic', () => {
  test('of floats with numbers and constants is in floats', () => {
    expect(narrow(store(v, binary('multiply', binary('add', at(v), constant(0.1)), derived('d'))))).toBe(
      'P.v[i] = (P.v[i] + 0.10000000149011612) * single(d)',
    )
  })

  test('of numbers and constants alone is rounded once', () => {
    const constants = binary('multiply', derived('d'), constant(0.1))
    expect(narrow(store(v, binary('add', at(v), constants)))).toBe('P.v[i] = P.v[i] + single(d * 0.1)')
  })

  test('of truth values compares in floats, too', () => {
    const above = binary('greater', at(v), constant(0.5))
    const value = binary('multiply', { kind: 'convert', type: 'f64', value: above }, at(v))
    expect(narrow(store(v, value))).toBe('P.v[i] = (P.v[i] > 0.5) * P.v[i]')
    const [stored] = narrowedBody(store(v, value))
    const types = new Set<string>()
    if (stored.kind === 'store') visitExpr(stored.value, ({ type }) => types.add(type))
    expect([...types].sort()).toEqual(['bool', 'f32', 'i32'])
  })

  test('with the time is in doubles', () => {
    const t = binary('multiply', step, constant(1e-4))
    expect(narrow(store(v, binary('add', at(v), t)))).toBe('P.v[i] = single(double(P.v[i]) + step * 0.0001)')
    expect(narrow(store(last, step))).toBe('P:lastspikeStep[i] = step')
  })

  test('of elementary functions is in doubles, and their values are floats', () => {
    const value = binary('multiply', call('exp', at(v)), at(v))
    expect(narrow(store(v, value))).toBe('P.v[i] = single(exp(double(P.v[i]))) * P.v[i]')
  })

  test('keeps the type of names', () => {
    const lets: Stmt[] = [
      { kind: 'let', name: 'x', value: binary('add', at(v), constant(1)) },
      { kind: 'let', name: 't', value: binary('multiply', step, constant(1e-4)) },
    ]
    const sum = binary('less', local('x', 'f64'), local('t', 'f64'))
    const when: Stmt = { kind: 'if', condition: sum, body: [store(v, local('x', 'f64'))] }
    expect(narrow(...lets, when)).toBe(
      ['let x = P.v[i] + 1', 'let t = step * 0.0001', 'if double(x) < t', '  P.v[i] = x'].join('\n'),
    )
  })

  test('with uniform random numbers is in doubles: the largest would be rounded to 1', () => {
    const draw = (distribution: 'uniform' | 'normal'): Expr => ({
      kind: 'random',
      type: 'f64',
      distribution,
      stream: 's',
      indices: [i, i],
      step,
      draw: 0,
    })
    expect(narrow(store(v, binary('multiply', draw('uniform'), at(v))))).toBe(
      'P.v[i] = single(uniform(s, 0) * double(P.v[i]))',
    )
    expect(narrow(store(v, binary('multiply', draw('normal'), at(v))))).toBe('P.v[i] = single(normal(s, 0)) * P.v[i]')
  })
})

test('a threshold that is joined to the update compares the value as it is stored', async () => {
  // The time is a double, so what is stored in v is rounded from one; t/dt*0.1 is a little above 0.3 in doubles only.
  const group = groupSpec('dv/dt = (t/(0.1*ms)*0.1 - v)/(0.1*ms) : 1', { threshold: 'v > 0.3', method: 'euler' })
  const monitor = { kind: 'SpikeMonitor', name: 'M', source: 'P' } as const
  const spec = { ...modelSpec([group]), precision: 'single' as const }
  const [joined, apart] = [new Set<string>(), new Set(['fuse-loops'])].map((withoutPasses) =>
    simulationOf({ ...spec, objects: [...spec.objects, monitor] }, { withoutPasses }),
  )
  for (const simulation of [joined, apart]) await simulation.run(1e-3)
  expect(joined.description.precision).toBe('single')
  expect(joined.spikes('M').t.length).toBeGreaterThan(0)
  expect(joined.spikes('M')).toEqual(apart.spikes('M'))
})
