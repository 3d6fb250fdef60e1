/** Declarations: the variables and subexpressions that equations define. */
import type * as ast from '../1-parse/ast.js'
import { type Diagnostic, diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import {
  BASE_UNIT_NAMES,
  DIMENSIONLESS,
  type Dimension,
  describeDimension,
  findUnit,
  multiplyDimensions,
  powerOfDimension,
  rational,
} from '../units/index.js'
import { unitMeant } from './expression.js'
import { isFunctionName } from './functions.js'
import { LITERAL_NUMBERS } from './scope.js'
import type { Subexpression, ValueType, Variable } from './symbols.js'

export interface Declarations {
  readonly variables: ReadonlyMap<string, Variable>
  readonly subexpressions: ReadonlyMap<string, Subexpression>
  /** The equations that were accepted, for their right sides. */
  readonly equations: readonly ast.Equation[]
  /** Some of the names that the text defines are not known, since their definitions are wrong. */
  readonly incomplete: boolean
}

/** What could be read of a text of equations; `unreadable`: some of it could not. */
export interface ReadEquations {
  readonly equations: readonly ast.Equation[]
  readonly unreadable: boolean
}

type Owner = { readonly name: string; readonly kind: 'group' | 'synapses' }

export function declare(
  owner: Owner,
  { equations, unreadable }: ReadEquations,
  source: Source,
  report: Report,
): Declarations {
  const variables = new Map<string, Variable>()
  const subexpressions = new Map<string, Subexpression>()
  const accepted: ast.Equation[] = []
  const first = new Map<string, ast.Name>()
  let incomplete = unreadable
  for (const equation of equations) {
    const { name } = equation
    const earlier = first.get(name.name)
    if (earlier) {
      const labels = [
        { span: earlier.span, text: 'defined here' },
        { span: name.span, text: 'and again here' },
      ]
      report(diagnostic('N003', { name: name.name }, { source, span: name.span, labels }))
      continue
    }
    first.set(name.name, name)
    const named = isSummed(equation) || isUsableName(owner, name, source, report)
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
    accepted.push(equation)
    const symbol = symbolOf(owner.name, equation, unit, source)
    if (symbol.kind === 'variable') variables.set(symbol.name, symbol)
    else subexpressions.set(symbol.name, symbol)
  }
  return { variables, subexpressions, equations: accepted, incomplete }
}

function symbolOf(owner: string, equation: ast.Equation, unit: DeclaredUnit, source: Source): Variable | Subexpression {
  const has = (flag: string) => equation.flags.some((f) => f.name === flag)
  const { name } = equation.name
  const origin = { source, span: equation.span, unit: equation.unit.span }
  const common = { owner, name, type: unit.type, dimension: unit.dimension, shared: has('shared'), origin }
  if (equation.kind === 'subexpression') return { kind: 'subexpression', expression: undefined, ...common }
  const role = equation.kind === 'differential' ? 'differential' : 'parameter'
  return { kind: 'variable', role, constant: has('constant'), unlessRefractory: has('unless refractory'), ...common }
}

const RESERVED: Readonly<Record<string, string>> = {
  t: 'it is the time',
  dt: 'it is the step of the clock',
  t_in_timesteps: 'it is the time in steps',
  xi: 'it is noise',
  i: "it is the neuron's number",
  N: 'it is the number of neurons',
  lastspike: 'the simulator keeps it',
  not_refractory: 'the simulator keeps it',
  refractory: 'the simulator keeps it',
  refractory_until: 'the simulator keeps it',
}
const RESERVED_IN_SYNAPSES: Readonly<Record<string, string>> = {
  j: "it is the postsynaptic neuron's number",
  delay: 'it is the delay of the synapse',
  N_pre: 'it is the number of presynaptic neurons',
  N_post: 'it is the number of postsynaptic neurons',
  N_incoming: 'the simulator keeps it',
  N_outgoing: 'the simulator keeps it',
}
const PYTHON_KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
)

function isUsableName(owner: Owner, { name, span }: ast.Name, source: Source, report: Report): boolean {
  const reason = whyReserved(owner, name)
  if (reason) report(diagnostic('N002', { name, reason }, { source, span }))
  return reason === undefined
}

function whyReserved(owner: Owner, name: string): string | undefined {
  if (name.startsWith('_')) return 'names that begin with `_` belong to the simulator'
  if (Object.hasOwn(RESERVED, name)) return RESERVED[name]
  if (owner.kind === 'synapses' && Object.hasOwn(RESERVED_IN_SYNAPSES, name)) return RESERVED_IN_SYNAPSES[name]
  if (name.startsWith('xi_')) return 'names that begin with `xi_` are noise'
  if (/_(pre|post)$/.test(name)) return 'names that end in `_pre` or `_post` belong to the neurons of a synapse'
  if (PYTHON_KEYWORDS.has(name)) return 'it is a word of the language'
  if (findUnit(name)) return 'it is a unit'
  if (isFunctionName(name)) return 'it is a function'
  if (Object.hasOwn(LITERAL_NUMBERS, name)) return 'it is a number of the language'
  return undefined
}

