/** What connect() is told: which pairs of neurons get synapses, and how many. */
import { diagnostic, type Fix, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { ConnectAction, ConnectRule, Matrix } from '../model/spec.js'
import { evaluateConstant } from './evaluate.js'
import { stringsOf } from './expansion.js'
import { referencesOf, visit } from './expression.js'
import { resolveCondition } from './group.js'
import { type Connect, type Connectivity, labelOf, type Synapses } from './model.js'
import { resolvePairs } from './pairs.js'
import { resolvePartner } from './partner.js'
import { compares } from './representation.js'
import type { Scope } from './scope.js'
import type { Expression, Sourced } from './symbols.js'
import { scopeOfSynapses } from './synapses.js'

export function resolveConnect(
  action: ConnectAction,
  synapses: Synapses,
  outer: Scope,
  report: Report,
): Connect | undefined {
  const { rule } = action
  const scope = scopeOfSynapses(synapses, outer)
  const connectivity = resolveRule(rule, synapses, scope, report)
  const n = resolveCount(rule.n, synapses, scope, report)
  if (!connectivity || n === 'wrong') return undefined
  const { representation } = rule
  const connect: Connect = { kind: 'connect', synapses, connectivity, n, ...(representation && { representation }) }
  if (
    stringsOf(connect)
      .map((text) => namesWhatIsNotThere(text, report))
      .includes(true)
  )
    return undefined
  return connect
}

/** Synapses have neither variables nor numbers while they are made. */
function namesWhatIsNotThere({ source, value }: Sourced<Expression>, report: Report): boolean {
  let found = false
  visit(value, (node) => {
    if (node.kind !== 'reference' || node.side !== 'own' || found) return
    const { symbol, span } = node
    const isOwn = symbol.kind === 'variable' || symbol.kind === 'subexpression'
    if (!isOwn && !(symbol.kind === 'special' && NUMBERS.includes(symbol.name))) return
    found = true
    report(diagnostic('N020', { name: 'name' in symbol ? symbol.name : '', what: source.role }, { source, span }))
  })
  return found
}

const NUMBERS = ['N', 'N_incoming', 'N_outgoing']

/** How many synapses each pair gets; undefined for one. */
function resolveCount(
  n: number | string | undefined,
  { name }: Synapses,
  scope: Scope,
  report: Report,
): Sourced<Expression> | undefined | 'wrong' {
  if (n === undefined || n === 1) return undefined
  const what = `n of connect() of ${name}`
  if (typeof n === 'number' && !isCount(n)) {
    report(diagnostic('V035', { name, n: String(n), at: '' }))
    return 'wrong'
  }
  const found = resolveCondition(String(n), what, scope, report)
  if (!found) return 'wrong'
  const value = evaluateConstant(found.value)
  // A unit is another mistake, told when units are checked.
  const hasUnit = referencesOf(found.value).some(({ symbol }) => symbol.kind === 'literal' && symbol.what === 'unit')
  if (value === undefined || isCount(value) || hasUnit) return found
  report(diagnostic('V035', { name, n: String(value), at: '' }, { source: found.source, span: found.value.span }))
  return 'wrong'
}

function isCount(n: number): boolean {
  return Number.isInteger(n) && n >= 0
}

function resolveRule(rule: ConnectRule, synapses: Synapses, scope: Scope, report: Report): Connectivity | undefined {
  const problem = conflictIn(rule)
  if (problem !== undefined) {
    report(diagnostic('V008', { what: `connect() of ${synapses.name}`, problem }))
    return undefined
  }
  const { i, j } = rule
  if (typeof i === 'string' || typeof j === 'string') return resolvePartner(rule, synapses, scope, report)
  if (i !== undefined || j !== undefined) {
    const pairs = resolvePairs(rule, synapses, report)
    const p = resolveProbability(rule.p, synapses, scope, report)
    return pairs && p !== 'wrong' ? { kind: 'pairs', ...pairs, p } : undefined
  }
  if (rule.nonzero !== undefined) return resolveNonzero(rule.nonzero, synapses, scope, report)
  return resolveRandom(rule, synapses, scope, report)
}

/** What can not be said together. */
function conflictIn({ i, j, condition, p, nonzero, skip_if_invalid }: ConnectRule): string | undefined {
  const isPartner = typeof i === 'string' || typeof j === 'string'
  if ((i !== undefined || j !== undefined) && (condition !== undefined || nonzero !== undefined))
    return 'i and j can not be combined with a condition or nonzero'
  if (isPartner && p !== undefined)
    return 'an expression for i or j can not be combined with p: write `if rand() < 0.1` behind it, or `for k in sample(N_post, p=0.1)`'
  if (!isPartner && skip_if_invalid !== undefined) return 'skip_if_invalid goes with an expression for i or j'
  if (nonzero !== undefined && (condition !== undefined || p !== undefined))
    return 'nonzero can not be combined with a condition or p'
  return undefined
}

function resolveNonzero(
  given: string | Matrix,
  synapses: Synapses,
  scope: Scope,
  report: Report,
): Connectivity | undefined {
  const what = `connect() of ${synapses.name}`
  if (typeof given !== 'string') {
    const fits = fitsPairs(given, 'the matrix', what, synapses, report)
    return fits ? { kind: 'nonzero', matrix: given, array: undefined } : undefined
  }
  const name = given
  const found = scope.find(name)?.symbol
  if (found?.kind !== 'array') {
    if (found?.kind !== 'broken') reportNoMatrix(name, what, synapses, scope, report)
    return undefined
  }
  const fits = fitsPairs(found.matrix, `the matrix \`${name}\``, what, synapses, report)
  return fits ? { kind: 'nonzero', matrix: found.matrix, array: found } : undefined
}

function reportNoMatrix(name: string, what: string, synapses: Synapses, scope: Scope, report: Report): void {
  const source: Source = { text: name, role: `nonzero of ${what}` }
  const arrays = [...scope.names()].filter((n) => scope.find(n)?.symbol.kind === 'array')
  const meant = nearest(name, arrays)
  const span = { start: 0, end: name.length }
  const fixes: Fix[] = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  const known = arrays.length
    ? `the matrices are ${arrays.map((n) => `\`${n}\``).join(', ')}`
    : 'it names a matrix of the namespace'
  const where = `the namespace of ${synapses.name} as a matrix`
  report(diagnostic('N001', { name, where }, { source, span, fixes, help: meant ? [] : [known] }))
}

/** A matrix of the groups' sizes; says both shapes, and suggests the transpose if that fits. */
export function fitsPairs(matrix: Matrix, name: string, variable: string, synapses: Synapses, report: Report): boolean {
  const { source, target } = synapses
  const [rows, columns] = matrix.shape
  // How many synapses there are at an end is known when they are connected, and looked at then.
  const [sources, targets] = [source.size ?? rows, target.size ?? columns]
  if (matrix.shape.length === 2 && rows === sources && columns === targets) return true
  const group = `a row for each of the ${sources} neurons of ${labelOf(source)}, a column for each of the ${targets} of ${labelOf(target)}`
  const transposed = matrix.shape.length === 2 && rows === targets && columns === sources
  const help = transposed ? ['the transpose would fit: rows are presynaptic neurons, columns postsynaptic ones'] : []
  const shape = matrix.shape.length === 1 ? `a vector of ${rows}` : `${rows} x ${columns}`
  const parameters = { name: variable, matrix: name, shape, expected: `${sources} x ${targets}`, group }
  report(diagnostic('V003', parameters, { help }))
  return false
}

function resolveRandom(rule: ConnectRule, synapses: Synapses, scope: Scope, report: Report): Connectivity | undefined {
  const { name } = synapses
  if (rule.condition === false) {
    report(diagnostic('V008', { what: `connect() of ${name}`, problem: 'the condition false makes no synapse at all' }))
    return undefined
  }
  const text = typeof rule.condition === 'string' ? rule.condition : undefined
  const condition = resolveCondition(text, `the condition of connect() of ${name}`, scope, report)
  const p = resolveProbability(rule.p, synapses, scope, report)
  if ((text !== undefined && !condition) || p === 'wrong') return undefined
  if (!p && (!condition || isAlwaysTrue(condition.value))) return { kind: 'all' }
  if (!p && condition && compares('!=', condition.value)) return { kind: 'all-but-self' }
  return { kind: 'condition', condition, p }
}

function resolveProbability(
  p: number | string | undefined,
  { name }: Synapses,
  scope: Scope,
  report: Report,
): Sourced<Expression> | undefined | 'wrong' {
  if (p === undefined) return undefined
  const what = `p of connect() of ${name}`
  const refuse = (value: number, place = {}) => {
    const problem = `a probability is between 0 and 1, and this is ${value}`
    report(diagnostic('V008', { what, problem }, place))
    return 'wrong' as const
  }
  if (Number.isNaN(p)) return refuse(Number.NaN)
  const found = resolveCondition(String(p), what, scope, report)
  if (!found) return 'wrong'
  const chance = evaluateConstant(found.value)
  if (chance === undefined || (chance >= 0 && chance <= 1)) return found
  return refuse(chance, typeof p === 'string' ? { source: found.source, span: found.value.span } : {})
}

function isAlwaysTrue(condition: Expression): boolean {
  return condition.kind === 'boolean' && condition.value
}
