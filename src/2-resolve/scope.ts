/** Which names a string can see. Scopes are looked through from the inside out. */

import { DIMENSIONLESS, type Dimension, findScriptUnit, PHYSICAL_CONSTANTS, SECOND, unitNames } from '../units/index.js'
import type { ModelSymbol, Side, SpecialName, TimedArray, UserFunction, ValueType } from './symbols.js'

/** A name whose definition has been refused: nothing more is said of what uses it. */
export interface Broken {
  readonly kind: 'broken'
}

export interface Found {
  readonly symbol: ModelSymbol | UserFunction | TimedArray | Broken
  readonly side: Side
}

export const BROKEN: Found = { symbol: { kind: 'broken' }, side: 'own' }

export interface Scope {
  /** In the modeller's words: `the equations of P`. */
  readonly where: string
  readonly find: (name: string) => Found | undefined
  readonly names: () => Iterable<string>
  /** Those of them that the model defines: thousands of units are left out. */
  readonly modelNames: () => Iterable<string>
}

/** Numbers that are known everywhere; so are the units and the constants of physics. */
export const LITERAL_NUMBERS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  inf: Number.POSITIVE_INFINITY,
}

function literal(name: string): ModelSymbol | undefined {
  if (Object.hasOwn(LITERAL_NUMBERS, name)) {
    return { kind: 'literal', name, value: LITERAL_NUMBERS[name], dimension: DIMENSIONLESS, what: 'number' }
  }
  const constant = PHYSICAL_CONSTANTS.get(name)
  if (constant) return { kind: 'literal', name, ...constant, what: 'constant' }
  const unit = findScriptUnit(name)
  return unit && { kind: 'literal', name, value: unit.scale, dimension: unit.dimension, what: 'unit' }
}

export const LITERAL_SCOPE: Scope = {
  where: 'the units',
  find: (name) => {
    const symbol = literal(name)
    return symbol && { symbol, side: 'own' }
  },
  names: () => [...Object.keys(LITERAL_NUMBERS), ...PHYSICAL_CONSTANTS.keys(), ...unitNames()],
  modelNames: () => [],
}

/** `incomplete`: some of its definitions could not be read, so a name that is not found may be one of them. */
export function scopeOf(where: string, symbols: ReadonlyMap<string, Found>, outer: Scope, incomplete = false): Scope {
  return {
    where,
    find: (name) => symbols.get(name) ?? outer.find(name) ?? (incomplete ? BROKEN : undefined),
    names: function* () {
      yield* symbols.keys()
      yield* outer.names()
    },
    modelNames: function* () {
      yield* symbols.keys()
      yield* outer.modelNames()
    },
  }
}

/** The same names, said to be seen from another place. */
export function relocated(scope: Scope, where: string): Scope {
  return { ...scope, where }
}

export function special(name: SpecialName, type: ValueType, dimension: Dimension, side: Side = 'own'): [string, Found] {
  return [name, { symbol: { kind: 'special', name, type, dimension }, side }]
}

/** The special variables that every string of a running object sees. */
export const TIME_SPECIALS: readonly (readonly [string, Found])[] = [
  special('t', 'float', SECOND),
  special('dt', 'float', SECOND),
  special('t_in_timesteps', 'integer', DIMENSIONLESS),
]
