/**
 * `npm run tier-up`: how soon V8 replaces the quickly made code of a kernel in WebAssembly by its optimised one. Each model
 * runs in windows of steps, with V8 as it is, with its quick compiler alone, and with its optimising one alone.
 */

import type { TierUpRequest } from './children/tier-up.js'
import { built, root } from './folders.js'
import { parseReport, runProgram } from './process.js'
import { median } from './statistics.js'
import type { ModelName } from './workloads.js'

const WINDOWS = [1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
const MODELS: readonly (readonly [ModelName, Readonly<Record<string, number>>])[] = [
  ['cuba', {}],
  ['cobahh', {}],
  ['dense', { n: 2000 }],
]
const COMPILERS: readonly (readonly [string, readonly string[]])[] = [
  ['as it is', []],
  ['quick alone', ['--liftoff-only']],
  ['optimising alone', ['--no-liftoff']],
]
const RUNS = 3

const heads = WINDOWS.map((_, k) => `from ${WINDOWS.slice(0, k).reduce((sum, steps) => sum + steps, 0)}`)

async function measured(request: TierUpRequest, flags: readonly string[]): Promise<readonly number[]> {
  const args = [...flags, built('tools/bench-child.js'), 'tier-up', JSON.stringify(request)]
  const { stdout } = await runProgram(process.execPath, args, root)
  const report = parseReport(stdout)
  return heads.map((head) => report.number(head))
}

process.stdout.write(`Node ${process.versions.node}; microseconds a step, by the step that a window begins with\n\n`)
for (const [model, params] of MODELS) {
  const rows = [[model, ...heads.map((head) => head.replace('from ', ''))]]
  for (const [name, flags] of COMPILERS) {
    const runs: (readonly number[])[] = []
    for (let run = 0; run < RUNS; run++) {
      runs.push(await measured({ model, params: { ...params, backend: 'wasm' }, windows: WINDOWS }, flags))
    }
    rows.push([name, ...heads.map((_, k) => median(runs.map((run) => run[k])).toFixed(0))])
  }
  for (const [name, ...cells] of rows) {
    process.stdout.write(`${name.padEnd(18)}${cells.map((cell) => cell.padStart(7)).join('')}\n`)
  }
  process.stdout.write('\n')
}