/** Its name is that of a neuron's variable, `ge_post`, and not one of its own. */
function isSummed(equation: ast.Equation): boolean {
  return equation.flags.some((flag) => flag.name === 'summed')
}

interface DeclaredUnit {
  readonly type: ValueType
  readonly dimension: Dimension
}

function resolveDeclaredUnit(unit: ast.UnitExpression, source: Source, report: Report): DeclaredUnit | undefined {
  const [only] = unit.factors
  if (unit.factors.length === 1 && (only.name.name === 'boolean' || only.name.name === 'integer')) {
    return { type: only.name.name, dimension: DIMENSIONLESS }
  }
  const wrong = unit.factors.find(({ name }) => !BASE_UNIT_NAMES.includes(name.name))
  if (wrong) reportUnit(unit, wrong.name, source, report)
  let dimension = DIMENSIONLESS
  for (const factor of unit.factors) {
    const found = findUnit(factor.name.name)
    if (!found) return undefined
    const exponent = rational(factor.exponent.numerator, factor.exponent.denominator)
    dimension = multiplyDimensions(dimension, powerOfDimension(found.dimension, exponent))
  }
  return { type: 'float', dimension }
}

/** One message for the whole unit, with every factor of it mended. */
function reportUnit(unit: ast.UnitExpression, { name, span }: ast.Name, source: Source, report: Report): void {
  const suggestion = findUnit(name) ? ': it has a scale, and values carry their own' : ': it is not a unit'
  const meant = unit.factors.map((factor) => ({ ...factor.name, base: baseUnitMeant(factor.name.name) }))
  const { start, end } = unit.span
  const replacement = meant.reduceRight(
    (text, factor) =>
      text.slice(0, factor.span.start - start) + (factor.base ?? '') + text.slice(factor.span.end - start),
    source.text.slice(start, end),
  )
  const title = findUnit(name) ? 'declare' : 'did you mean'
  const fixes = meant.every(({ base }) => base !== undefined) ? [{ title, span: unit.span, replacement }] : []
  report(diagnostic('U011', { name, suggestion }, { source, span, fixes }))
}

/** `volt` for `mV`, `V` and `vlot`. */
function baseUnitMeant(name: string): string | undefined {
  if (BASE_UNIT_NAMES.includes(name)) return name
  const slip = unitMeant(name)
  const scaled = findUnit(name) ?? (slip === undefined ? undefined : findUnit(slip))
  return scaled ? describeDimension(scaled.dimension) : nearest(name, BASE_UNIT_NAMES)
}

const KINDS = {
  differential: 'a differential equation',
  subexpression: 'a subexpression',
  parameter: 'a parameter',
} as const

/** The flags that each kind of equation may have; those that spikec does not do yet are told apart below. */
const ALLOWED = {
  group: {
    differential: ['unless refractory'],
    subexpression: ['shared', 'constant over dt'],
    parameter: ['constant', 'shared', 'linked'],
  },
  synapses: {
    differential: ['event-driven', 'clock-driven'],
    subexpression: ['shared', 'constant over dt', 'summed'],
    parameter: ['constant', 'shared', 'linked'],
  },
} as const

const ALL_FLAGS = [
  'constant',
  'shared',
  'linked',
  'constant over dt',
  'unless refractory',
  'event-driven',
  'clock-driven',
  'summed',
]
const NOT_YET = new Set(['linked', 'constant over dt', 'summed'])

/** Says what is wrong with the flags of an equation, a mistake before what is only missing. */
function checkFlags(owner: Owner, equation: ast.Equation, source: Source, report: Report): void {
  const allowed: readonly string[] = ALLOWED[owner.kind][equation.kind]
  const name = equation.name.name
  const seen = new Set<string>()
  const problems = equation.flags.flatMap((flag): readonly Diagnostic[] => {
    const problem = () => {
      if (!ALL_FLAGS.includes(flag.name)) {
        const meant = nearest(flag.name, ALL_FLAGS)
        const fixes = meant ? [{ title: 'did you mean', span: flag.span, replacement: meant }] : []
        return diagnostic('F002', { flag: flag.name, name }, { source, span: flag.span, fixes })
      }
      if (!allowed.includes(flag.name)) {
        const possible = allowed.filter((f) => !NOT_YET.has(f)).map((f) => `(${f})`)
        const list = possible.length ? `it may have ${possible.join(', ')}` : 'it has no flags'
        const parameters = { flag: flag.name, name, kind: KINDS[equation.kind], allowed: list }
        return diagnostic('F001', parameters, { source, span: flag.span })
      }
      if (seen.has(flag.name))
        return diagnostic('F003', { name, first: flag.name, second: flag.name }, { source, span: flag.span })
      if (flag.name === 'clock-driven' && seen.has('event-driven')) {
        return diagnostic('F003', { name, first: 'event-driven', second: flag.name }, { source, span: flag.span })
      }
      if (NOT_YET.has(flag.name))
        return diagnostic('X001', { feature: `the flag (${flag.name})` }, { source, span: flag.span })
      return undefined
    }
    const found = problem()
    seen.add(flag.name)
    return found ? [found] : []
  })
  const first = problems.find(({ code }) => code !== 'X001') ?? problems[0]
  if (first) report(first)
}
