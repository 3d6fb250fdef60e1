import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type Dimension, numberFromRational, type Rational, rational } from '../../src/units/index.js'

export type Golden = {
  readonly units: readonly {
    readonly dimension: readonly number[]
    readonly units: Readonly<Record<string, readonly [bits: string, display: string]>>
  }[]
  readonly baseUnits: readonly string[]
  readonly onlyInScripts: Readonly<Record<string, readonly [bits: string, dimension: readonly number[]]>>
  readonly leftOut: readonly string[]
  readonly constants: Readonly<Record<string, readonly [bits: string, dimension: readonly number[]]>>
  readonly quantities: readonly {
    readonly text: string
    readonly bits: string
    readonly dimension: readonly number[]
  }[]
}

/** What Brian2 gave, written by brian-units.py. */
export const golden: Golden = JSON.parse(readFileSync(new URL('./golden/brian-units.json', import.meta.url), 'utf8'))

export function bitsOf(x: number): string {
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleBE(x)
  return buffer.toString('hex')
}

export function exponentsOf(d: Dimension): readonly number[] {
  return d.map(numberFromRational)
}

export function withoutNegativeZeros(exponents: readonly number[]): readonly number[] {
  return exponents.map((each) => each + 0)
}

export const smallRational: fc.Arbitrary<Rational> = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([n, d]) => rational(n, d))

export const usualExponent: fc.Arbitrary<Rational> = fc
  .tuple(fc.integer({ min: -6, max: 6 }), fc.constantFrom(1, 1, 1, 2, 3))
  .map(([n, d]) => rational(n, d))

export const anyDimension: fc.Arbitrary<Dimension> = fc.tuple(
  usualExponent,
  usualExponent,
  usualExponent,
  usualExponent,
  usualExponent,
  usualExponent,
  usualExponent,
)
