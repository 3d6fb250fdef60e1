/**
 * `npm run bench:weights`: what each form of weights costs, for all pairs of 4000 neurons or for a tenth of them: the figures of
 * docs/weights.md. `npm run bench:weights -- 1000` takes another number of neurons.
 */
import { FORMS } from './children/weight-forms.js'
import { built, root, withFolder } from './folders.js'
import { parseReport, runProgram } from './process.js'
import { median } from './statistics.js'

const RUNS = 3
const FIGURES = ['synapses', 'set_up_ms', 'cpu_ms', 'kept_mb', 'spike_us'] as const
const HEADS = ['synapses', 'set-up ms', 'CPU ms', 'keeps MB', 'CPU µs a spike']

const N = Number(process.argv[2] ?? 4000)

await withFolder(async (folder) => {
  const runs = new Map<string, number[][]>(Object.keys(FORMS).map((form) => [form, []]))
  for (let run = 0; run < RUNS; run++) {
    for (const [form, figures] of runs) {
      const args = ['--expose-gc', built('tools/bench-child.js'), 'weights', JSON.stringify({ form, N, folder })]
      const report = parseReport((await runProgram(process.execPath, args, root)).stdout)
      figures.push(FIGURES.map((figure) => report.number(figure)))
    }
  }
  process.stdout.write(`Node ${process.versions.node}; ${N} neurons, medians of ${RUNS} runs\n\n`)
  line('', HEADS)
  for (const [form, figures] of runs) {
    const cells = FIGURES.map((_, k) => median(figures.map((run) => run[k])))
    line(form, [cells[0].toLocaleString('en'), ...cells.slice(1, 4).map((x) => x.toFixed(0)), cells[4].toFixed(2)])
  }
})

function line(name: string, cells: readonly string[]): void {
  process.stdout.write(`${name.padEnd(26)}${cells.map((cell) => cell.padStart(15)).join('')}\n`)
}
