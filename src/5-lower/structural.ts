/** Constants whose values shape the kernels, with the reason: they can't be set anew without compiling. */
import { constantsOf, visit } from '../2-resolve/expression.js'
import { type Model, type Part, type ResolvedAction, synapsesOf } from '../2-resolve/model.js'
import type { Constant, Expression, Sourced } from '../2-resolve/symbols.js'
import { inferKind } from '../3-units/infer.js'
import { isDimensionless } from '../units/index.js'

export function structuralConstants(model: Model): ReadonlyMap<Constant, string> {
  const found = new Map<Constant, string>(model.timing)
  for (const { name, delay } of synapsesOf(model)) {
    for (const constant of delay ? constantsOf(delay.value) : []) found.set(constant, `it sets the delay of ${name}`)
  }
  for (const expression of expressionsOf(model)) {
    for (const constant of exponentsIn(expression))
      found.set(constant, 'as the exponent of a quantity it decides a unit')
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

/** Every expression that was written, as it was before integration. */
function expressionsOf(model: Model): readonly Sourced<Expression>[] {
  const definitions = model.constants.flatMap(({ name, definition, text }) =>
    definition ? [{ source: { text, role: name }, value: definition }] : [],
  )
  return [...definitions, ...model.parts.flatMap(expressionsOfPart), ...model.actions.flatMap(expressionsOfAction)]
}

function expressionsOfPart(part: Part): readonly Sourced<Expression>[] {
  if (part.kind !== 'group' && part.kind !== 'synapses') return []
  const code = part.kind === 'group' ? part.reset : part.onPre
  const statements = code?.value.map(({ value }) => ({ source: code.source, value })) ?? []
  const subexpressions = part.subexpressions.flatMap(({ expression, origin }) =>
    expression ? [{ source: origin.source, value: expression }] : [],
  )
  const own =
    part.kind === 'group' ? [...part.equations.map((e) => e.derivative), part.threshold, part.refractory] : [part.delay]
  return [...statements, ...subexpressions, ...own.filter((expression) => expression !== undefined)]
}

function expressionsOfAction(action: ResolvedAction): readonly Sourced<Expression>[] {
  if (action.kind === 'connect') {
    const { connectivity } = action
    const pair = connectivity.kind === 'condition' ? [connectivity.condition, connectivity.p] : []
    return pair.filter((expression) => expression !== undefined)
  }
  const value = action.setting.kind === 'expression' ? [action.setting.expression] : []
  return action.where ? [...value, action.where] : value
}
