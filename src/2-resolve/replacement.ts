/** Names of equations that are replaced: by other names, also where they are defined, or by values. */
import type * as ast from '../1-parse/ast.js'
import { limits } from '../1-parse/limits.js'
import { parseExpression } from '../1-parse/parse.js'
import { diagnostic, nearest, type Report, type Source, type Span, unreachable } from '../diagnostics/index.js'
import type { EquationsPart, Replacement } from '../model/spec.js'

/** What stands for a name: a name, or an expression. */
type Stand = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'value'; readonly value: Written }

interface Written {
  readonly text: string
  readonly expression: ast.Expression
}

const NAME = /^[A-Za-z_]\w*$/
const WORDS = new Set(['True', 'False'])

/**
 * The equations of a text with its names replaced. Every node keeps its place in the text, as it was written there.
 * `met`: every name that is met is put there.
 */
export function replacedEquations(
  equations: readonly ast.Equation[],
  { replace = {} }: EquationsPart,
  met: Set<string>,
  source: Source,
  report: Report,
): readonly ast.Equation[] {
  const stands = new Map<string, Stand>()
  for (const [name, replacement] of Object.entries(replace)) {
    const stand = standFor(name, replacement, source, report)
    if (stand) stands.set(name, stand)
  }
  const context = { stands, met, source, report }
  return equations.map((equation) => replacedEquation(equation, context))
}

interface Context {
  readonly stands: ReadonlyMap<string, Stand>
  /** Names that have been met. */
  readonly met: Set<string>
  readonly source: Source
  readonly report: Report
}

function standFor(name: string, replacement: Replacement, source: Source, report: Report): Stand | undefined {
  if (typeof replacement === 'string' && NAME.test(replacement) && !WORDS.has(replacement))
    return { kind: 'name', name: replacement }
  const text =
    typeof replacement === 'boolean' ? (replacement ? 'True' : 'False') : String(replacement).replace('Infinity', 'inf')
  const own: Source = { text, role: `what \`${name}\` stands for in ${source.role}` }
  // It is written out wherever the name stands, so it may not be long.
  if (text.length > MOST_CHARACTERS) {
    const limit = `a replacement may have ${MOST_CHARACTERS} characters`
    report(diagnostic('S010', { limit }, { source: own, span: { start: MOST_CHARACTERS, end: text.length } }))
    return undefined
  }
  const expression = parseExpression(own, report)
  return expression && { kind: 'value', value: { text, expression } }
}

const MOST_CHARACTERS = Math.min(500, limits.characters)

function replacedEquation(equation: ast.Equation, context: Context): ast.Equation {
  const name = replacedDefinition(equation.name, context)
  return equation.kind === 'parameter'
    ? { ...equation, name }
    : { ...equation, name, expression: replacedExpression(equation.expression, context) }
}

function standOf({ name }: ast.Name, { stands, met }: Context): Stand | undefined {
  met.add(name)
  return stands.get(name)
}

/** Only a name can stand for a name that is defined, called or indexed. */
function replacedDefinition(name: ast.Name, context: Context): ast.Name {
  const stand = standOf(name, context)
  if (stand?.kind !== 'value') return stand ? { ...name, name: stand.name } : name
  const reason = `it is replaced by \`${stand.value.text}\`, and only a name can stand here`
  context.report(diagnostic('N002', { name: name.name, reason }, { source: context.source, span: name.span }))
  return name
}

function replacedExpression(node: ast.Expression, context: Context): ast.Expression {
  const again = (child: ast.Expression) => replacedExpression(child, context)
  switch (node.kind) {
    case 'number':
    case 'boolean':
      return node
    case 'name': {
      const stand = standOf(node, context)
      if (!stand) return node
      return stand.kind === 'name' ? { ...node, name: stand.name } : placedAt(stand.value.expression, node.span)
    }
    case 'unary':
      return { ...node, operand: again(node.operand) }
    case 'binary':
      return { ...node, left: again(node.left), right: again(node.right) }
    case 'call':
      return { ...node, callee: replacedDefinition(node.callee, context), arguments: node.arguments.map(again) }
    case 'element':
      return { ...node, array: replacedDefinition(node.array, context), indices: node.indices.map(again) }
    default:
      return unreachable(node)
  }
}

/** The expression as if all of it stood where the name does. */
function placedAt(node: ast.Expression, span: Span): ast.Expression {
  const again = (child: ast.Expression) => placedAt(child, span)
  switch (node.kind) {
    case 'number':
    case 'boolean':
    case 'name':
      return { ...node, span }
    case 'unary':
      return { ...node, operand: again(node.operand), span }
    case 'binary':
      return { ...node, left: again(node.left), right: again(node.right), span, operatorSpan: span }
    case 'call':
      return { ...node, callee: { ...node.callee, span }, arguments: node.arguments.map(again), span }
    case 'element':
      return { ...node, array: { ...node.array, span }, indices: node.indices.map(again), span }
    default:
      return unreachable(node)
  }
}

/**
 * Says which names are replaced and occur in none of the texts: a misspelt one most often. One that an earlier replacement
 * has put in, `v` to `vm` and then `vm` to `u`, stands in no text either.
 */
export function warnOfUnused(
  parts: readonly (EquationsPart & { readonly source: Source })[],
  met: ReadonlySet<string>,
  report: Report,
): void {
  const told = new Set(parts.flatMap(({ replace = {} }) => passedOnBy(replace)))
  for (const { replace = {}, source } of parts) {
    for (const name of Object.keys(replace)) {
      if (met.has(name) || told.has(name)) continue
      told.add(name)
      const meant = nearest(name, met)
      const help = [meant ? `did you mean \`${meant}\`?` : 'leave it out, or use the name']
      report(diagnostic('N014', { name }, { source, span: { start: 0, end: source.text.length }, help }))
    }
  }
}

/** Names that are replaced by what another one is replaced by. */
function passedOnBy(replace: Readonly<Record<string, Replacement>>): readonly string[] {
  const all = Object.entries(replace)
  return all.flatMap(([name, stand]) => (all.some(([other, same]) => other !== name && same === stand) ? [name] : []))
}
