/** AST -> resolved expression: each name gets its symbol, or a message. */
import type * as ast from '../1-parse/ast.js'
import { diagnostic, type Fix, nearest, type Report, type Source, unreachable } from '../diagnostics/index.js'
import { findUnit } from '../units/index.js'
import { applied } from './application.js'
import { FUNCTIONS, isFunctionName } from './functions.js'
import { LITERAL_SCOPE, type Scope } from './scope.js'
import type { ApplicationNode, CallNode, Constant, ElementNode, Expression, TimedArray, TimedNode } from './symbols.js'

/** One-letter and other names that are not units in Brian's notation, and what is meant by them. */
const UNIT_SLIPS: Readonly<Record<string, string>> = {
  V: 'volt',
  A: 'amp',
  S: 'siemens',
  F: 'farad',
  s: 'second',
  m: 'metre',
  ns: 'nsecond',
  sec: 'second',
  msec: 'ms',
  msecs: 'ms',
  usec: 'us',
  Ohm: 'ohm',
  Mohms: 'Mohm',
  mf: 'mfarad',
  mF: 'mfarad',
  Volt: 'volt',
  volts: 'volt',
  seconds: 'second',
  minute: '60*second',
  hour: '3600*second',
  min: '60*second',
}

export interface Context {
  readonly source: Source
  readonly scope: Scope
  readonly report: Report
}

/** Undefined if a name of it has no meaning; every such name has then been reported. */
export function resolveExpression(node: ast.Expression, context: Context): Expression | undefined {
  switch (node.kind) {
    case 'number':
      return { kind: 'number', value: node.value, span: node.span }
    case 'boolean':
      return { kind: 'boolean', value: node.value, span: node.span }
    case 'name':
      return resolveName(node, context)
    case 'unary': {
      const operand = resolveExpression(node.operand, context)
      return operand && { kind: 'unary', operator: node.operator, operand, span: node.span }
    }
    case 'binary': {
      const left = resolveExpression(node.left, context)
      const right = resolveExpression(node.right, context)
      return left && right && { kind: 'binary', operator: node.operator, left, right, span: node.span }
    }
    case 'call':
      return resolveCall(node, context)
    case 'element':
      return resolveElement(node, context)
    default:
      return unreachable(node)
  }
}

function resolveName(node: ast.Name, context: Context): Expression | undefined {
  const found = context.scope.find(node.name)
  if (!found) {
    reportUnknown(node, context)
    return undefined
  }
  if (found.symbol.kind === 'broken') return undefined
  if (found.symbol.kind === 'array') {
    const axes = found.symbol.matrix.shape.length === 1 ? '[i]' : '[i,j]'
    reportMisuse(node, 'an array', `read one of its values, \`${node.name}${axes}\``, context)
    return undefined
  }
  if (found.symbol.kind === 'timed-array') {
    reportMisuse(node, 'a function of time', `call it, \`${calledAs(found.symbol)}\``, context)
    return undefined
  }
  if (found.symbol.kind === 'function') {
    reportMisuse(node, 'a function', `call it, \`${node.name}(…)\``, context)
    return undefined
  }
  return { kind: 'reference', symbol: found.symbol, side: found.side, span: node.span }
}

/** `I(t)` or `I(t, i)` */
function calledAs({ name, matrix }: TimedArray): string {
  return matrix.shape.length === 1 ? `${name}(t)` : `${name}(t, i)`
}

