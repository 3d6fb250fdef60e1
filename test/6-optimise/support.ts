/** Small pieces of IR for the tests of passes. */
import { load, local, parameter } from '../../src/ir/build.js'
import type { ArrayRef, Expr, Kernel, StepProgram, Stmt } from '../../src/ir/ir.js'
import { printKernel } from '../../src/ir/print.js'

export const x = local('x', 'f64')
export const y = local('y', 'f64')
export const b = local('b', 'bool')
export const i = local('i', 'i32')
export const tau = parameter('tau')
export const array = (name: string, element: ArrayRef['element'] = 'f64'): ArrayRef => ({
  name,
  element,
  holds: element === 'u8' ? 'bool' : element === 'i32' ? 'i32' : 'f64',
})
export const v = array('P.v')
export const w = array('P.w')
export const at = (ref: ArrayRef, where: Expr = i) => load(ref, where, 'contiguous')
export const store = (ref: ArrayRef, value: Expr, where: Expr = i): Stmt => ({
  kind: 'store',
  array: ref,
  index: where,
  access: 'contiguous',
  value,
})
export const named = (name: string, value: Expr): Stmt => ({ kind: 'let', name, value })
export const when = (condition: Expr, ...body: readonly Stmt[]): Stmt => ({ kind: 'if', condition, body })

export function kernel(
  name: string,
  body: readonly Stmt[],
  options: Partial<Kernel> & { readonly count?: number } = {},
): Kernel {
  const { count = 3, ...rest } = options
  return {
    name,
    title: `${name}.`,
    slot: 'groups',
    owner: 'P',
    interval: 1,
    body: [{ kind: 'for', domain: { kind: 'neurons', index: 'i', count }, body }],
    ...rest,
  }
}

export const program = (...kernels: readonly Kernel[]): StepProgram => ({
  dt: 1e-4,
  precision: 'double',
  parameters: [{ name: 'tau', text: '20*ms' }],
  prelude: [],
  preparation: [],
  kernels,
  rooms: [],
})
export const bodies = (after: StepProgram) => after.kernels.map((k) => printKernel(k).split('\n').slice(1))
