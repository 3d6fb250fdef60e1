import type { Equation, Expression, Statement } from '../../src/1-parse/ast.js'
import { parseEquations, parseExpression, parseStatements } from '../../src/1-parse/parse.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'

export type Kind = 'expression' | 'equations' | 'statements'
export type Tree = Expression | Equation | Statement

export interface Outcome {
  readonly trees: readonly Tree[]
  readonly diagnostics: readonly Diagnostic[]
}

const parsers = {
  expression: (...given: Parameters<typeof parseExpression>) => {
    const tree = parseExpression(...given)
    return tree ? [tree] : []
  },
  equations: parseEquations,
  statements: parseStatements,
}

export function outcomeOf(kind: Kind, text: string): Outcome {
  const diagnostics: Diagnostic[] = []
  const role = kind === 'expression' ? 'the threshold of P' : `the ${kind} of P`
  const trees = parsers[kind]({ text, role }, (diagnostic) => diagnostics.push(diagnostic))
  return { trees, diagnostics }
}

function accepted(outcome: Outcome): readonly Tree[] {
  if (outcome.diagnostics.length > 0) throw new Error(outcome.diagnostics.map((d) => d.message).join('\n'))
  return outcome.trees
}

export function expressionOf(text: string): Expression {
  return accepted(outcomeOf('expression', text))[0] as Expression
}

export function equationsOf(text: string): readonly Equation[] {
  return accepted(outcomeOf('equations', text)) as readonly Equation[]
}

export function statementsOf(text: string): readonly Statement[] {
  return accepted(outcomeOf('statements', text)) as readonly Statement[]
}

/** The tree as it would be without places. */
export function withoutSpans<T>(tree: T): T {
  return JSON.parse(JSON.stringify(tree, (key, value) => (/^(?:span|operatorSpan)$/.test(key) ? undefined : value)))
}

export function subexpressionsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression, ...subexpressionsOf(expression.operand)]
    case 'binary':
      return [expression, ...subexpressionsOf(expression.left), ...subexpressionsOf(expression.right)]
    case 'call':
      return [expression, expression.callee, ...expression.arguments.flatMap(subexpressionsOf)]
    case 'element':
      return [expression, expression.array, ...expression.indices.flatMap(subexpressionsOf)]
    default:
      return [expression]
  }
}