function resolveCall(node: ast.Call, context: Context): CallNode | ApplicationNode | TimedNode | undefined {
  const { name } = node.callee
  const values = node.arguments.map((argument) => resolveExpression(argument, context))
  const known = context.scope.find(name)?.symbol
  if (known?.kind === 'function') {
    const given = argumentsOf(node, values, known.parameters.length, context)
    return given && applied(known, given, node.span, context.source, context.report)
  }
  if (known?.kind === 'timed-array') {
    const given = argumentsOf(node, values, known.matrix.shape.length, context, [`write \`${calledAs(known)}\``])
    return given && { kind: 'timed', array: known, arguments: given, span: node.span }
  }
  if (!isFunctionName(name)) {
    if (known?.kind === 'broken') {
      return undefined
    } else if (known) {
      reportMisuse(node.callee, 'not a function', 'write `*` between two factors', context)
    } else {
      reportUnknownFunction(node.callee, context)
    }
    return undefined
  }
  const given = argumentsOf(node, values, FUNCTIONS[name].arity, context)
  return given && { kind: 'call', function: name, arguments: given, span: node.span }
}

/** The arguments, if there are as many as the function takes and each has a meaning. */
function argumentsOf(
  { callee, span }: ast.Call,
  values: readonly (Expression | undefined)[],
  expected: number,
  { source, report }: Context,
  help: readonly string[] = [],
): readonly Expression[] | undefined {
  if (expected !== values.length) {
    report(diagnostic('N005', { name: callee.name, expected, given: values.length }, { source, span, help }))
    return undefined
  }
  const resolved = values.filter((value) => value !== undefined)
  return resolved.length < values.length ? undefined : resolved
}

function resolveElement(node: ast.Element, context: Context): ElementNode | undefined {
  const found = context.scope.find(node.array.name)
  const indices = node.indices.map((index) => resolveExpression(index, context))
  if (!found) {
    reportUnknownArray(node.array, context)
    return undefined
  }
  if (found.symbol.kind === 'broken') return undefined
  if (found.symbol.kind === 'timed-array') {
    reportMisuse(node.array, 'a function of time', `call it, \`${calledAs(found.symbol)}\``, context)
    return undefined
  }
  if (found.symbol.kind !== 'array') {
    const parameters = {
      found: `an index of \`${node.array.name}\``,
      expected: 'only a matrix or a vector of the namespace can be indexed',
    }
    context.report(diagnostic('S001', parameters, { source: context.source, span: node.span }))
    return undefined
  }
  const expected = found.symbol.matrix.shape.length
  if (expected !== indices.length) {
    const { name } = node.array
    const parameters = { array: name, expected, given: indices.length }
    const [first] = node.indices
    const index = first && context.source.text.slice(first.span.start, first.span.end)
    const replacement = expected === 2 ? `${name}[i,j]` : `${name}[${index}]`
    const fixes: Fix[] = [
      {
        title: expected === 2 ? 'a matrix is read by row and column' : 'a vector is read by one index',
        span: node.span,
        replacement,
      },
    ]
    context.report(diagnostic('I003', parameters, { source: context.source, span: node.span, fixes }))
    return undefined
  }
  const resolved = indices.filter((index) => index !== undefined)
  if (resolved.length < indices.length) return undefined
  return { kind: 'element', array: found.symbol, indices: resolved, span: node.span }
}

/** What has an index is a matrix or a vector, so nothing else was meant. */
function reportUnknownArray(node: ast.Name, { source, scope, report }: Context): void {
  const arrays = [...scope.modelNames()].filter((name) => scope.find(name)?.symbol.kind === 'array')
  const meant = nearest(node.name, arrays)
  const fixes: Fix[] = meant ? [{ title: 'did you mean', span: node.span, replacement: meant }] : []
  const help = meant ? [] : [`it is an array of the namespace: namespace: { ${node.name}: matrix(…) }`]
  report(diagnostic('N001', { name: node.name, where: scope.where }, { source, span: node.span, fixes, help }))
}

/** What the simulator keeps for neurons that can be refractory. */
export const REFRACTORY = ['lastspike', 'not_refractory']

