/** The words for what the grammar could not read: from the token, the one before it, and the part that it stands in. */
import type { Details, Diagnostic, Fix } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { spanOver } from '../diagnostics/source.js'
import type { Token } from './lexer.js'
import { endsValue, isComparator, isName } from './lexer.js'
import type { Passage } from './passage.js'
import { definedName, enclosingBracket, equationHeadLength, headSpan, regionOf } from './passage.js'

/** `index` is the number of tokens if they end too early. */
export function unreadable(passage: Passage, index: number): Diagnostic {
  if (index >= passage.tokens.length) return endedEarly(passage)
  switch (regionOf(passage, index)) {
    case 'expression':
      return misplacedInExpression(passage, index)
    case 'unit':
      return misplacedInUnit(passage, index)
    case 'flags':
      return misplaced(passage, index, flagExpectation(passage.tokens, index))
  }
}

function misplaced({ source, tokens }: Passage, index: number, expected: string, details: Details = {}): Diagnostic {
  const { value, span } = tokens[index]
  return diagnostic('S001', { found: `\`${value}\``, expected }, { source, span, ...details })
}

function endedEarly(passage: Passage): Diagnostic {
  const { kind, source, tokens } = passage
  const last = tokens[tokens.length - 1]
  if (kind === 'equation' && (last.type === 'colon' || endsValue(last))) return missingUnit(passage)
  const what = regionOf(passage, tokens.length) === 'unit' ? 'the name of a unit' : operandOf(last)
  return diagnostic('S002', { expected: `${what} must follow \`${last.value}\`` }, { source, span: last.span })
}

function operandOf(operator: Token): string {
  return /^(?:and|or|not)$/.test(operator.value) ? 'a condition' : 'a value'
}

function missingUnit(passage: Passage): Diagnostic {
  const help = ['append the unit of the variable, such as ` : volt`, or ` : 1` for a number without one']
  return diagnostic('S009', { name: definedName(passage) }, { source: passage.source, span: headSpan(passage), help })
}

function misplacedInExpression(passage: Passage, index: number): Diagnostic {
  const { tokens } = passage
  const token = tokens[index]
  if (token.type === 'colon') return misplacedColon(passage, index)
  if (token.type === 'semicolon') return misplaced(passage, index, separatorExpectation(passage, index))
  return endsValue(tokens[index - 1]) ? misplacedAfterValue(passage, index) : misplacedBeforeValue(passage, index)
}

function separatorExpectation({ kind, tokens }: Passage, index: number): string {
  if (bracketsOpen(tokens, index)) return 'arguments are separated by `,`'
  return kind === 'expression' ? 'there is only one expression' : 'the unit of the equation is missing before it'
}

function misplacedColon(passage: Passage, index: number): Diagnostic {
  const { kind, source, tokens } = passage
  const before = tokens[index - 1]
  const bracket = tokens[enclosingBracket(tokens, index) ?? -1]
  if (bracket?.value === '[') return misplaced(passage, index, 'an index is one number, not a range')
  if (kind === 'equation' && bracket) {
    return diagnostic('S003', { bracket: bracket.value }, { source, span: bracket.span })
  }
  if (kind !== 'equation') return misplaced(passage, index, 'units are declared in equations only')
  return misplaced(passage, index, `${operandOf(before)} must follow \`${before.value}\``)
}

function misplacedAfterValue(passage: Passage, index: number): Diagnostic {
  const { tokens } = passage
  const token = tokens[index]
  if (isComparator(token)) return chainedComparison(passage, index)
  if (token.value === ',') return misplacedComma(passage, index)
  if (token.value === '[') {
    const isSecond = tokens[index - 1].value === ']'
    const allowed = isSecond ? 'both indices stand in one pair of brackets, `W[i,j]`' : 'only a name can have an index'
    return misplaced(passage, index, allowed)
  }
  if (token.type === 'close') return misplaced(passage, index, 'something is missing before it')
  return missingOperator(passage, index)
}

/** `0,5` is a number in many languages; `v = Vr, w = 0*mV` are two statements. */
function misplacedComma(passage: Passage, index: number): Diagnostic {
  const { kind, tokens } = passage
  const [before, comma, after] = [tokens[index - 1], tokens[index], tokens[index + 1]]
  const expected = 'commas only stand between the arguments of a function'
  if (before.type === 'number' && after?.type === 'number' && before.span.end + 1 === after.span.start) {
    const span = spanOver(before.span, after.span)
    const fixes = [{ title: 'write a decimal point', span, replacement: `${before.value}.${after.value}` }]
    return misplaced(passage, index, expected, { fixes })
  }
  if (kind !== 'statement' || bracketsOpen(tokens, index)) return misplaced(passage, index, expected)
  const fixes = [{ title: 'divide statements by', span: comma.span, replacement: ';' }]
  return misplaced(passage, index, expected, { fixes })
}

