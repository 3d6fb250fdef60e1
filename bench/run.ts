/**
 * `npm run bench -- [WORKLOAD…] [options]`; `--help` tells them.
 *
 * Every run is a process of its own, and the programs take turns. stdout carries the results, stderr the progress.
 */
import { cpus } from 'node:os'
import { findBrian } from './brian.js'
import { askedChoice, measure, type Plan } from './measure.js'
import { hasCompiler } from './native.js'
import { readSettings, type Settings, USAGE } from './options.js'
import { BenchError } from './process.js'
import { type BenchResult, failedResult, isSound } from './results.js'
import { countRuns, formatResult } from './table.js'
import type { Workload } from './workloads.js'

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function planFor(settings: Settings, brian: string | null): Promise<Plan> {
  const { asked, runs, brianRuns, python } = settings
  const native = settings.native && (await hasCompiler())
  if (settings.native && !native) progress('there is no g++: the programs written by hand are not measured')
  return { asked, runs, brian: brian === null ? null : { python, asked, runs: brianRuns }, native, progress }
}

/** Brian2's version, where it is wanted and there. */
async function brianVersion({ brianRuns, python }: Settings): Promise<string | null> {
  if (brianRuns === 0) return null
  const version = await findBrian(python)
  if (version === null) progress(`${python} cannot import brian2: only spikec is measured`)
  return version
}

/** A workload that fails does not keep the others from being measured. */
async function resultsOf(workload: Workload, plan: Plan): Promise<readonly BenchResult[]> {
  const chosen = workload.brian2 === null ? { ...plan, brian: null } : plan
  try {
    return await measure(workload, chosen)
  } catch (error) {
    if (!(error instanceof BenchError) || error.exitCode !== 1) throw error
    progress(`${workload.name}: ${error.message}`)
    return [failedResult(workload, askedChoice(workload, plan.asked), error.message)]
  }
}

async function main(args: readonly string[]): Promise<void> {
  const settings = readSettings(args)
  if (settings === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const brian = await brianVersion(settings)
  const plan = await planFor(settings, brian)
  const say = (text: string) => settings.json || process.stdout.write(text)
  const theirs = brian ? `; Brian2 ${brian}, ${countRuns(settings.brianRuns)} a workload` : '; without Brian2'
  say(`Node ${process.versions.node} on ${cpus()[0]?.model ?? process.arch}${theirs}\n\n`)

  const results: BenchResult[] = []
  for (const workload of settings.chosen) {
    for (const result of await resultsOf(workload, plan)) {
      results.push(result)
      say(`${formatResult(result, workload)}\n`)
    }
  }
  if (settings.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
  finish(results)
}

/** What went wrong is said once more at the end, where it is seen. */
function finish(results: readonly BenchResult[]): void {
  const unsound = [...new Set(results.filter((result) => !isSound(result)).map(({ workload }) => workload))]
  if (unsound.length === 0) return
  progress(`bench: FAILED, or NOT THE SAME WORK: ${unsound.join(', ')}`)
  process.exitCode = 1
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BenchError)) throw error
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = error.exitCode
}
