/**
 * An explicit scheme of integration as it is written, in the reference's notation:
 *
 *     k = dt*f(x, t)
 *     x_new = x + dt*f(x + k/2, t + dt/2)
 *
 * `x` is the value before the step, `f(x, t)` the right side of the equation without its noise, `g(x, t)` what the noise is
 * multiplied with, `dW` the noise over the step, of variance `dt`. It is said once, for every equation of an object.
 */
import type * as ast from '../1-parse/ast.js'
import { parseStatements } from '../1-parse/parse.js'
import { diagnostic, type Fix, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { SchemeSpec } from '../model/spec.js'
import { FUNCTIONS, isFunctionName } from './functions.js'
import { type Parts, separatedScheme } from './scheme-noise.js'
import { checkSchemeUnits } from './scheme-units.js'
import type { FunctionName } from './symbols.js'

export type SchemeExpression =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'name'; readonly name: 'x' | 't' | 'dt' | 'dW'; readonly span: Span }
  /** An intermediate value. */
  | { readonly kind: 'value'; readonly name: string; readonly span: Span }
  | { readonly kind: 'negative'; readonly operand: SchemeExpression; readonly span: Span }
  | {
      readonly kind: 'binary'
      readonly operator: '+' | '-' | '*' | '/' | '**'
      readonly left: SchemeExpression
      readonly right: SchemeExpression
      readonly span: Span
    }
  | {
      readonly kind: 'call'
      readonly function: FunctionName
      readonly argument: SchemeExpression
      readonly span: Span
    }
  | SchemePart

/** `f(x, t)` or `g(x, t)`: a part of the right side, for this state and time. */
export interface SchemePart {
  readonly kind: 'part'
  readonly part: 'f' | 'g'
  readonly state: SchemeExpression
  /** What each noise adds to the state, for `f`. */
  readonly noise?: SchemeExpression
  readonly time: SchemeExpression
  readonly span: Span
}

export interface SchemeLine {
  readonly name: string
  readonly value: SchemeExpression
  /** It has `g` or `dW` in it, so that there is one for each noise. */
  readonly perNoise: boolean
}

/** Which noise a method can take. */
export type NoiseAbility = 'none' | 'additive' | 'multiplicative'

export interface Scheme {
  readonly kind: 'scheme'
  readonly noise: NoiseAbility
  /** Intermediate values, each made of those before it. */
  readonly lines: readonly SchemeLine[]
  /** `x_new`: what is there once, and what is added for each noise. */
  readonly result: Parts
}

/** The scheme of a text; undefined if something is wrong with it, which has then been reported. */
export function readScheme(source: Source, noise: NoiseAbility, report: Report): Scheme | undefined {
  let wrong = false
  const reported: Report = (found) => {
    wrong = true
    report(found)
  }
  const statements = parseStatements(source, reported)
  if (wrong) return undefined
  const reader: Reader = { source, known: [], report: reported }
  const lines: { readonly name: string; readonly value: SchemeExpression }[] = []
  for (const [k, statement] of statements.entries()) {
    const { name } = statement.target
    const value = readLine(statement, k === statements.length - 1, reader)
    if (value) lines.push({ name, value })
    reader.known.push(name)
  }
  const last = statements.at(-1)
  if (!wrong && last?.target.name !== 'x_new') {
    const span = last?.target.span ?? { start: 0, end: source.text.length }
    refuse('its last line must say what the new value is, `x_new = …`', span, reader)
  }
  const result = lines.at(-1)?.value
  if (wrong || !result) return undefined
  checkSchemeUnits(lines, source, reported)
  const separated = separatedScheme(lines.slice(0, -1), result, (problem, span) => refuse(problem, span, reader))
  return wrong ? undefined : { kind: 'scheme', noise, ...separated }
}

/** What an object says of its method: a name, or a scheme that is read here. */
export function resolveMethod(
  method: string | SchemeSpec | undefined,
  owner: string,
  report: Report,
): string | Scheme | undefined {
  if (typeof method !== 'object') return method
  const source: Source = { text: method.text, role: `the scheme of ${owner}` }
  return readScheme(source, method.stochastic ?? 'none', report)
}

interface Reader {
  readonly source: Source
  /** The intermediate values so far. */
  readonly known: string[]
  readonly report: Report
}

function refuse(
  problem: string,
  span: Span,
  { source, report }: Reader,
  help: readonly string[] = [],
  fixes: readonly Fix[] = [],
): undefined {
  report(diagnostic('M003', { problem }, { source, span, help, fixes }))
  return undefined
}

const GIVEN: Readonly<Record<string, string>> = {
  x: 'it is the value before the step',
  t: 'it is the time at the beginning of the step',
  dt: 'it is the length of the step',
  dW: 'it is the noise over the step',
  f: 'it is the right side without its noise',
  g: 'it is what the noise is multiplied with',
}

