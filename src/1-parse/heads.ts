/** What stands before the expression: the left side of an equation, the target of a statement. */
import type { Details, Diagnostic } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import { spanOver } from '../diagnostics/source.js'
import type { Token } from './lexer.js'
import { isComparator, isName } from './lexer.js'
import type { Passage } from './passage.js'
import { equationHeadLength, headSpan } from './passage.js'

export function headProblem(passage: Passage): Diagnostic | undefined {
  switch (passage.kind) {
    case 'expression':
      return undefined
    case 'equation':
      return derivativeProblem(passage) ?? equationHeadProblem(passage)
    case 'statement':
      return statementHeadProblem(passage)
  }
}

/** `dv/ds = ...`, `v/dt = ...`: meant as a derivative. */
function derivativeProblem({ source, tokens }: Passage): Diagnostic | undefined {
  const slash = isName(tokens[1]) ? 2 : 1
  const below = tokens[slash + 1]
  const isQuotient = isName(tokens[0]) && tokens[slash]?.value === '/' && isName(below)
  if (!isQuotient || tokens[slash + 2]?.type !== 'assignment' || equationHeadLength(tokens) > 1) return undefined
  const span = spanOver(tokens[0].span, below.span)
  const found = source.text.slice(span.start, span.end)
  if (/^d2/.test(found)) {
    const suggestion = 'write two equations of the first order'
    return diagnostic('S011', { found, suggestion }, { source, span })
  }
  const replacement = `d${slash === 2 ? tokens[1].value : withoutD(tokens[0].value)}/dt`
  const fixes = [{ title: `write \`${replacement}\``, span, replacement }]
  return diagnostic('S011', { found, suggestion: `write \`${replacement}\`` }, { source, span, fixes })
}

function withoutD(name: string): string {
  return name.length > 1 && name.startsWith('d') ? name.slice(1) : name
}

const forms = 'an equation begins with `dv/dt =`, `v =` or `v :`'

function equationHeadProblem(passage: Passage): Diagnostic | undefined {
  const { source, tokens } = passage
  const length = equationHeadLength(tokens)
  const next = tokens[length]
  if (next === undefined) return unfinishedHead(passage)
  if (next.value === '=' && length > 0) return undefined
  if (next.value === ':' && length === 1) return undefined
  if (length === 0) return misplacedInHead(passage, tokens[0], forms)
  if (next.value === '==' || next.type === 'assignment' || next.type === 'refusedAssignment') {
    const fixes = [{ title: 'write `=`', span: next.span, replacement: '=' }]
    return misplacedInHead(passage, next, 'an equation gives its variable a meaning with `=`', { fixes })
  }
  if (next.value === ',') return severalNames(passage, next)
  if (next.value === ':') return misplacedInHead(passage, next, `\`=\` and the rate of change must come before it`)
  const head = source.text.slice(tokens[0].span.start, tokens[length - 1].span.end)
  return misplacedInHead(passage, next, length === 1 ? forms : `\`=\` must follow \`${head}\``)
}

function unfinishedHead(passage: Passage): Diagnostic {
  const { source, tokens } = passage
  const span = headSpan(passage)
  const head = source.text.slice(span.start, span.end)
  const rest = equationHeadLength(tokens) === 1 ? '`:` and a unit, or `=` and an expression,' : '`=` and an expression'
  return diagnostic('S002', { expected: `${rest} must follow \`${head}\`` }, { source, span })
}

/** `a, b : volt` */
function severalNames(passage: Passage, comma: Token): Diagnostic {
  const { source, tokens } = passage
  const colon = tokens.findIndex((token) => token.type === 'colon')
  const list = tokens.slice(0, colon)
  const isList = colon > 0 && list.every((token, n) => (n % 2 === 0 ? isName(token) : token.type === 'comma'))
  const last = tokens[tokens.length - 1]
  const unit = source.text.slice(tokens[Math.max(colon, 0)].span.start, last.span.end)
  const replacement = list.flatMap((token) => (isName(token) ? [`${token.value} ${unit}`] : [])).join('\n')
  const span = spanOver(tokens[0].span, last.span)
  const fixes = isList ? [{ title: 'declare each on a line of its own', span, replacement }] : []
  return misplacedInHead(passage, comma, 'each variable has an equation of its own', { fixes })
}

function misplacedInHead({ source }: Passage, token: Token, expected: string, details: Details = {}): Diagnostic {
  return diagnostic('S001', { found: `\`${token.value}\``, expected }, { source, span: token.span, ...details })
}

function statementHeadProblem(passage: Passage): Diagnostic | undefined {
  const { source, tokens } = passage
  const [target, operator] = tokens
  if (isName(target) && operator?.type === 'assignment') return undefined
  if (isName(target) && operator?.type === 'refusedAssignment') return refusedAssignment(passage)
  if (!isName(target)) {
    return diagnostic('S018', { reason: 'it must begin with the name of a variable' }, { source, span: target.span })
  }
  const fixes =
    operator?.value === '==' ? [{ title: 'write `=`', span: operator.span, replacement: '=', safe: true }] : []
  const { span } = operator ?? target
  return diagnostic('S018', { reason: statementReason(tokens) }, { source, span, fixes })
}

function statementReason(tokens: readonly Token[]): string {
  const [target, operator] = tokens
  if (operator === undefined) return `\`=\` and a value must follow \`${target.value}\``
  if (operator.value === '==') return '`==` compares, `=` assigns'
  if (isComparator(operator)) return `\`${operator.value}\` compares`
  if (operator.value === '[') return 'it changes the variable of each neuron or synapse, not single elements'
  if (operator.value === '(') return 'the value of a function alone changes nothing'
  if (operator.value === ',') return 'it changes one variable'
  if (operator.value === ':') return '`:` and a unit belong to equations'
  if (equationHeadLength(tokens) > 1) return 'a differential equation belongs to the equations of the model'
  return `\`=\` must follow \`${target.value}\``
}

function refusedAssignment({ source, tokens }: Passage): Diagnostic {
  const [target, operator, ...rest] = tokens
  const arithmetic = /^(?:%|\*\*|\/\/)=$/.test(operator.value) ? operator.value.slice(0, -1) : undefined
  const details = { source, span: operator.span }
  if (arithmetic === undefined || rest.length === 0) return diagnostic('S017', { operator: operator.value }, details)
  const value = source.text.slice(rest[0].span.start, rest[rest.length - 1].span.end)
  const replacement = `= ${target.value} ${arithmetic} ${rest.length === 1 ? value : `(${value})`}`
  const span = spanOver(operator.span, rest[rest.length - 1].span)
  const fixes = [{ title: `write \`${target.value} ${replacement}\``, span, replacement, safe: true }]
  return diagnostic('S017', { operator: operator.value }, { ...details, fixes })
}
