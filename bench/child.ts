/** One measured run of one workload, in a process of its own. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BenchError, parseReport, runProgram } from './process.js'
import type { BindFigures, Choice, ModelFigures } from './results.js'
import type { BindWorkload, ModelWorkload, Precision, Workload } from './workloads.js'

/** The package's folder, wherever in it this file was bundled to. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)))

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: string }
    if (name === 'spikec') return folder
  }
  if (folder === parse(folder).root) throw new BenchError('The benchmark must lie inside the spikec package', 3)
  return findRoot(dirname(folder))
}

export async function runSpikecModel(workload: ModelWorkload): Promise<ModelFigures & Choice> {
  return withFolder(async (out) => {
    const file = join('bench', 'models', `${workload.model}.ts`)
    const args = [built('src/cli/main.js'), 'run', file, '--json', '--out', out, ...(workload.args ?? [])]
    const { stdout, seconds } = await runProgram(process.execPath, args, root)
    const report = parseReport(stdout)
    const backend = report.text('backend')
    const precision = report.text('precision')
    return {
      setup_s: report.number('timings.setup_s'),
      sim_s: report.number('timings.sim_s'),
      total_s: seconds,
      rss_mb: report.number('rss_mb'),
      spikes: report.number('spikes'),
      ...(backend && { backend }),
      ...((precision === 'f64' || precision === 'f32') && { precision }),
    }
  })
}

/** This program starts itself again as a `bind-child`: one bundle holds both. */
export async function runSpikecBind(workload: BindWorkload, precision: Precision): Promise<BindFigures> {
  const args = ['--expose-gc', process.argv[1], 'bind-child', built('src/index.js'), String(workload.N), precision]
  const { stdout } = await runProgram(process.execPath, args, root)
  return bindFigures(stdout)
}

export async function runBrianModel(python: string, workload: ModelWorkload, seed: number): Promise<ModelFigures> {
  return withFolder(async (directory) => {
    const args = [...brianScript(workload), '--seed', String(seed), '--directory', directory]
    const { stdout, seconds } = await runProgram(python, args, root)
    const report = parseReport(stdout)
    return {
      setup_s: report.number('setup_s'),
      sim_s: report.number('sim_s'),
      total_s: seconds,
      rss_mb: report.number('rss_mb'),
      spikes: report.number('spikes'),
    }
  })
}

export async function runBrianBind(python: string, workload: BindWorkload): Promise<BindFigures> {
  const { stdout } = await runProgram(python, brianScript(workload), root)
  return bindFigures(stdout)
}

/** Brian2's version, or null where this Python has none. */
export async function findBrian(python: string): Promise<string | null> {
  try {
    const { stdout } = await runProgram(
      python,
      ['-W', 'ignore', '-c', 'import brian2; print(brian2.__version__)'],
      root,
    )
    return stdout.trim()
  } catch {
    return null
  }
}

/** A temporary folder, removed when the measuring is over. */
async function withFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'spikec-bench-'))
  try {
    return await measure(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bindFigures(stdout: string): BindFigures {
  const report = parseReport(stdout)
  return {
    bind_s: report.number('bind_s'),
    bytes_per_synapse: report.number('bytes_per_synapse'),
    rss_mb: report.number('rss_mb'),
  }
}

function brianScript(workload: Workload): string[] {
  if (workload.brian2 === null) throw new BenchError(`${workload.name} has no script for Brian2`)
  return [join('bench', 'brian2', workload.brian2), ...(workload.brian2Args ?? [])]
}

function built(path: string): string {
  const file = join(root, 'dist', path)
  if (!existsSync(file)) throw new BenchError(`dist/${path} is missing: build spikec first, with \`npm run build\``, 3)
  return file
}
