/**
 * Several noises in the equations of a group. As in the reference, what has `g` or `dW` in it is worked out for each noise,
 * and in `x_new` such terms are added up over the noises. So every value is cut into what is there once and what is there for
 * each noise. `g` of one noise is taken where that noise alone has moved the state, which is the reference's rule; `f` has
 * no noise of its own, and is taken where all of them have.
 */
import type { Span } from '../diagnostics/index.js'
import type { SchemeExpression, SchemeLine } from './scheme.js'

/** A value as the sum of what is there once and of terms for each noise; either may be absent. */
export interface Parts {
  readonly plain: SchemeExpression | undefined
  readonly noisy: SchemeExpression | undefined
}

export interface SeparatedScheme {
  readonly lines: readonly SchemeLine[]
  readonly result: Parts
}

/** What is told of an expression that can't be cut. */
type Refuse = (problem: string, span: Span) => void

type Line = Pick<SchemeLine, 'name' | 'value'>

export function separatedScheme(lines: readonly Line[], result: SchemeExpression, refuse: Refuse): SeparatedScheme {
  const known = new Map<string, Parts>()
  const separated: SchemeLine[] = []
  for (const { name, value: written } of lines) {
    const value = withStates(written, known, refuse)
    const parts = partsOf(value, known, refuse)
    separated.push({ name, value, perNoise: parts.noisy !== undefined })
    if (!parts.plain || !parts.noisy) {
      known.set(
        name,
        parts.noisy
          ? { plain: undefined, noisy: referenceTo(name, value) }
          : { plain: referenceTo(name, value), noisy: undefined },
      )
      continue
    }
    // With a blank no line can have the name.
    const names = { plain: `${name} without noise`, noisy: `${name} of noise` }
    separated.push({ name: names.plain, value: parts.plain, perNoise: false })
    separated.push({ name: names.noisy, value: parts.noisy, perNoise: true })
    known.set(name, { plain: referenceTo(names.plain, value), noisy: referenceTo(names.noisy, value) })
  }
  return { lines: separated, result: partsOf(withStates(result, known, refuse), known, refuse) }
}

function referenceTo(name: string, { span }: SchemeExpression): SchemeExpression {
  return { kind: 'value', name, span }
}

/** The expression with the state of each `f` cut into its parts. */
function withStates(node: SchemeExpression, known: ReadonlyMap<string, Parts>, refuse: Refuse): SchemeExpression {
  const again = (child: SchemeExpression) => withStates(child, known, refuse)
  switch (node.kind) {
    case 'number':
    case 'name':
    case 'value':
      return node
    case 'negative':
      return { ...node, operand: again(node.operand) }
    case 'binary':
      return { ...node, left: again(node.left), right: again(node.right) }
    case 'call':
      return { ...node, argument: again(node.argument) }
    case 'part': {
      if (node.part === 'g') return node
      const { plain, noisy } = partsOf(node.state, known, refuse)
      const state: SchemeExpression = plain ?? { kind: 'number', value: 0, span: node.state.span }
      return { ...node, state, ...(noisy && { noise: noisy }) }
    }
  }
}

function partsOf(node: SchemeExpression, known: ReadonlyMap<string, Parts>, refuse: Refuse): Parts {
  const again = (child: SchemeExpression) => partsOf(child, known, refuse)
  const whole = (isNoisy: boolean): Parts =>
    isNoisy ? { plain: undefined, noisy: node } : { plain: node, noisy: undefined }
  switch (node.kind) {
    case 'number':
      return whole(false)
    case 'name':
      return whole(node.name === 'dW')
    case 'value':
      return known.get(node.name) ?? whole(false)
    case 'negative': {
      const { plain, noisy } = again(node.operand)
      const negative = (operand: SchemeExpression | undefined) => operand && { ...node, operand }
      return { plain: negative(plain), noisy: negative(noisy) }
    }
    case 'call':
      return whole(again(node.argument).noisy !== undefined)
    case 'part':
      return whole(node.part === 'g')
    case 'binary':
      return partsOfBinary(node, again(node.left), again(node.right), refuse)
  }
}

type Binary = Extract<SchemeExpression, { kind: 'binary' }>

function partsOfBinary(node: Binary, left: Parts, right: Parts, refuse: Refuse): Parts {
  const { operator } = node
  if (!left.noisy && !right.noisy) return { plain: node, noisy: undefined }
  const made = (a: SchemeExpression | undefined, b: SchemeExpression | undefined) =>
    a && b && { ...node, left: a, right: b }
  switch (operator) {
    case '+':
    case '-':
      return { plain: sum(node, left.plain, right.plain), noisy: sum(node, left.noisy, right.noisy) }
    case '*':
      if (left.plain && left.noisy && right.plain && right.noisy)
        refuse(
          'this is a product of two sums, of which both have noise and something else: write it as a sum',
          node.span,
        )
      if (!left.plain || !right.plain) return { plain: undefined, noisy: node }
      return { plain: made(left.plain, right.plain), noisy: made(left.noisy ?? left.plain, right.noisy ?? right.plain) }
    case '/':
      if (right.noisy) return { plain: undefined, noisy: node }
      return { plain: made(left.plain, node.right), noisy: made(left.noisy, node.right) }
    case '**':
      return { plain: undefined, noisy: node }
  }
}

function sum(
  node: Binary,
  left: SchemeExpression | undefined,
  right: SchemeExpression | undefined,
): SchemeExpression | undefined {
  if (left && right) return { ...node, left, right }
  return right && node.operator === '-' ? { kind: 'negative', operand: right, span: right.span } : (left ?? right)
}
