/** The names of a model that a proposal may be made of, and which of them is meant by the habits of the field. */
import type { Scope } from '../../2-resolve/scope.js'
import type { ModelSymbol } from '../../2-resolve/symbols.js'
import {
  AREA,
  type Dimension,
  dimensionKey,
  divideDimensions,
  equalDimensions,
  FARAD,
  isDimensionless,
  OHM,
  SECOND,
  SIEMENS,
  VOLT,
} from '../../units/index.js'

export interface Known {
  readonly name: string
  readonly symbol: Extract<ModelSymbol, { kind: 'variable' | 'subexpression' | 'constant' }>
  readonly dimension: Dimension
}

export type Vocabulary = readonly Known[]

/** Variables, subexpressions and constants that have a unit, by the name that the string would use, once each. */
export function vocabularyOf(scope: Scope): Vocabulary {
  const seen = new Set<string>()
  const known: Known[] = []
  for (const name of scope.modelNames()) {
    const found = scope.find(name)
    const symbol = found?.symbol
    if (symbol?.kind !== 'variable' && symbol?.kind !== 'subexpression' && symbol?.kind !== 'constant') continue
    if (symbol.type === 'boolean' || (symbol.kind === 'variable' && symbol.role === 'internal')) continue
    const key = `${symbol.owner}.${symbol.name}.${found?.side}`
    if (seen.has(key)) continue
    seen.add(key)
    known.push({ name, symbol, dimension: symbol.dimension })
  }
  return known
}

/** How constants of a kind are called, by the letters that their names begin with. */
const HABITS: ReadonlyMap<string, RegExp> = new Map([
  [dimensionKey(SECOND), /^(tau|t_?[a-z])/i],
  [dimensionKey(VOLT), /^[EVu]/i],
  [dimensionKey(FARAD), /^c/i],
  [dimensionKey(divideDimensions(FARAD, AREA)), /^c/i],
  [dimensionKey(OHM), /^r/i],
  [dimensionKey(SIEMENS), /^g/i],
  [dimensionKey(AREA), /^(area|a$|s$)/i],
])

export interface Wish {
  readonly dimension: Dimension
  /** Names that it may be called after: `taue` after `ge`. */
  readonly after?: readonly string[]
  /** Only those that are called so, where a unit alone does not say enough. */
  readonly called?: RegExp
  /** Names that can't be it, since they stand there already. */
  readonly not?: ReadonlySet<string>
}

/** The names that fit a wish, the likeliest first. */
export function namesFor({ dimension, after = [], called, not }: Wish, known: Vocabulary): readonly Known[] {
  const habit = HABITS.get(dimensionKey(dimension))
  const fitting = known.filter(
    (k) =>
      equalDimensions(k.dimension, dimension) &&
      !isDimensionless(k.dimension) &&
      !not?.has(k.name) &&
      (called === undefined || called.test(k.name)),
  )
  const isNamedAfter = ({ name }: Known) => after.some((other) => tail(other) !== '' && tail(other) === tail(name))
  const likeliest = fitting.filter(isNamedAfter)
  const score = ({ name, symbol }: Known) =>
    (habit?.test(name) ? 4 : 0) +
    (symbol.kind === 'constant' ? 2 : symbol.kind === 'variable' && symbol.role === 'parameter' ? 1 : 0)
  const scored = (likeliest.length > 0 ? likeliest : fitting).map((one, k) => ({ one, k, points: score(one) }))
  return scored.sort((a, b) => b.points - a.points || a.k - b.k).map(({ one }) => one)
}

/** What is left of a name without the letters that say what kind of quantity it is: `e` of `ge`, `taue` and `E_e`. */
function tail(name: string): string {
  return name
    .replace(/_(pre|post)$/, '')
    .replace(/^(tau|delta|gbar|[EVvgIwCRu])_?/i, '')
    .toLowerCase()
}