/** Says that a name is unknown, and which one may have been meant. */
export function reportUnknown(node: ast.Name, context: Context, advice = adviceFor(node.name)): void {
  const { source, scope } = context
  if (node.name === 'xi' || node.name.startsWith('xi_')) {
    const use = 'it stands in differential equations, and a random number elsewhere is `randn()`'
    context.report(diagnostic('N006', { name: node.name, what: 'noise', use }, { source, span: node.span }))
    return
  }
  if (isFunctionName(node.name)) {
    reportMisuse(node, 'a function', `call it, \`${node.name}(…)\``, context)
    return
  }
  if (REFRACTORY.includes(node.name)) {
    const help = ['neurons have it where their group is given a `refractory` period or an equation (unless refractory)']
    context.report(diagnostic('N001', { name: node.name, where: scope.where }, { source, span: node.span, help }))
    return
  }
  const fixes: Fix[] = []
  const meant = unitMeant(node.name) ?? nearestName(node.name, scope)
  if (meant) fixes.push({ title: 'did you mean', span: node.span, replacement: meant })
  const help = meant ? [] : [advice]
  const written = source.text.slice(node.span.start, node.span.end)
  const notes = written === node.name ? [] : [`\`${written}\` is replaced by \`${node.name}\` in these equations`]
  const details = { source, span: node.span, fixes, help, notes }
  context.report(diagnostic('N001', { name: node.name, where: scope.where }, details))
}

/** Variables of neurons are declared; what else is not known is a constant. */
function adviceFor(name: string): string {
  const [, stem, side] = /^(\w+)_(pre|post)$/.exec(name) ?? []
  return stem === undefined
    ? `give it a value: namespace: { ${name}: '…' }`
    : `declare it in the equations of the ${side}synaptic neurons: \`${stem} : 1\` with its own unit`
}

/** Functions that other languages have, and how the same is written here. */
const FUNCTION_SLIPS: Readonly<Record<string, string>> = {
  max: 'the larger of two is `a*int(a > b) + b*int(b >= a)`, and clip(x, low, high) keeps x between two bounds',
  min: 'the smaller of two is `a*int(a < b) + b*int(b <= a)`, and clip(x, low, high) keeps x between two bounds',
  pow: 'a power is written with `**`: `x**2`',
  power: 'a power is written with `**`: `x**2`',
  mod: 'a remainder is written with `%`: `x % 2`',
  fmod: 'a remainder is written with `%`: `x % 2`',
  where: 'a choice is written with truth values: `a*int(x > 0) + b*int(x <= 0)`',
  round: 'the nearest whole number is `floor(x + 0.5)`',
  ln: 'the natural logarithm is `log(x)`',
}

/** Variables and units can't be called, so only functions may have been meant: first the model's own. */
function reportUnknownFunction(node: ast.Name, context: Context): void {
  const { source, scope, report } = context
  const slip = Object.hasOwn(FUNCTION_SLIPS, node.name) ? FUNCTION_SLIPS[node.name] : undefined
  const own = [...scope.modelNames()].filter((known) => {
    const kind = scope.find(known)?.symbol.kind
    return kind === 'function' || kind === 'timed-array'
  })
  const meant = nearest(node.name, own) ?? (slip === undefined ? nearest(node.name, Object.keys(FUNCTIONS)) : undefined)
  const fixes: Fix[] = meant ? [{ title: 'did you mean', span: node.span, replacement: meant }] : []
  const there = Object.keys(FUNCTIONS)
  const help = meant ? [] : [slip ?? `the functions are ${there.join(', ')}`]
  report(diagnostic('N001', { name: node.name, where: scope.where }, { source, span: node.span, fixes, help }))
}

/** Names of the model before those of units, which are so many that some unit is near to nearly every name. */
function nearestName(name: string, scope: Scope): string | undefined {
  const [, stem = name, suffix] = /^(\w+)(_pre|_post)$/.exec(name) ?? []
  if (suffix === undefined) return nearest(name, scope.modelNames()) ?? nearest(name, LITERAL_SCOPE.names(), 1)
  // The suffix says whose variable is meant, so that only the rest is looked at: `ge_post` is not like `N_post`.
  const stems = [...scope.modelNames()].flatMap((known) =>
    known.endsWith(suffix) ? known.slice(0, -suffix.length) : [],
  )
  const own = scope.find(stem)?.symbol.kind
  if ((own === 'variable' || own === 'subexpression') && !stems.includes(stem)) return stem
  const meant = nearest(stem, stems)
  return meant && meant + suffix
}

