import fc from 'fast-check'
import type { BinaryOperator, Equation, Expression, Name, Statement, UnitExpression } from '../../src/1-parse/ast.js'

const span = { start: 0, end: 0 }
const operators: readonly BinaryOperator[] = [
  'or',
  'and',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
]

const anyName: fc.Arbitrary<Name> = fc
  .constantFrom('v', 'ge', 'dv', 'd', 'dt', 'tau_m', 'x_post', '_x1', 'nota', 'Order', 'e', 'e1')
  .map((name) => ({ kind: 'name', name, span }))

const anyNumber = fc
  .constantFrom('0', '1', '42', '1.', '.5', '0.25', '1e-3', '1E5', '2.5e+10', '00', '1e308')
  .map((text): Expression => ({ kind: 'number', value: Number(text), integer: /^\d+$/.test(text), text, span }))

const anyBoolean = fc.boolean().map((value): Expression => ({ kind: 'boolean', value, span }))

export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.oneof(anyName, anyNumber, anyBoolean),
    fc
      .record({ operator: fc.constantFrom('-', '+', 'not'), operand: tie('expression') })
      .map((parts) => ({ kind: 'unary', ...parts, span }) as Expression),
    fc
      .record({ operator: fc.constantFrom(...operators), left: tie('expression'), right: tie('expression') })
      .map((parts): Expression => ({ kind: 'binary', ...parts, span, operatorSpan: span })),
    fc
      .record({ callee: anyName, arguments: fc.array(tie('expression'), { maxLength: 3 }) })
      .map((parts): Expression => ({ kind: 'call', ...parts, span })),
    fc
      .record({ array: anyName, indices: fc.array(tie('expression'), { minLength: 1, maxLength: 2 }) })
      .map((parts): Expression => ({ kind: 'element', ...parts, span })),
  ),
})).expression

const anyUnit: fc.Arbitrary<UnitExpression> = fc
  .constantFrom(
    { text: '1', factors: [] },
    { text: 'volt', factors: [['volt', 1, 1]] as const },
    { text: 'volt**0.5', factors: [['volt', 1, 2]] as const },
    {
      text: 'siemens/metre**2',
      factors: [
        ['siemens', 1, 1],
        ['metre', -2, 1],
      ] as const,
    },
  )
  .map(({ text, factors }) => ({
    factors: factors.map(([name, numerator, denominator]) => ({
      name: { kind: 'name', name, span },
      exponent: { numerator, denominator },
      span,
    })),
    text,
    span,
  }))

const anyFlags = fc.subarray(['unless refractory', 'constant', 'event-driven', 'constant over dt'])

export const anyEquation: fc.Arbitrary<Equation> = fc
  .record({
    kind: fc.constantFrom('differential', 'subexpression', 'parameter'),
    name: anyName,
    expression: anyExpression,
    unit: anyUnit,
    flags: anyFlags,
  })
  .map(({ kind, expression, flags, ...rest }) => {
    const parts = { ...rest, flags: flags.map((name) => ({ name, span })), span }
    return (kind === 'parameter' ? { kind, ...parts } : { kind, expression, ...parts }) as Equation
  })

export const anyStatement: fc.Arbitrary<Statement> = fc
  .record({ target: anyName, operator: fc.constantFrom('=', '+=', '-=', '*=', '/='), value: anyExpression })
  .map((parts) => ({ ...parts, span, operatorSpan: span }) as Statement)

/** Pieces of the language in any order: mostly nonsense, now and then not. */
const pieces =
  `v ge dv dt d / * ** // - + % ( ) [ ] , : ; = += == < <= and or not True 1 .5 2mV 1e-3 # \n \n & ^ ! ? 'x'
  . volt 1 (constant) :volt dv/dt= x= in if lambda − µ τ { } \\ @ %= 0x1 1_0 " 😀 \ud800 \u00a0 \t`.split(' ')

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((chosen) => chosen.join(' ')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((chosen) => chosen.join('')),
)

/** A good text with one piece of it taken out, doubled or replaced. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...pieces))
    .map(([text, at, length, piece]) => {
      const start = at % (text.length + 1)
      return text.slice(0, start) + piece + text.slice(start + length)
    })
}
