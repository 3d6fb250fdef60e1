/** Declarations: the variables and subexpressions that equations define. */
import type * as ast from '../1-parse/ast.js'
import { diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import {
  BASE_UNIT_NAMES,
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  findScriptUnit,
  multiplyDimensions,
  powerOfDimension,
  rational,
} from '../units/index.js'
import { unitMeant } from './expression.js'
import { checkFlags, hasFlag } from './flags.js'
import { isFunctionName } from './functions.js'
import { LITERAL_NUMBERS } from './scope.js'
import type { Sourced, Subexpression, ValueType, Variable } from './symbols.js'
import type { ReadEquations } from './texts.js'

export interface Declarations {
  readonly owner: string
  readonly variables: ReadonlyMap<string, Variable>
  readonly subexpressions: ReadonlyMap<string, Subexpression>
  /** The equations that were accepted, for their right sides. */
  readonly equations: readonly Sourced<ast.Equation>[]
  /** Some of the names that the text defines are not known, since their definitions are wrong. */
  readonly incomplete: boolean
}

export type Owner = { readonly name: string; readonly kind: 'group' | 'synapses' }

export function declare(owner: Owner, { equations, unreadable }: ReadEquations, report: Report): Declarations {
  const variables = new Map<string, Variable>()
  const subexpressions = new Map<string, Subexpression>()
  const accepted: Sourced<ast.Equation>[] = []
  const first = new Map<string, Sourced<ast.Name>>()
  let incomplete = unreadable
  for (const { source, value: equation } of equations) {
    const { name } = equation
    const earlier = first.get(name.name)
    if (earlier) {
      reportTwice(name, source, earlier, report)
      continue
    }
    first.set(name.name, { source, value: name })
    const isSum = hasFlag(equation, 'summed')
    const help = equation.kind === 'subexpression' && owner.kind === 'synapses' ? SUM_FOR_NEURON : []
    const named = isSum || isUsableName(owner, name, source, report, help)
    const unit = resolveDeclaredUnit(equation.unit, source, report)
    checkFlags(owner, equation, source, report)
    if (!named || !unit) {
      incomplete = true
      continue
    }
    if (equation.kind === 'differential' && unit.type !== 'float') {
      const what = `d${equation.name.name}/dt`
      const problem = `a differential equation changes a variable little by little, and \`${unit.type}\` can't be`
      report(diagnostic('V008', { what, problem }, { source, span: equation.unit.span }))
    }
    accepted.push({ source, value: equation })
    const symbol = symbolOf(owner.name, equation, unit, source)
    // The name of a sum is that of a neuron's variable, and not one of the synapses.
    if (isSum && symbol.kind === 'subexpression') continue
    if (symbol.kind === 'variable') variables.set(symbol.name, symbol)
    else subexpressions.set(symbol.name, symbol)
  }
  return { owner: owner.name, variables, subexpressions, equations: accepted, incomplete }
}

function reportTwice(name: ast.Name, source: Source, earlier: Sourced<ast.Name>, report: Report): void {
  const labels = [
    { source: earlier.source, span: earlier.value.span, text: 'defined here' },
    { source, span: name.span, text: 'and again here' },
  ]
  report(diagnostic('N003', { name: name.name }, { source, span: name.span, labels }))
}

function symbolOf(owner: string, equation: ast.Equation, unit: DeclaredUnit, source: Source): Variable | Subexpression {
  const has = (flag: string) => hasFlag(equation, flag)
  const { name } = equation.name
  const origin = { source, span: equation.span, unit: equation.unit.span }
  const common = { owner, name, type: unit.type, dimension: unit.dimension, shared: has('shared'), origin }
  const held = has('constant over dt')
  if (equation.kind === 'subexpression' && !held) return { kind: 'subexpression', expression: undefined, ...common }
  const role = held
    ? 'held'
    : equation.kind === 'differential'
      ? 'differential'
      : has('linked')
        ? 'linked'
        : 'parameter'
  return { kind: 'variable', role, constant: has('constant'), unlessRefractory: has('unless refractory'), ...common }
}

const SPECIAL: Readonly<Record<string, string>> = {
  t: 'it is the time',
  dt: 'it is the step of the clock',
  t_in_timesteps: 'it is the time in steps',
  xi: 'it is noise',
  i: "it is the neuron's number",
  N: 'it is the number of neurons',
}
const SPECIAL_IN_SYNAPSES: Readonly<Record<string, string>> = {
  i: "it is the presynaptic neuron's number",
  j: "it is the postsynaptic neuron's number",
  N: 'it is the number of synapses',
  N_pre: 'it is the number of presynaptic neurons',
  N_post: 'it is the number of postsynaptic neurons',
  N_incoming: "it is the number of the postsynaptic neuron's synapses",
  N_outgoing: "it is the number of the presynaptic neuron's synapses",
  lastupdate: 'it is when the synapse was last brought up to date',
}
/** Names that equations can't define; what they are is not seen by every string. */
const KEPT = new Set(['lastspike', 'not_refractory', 'refractory', 'refractory_until'])

/** What a name is in every string of an object, whatever its namespace says. */
export function whySpecial(owner: Owner, name: string): string | undefined {
  if (owner.kind === 'synapses' && Object.hasOwn(SPECIAL_IN_SYNAPSES, name)) return SPECIAL_IN_SYNAPSES[name]
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]
  return name.startsWith('xi_') ? 'names that begin with `xi_` are noise' : undefined
}

