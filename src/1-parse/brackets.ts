import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { diagnostic } from '../diagnostics/diagnostic.js'
import type { Source } from '../diagnostics/source.js'
import type { Token } from './lexer.js'

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/** The bracket that is never closed or was never opened, if there is one. */
export function bracketProblem(source: Source, tokens: readonly Token[]): Diagnostic | undefined {
  const open: Token[] = []
  for (const token of tokens) {
    if (token.type === 'open') open.push(token)
    if (token.type !== 'close') continue
    const partner = open.pop()
    if (partner === undefined) return neverOpened(source, token)
    if (closing[partner.value] !== token.value) return wrongKind(source, partner, token)
  }
  const last = open.pop()
  return last && diagnostic('S003', { bracket: last.value }, { source, span: last.span })
}

function neverOpened(source: Source, token: Token): Diagnostic {
  return diagnostic('S004', { bracket: token.value }, { source, span: token.span })
}

function wrongKind(source: Source, partner: Token, token: Token): Diagnostic {
  const right = closing[partner.value]
  return diagnostic(
    'S004',
    { bracket: token.value },
    {
      source,
      span: token.span,
      labels: [{ span: partner.span, text: `this bracket is still open, and \`${right}\` closes it` }],
      fixes: [{ title: `write \`${right}\``, span: token.span, replacement: right }],
    },
  )
}
