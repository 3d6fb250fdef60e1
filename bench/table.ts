/** Results as a person reads them. */
import { type BenchResult, type BindFigures, type BindResult, isBindResult, type ModelFigures } from './results.js'

const MODEL_HEAD = ['', 'setup s', 'sim s', 'total s', 'memory MB', 'spikes']
const BIND_HEAD = ['', 'bind ms', 'bytes/synapse', 'memory MB']

/** One block a workload: a row for spikec, one for Brian2 and one for how many times more Brian2 needs. */
export function formatResult(result: BenchResult, title: string): string {
  const { workload, precision, backend, runs } = result
  const heading = `${workload} (${backend}, ${precision}): ${title}`
  const rows = isBindResult(result) ? bindRows(result) : modelRows(result)
  const theirs = runs.brian2 > 0 ? `, of ${countRuns(runs.brian2)} of Brian2` : '; Brian2 was not measured'
  return `${heading}\n${alignColumns(rows)}\n  medians of ${countRuns(runs.spikec)} of spikec${theirs}\n`
}

function modelRows(result: Exclude<BenchResult, BindResult>): string[][] {
  const row = (name: string, f: ModelFigures) => [
    name,
    f.setup_s.toFixed(2),
    f.sim_s.toFixed(3),
    f.total_s.toFixed(2),
    f.rss_mb.toFixed(0),
    f.spikes.toFixed(0),
  ]
  const rows = [MODEL_HEAD, row('spikec', result.spikec)]
  if (result.brian2) rows.push(row('Brian2 C++', result.brian2))
  if (result.ratio) {
    const { setup, sim, total, rss } = result.ratio
    rows.push(['ratio', times(setup), times(sim), times(total), times(rss), ''])
  }
  return rows
}

function bindRows(result: BindResult): string[][] {
  const row = (name: string, f: BindFigures) => [
    name,
    (f.bind_s * 1000).toFixed(1),
    f.bytes_per_synapse.toFixed(2),
    f.rss_mb.toFixed(0),
  ]
  const rows = [BIND_HEAD, row('spikec', result.spikec)]
  if (result.brian2) rows.push(row('Brian2', result.brian2))
  if (result.ratio) rows.push(['ratio', times(result.ratio.bind), times(result.ratio.bytes), ''])
  return rows
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
