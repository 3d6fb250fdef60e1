/** Runs a generated parser over tokens, and says how many readings there are or which token can't be read. */
import nearley from 'nearley'
import equationRules from '../../generated/parser/equation.js'
import expressionRules from '../../generated/parser/expression.js'
import statementRules from '../../generated/parser/statement.js'
import type { Equation, Expression, Statement } from './ast.js'
import type { Token } from './lexer.js'

export interface Grammar<T> {
  readonly rules: nearley.Grammar
  /** Never there: ties the grammar to what it builds. */
  readonly result?: T
}

export const expressionGrammar: Grammar<Expression> = { rules: nearley.Grammar.fromCompiled(expressionRules) }
export const equationGrammar: Grammar<Equation> = { rules: nearley.Grammar.fromCompiled(equationRules) }
export const statementGrammar: Grammar<Statement> = { rules: nearley.Grammar.fromCompiled(statementRules) }

export interface Readings<T> {
  readonly results: readonly T[]
  /** The place of the first token that nothing can begin with; the number of tokens if they are too few. */
  readonly stoppedAt: number
}

export function readings<T>(grammar: Grammar<T>, tokens: readonly Token[]): Readings<T> {
  const parser = new nearley.Parser(grammar.rules, { lexer: tokenFeed(tokens) })
  // nearley's own report prints its whole table, which is slow; spikec writes its messages from the token.
  Object.assign(parser, { reportError: () => 'unexpected token' })
  try {
    parser.feed('')
  } catch (problem) {
    // nearley puts the number of the token on its error; anything else thrown is a mistake of ours.
    if (problem instanceof Error && 'offset' in problem) return { results: [], stoppedAt: parser.current }
    throw problem
  }
  return { results: (parser.results as T[] | undefined) ?? [], stoppedAt: tokens.length }
}

function tokenFeed(tokens: readonly Token[]): nearley.Lexer {
  let next = 0
  return {
    reset: () => undefined,
    next: () => tokens[next++],
    save: () => ({}),
    formatError: (_token, message) => message,
  }
}
