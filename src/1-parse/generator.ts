/** `k for k in range(i - 3, i + 4) if k != i`: the targets of each neuron, as connect() takes them, in Python's words. */
import { diagnostic, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { Expression } from './ast.js'
import { isName, type Token, tokensOf } from './lexer.js'
import { parseTokens } from './parse.js'

export interface Keyword {
  readonly name: 'p' | 'size'
  readonly value: Expression
}

export interface Generator {
  /** What `k` stands for each time. */
  readonly element: Expression
  readonly variable: { readonly name: string; readonly span: Span }
  readonly iterator: 'range' | 'sample'
  readonly arguments: readonly Expression[]
  readonly keyword: Keyword | undefined
  readonly condition: Expression | undefined
}

/** Also `i + 1 if i % 2 == 0`, which is asked once for each neuron. */
export function isGenerator(text: string): boolean {
  return tokensOf(text).some(({ value }) => value === 'for' || value === 'if')
}

/** Undefined where it can't be read, which has been reported. */
export function parseGenerator(source: Source, report: Report): Generator | undefined {
  const tokens = tokensOf(source.text)
  const at = (word: string, from: number) => tokens.findIndex(({ value }, k) => k >= from && value === word)
  const forAt = at('for', 0)
  if (forAt < 0) return parseOnce(source, tokens, at('if', 0), report)
  const [variable, inWord, iterator, open] = tokens.slice(forAt + 1)
  const refuse = (token: Token | undefined, expected: string): undefined => {
    const end = source.text.length
    report(diagnostic('S020', { expected }, { source, span: token?.span ?? { start: end, end } }))
  }
  if (tokens[0].value === '[') return refuse(tokens[0], 'no square brackets around it')
  if (!isName(variable)) return refuse(variable, 'a name after `for`')
  if (inWord?.value !== 'in') return refuse(inWord, '`in` after the name')
  const kind = iterator?.value
  if (kind !== 'range' && kind !== 'sample') return refuse(iterator, '`range(…)` or `sample(…)` after `in`')
  if (open?.value !== '(') return refuse(open, `a bracket after \`${kind}\``)
  const begin = forAt + 5
  const close = closing(tokens, begin)
  if (close < 0) return refuse(undefined, 'a closing bracket')
  const rest = tokens.slice(close + 1)
  if (rest.length > 0 && rest[0].value !== 'if') return refuse(rest[0], '`if` or the end')
  if (rest.length === 1) return refuse(undefined, 'a condition after `if`')
  const parts = listed(tokens.slice(begin, close))
  const last = parts.at(-1)
  const named = last?.[1]?.value === '=' ? last : undefined
  const plain = named ? parts.slice(0, -1) : parts
  const misplaced = plain.find((part) => part[1]?.value === '=' || part.length === 0)
  if (misplaced) return refuse(misplaced[0] ?? tokens[close], 'a value')
  const keyword = named && keywordOf(named, source, report)
  if (kind === 'range' && named) return refuse(named[0], 'numbers alone in `range(…)`')
  if (kind === 'sample' && !keyword)
    return refuse(named?.[0] ?? tokens[close], '`p=…` or `size=…` at the end of `sample(…)`')
  if (plain.length < 1 || plain.length > 3) return refuse(plain[3]?.[0] ?? tokens[close], 'one to three numbers')
  const read = (part: readonly Token[]) => parseTokens(source, part, report)
  const element = read(tokens.slice(0, forAt))
  const given = plain.map(read)
  const condition = rest.length > 1 ? read(rest.slice(1)) : undefined
  if (!element || given.includes(undefined) || (rest.length > 1 && !condition)) return undefined
  return {
    element,
    variable: { name: variable.value, span: variable.span },
    iterator: kind,
    arguments: given.filter((one) => one !== undefined),
    keyword,
    condition,
  }
}

/** A range of one number, which the element can't name. */
function parseOnce(source: Source, tokens: readonly Token[], ifAt: number, report: Report): Generator | undefined {
  const element = parseTokens(source, tokens.slice(0, ifAt), report)
  const condition = parseTokens(source, tokens.slice(ifAt + 1), report)
  const span = { start: 0, end: 0 }
  const one: Expression = { kind: 'number', value: 1, integer: true, text: '1', span }
  return (
    element &&
    condition && {
      element,
      variable: { name: '', span },
      iterator: 'range',
      arguments: [one],
      keyword: undefined,
      condition,
    }
  )
}

function keywordOf([name, , ...value]: readonly Token[], source: Source, report: Report): Keyword | undefined {
  if (name.value !== 'p' && name.value !== 'size') return undefined
  if (value.length === 0) return undefined
  const read = parseTokens(source, value, report)
  return read && { name: name.value, value: read }
}

/** The place of the bracket that closes the one before `from`; -1 if there is none. */
function closing(tokens: readonly Token[], from: number): number {
  let depth = 1
  return tokens.findIndex(({ type }, k) => {
    if (k < from) return false
    if (type === 'open') depth++
    if (type === 'close') depth--
    return depth === 0
  })
}

/** What stands between commas, those within further brackets left alone. */
function listed(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (tokens.length === 0) return []
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.type === 'open') depth++
    if (token.type === 'close') depth--
    if (token.type === 'comma' && depth === 0) parts.push([])
    else parts[parts.length - 1].push(token)
  }
  return parts
}
