/** The candidate nearest to a misspelt name, if one is near enough to be what was meant: at most `most` edits away. */
export function nearest(name: string, candidates: Iterable<string>, most = 3): string | undefined {
  const limit = Math.min(most, name.length <= 3 ? 1 : name.length <= 6 ? 2 : 3)
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit || (limit === 1 && differAtBothEnds(name, candidate))) continue
    const distance = editDistance(name, candidate)
    const better = distance < least || (distance === least && best !== undefined && candidate < best)
    if (better && distance < Math.max(name.length, candidate.length)) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** One change leaves the first or the last letter as it was, unless it swaps the two of a short name. */
function differAtBothEnds(a: string, b: string): boolean {
  const differ = (x: string | undefined, y: string | undefined) => x?.toLowerCase() !== y?.toLowerCase()
  return a.length > 2 && differ(a[0], b[0]) && differ(a.at(-1), b.at(-1))
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours; a swap counts less, and a change of case alone half.
 * The optimal string alignment distance: Damerau (1964), as in Boytsov (2011), section 2.2.
 */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const cost = same ? 0 : a[i - 1].toLowerCase() === b[j - 1].toLowerCase() ? 0.5 : 1
      let best = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2][j - 2] + 0.75)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length][b.length]
}
