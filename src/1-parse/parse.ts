/**
 * Strings to syntax trees.
 *
 * Text is cut into tokens, checked for its size, taken apart into equations or statements, checked for what
 * deserves words of its own, and read by the generated grammar. Each part gives a tree or one diagnostic.
 */
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import type { Source, Span } from '../diagnostics/source.js'
import { spanOver } from '../diagnostics/source.js'
import type { Equation, Expression, Statement } from './ast.js'
import { bracketProblem } from './brackets.js'
import { assignmentProblem, exponentProblem } from './checks.js'
import { headProblem } from './heads.js'
import type { Token } from './lexer.js'
import { tokensOf } from './lexer.js'
import { isTooDeep, limits, tooDeepToken } from './limits.js'
import { unreadable } from './misplaced.js'
import type { Passage } from './passage.js'
import type { Grammar } from './read.js'
import { equationGrammar, expressionGrammar, readings, statementGrammar } from './read.js'
import { refusal } from './refused.js'
import type { Segment } from './segments.js'
import { equationSegments, statementSegments } from './segments.js'

export function parseExpression(source: Source, report: Report): Expression | undefined {
  const segments = readableTokens(source, report).map((tokens) => ({ tokens, recognised: true }))
  return parsedSegments('expression', source, segments, expressionGrammar, (e) => e, report)[0]
}

/** Nothing but comments? */
export function saysNothing(text: string): boolean {
  return text.length <= limits.characters && tokensOf(text).every((token) => token.type === 'semicolon')
}

/** An expression that is a part of a text. */
export function parseTokens(source: Source, tokens: readonly Token[], report: Report): Expression | undefined {
  const problem = sizeProblem(source, tokens)
  if (problem) report(problem)
  if (problem) return undefined
  return parsedSegments('expression', source, [{ tokens, recognised: true }], expressionGrammar, (e) => e, report)[0]
}

/** The equations that could be read. */
export function parseEquations(source: Source, report: Report): readonly Equation[] {
  const segments = readableTokens(source, report).flatMap(equationSegments)
  return parsedSegments('equation', source, segments, equationGrammar, equationExpression, report)
}

/** The statements that could be read. */
export function parseStatements(source: Source, report: Report): readonly Statement[] {
  const segments = readableTokens(source, report).flatMap(statementSegments)
  return parsedSegments('statement', source, segments, statementGrammar, (s) => s.value, report)
}

function equationExpression(equation: Equation): Expression | undefined {
  return equation.kind === 'parameter' ? undefined : equation.expression
}

/** The tokens of the text, or none at all, with the reason reported. */
function readableTokens(source: Source, report: Report): readonly (readonly Token[])[] {
  if (source.text.length > limits.characters) {
    const span = { start: limits.characters, end: source.text.length }
    report(tooLarge(source, span, `it has more than ${limits.characters} characters`))
    return []
  }
  const tokens = tokensOf(source.text)
  const problem = sizeProblem(source, tokens)
  if (problem) report(problem)
  return problem ? [] : [tokens]
}

function sizeProblem(source: Source, tokens: readonly Token[]): Diagnostic | undefined {
  if (tokens.every((token) => token.type === 'semicolon')) return emptyText(source)
  if (tokens.length > limits.tokens) {
    const reason = `it has more than ${limits.tokens} names, numbers and operators`
    return tooLarge(source, tokens[limits.tokens].span, reason)
  }
  const deep = tooDeepToken(tokens)
  return deep && tooLarge(source, deep.span, `it is nested more than ${limits.nesting} deep`)
}

function emptyText(source: Source): Diagnostic {
  return diagnostic(
    'S005',
    { what: source.role },
    { source, span: { start: 0, end: source.text.length }, help: ['leave it out if nothing is meant'] },
  )
}

function tooLarge(source: Source, span: Span, limit: string): Diagnostic {
  return diagnostic('S010', { limit }, { source, span })
}

function parsedSegments<T>(
  kind: Passage['kind'],
  source: Source,
  segments: readonly Segment[],
  grammar: Grammar<T>,
  expressionOf: (tree: T) => Expression | undefined,
  report: Report,
): readonly T[] {
  const trees: T[] = []
  let isBroken = false
  for (const { tokens, recognised } of segments) {
    // What follows a broken part and doesn't begin like a new one is taken for its rest.
    if (isBroken && !recognised && kind === 'equation') continue
    const outcome = parsed({ kind, source, tokens }, grammar, expressionOf)
    isBroken = 'problem' in outcome
    if ('problem' in outcome) report(outcome.problem)
    else trees.push(outcome.tree)
  }
  return trees
}

type Outcome<T> = { readonly tree: T } | { readonly problem: Diagnostic }

function parsed<T>(
  passage: Passage,
  grammar: Grammar<T>,
  expressionOf: (tree: T) => Expression | undefined,
): Outcome<T> {
  const problem = foreseenProblem(passage)
  if (problem) return { problem }
  const { results, stoppedAt } = readings(grammar, passage.tokens)
  if (results.length === 0) return { problem: unreadable(passage, stoppedAt) }
  if (results.length > 1) return { problem: ambiguous(passage, results.length) }
  const expression = expressionOf(results[0])
  if (expression && isTooDeep(expression)) return { problem: tooLong(passage, expression) }
  return { tree: results[0] }
}

/** What is checked before the grammar, since there is more to say about it than that it doesn't fit. */
function foreseenProblem(passage: Passage): Diagnostic | undefined {
  const { source, tokens } = passage
  return (
    refusal(source, tokens) ??
    bracketProblem(source, tokens) ??
    headProblem(passage) ??
    assignmentProblem(passage) ??
    exponentProblem(passage)
  )
}

function ambiguous({ source, tokens }: Passage, count: number): Diagnostic {
  const span = spanOver(tokens[0].span, tokens[tokens.length - 1].span)
  return diagnostic('S016', { count }, { source, span })
}

function tooLong({ source }: Passage, { span }: Expression): Diagnostic {
  return tooLarge(source, span, `an expression has more than ${limits.levels} operators in a row`)
}
