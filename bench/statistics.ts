/** The little statistics that a benchmark needs. */

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median of each figure over several runs, figure by figure. */
export function medians<Key extends string>(
  runs: readonly Readonly<Record<Key, number>>[],
  keys: readonly Key[],
): Record<Key, number> {
  const result: Partial<Record<Key, number>> = {}
  for (const key of keys) result[key] = significant(median(runs.map((run) => run[key])), 6)
  return result as Record<Key, number>
}

/** `ours / theirs`: below 1 where ours is smaller. null where there is nothing to divide by. */
export function ratio(ours: number, theirs: number): number | null {
  return theirs > 0 && Number.isFinite(ours) ? significant(ours / theirs, 4) : null
}

export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}
