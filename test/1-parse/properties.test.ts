import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokensOf } from '../../src/1-parse/lexer.js'
import { printEquation, printExpression, printStatement } from '../../src/1-parse/print.js'
import { equationGrammar, expressionGrammar, readings, statementGrammar } from '../../src/1-parse/read.js'
import { anyEquation, anyExpression, anyStatement, anyText, mutated } from './arbitraries.js'
import type { Kind } from './support.js'
import { equationsOf, expressionOf, outcomeOf, statementsOf, subexpressionsOf, withoutSpans } from './support.js'

const runs = { numRuns: 400 }
const kinds: readonly Kind[] = ['expression', 'equations', 'statements']
const grammars = { expression: expressionGrammar, equations: equationGrammar, statements: statementGrammar }

const texts: Readonly<Record<Kind, fc.Arbitrary<string>>> = {
  expression: anyExpression.map(printExpression),
  equations: fc.array(anyEquation, { minLength: 1, maxLength: 3 }).map((e) => e.map(printEquation).join('\n')),
  statements: fc.array(anyStatement, { minLength: 1, maxLength: 3 }).map((s) => s.map(printStatement).join('\n')),
}

describe('printing and reading again', () => {
  test('gives the same expression', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        expect(withoutSpans(expressionOf(printExpression(expression)))).toEqual(withoutSpans(expression))
      }),
      runs,
    )
  })

  test('gives the same equation', () => {
    fc.assert(
      fc.property(anyEquation, (equation) => {
        expect(withoutSpans(equationsOf(printEquation(equation)))).toEqual([withoutSpans(equation)])
      }),
      runs,
    )
  })

  test('gives the same statement', () => {
    fc.assert(
      fc.property(anyStatement, (statement) => {
        expect(withoutSpans(statementsOf(printStatement(statement)))).toEqual([withoutSpans(statement)])
      }),
      runs,
    )
  })
})

describe('spans', () => {
  test('of every expression cover a text with the same meaning', () => {
    fc.assert(
      fc.property(anyExpression, fc.constantFrom('', ' ', '\n', ' # note\n'), (expression, blank) => {
        const text = blank + printExpression(expression).replaceAll(' ', ` ${blank}`)
        for (const node of subexpressionsOf(expressionOf(text))) {
          const own = text.slice(node.span.start, node.span.end)
          expect(withoutSpans(expressionOf(own))).toEqual(withoutSpans(node))
        }
      }),
      runs,
    )
  })

  test('of operators cover the operator', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const text = printExpression(expression)
        for (const node of subexpressionsOf(expressionOf(text))) {
          if (node.kind !== 'binary') continue
          expect(text.slice(node.operatorSpan.start, node.operatorSpan.end)).toBe(node.operator)
        }
      }),
      runs,
    )
  })

  test('of equations and statements cover their text', () => {
    fc.assert(
      fc.property(anyEquation, anyStatement, (equation, statement) => {
        const [equationText, statementText] = [printEquation(equation), printStatement(statement)]
        const [read] = equationsOf(`\n  ${equationText}  # note`)
        const [assigned] = statementsOf(` ${statementText} ; `)
        expect(read.span).toEqual({ start: 3, end: 3 + equationText.length })
        expect(assigned.span).toEqual({ start: 1, end: 1 + statementText.length })
      }),
      runs,
    )
  })
})

describe.each(kinds)('any text given as %s', (kind) => {
  test('is read or refused with a place inside it', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, mutated(texts[kind]), mutated(mutated(texts[kind]))), (text) => {
        const { trees, diagnostics } = outcomeOf(kind, text)
        expect(trees.length + diagnostics.length).toBeGreaterThan(0)
        if (kind === 'expression') expect(trees.length + diagnostics.length).toBe(1)
        for (const { code, span = { start: -1, end: -1 }, labels, fixes } of diagnostics) {
          expect(code).not.toBe('S016')
          for (const place of [span, ...labels.map((l) => l.span), ...fixes.map((f) => f.span)]) {
            expect(place.start).toBeGreaterThanOrEqual(0)
            expect(place.end).toBeGreaterThanOrEqual(place.start)
            expect(place.end).toBeLessThanOrEqual(text.length)
          }
          if (code !== 'S005') expect(span.end).toBeGreaterThan(span.start)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('has one reading at most', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, texts[kind], mutated(texts[kind])), (text) => {
        const { results } = readings<unknown>(grammars[kind], tokensOf(text))
        expect(results.length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
  })

  test('has a mistake reported once, however its neighbours look', () => {
    if (kind === 'expression') return
    fc.assert(
      fc.property(texts[kind], texts[kind], (before, after) => {
        const broken = kind === 'equations' ? 'zz = 1 1 : volt' : 'zz = 1 1'
        const { trees, diagnostics } = outcomeOf(kind, `${before}\n${broken}\n${after}`)
        expect(diagnostics.map((d) => d.code)).toEqual(['S001'])
        expect(trees).toHaveLength(outcomeOf(kind, before).trees.length + outcomeOf(kind, after).trees.length)
      }),
      { numRuns: 100 },
    )
  })
})
