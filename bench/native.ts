/**
 * Programs written by hand in C++, one for each network, for orientation: about what the machine can do if somebody takes
 * the trouble. They are compiled with the flags that Brian2 uses by default.
 */
import { join } from 'node:path'
import { root } from './folders.js'
import { parseReport, runProgram } from './process.js'
import type { Figures } from './results.js'
import type { ModelWorkload, NativeProgram, Precision } from './workloads.js'

const COMPILER = 'g++'
const FLAGS = ['-O3', '-march=native', '-ffast-math']

export async function hasCompiler(): Promise<boolean> {
  try {
    await runProgram(COMPILER, ['--version'], root)
    return true
  } catch {
    return false
  }
}

/** Compiles a program into a folder; gives its file. */
export async function compileNative(program: NativeProgram, folder: string): Promise<string> {
  const file = join(folder, program)
  await runProgram(COMPILER, [...FLAGS, '-o', file, join('bench', 'native', `${program}.cpp`)], root)
  return file
}

export async function runNative(
  file: string,
  workload: ModelWorkload,
  precision: Precision,
  seed: number,
): Promise<Figures> {
  const { params, duration, native } = workload
  const args = [params.n, duration, seed, ...(native?.args ?? []), precision === 'f32' ? 'single' : 'double']
  const { stdout } = await runProgram(file, args.map(String), root)
  return parseReport(stdout).numbers({ sim_s: 'sim_s', spikes: 'spikes' })
}

/** Whether there is a program for this precision: only dense weights are written for both. */
export function hasNative(workload: ModelWorkload, precision: Precision): boolean {
  return workload.native !== null && (precision === 'f64' || workload.native.program === 'dense')
}
