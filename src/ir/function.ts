/** Functions of numbers, written in IR: every backend prints them, so that all of them compute the same bits. */
import type { BinaryOperation, Elementary, Expr, Let } from './ir.js'

/** The operations that are no instruction are functions of two arguments. */
export type FunctionName = Elementary | Extract<BinaryOperation, 'remainder' | 'floor-divide' | 'power'>

/** Named values, one after the other, and what is made of them. */
export interface Block {
  readonly body: readonly Let[]
  readonly result: Expr
}

/**
 * A function of doubles that gives a double: straight-line code, so that a vector unit can run it for several arguments
 * at once. Expressions are of parameters and named values, by `local`.
 */
export interface FunctionDefinition extends Block {
  readonly name: FunctionName
  readonly parameters: readonly string[]
  /** What it computes, how closely, and after whom. */
  readonly about: string
  /**
   * Arguments that need more than the straight line, such as those whose result is subnormal: where the condition (of the
   * parameters alone) holds, the result is this instead. Vectors pay one comparison for it, and take their elements one
   * by one where it holds for any.
   */
  readonly rare?: Block & { readonly condition: Expr }
}
