/** Constants whose values shape the kernels, with the reason: they can't be set anew without compiling. */
import { expressionsOf } from '../2-resolve/expansion.js'
import { constantsOf, visit } from '../2-resolve/expression.js'
import { type Model, synapsesOf } from '../2-resolve/model.js'
import type { Constant, Expression, Sourced } from '../2-resolve/symbols.js'
import { isDimensionless } from '../units/index.js'
import { inferKind } from './infer.js'

export function structuralConstants(model: Model): ReadonlyMap<Constant, string> {
  const found = new Map<Constant, string>(model.timing)
  for (const { delay } of synapsesOf(model).flatMap(({ pathways }) => pathways)) {
    for (const constant of delay ? constantsOf(delay.value) : []) found.set(constant, `it sets ${delay?.source.role}`)
  }
  for (const expression of expressionsOf(model)) {
    for (const constant of exponentsIn(expression))
      found.set(constant, 'as the exponent of a quantity it decides a unit')
    visit(expression.value, (node) => {
      if (node.kind !== 'timed') return
      for (const constant of node.array.madeOf)
        found.set(constant, `it sets how long the values of ${node.array.name} hold`)
    })
  }
  return found
}

/** Constants in exponents of what has a unit: `(v/second)**n` has another one for each n. */
function exponentsIn({ source, value }: Sourced<Expression>): readonly Constant[] {
  const found: Constant[] = []
  visit(value, (node) => {
    if (node.kind !== 'binary' || node.operator !== '**') return
    const constants = constantsOf(node.right)
    if (constants.length === 0) return
    const base = inferKind(node.left, { source, report: () => {} })
    if (base.kind !== 'number' || !isDimensionless(base.dimension)) found.push(...constants)
  })
  return found
}
