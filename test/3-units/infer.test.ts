import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupsOf } from '../../src/2-resolve/model.js'
import { inferKind } from '../../src/3-units/infer.js'
import type { Kind } from '../../src/3-units/kind.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { numberFromRational } from '../../src/units/index.js'
import { expressionIn, goldenJson, groupSpec, modelSpec, resolved } from '../helpers.js'

fc.configureGlobal({ seed: 1 })

const spec = groupSpec('v : volt\nw : volt\nI : amp\ng : siemens\nx : 1\nb : boolean', {
  namespace: { tau: '20*ms', k: 3 },
})
const { model } = resolved(modelSpec([spec]))
const [group] = groupsOf(model)

interface Inferred {
  readonly kind: readonly number[] | 'boolean' | 'error'
  readonly diagnostics: readonly Diagnostic[]
}

function inferred(text: string): Inferred {
  const { expression, source } = expressionIn(group, text, model.constants)
  const diagnostics: Diagnostic[] = []
  const kind = inferKind(expression, { source, report: (found) => diagnostics.push(found) })
  return { kind: plain(kind), diagnostics }
}

function plain(kind: Kind): Inferred['kind'] {
  return kind.kind === 'number' ? kind.dimension.map(numberFromRational) : kind.kind
}

/** Where spikec is stricter: truth values and numbers are not mixed, and an exponent has no unit. */
const STRICTER: Readonly<Record<string, string>> = {
  'not x': 'U008',
  'v**tau': 'U006',
  'b + 1': 'U009',
  'abs(b)': 'U009',
  'v/b': 'U009',
}

const golden = goldenJson<readonly (readonly [string, Inferred['kind']])[]>('golden/brian.json', import.meta.url)

describe('units are inferred as in Brian', () => {
  test.each(golden.filter(([text]) => !Object.hasOwn(STRICTER, text)))('%s', (text, expected) => {
    const { kind, diagnostics } = inferred(text)
    if (expected === 'error' || typeof expected === 'string' || typeof kind === 'string') expect(kind).toBe(expected)
    else
      expected.forEach((exponent, k) => {
        expect(kind[k]).toBeCloseTo(exponent, 12)
      })
    expect(diagnostics.length > 0).toBe(expected === 'error')
  })

  test.each(Object.entries(STRICTER))('but for %s, which is refused as %s', (text, code) => {
    expect(inferred(text).diagnostics.map((d) => d.code)).toEqual([code])
  })
})

/** Expressions that are right, with what unit they have, and one way to make each wrong. */
const volts = fc.letrec<{ readonly volts: string; readonly plain: string }>((tie) => ({
  volts: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('v', 'w', '(3*mV)', '(I/g)'),
    fc.tuple(tie('volts'), fc.constantFrom(' + ', ' - ', ' % '), tie('volts')).map((parts) => `(${parts.join('')})`),
    fc.tuple(tie('volts'), fc.constantFrom('*', '/'), tie('plain')).map((parts) => `(${parts.join('')})`),
    tie('volts').map((text) => `abs(${text})`),
  ),
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', '2', 'k', 'rand()'),
    tie('volts').map((text) => `exp((${text})/mV)`),
    fc.tuple(tie('volts'), tie('volts')).map(([a, b]) => `int(${a} > ${b})`),
    fc.tuple(tie('plain'), tie('plain')).map(([a, b]) => `(${a} + ${b})`),
  ),
})).volts

describe('properties', () => {
  test('what is built by the rules has its unit, and nothing is said of it', () => {
    fc.assert(
      fc.property(volts, (text) => {
        expect(inferred(text)).toEqual({ kind: inferred('v').kind, diagnostics: [] })
      }),
      { numRuns: 200 },
    )
  })

  test('a number times it and a power of it scale its unit', () => {
    fc.assert(
      fc.property(volts, fc.integer({ min: -3, max: 3 }), (text, n) => {
        const { kind } = inferred(text)
        if (typeof kind === 'string') throw new Error('no unit')
        expect(inferred(`7*(${text})`).kind).toEqual(kind)
        expect(inferred(`(${text})**${n}`).kind).toEqual(kind.map((exponent) => exponent * n + 0))
      }),
      { numRuns: 100 },
    )
  })

  test('one mistake gives one message, however much is built around it', () => {
    fc.assert(
      fc.property(volts, fc.constantFrom('I', 'tau', '1', 'x', 't'), (text, wrong) => {
        const poisoned = `(v + ${wrong})`
        const around = [
          `(${text} - ${poisoned})*${poisoned}`,
          `exp(${poisoned}/w) + 1`,
          `clip(${poisoned}, ${text}, w)`,
        ]
        expect(inferred(around[0]).diagnostics.map((d) => d.code)).toEqual(['U001', 'U001'])
        expect(inferred(around[1]).diagnostics.map((d) => d.code)).toEqual(['U001'])
        expect(inferred(around[2]).diagnostics.map((d) => d.code)).toEqual(['U001'])
      }),
      { numRuns: 50 },
    )
  })

  test('the place of a mistake is the operation that is wrong', () => {
    fc.assert(
      fc.property(volts, (text) => {
        const [found] = inferred(`(${text} + I)/tau`).diagnostics
        expect(found?.span).toEqual({ start: 1, end: 1 + `${text} + I`.length })
        const marked = found?.labels.map(({ span }) => `(${text} + I)/tau`.slice(span.start, span.end))
        expect([text, text.slice(1, -1)]).toContain(marked?.[0])
        expect(marked?.[1]).toBe('I')
      }),
      { numRuns: 50 },
    )
  })
})
