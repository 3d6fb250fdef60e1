import type { Expr, Kernel, StepProgram } from '../ir/ir.js'
import { mapStmts } from '../ir/walk.js'

/** The program with each whole expression changed. */
export function mapProgram(program: StepProgram, change: (expr: Expr) => Expr): StepProgram {
  const kernel = (k: Kernel): Kernel => ({ ...k, body: mapStmts(k.body, change) })
  return {
    ...program,
    prelude: mapStmts(program.prelude, change),
    preparation: program.preparation.map(kernel),
    kernels: program.kernels.map(kernel),
  }
}
