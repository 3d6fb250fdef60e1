/** Rows of texts as lines, each column as wide as its widest; the last is not filled up. */
export function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<readonly number[]>(
    (sofar, row) =>
      Array.from({ length: Math.max(sofar.length, row.length) }, (_, k) =>
        Math.max(sofar[k] ?? 0, row[k]?.length ?? 0),
      ),
    [],
  )
  return rows
    .map((row) =>
      row
        .map((text, k) => text.padEnd(widths[k]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