const SUM_FOR_NEURON = ['a sum over the synapses of each neuron is marked so: (summed) behind the unit']

const PYTHON_KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

export function isUsableName(
  owner: Owner,
  { name, span }: Pick<ast.Name, 'name' | 'span'>,
  source: Source,
  report: Report,
  helpForNeurons: readonly string[] = [],
): boolean {
  const reason = whyReserved(owner, name)
  const help = /_(pre|post)$/.test(name) ? helpForNeurons : []
  if (reason) report(diagnostic('N002', { name, reason }, { source, span, help }))
  return reason === undefined
}

function whyReserved(owner: Owner, name: string): string | undefined {
  if (name.startsWith('_')) return 'names that begin with `_` belong to the simulator'
  if (KEPT.has(name)) return 'the simulator keeps it'
  if (owner.kind === 'synapses' && name === 'delay') return 'it is the delay of the synapse'
  const special = whySpecial(owner, name)
  if (special) return special
  if (/_(pre|post)$/.test(name)) return 'names that end in `_pre` or `_post` belong to the neurons of a synapse'
  if (PYTHON_KEYWORDS.has(name)) return 'it is a word of the language'
  if (findScriptUnit(name)) return 'it is a unit'
  if (isFunctionName(name)) return 'it is a function'
  if (Object.hasOwn(LITERAL_NUMBERS, name)) return 'it is a number of the language'
  return undefined
}

export interface DeclaredUnit {
  readonly type: ValueType
  readonly dimension: Dimension
}

export function resolveDeclaredUnit(
  unit: ast.UnitExpression,
  source: Source,
  report: Report,
): DeclaredUnit | undefined {
  const [only] = unit.factors
  if (unit.factors.length === 1 && (only.name.name === 'boolean' || only.name.name === 'integer')) {
    return { type: only.name.name, dimension: DIMENSIONLESS }
  }
  const wrong = unit.factors.find(({ name }) => !BASE_UNIT_NAMES.includes(name.name))
  if (wrong) reportUnit(unit, wrong.name, source, report)
  let dimension = DIMENSIONLESS
  for (const factor of unit.factors) {
    const found = findScriptUnit(factor.name.name)
    if (!found) return undefined
    const exponent = rational(factor.exponent.numerator, factor.exponent.denominator)
    dimension = multiplyDimensions(dimension, powerOfDimension(found.dimension, exponent))
  }
  return { type: 'float', dimension }
}

/** One message for the whole unit, with every factor of it mended. */
function reportUnit(unit: ast.UnitExpression, { name, span }: ast.Name, source: Source, report: Report): void {
  const suggestion = findScriptUnit(name) ? ': it has a scale, and values carry their own' : ': it is not a unit'
  const meant = unit.factors.map((factor) => ({ ...factor.name, base: baseUnitMeant(factor.name.name) }))
  const { start, end } = unit.span
  const replacement = meant.reduceRight(
    (text, factor) =>
      text.slice(0, factor.span.start - start) + (factor.base ?? '') + text.slice(factor.span.end - start),
    source.text.slice(start, end),
  )
  const title = findScriptUnit(name) ? 'declare' : 'did you mean'
  // A unit with a scale is certainly its base unit; a misspelt one may be another.
  const safe = unit.factors.every((factor) => findScriptUnit(factor.name.name) !== undefined)
  const fixes = meant.every(({ base }) => base !== undefined) ? [{ title, span: unit.span, replacement, safe }] : []
  report(diagnostic('U011', { name, suggestion }, { source, span, fixes }))
}

/** `volt` for `mV`, `V` and `vlot`. */
function baseUnitMeant(name: string): string | undefined {
  if (BASE_UNIT_NAMES.includes(name)) return name
  const slip = unitMeant(name)
  const scaled = findScriptUnit(name) ?? (slip === undefined ? undefined : findScriptUnit(slip))
  return scaled ? describeDimension(scaled.dimension) : nearest(name, BASE_UNIT_NAMES)
}
