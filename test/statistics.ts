/** Tests of what was drawn against the distribution that it should have. Seeds are fixed: what passes once passes always. */

/**
 * A chi-square number as a standard normal one (Wilson and Hilferty 1931). Beyond 3.29 in either direction it is by chance
 * once in 1000 times.
 */
export function normalOfChiSquare(chiSquare: number, freedom: number): number {
  const spread = 2 / (9 * freedom)
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread)
}

export const RARE = 3.29

/**
 * How well counts fit probabilities, as a standard normal number. Outcomes of which fewer than 10 are expected are taken
 * together with their neighbours; what is left of the probabilities is one outcome more.
 */
export function chiSquareFit(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const left = 1 - probabilities.reduce((sum, p) => sum + p, 0)
  const cells: { seen: number; expected: number }[] = []
  let open = { seen: 0, expected: 0 }
  for (const [k, p] of [...probabilities, Math.max(left, 0)].entries()) {
    open = { seen: open.seen + (counts[k] ?? 0), expected: open.expected + p * total }
    if (open.expected < 10) continue
    cells.push(open)
    open = { seen: 0, expected: 0 }
  }
  const last = cells.at(-1)
  if (!last || cells.length < 2) throw new Error('too few numbers for a test')
  last.seen += open.seen
  last.expected += open.expected
  const seen = cells.reduce((sum, cell) => sum + cell.seen, 0)
  if (seen !== total) throw new Error(`${total - seen} numbers are none of the outcomes`)
  const chiSquare = cells.reduce((sum, cell) => sum + (cell.seen - cell.expected) ** 2 / cell.expected, 0)
  return normalOfChiSquare(chiSquare, cells.length - 1)
}

/** How often each whole number occurs. */
export function histogram(values: Iterable<number>): readonly number[] {
  const counts: number[] = []
  for (const value of values) {
    while (counts.length <= value) counts.push(0)
    counts[value]++
  }
  return counts
}
