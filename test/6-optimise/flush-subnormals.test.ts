import { describe, expect, test } from 'vitest'
import { flushSubnormals } from '../../src/6-optimise/flush-subnormals.js'
import { constant, index, load, local } from '../../src/ir/build.js'
import type { ArrayRef, Kernel, StepProgram } from '../../src/ir/ir.js'
import { printKernel } from '../../src/ir/print.js'
import { groupSpec, modelSpec, simulationOf } from '../helpers.js'

const i = local('i', 'i32')
const v: ArrayRef = { name: 'P.v', element: 'f64', holds: 'f64' }
const counts: ArrayRef = { name: 'P.n', element: 'i32', holds: 'i32' }

const update: Kernel = {
  name: 'update_P',
  title: 'The equations.',
  slot: 'groups',
  interval: 1,
  body: [
    {
      kind: 'for',
      domain: { kind: 'neurons', index: 'i', count: 5 },
      body: [
        { kind: 'store', array: v, index: i, access: 'contiguous', value: load(v, i, 'contiguous') },
        { kind: 'store', array: counts, index: i, access: 'contiguous', value: index(1) },
      ],
    },
  ],
}

const program = (...kernels: readonly Kernel[]): StepProgram => ({
  dt: 1e-4,
  precision: 'double',
  parameters: [],
  prelude: [],
  preparation: [],
  kernels,
  rooms: [],
})

describe('flush-subnormals', () => {
  test('adds a kernel that looks through the doubles which a state update stores', () => {
    const after = flushSubnormals(program(update))
    expect(after.kernels.slice(0, 1)).toEqual([update])
    expect(after.kernels.slice(1).map((kernel) => printKernel(kernel).split('\n').slice(1))).toEqual([
      ['  for i of 5 neurons', '    P.v[i] = select(abs(P.v[i]) < 1e-250, 0, P.v[i])   (contiguous)'],
    ])
  })

  test('leaves alone what is no state update', () => {
    const reset: Kernel = { ...update, name: 'reset_P', slot: 'resets' }
    expect(flushSubnormals(program(reset)).kernels).toEqual([reset])
    const constants: Kernel = { ...update, body: [{ kind: 'let', name: 'x', value: constant(1) }] }
    expect(flushSubnormals(program(constants)).kernels).toEqual([constants])
  })

  test.each(['js', 'wasm'] as const)('what decays ends at 0 and is never subnormal, in %s', async (backend) => {
    const spec = modelSpec(
      [groupSpec('dx/dt = -x/ms : 1\ndy/dt = -y/(20*ms) : 1', { method: 'exact' })],
      [{ kind: 'set', target: 'P', variable: 'x', value: '-3' }],
    )
    const simulation = simulationOf(spec, { backend })
    let smallest = 1
    for (let k = 0; k < 80; k++) {
      await simulation.run(0.01)
      for (const x of simulation.values('P', 'x')) if (x !== 0) smallest = Math.min(smallest, Math.abs(x))
    }
    expect(smallest).toBeGreaterThan(2.3e-308)
    expect([...simulation.values('P', 'x')]).toEqual([0, 0, 0])
  })
})
