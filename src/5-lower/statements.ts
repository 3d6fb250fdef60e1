/** Statements of a reset or a pathway -> stores, one after the other. */
import type { Statement, Variable } from '../2-resolve/symbols.js'
import { asIndex, asNumber, asTruth, binary, index, load, local, modelName } from '../ir/build.js'
import type { BinaryOperation, Expr, Stmt } from '../ir/ir.js'
import { arrayOf } from './arrays.js'
import { printStatementComment } from './comments.js'
import { lowerExpression, notRefractory, type Place, placeOf, type Site } from './expression.js'

const COMPOUND: { readonly [operator in Exclude<Statement['operator'], '='>]: BinaryOperation } = {
  '+=': 'add',
  '-=': 'subtract',
  '*=': 'multiply',
  '/=': 'divide',
  '%=': 'remainder',
}

/**
 * Each statement sees what those before it wrote. `respectsRefractory`: a write to an (unless refractory) variable is
 * left out for a neuron that is refractory; the reset writes all the same, as in the reference. The first `once` of them
 * are carried out once for all elements.
 */
export function lowerStatements(
  statements: readonly Statement[],
  ofElement: Site,
  respectsRefractory: boolean,
  once = 0,
  /** Names that statements before them have given. */
  names = new Set<string>(),
): readonly Stmt[] {
  const ofAll = siteOfAll(ofElement)
  return statements.flatMap((statement, k): Stmt[] => {
    const { target } = statement
    const site = k < once ? ofAll : ofElement
    if (target.kind === 'temporary') {
      const value = combined(statement, site.temporaries.get(target), site)
      const name = fresh(modelName(target.name), names)
      site.temporaries.set(target, local(name, value.type))
      return [{ kind: 'let', name, value, comment: printStatementComment(statement) }]
    }
    const place = target.shared ? { index: index(0), access: 'shared' as const } : placeOf(statement.side, site)
    const store = lowerStore(statement, target, place, site)
    if (!respectsRefractory || !target.unlessRefractory) return [store]
    const condition = notRefractory(target.owner, place, site)
    return [{ kind: 'if', condition, body: [store], comment: `${target.name} is (unless refractory)` }]
  })
}

/** Random numbers that are no element's have a stream of their own. */
function siteOfAll(site: Site): Site {
  const { random } = site
  return { ...site, random: { ...random, stream: `${random.stream}:shared`, indices: [index(0), index(0)], draws: 0 } }
}

export function fresh(wish: string, taken: Set<string>): string {
  let name = wish
  for (let k = 2; taken.has(name); k++) name = `${wish}_${k}`
  taken.add(name)
  return name
}

function lowerStore(statement: Statement, target: Variable, place: Place, site: Site): Stmt {
  const array = arrayOf(target, site.context.precision)
  const value = combined(statement, load(array, place.index, place.access), site)
  const comment = printStatementComment(statement)
  return { kind: 'store', array, index: place.index, access: place.access, value: storable(value, target), comment }
}

/** The value as the variable's array holds it: whole numbers are cut off towards zero. */
export function storable(value: Expr, variable: Variable): Expr {
  switch (variable.type) {
    case 'float':
      return asNumber(value)
    case 'integer':
      return asIndex(value)
    case 'boolean':
      return asTruth(value)
  }
}

/** What a statement gives its target, which has been `before`. */
export function combined(statement: Statement, before: Expr | undefined, site: Site): Expr {
  const value = lowerExpression(statement.value, site)
  if (statement.operator === '=' || !before) return value
  return binary(COMPOUND[statement.operator], asNumber(before), asNumber(value))
}
