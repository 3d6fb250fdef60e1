/**
 * Binomial numbers of one n and p from one uniform number each: the alias method (Walker 1977; its table as in Vose 1991, A linear
 * algorithm for generating random numbers with a given distribution).
 */
import { diagnostic, SpikecError } from '../diagnostics/index.js'

/** An outcome this much less likely than the likeliest one is left out: all of them together are nothing to 53 random bits. */
const NOTHING = 2 ** -80

/** More outcomes than any p leaves likelier than that, for the arrays of a table. */
export function mostOutcomes(n: number): number {
  return Math.min(n + 1, Math.ceil(24 * Math.sqrt(n)) + 128)
}

/** Where a table is written: `chance` and `alias` have a place for each outcome, `extent` holds the least one and how many there are. */
export interface BinomialTable {
  readonly chance: Float64Array
  readonly alias: Int32Array
  readonly extent: Float64Array
}

/**
 * Writes the table of n tries with probability p. Of a uniform number u, place k = floor(u*count) gives the outcome
 * least + k if u*count - k < chance[k], else least + alias[k].
 *
 * @throws SpikecError if p is no probability
 */
export function binomialTable(what: string, n: number, p: number, { chance, alias, extent }: BinomialTable): void {
  if (!(p >= 0 && p <= 1)) throw new SpikecError([diagnostic('V020', { name: what, probability: String(p) })])
  const { least, weights } = outcomes(n, p)
  const count = weights.length
  extent[0] = least
  extent[1] = count
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const scaled = weights.map((weight) => (weight / sum) * count)
  const [small, large]: [number[], number[]] = [[], []]
  scaled.forEach((share, k) => {
    ;(share < 1 ? small : large).push(k)
  })
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop() as number, large.pop() as number]
    chance[less] = scaled[less]
    alias[less] = more
    scaled[more] = scaled[more] + scaled[less] - 1
    ;(scaled[more] < 1 ? small : large).push(more)
  }
  // What is left is 1 but for rounding.
  for (const k of [...small, ...large]) {
    chance[k] = 1
    alias[k] = k
  }
}

/** Multiples of the probabilities of `least`, `least` + 1, …, from the likeliest outcome on both ways. */
function outcomes(n: number, p: number): { readonly least: number; readonly weights: number[] } {
  const likeliest = Math.min(n, Math.floor((n + 1) * p))
  const odds = p / (1 - p)
  const above = [1]
  for (let k = likeliest; k < n; k++) {
    const weight = above[above.length - 1] * ((n - k) / (k + 1)) * odds
    if (!(weight > NOTHING)) break
    above.push(weight)
  }
  const below: number[] = []
  for (let k = likeliest, last = 1; k > 0; k--) {
    last *= k / (n - k + 1) / odds
    if (!(last > NOTHING)) break
    below.push(last)
  }
  return { least: likeliest - below.length, weights: [...below.reverse(), ...above] }
}
