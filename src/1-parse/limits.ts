/** Bounds on what is read at all: a model from a stranger must not make the compiler slow, nor overflow its stack. */
import type { Expression } from './ast.js'
import type { Token } from './lexer.js'
import { endsValue } from './lexer.js'

export const limits = {
  characters: 100_000,
  tokens: 20_000,
  /** Open brackets, and operators that nest to the right: signs, `not`, `**`. */
  nesting: 200,
  /** Levels of the tree of an expression: `a + b + c + ...` is as deep as it is long. */
  levels: 2_500,
}

/** How deep the text is: within brackets, within their `not`s, and with the signs and powers of the present term. */
interface Depth {
  readonly bracket: number
  readonly negation: number
  readonly term: number
}

const outermost: Depth = { bracket: 0, negation: 0, term: 0 }

/** The first token that stands too deep. */
export function tooDeepToken(tokens: readonly Token[]): Token | undefined {
  const enclosing: Depth[] = []
  let depth = outermost
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'open') enclosing.push(depth)
    depth = token.type === 'close' ? (enclosing.pop() ?? outermost) : depthAfter(depth, tokens, index)
    if (depth.term > limits.nesting) return token
  }
  return undefined
}

function depthAfter(depth: Depth, tokens: readonly Token[], index: number): Depth {
  const { type, value } = tokens[index]
  const { bracket, negation, term } = depth
  const deeper = term + 1
  if (type === 'open') return { bracket: deeper, negation: deeper, term: deeper }
  if (value === 'not') return { bracket, negation: deeper, term: deeper }
  if (value === '**' || isSign(tokens, index)) return { bracket, negation, term: deeper }
  if (type === 'operator') return { bracket, negation, term: negation }
  return type === 'number' || endsValue(tokens[index]) ? depth : { bracket, negation: bracket, term: bracket }
}

function isSign(tokens: readonly Token[], index: number): boolean {
  const { value } = tokens[index]
  return (value === '-' || value === '+') && !endsValue(tokens[index - 1])
}

/** Whether the tree has more levels than the later stages can walk down. Keeps a list itself instead of recursing. */
export function isTooDeep(expression: Expression): boolean {
  const open: { readonly node: Expression; readonly level: number }[] = [{ node: expression, level: 1 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, level } = next
    if (level > limits.levels) return true
    for (const child of children(node)) open.push({ node: child, level: level + 1 })
  }
  return false
}

function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'call':
      return node.arguments
    case 'element':
      return node.indices
    default:
      return []
  }
}
