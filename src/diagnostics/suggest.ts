/** The candidate nearest to a misspelt name, if one is near enough to be what was meant: at most `most` edits away. */
export function nearest(name: string, candidates: Iterable<string>, most = 3): string | undefined {
  const limit = Math.min(most, name.length <= 3 ? 1 : name.length <= 6 ? 2 : 3)
  let best: string | undefined
  let least = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit || letterDifference(name, candidate) > 2 * limit) continue
    const distance = editDistance(name, candidate)
    const better = distance < least || (distance === least && best !== undefined && candidate < best)
    if (better && distance < Math.max(name.length, candidate.length)) {
      best = candidate
      least = distance
    }
  }
  return best
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours; a swap counts less, and a change of case alone half.
 * The optimal string alignment distance: Damerau (1964), as in Boytsov (2011), section 2.2.
 */
export function editDistance(a: string, b: string): number {
  let [beforeLast, last, row] = scratch(b.length + 1)
  for (let j = 0; j <= b.length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a.charCodeAt(i - 1), b.charCodeAt(j - 1)]
      const cost = x === y ? 0 : lowerCase(x) === lowerCase(y) ? 0.5 : 1
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y)
        best = Math.min(best, beforeLast[j - 2] + 0.75)
      row[j] = best
    }
    ;[beforeLast, last, row] = [last, row, beforeLast]
  }
  return last[b.length]
}

let rows = [new Float64Array(64), new Float64Array(64), new Float64Array(64)]

/** Three rows to compute in, kept from one call to the next: there are thousands of calls for one unknown name. */
function scratch(length: number): readonly Float64Array[] {
  if (rows[0].length < length) rows = rows.map(() => new Float64Array(2 * length))
  return rows
}

/** Names are made of ASCII letters. */
function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code
}

/**
 * How many letters, without their case, only one of the two has. Each edit takes away one and adds one at most, so twice the
 * distance is no less: which spares nearly all of the comparisons in a model of thousands of names.
 */
function letterDifference(a: string, b: string): number {
  let bits = lettersOf(a) ^ lettersOf(b)
  let count = 0
  for (; bits !== 0; bits &= bits - 1) count++
  return count
}

/** A bit for each letter; what is no letter shares the bits of those with the same last five bits, which only makes fewer differ. */
function lettersOf(text: string): number {
  let bits = 0
  for (let k = 0; k < text.length; k++) bits |= 1 << (text.charCodeAt(k) & 31)
  return bits
}