const LONG_PREFIXES: Readonly<Record<string, string>> = {
  milli: 'm',
  micro: 'u',
  nano: 'n',
  pico: 'p',
  kilo: 'k',
  mega: 'M',
}

/** The unit that is meant by a name that looks like one: `V`, `uV`, `milliseconds`. */
export function unitMeant(name: string): string | undefined {
  if (Object.hasOwn(UNIT_SLIPS, name)) return UNIT_SLIPS[name]
  const [, short, letter] = /^([fpnumkMG])(V|A|S|F|s|m|Ohm)$/.exec(name) ?? []
  if (short !== undefined && findUnit(short + UNIT_SLIPS[letter])) return short + UNIT_SLIPS[letter]
  const [, prefix, unit] = /^(milli|micro|nano|pico|kilo|mega)([a-z]+?)s?$/i.exec(name) ?? []
  if (prefix === undefined) return undefined
  return [unit, `${unit}s`]
    .map((known) => LONG_PREFIXES[prefix.toLowerCase()] + known.toLowerCase())
    .find((known) => findUnit(known))
}

function reportMisuse(node: ast.Name, what: string, use: string, context: Context): void {
  context.report(diagnostic('N006', { name: node.name, what, use }, { source: context.source, span: node.span }))
}

/** Every reference of an expression, in the order of the text. */
export function referencesOf(expression: Expression): readonly Extract<Expression, { kind: 'reference' }>[] {
  const found: Extract<Expression, { kind: 'reference' }>[] = []
  visit(expression, (node) => {
    if (node.kind === 'reference') found.push(node)
  })
  return found
}

/** The constants that an expression is made of, those that others are defined by included. */
export function constantsOf(expression: Expression): readonly Constant[] {
  const found = new Set<Constant>()
  const enter = (node: Expression): void => {
    for (const { symbol } of referencesOf(node)) {
      if (symbol.kind !== 'constant' || found.has(symbol)) continue
      found.add(symbol)
      if (symbol.definition) enter(symbol.definition)
    }
  }
  enter(expression)
  return [...found]
}

export function visit(expression: Expression, see: (node: Expression) => void): void {
  see(expression)
  for (const child of childrenOf(expression)) visit(child, see)
}

export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'number':
    case 'boolean':
    case 'reference':
    case 'propagator':
      return []
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'call':
    case 'timed':
      return node.arguments
    case 'element':
      return node.indices
    case 'application':
      return [node.body]
    case 'conditional':
      return [node.condition, node.then, node.otherwise]
    default:
      return unreachable(node)
  }
}

/** The expression with each node replaced by what `change` makes of it, from the leaves up; functions of the user's own written out. */
export function mapExpression(node: Expression, change: (node: Expression) => Expression): Expression {
  const again = (child: Expression) => mapExpression(child, change)
  switch (node.kind) {
    case 'number':
    case 'boolean':
    case 'reference':
    case 'propagator':
      return change(node)
    case 'unary':
      return change({ ...node, operand: again(node.operand) })
    case 'binary':
      return change({ ...node, left: again(node.left), right: again(node.right) })
    case 'call':
    case 'timed':
      return change({ ...node, arguments: node.arguments.map(again) })
    case 'element':
      return change({ ...node, indices: node.indices.map(again) })
    case 'application':
      return again(node.body)
    case 'conditional':
      return change({
        ...node,
        condition: again(node.condition),
        then: again(node.then),
        otherwise: again(node.otherwise),
      })
    default:
      return unreachable(node)
  }
}
