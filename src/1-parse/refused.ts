/** What the lexer knows and the language doesn't have: each with what to write instead. */
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import type { Source } from '../diagnostics/source.js'
import type { Token } from './lexer.js'
import { characterName, meantBy } from './lookalikes.js'

/** The diagnostic of the first token that has no place in any expression. */
export function refusal(source: Source, tokens: readonly Token[]): Diagnostic | undefined {
  for (const token of tokens) {
    const refuse = refusals[token.type]
    if (refuse) return refuse(source, token)
  }
  return undefined
}

type Refuse = (source: Source, token: Token) => Diagnostic

const refusals: Readonly<Partial<Record<Token['type'], Refuse>>> = {
  stray: refusedCharacter,
  refusedOperator,
  refusedWord,
  refusedNumber,
  quoted: refusedText,
}

function refusedText(source: Source, token: Token): Diagnostic {
  const inside = token.value.slice(1, -1)
  const fixes = /^[A-Za-z]\w*$/.test(inside) ? replacing(token, inside) : []
  return diagnostic('S015', { text: token.value }, { source, span: token.span, fixes })
}

function replacing(token: Token, replacement: string): readonly Fix[] {
  return [{ title: replacementTitle(replacement), span: token.span, replacement, safe: true }]
}

function replacementTitle(replacement: string): string {
  if (replacement === '') return 'take it out'
  return replacement === ' ' ? 'write a blank' : `write \`${replacement.trim()}\``
}

function refusedCharacter(source: Source, token: Token): Diagnostic {
  const meant = meantBy(token.value)
  const details = meant ? { notes: [meant.note], fixes: replacing(token, meant.replacement) } : characterHelp(token)
  return diagnostic('S006', { character: characterName(token.value) }, { source, span: token.span, ...details })
}

function characterHelp(token: Token) {
  if (token.value === "'") return { help: ["a derivative is written `dv/dt`, not `v'`"] }
  if (token.value === '{' || token.value === '}') return { help: ['brackets are round: `(` and `)`'] }
  return {}
}

interface Instead {
  readonly replacement?: string
  readonly help?: string
}

const ternaryHelp = 'a choice is written with `int`, which gives 1 or 0: `int(v > Vt)*a + int(v <= Vt)*b`'
const bitHelp = 'quantities have no bits'

const operatorsInstead: Readonly<Record<string, Instead>> = {
  '&': { replacement: 'and' },
  '&&': { replacement: 'and' },
  '|': { replacement: 'or' },
  '||': { replacement: 'or' },
  '!': { replacement: 'not ' },
  '~': { replacement: 'not ' },
  '^': { replacement: '**' },
  '===': { replacement: '==' },
  '!==': { replacement: '!=' },
  '<>': { replacement: '!=' },
  '=<': { replacement: '<=' },
  '=>': { replacement: '>=' },
  '<<': { help: bitHelp },
  '>>': { help: bitHelp },
  '?': { help: ternaryHelp },
  '.': { help: 'a name has no parts: give each value a name of its own' },
  is: { replacement: '==' },
  if: { help: ternaryHelp },
  else: { help: ternaryHelp },
  lambda: { help: 'pass a function of your own to the model, and call it by its name' },
  in: { help: 'compare with `==`, and join comparisons by `or`' },
}

/** `np.exp(x)`: functions have no module. */
function refusedModule(source: Source, token: Token): Diagnostic | undefined {
  const [module] = /(?:np|numpy|math|b2|brian2)$/.exec(source.text.slice(0, token.span.start)) ?? []
  if (token.value !== '.' || module === undefined) return undefined
  const span = { start: token.span.start - module.length, end: token.span.end }
  const fixes = [{ title: `functions stand alone: take \`${module}.\` out`, span, replacement: '' }]
  return diagnostic('S007', { operator: token.value }, { source, span: token.span, fixes })
}

function refusedOperator(source: Source, token: Token): Diagnostic {
  const ofModule = refusedModule(source, token)
  if (ofModule) return ofModule
  const { replacement, help } = operatorsInstead[token.value] ?? {}
  return diagnostic(
    'S007',
    { operator: token.value },
    {
      source,
      span: token.span,
      help: help ? [help] : [],
      fixes: replacement ? replacing(token, spaced(source, token, replacement)) : [],
    },
  )
}

/** A word in place of a sign needs blanks around it: `a&b` becomes `a and b`. */
function spaced({ text }: Source, { span }: Token, replacement: string): string {
  if (!/^[a-z]/.test(replacement)) return replacement
  const before = /[\w.)\]]/.test(text.charAt(span.start - 1)) ? ' ' : ''
  const after = replacement.endsWith(' ') || !/\S/.test(text.charAt(span.end)) ? '' : ' '
  return before + replacement + after
}

function refusedWord(source: Source, token: Token): Diagnostic {
  // `lambda : 1` declares a name.
  const isName = /^\s*(?::|=(?!=))/.test(source.text.slice(token.span.end))
  if (!isName && Object.hasOwn(operatorsInstead, token.value)) return refusedOperator(source, token)
  const help = isName ? ['give it another name'] : []
  return diagnostic('S014', { word: token.value }, { source, span: token.span, help })
}

const plainNumber = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const numberThenName = /^((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z_]\w*)$/

interface NumberProblem {
  readonly reason: string
  readonly replacement?: string
}

function refusedNumber(source: Source, token: Token): Diagnostic {
  const { reason, replacement } = numberProblem(token.value)
  const fixes = replacement ? replacing(token, replacement) : []
  return diagnostic('S013', { number: token.value, reason }, { source, span: token.span, fixes })
}

function numberProblem(text: string): NumberProblem {
  if (/^0[xXoObB]/.test(text)) return basedNumberProblem(text)
  const joined = text.replace(/(?<=\d)_(?=\d)/g, '')
  if (joined !== text && plainNumber.test(joined)) {
    return { reason: 'its digits are grouped by `_`', replacement: joined }
  }
  if (plainNumber.test(text)) return plainNumberProblem(text)
  const [, number = '', name = ''] = numberThenName.exec(text) ?? []
  if (number === '') return { reason: 'it has a second point or something else that belongs to no number' }
  if (/^[jJ]$/.test(name)) return { reason: 'quantities are real, not imaginary' }
  return { reason: 'a product is written with `*`', replacement: `${number}*${name}` }
}

function basedNumberProblem(text: string): NumberProblem {
  const value = Number(text)
  const reason = 'numbers are decimal'
  return Number.isSafeInteger(value) ? { reason, replacement: String(value) } : { reason }
}

function plainNumberProblem(text: string): NumberProblem {
  if (!Number.isFinite(Number(text))) return { reason: 'it is too large for the computer; infinity is written `inf`' }
  return { reason: 'it begins with 0', replacement: text.replace(/^0+/, '') }
}