function readLine(statement: ast.Statement, isLast: boolean, reader: Reader): SchemeExpression | undefined {
  const { target, operator, operatorSpan, value } = statement
  const { name, span } = target
  if (operator !== '=')
    refuse(`each line is \`name = …\`, and \`${operator}\` changes what is there`, operatorSpan, reader)
  else if (Object.hasOwn(GIVEN, name)) refuse(`\`${name}\` can't be assigned: ${GIVEN[name]}`, span, reader)
  else if (isFunctionName(name)) refuse(`\`${name}\` can't be assigned: it is a function`, span, reader)
  else if (reader.known.includes(name)) refuse(`\`${name}\` is assigned a second time`, span, reader)
  else if (name === 'x_new' && !isLast) refuse('`x_new = …` is the last line', span, reader)
  return read(value, reader)
}

function read(node: ast.Expression, reader: Reader): SchemeExpression | undefined {
  const { span } = node
  switch (node.kind) {
    case 'number':
      return { kind: 'number', value: node.value, span }
    case 'name':
      return readName(node, reader)
    case 'unary': {
      const operand = read(node.operand, reader)
      if (node.operator === 'not') return refuse('it has no conditions', span, reader)
      return node.operator === '+' ? operand : operand && { kind: 'negative', operand, span }
    }
    case 'binary': {
      const left = read(node.left, reader)
      const right = read(node.right, reader)
      const { operator } = node
      if (!isArithmetic(operator))
        return refuse(`\`${operator}\` is not used here: there are + - * / and **`, node.operatorSpan, reader)
      return left && right && { kind: 'binary', operator, left, right, span }
    }
    case 'call':
      return readCall(node, reader)
    case 'boolean':
    case 'element':
      return refuse('it is made of numbers, `x`, `t`, `dt`, `dW`, `f(x, t)` and `g(x, t)`', span, reader)
  }
}

const ARITHMETIC = ['+', '-', '*', '/', '**'] as const

function isArithmetic(operator: string): operator is (typeof ARITHMETIC)[number] {
  return (ARITHMETIC as readonly string[]).includes(operator)
}

function readName({ name, span }: ast.Name, reader: Reader): SchemeExpression | undefined {
  if (name === 'x' || name === 't' || name === 'dt' || name === 'dW') return { kind: 'name', name, span }
  if (name === 'f' || name === 'g') return refuse(`\`${name}\` is used as \`${name}(x, t)\``, span, reader)
  if (reader.known.includes(name)) return { kind: 'value', name, span }
  const names = ['x', 't', 'dt', 'dW', ...reader.known]
  const meant = nearest(name, names)
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  const help = meant ? [] : [`there are ${names.map((known) => `\`${known}\``).join(', ')}`]
  return refuse(`\`${name}\` is not defined in the lines before`, span, reader, help, fixes)
}

function readCall(node: ast.Call, reader: Reader): SchemeExpression | undefined {
  const { name, span } = node.callee
  const values = node.arguments.map((argument) => read(argument, reader))
  if (name === 'f' || name === 'g') {
    if (values.length !== 2)
      return refuse(`\`${name}\` is of two arguments, the state and the time: \`${name}(x, t)\``, node.span, reader)
    const [state, time] = values
    if (state && hasPart(state)) {
      const help = ['give the inner one a name, in a line before']
      return refuse(`\`f\` and \`g\` are not taken of one another`, state.span, reader, help)
    }
    if (time && !isTime(time))
      return refuse('the time that it is taken at is made of `t`, `dt` and numbers', time.span, reader)
    return state && time && { kind: 'part', part: name, state, time, span: node.span }
  }
  if (!isFunctionName(name)) return refuse(`there is no function \`${name}\``, span, reader)
  const { arity, random } = FUNCTIONS[name]
  if (random) return refuse(`\`${name}()\` is not used here: the noise of a scheme is \`dW\``, span, reader)
  if (arity !== 1) return refuse(`\`${name}()\` is not used here: a scheme has functions of one number`, span, reader)
  if (values.length !== 1) return refuse(`\`${name}()\` is of one argument`, node.span, reader)
  const [argument] = values
  return argument && { kind: 'call', function: name, argument, span: node.span }
}

function hasPart(node: SchemeExpression): boolean {
  switch (node.kind) {
    case 'number':
    case 'name':
    case 'value':
      return false
    case 'negative':
      return hasPart(node.operand)
    case 'binary':
      return hasPart(node.left) || hasPart(node.right)
    case 'call':
      return hasPart(node.argument)
    case 'part':
      return true
  }
}

function isTime(node: SchemeExpression): boolean {
  switch (node.kind) {
    case 'number':
      return true
    case 'name':
      return node.name === 't' || node.name === 'dt'
    case 'negative':
      return isTime(node.operand)
    case 'binary':
      return isTime(node.left) && isTime(node.right)
    case 'call':
    case 'value':
    case 'part':
      return false
  }
}