/** `a < b < c`, mended by naming the middle twice. */
function chainedComparison({ source, tokens }: Passage, index: number): Diagnostic {
  const { span } = tokens[index]
  const first = earlierComparator(tokens, index)
  if (first === undefined) return diagnostic('S008', {}, { source, span })
  const middle = source.text.slice(tokens[first + 1].span.start, tokens[index - 1].span.end)
  const replacement = `and ${middle} ${tokens[index].value}`
  return diagnostic(
    'S008',
    {},
    {
      source,
      span,
      labels: [{ span: tokens[first].span, text: 'the first comparison' }],
      fixes: [{ title: 'write both comparisons', span, replacement }],
    },
  )
}

function earlierComparator(tokens: readonly Token[], index: number): number | undefined {
  let depth = 0
  for (let n = index - 1; n >= 0; n--) {
    if (tokens[n].type === 'close') depth += 1
    if (tokens[n].type === 'open') depth -= 1
    if (depth < 0) return undefined
    if (depth === 0 && isComparator(tokens[n])) return n
  }
  return undefined
}

function missingOperator(passage: Passage, index: number): Diagnostic {
  const { source, tokens } = passage
  const before = tokens[index - 1]
  const expected = `an operator is missing between \`${before.value}\` and it`
  const isNewLine = passage.kind === 'equation' && tokens[index].startsLine
  if (isNewLine) {
    const help = ['if the equation ends before this line, append its unit there, such as ` : volt`']
    return misplaced(passage, index, expected, { help })
  }
  const span = spanOver(before.span, tokens[index].span)
  const text = source.text.slice(span.start, span.end)
  const isProduct = before.type === 'number' || before.type === 'close' || tokens[index].type === 'open'
  if (!isProduct || tokens[index].type === 'word') return misplaced(passage, index, expected)
  const replacement = `${before.value}*${tokens[index].value}`
  const fixes: readonly Fix[] = text.includes('\n') ? [] : [{ title: 'write a product', span, replacement }]
  return misplaced(passage, index, expected, { fixes })
}

function misplacedBeforeValue(passage: Passage, index: number): Diagnostic {
  const { tokens } = passage
  const token = tokens[index]
  const before: Token | undefined = tokens[index - 1]
  if (token.value === 'not') return misplaced(passage, index, 'brackets are needed around the negation')
  if (token.value === '[') return misplaced(passage, index, 'there are no lists in expressions, only indices of a name')
  if (before === undefined) return misplaced(passage, index, 'an expression begins with a value')
  if (token.type === 'close' && before.type === 'open') return misplaced(passage, index, 'the brackets are empty')
  return misplaced(passage, index, `${operandOf(before)} must follow \`${before.value}\``)
}

function misplacedInUnit(passage: Passage, index: number): Diagnostic {
  const { tokens } = passage
  const token = tokens[index]
  if (token.type === 'semicolon') {
    const fixes = [{ title: 'begin a new line', span: token.span, replacement: '\n' }]
    return misplaced(passage, index, 'each equation has a line of its own', { fixes })
  }
  if (token.type === 'assignment') {
    return misplaced(passage, index, 'a declaration has a unit, but no value: set it on the group')
  }
  if (beginsAnother(tokens, index)) return misplaced(passage, index, 'each equation has a line of its own')
  const flags = wordsAfter(passage, index)
  if (flags) return misplaced(passage, index, 'flags stand in brackets', { fixes: [flags] })
  const comment = token.value === '//' ? [{ title: 'begin a comment with', span: token.span, replacement: '#' }] : []
  return misplaced(passage, index, unitExpectation(tokens, index), { fixes: comment })
}

/** `volt unless refractory`: words of flags after a unit. */
function wordsAfter({ source, tokens }: Passage, index: number): Fix | undefined {
  if (!/^(unless|constant|shared|linked|summed|event|clock)$/.test(tokens[index].value)) return undefined
  const span = spanOver(tokens[index].span, tokens[tokens.length - 1].span)
  const text = source.text.slice(span.start, span.end)
  return /^[a-z -]+$/.test(text) ? { title: 'write', span, replacement: `(${text})` } : undefined
}

function unitExpectation(tokens: readonly Token[], index: number): string {
  const token = tokens[index]
  const before = tokens[index - 1]
  if (before.value === '**') return 'the exponent of a unit is a number, such as `2`, `0.5` or `-1`, without brackets'
  if (token.type === 'open') return 'units have no brackets: write `joule/kelvin/mole`'
  if (isName(before) && isName(token)) return 'units are multiplied by `*`'
  return 'a unit is made of names, `*`, `/` and powers, such as `siemens/metre**2`, or is `1`'
}

function flagExpectation(tokens: readonly Token[], index: number): string {
  const before = tokens[index - 1]
  if (beginsAnother(tokens, index)) return 'each equation has a line of its own'
  if (before.type === 'close') return 'the equation ends with its flags'
  if (before.value === '-') return 'a flag is a word such as `event-driven`'
  return 'flags are words, separated by commas'
}

function beginsAnother(tokens: readonly Token[], index: number): boolean {
  if (bracketsOpen(tokens, index)) return false
  const rest = tokens.slice(index)
  const next = rest[equationHeadLength(rest)]
  return isName(rest[0]) && (next?.type === 'colon' || next?.type === 'assignment')
}

function bracketsOpen(tokens: readonly Token[], index: number): boolean {
  return enclosingBracket(tokens, index) !== undefined
}
