/** Results as a person reads them. */
import { verdictText } from './agreement.js'
import { type BenchResult, COLUMNS, type Column, type Figures } from './results.js'
import type { Workload } from './workloads.js'

/** One block a workload: a row for each program, and one for how much of Brian2's figure spikec's is. */
export function formatResult(result: BenchResult, { kind, title }: Workload): string {
  const { workload, precision, backend, spikec, error } = result
  const heading = `${workload} (${backend}, ${precision}): ${title}`
  if (spikec === null) return `${heading}\n  NOT MEASURED: ${error ?? 'for no known reason'}\n`
  const lines = [
    heading,
    alignColumns(result.without ? ablationRows(result, spikec) : programRows(result, spikec, COLUMNS[kind])),
    ...verdictLines(result),
    ...silenceLines(spikec),
    `  ${runsLine(result)}`,
  ]
  return `${lines.join('\n')}\n`
}

function programRows(result: BenchResult, spikec: Figures, columns: readonly Column[]): string[][] {
  const row = (name: string, figures: Figures) => [name, ...columns.map((column) => figureText(column, figures))]
  const rows = [['', ...columns.map(({ head }) => head)], row('spikec', spikec)]
  if (result.brian2) rows.push(row('Brian2', result.brian2))
  if (result.native) rows.push(row('by hand', result.native))
  const { ratio, native_ratio } = result
  if (ratio) rows.push(['to Brian2', ...columns.map(({ ratio: name }) => (name ? times(ratio[name]) : ''))])
  if (native_ratio)
    rows.push(['to by hand', ...columns.map(({ key }) => (key === 'sim_s' ? times(native_ratio.sim) : ''))])
  return rows
}

function ablationRows({ without = [] }: BenchResult, spikec: Figures): string[][] {
  const row = (name: string, sim: number, ratio: string) => [name, sim.toFixed(3), ratio]
  return [
    ['', 'sim s', 'ratio'],
    row('all passes', spikec.sim_s, ''),
    ...without.map(({ pass, sim_s, ratio }) => row(`without ${pass}`, sim_s, times(ratio))),
  ]
}

/** Nothing where the program does not have the figure. */
function figureText({ key, digits, scale = 1 }: Column, figures: Figures): string {
  return key in figures ? (figures[key] * scale).toFixed(digits) : ''
}

function verdictLines({ agreement, without = [] }: BenchResult): string[] {
  const found = [
    ['Brian2', agreement.brian2],
    ['the program written by hand', agreement.native],
    ...without.map(({ pass, agreement }) => [`it without ${pass}`, agreement] as const),
  ] as const
  return found.flatMap(([other, verdict]) => (verdict ? [`  ${verdictText(verdict, other)}`] : []))
}

/** Decayed state becomes numbers so small that processors are slow with them, unless something is done about it. */
function silenceLines({ silent_over_active }: Figures): string[] {
  return silent_over_active > 1 ? ['  SLOWER WHEN SILENT: a step costs more when nothing happens'] : []
}

function runsLine({ runs, without }: BenchResult): string {
  const ours = `medians of ${countRuns(runs.spikec)} of spikec`
  const byHand = runs.native > 0 ? `, of ${countRuns(runs.native)} of the program written by hand` : ''
  if (without) return ours
  if (runs.brian2 > 0) return `${ours}, of ${countRuns(runs.brian2)} of Brian2${byHand}`
  return `${ours}${byHand}; Brian2 was not measured`
}

/** The first column to the left, the others, which hold numbers, to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))))
    .map((cells) => `  ${cells.join('  ')}`.trimEnd())
    .join('\n')
}

/** Two digits that count: `0.033`, `0.50`, `12`. */
function times(value: number | null): string {
  return value === null ? 'n/a' : value === 0 ? '0' : value.toPrecision(2)
}

export function countRuns(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`
}
