/**
 * Values that have decayed to nothing become 0 before they become subnormal: numbers below 2^-1022 cost a processor many
 * times as much, neither JavaScript nor WebAssembly can have them flushed to 0, and x*0.98 rounds back to x at the last
 * of them, so that a silent network would stay slow for ever. (C++ compilers' -ffast-math flushes them where it can.)
 *
 * It is enough to look now and then: from the bound to the subnormal numbers it takes a decay of 133 time constants.
 */
import { binary, call, constant, load, select } from '../ir/build.js'
import type { ArrayRef, Expr, Kernel, StepProgram, Stmt } from '../ir/ir.js'

/** Far below any quantity of a model, and far above the smallest normal number, which is 2.2e-308 and 1.2e-38. */
const NOTHING = { f64: 1e-250, f32: 1e-32 }
/** In steps. From the bound to the subnormal floats it takes a decay of 13 time constants. */
const INTERVAL = { double: 64, single: 32 }

export function flushSubnormals(program: StepProgram): StepProgram {
  return {
    ...program,
    kernels: [
      ...program.kernels,
      ...program.kernels.flatMap((kernel) => flushKernels(kernel, INTERVAL[program.precision])),
    ],
  }
}

/** For the loops that update neurons: one that looks through what they have stored. */
function flushKernels(kernel: Kernel, interval: number): readonly Kernel[] {
  if (kernel.slot !== 'groups' || kernel.interval !== 1) return []
  const loops = kernel.body.flatMap((stmt): Stmt[] => {
    if (stmt.kind !== 'for' || stmt.domain.kind !== 'neurons') return []
    const body = stmt.body.flatMap((inner) => (inner.kind === 'store' ? flush(inner.array, inner.index) : []))
    return body.length > 0 ? [{ ...stmt, body }] : []
  })
  if (loops.length === 0) return []
  const name = kernel.name.replace(/^update_/, 'flush_')
  if (name === kernel.name) return []
  const title = 'Values that have decayed to nothing become 0: subnormal numbers are slow.'
  return [{ name, title, slot: 'end', interval, body: loops }]
}

function flush(array: ArrayRef, index: Expr): readonly Stmt[] {
  if (array.holds !== 'f64' || (array.element !== 'f64' && array.element !== 'f32')) return []
  const value = load(array, index, 'contiguous')
  const small = binary('less', call('abs', value), constant(NOTHING[array.element]))
  return [{ kind: 'store', array, index, access: 'contiguous', value: select(small, constant(0), value) }]
}
