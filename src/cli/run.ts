import { basename, extname } from 'node:path'
import { drive } from '../runtime/node/drive.js'
import { assignments, durationOf } from '../runtime/node/program.js'
import type { Backend } from '../runtime/wasm.js'
import { loadNetwork, type ModelParameters } from './load.js'

export interface RunFlags {
  readonly set?: readonly string[]
  readonly param?: readonly string[]
  readonly duration?: string
  readonly seed?: string
  readonly backend?: string
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** `spikec run FILE` */
export async function run(file: string, flags: RunFlags): Promise<number> {
  const network = await loadNetwork(file, modelParameters(flags.param))
  network.setParameters(assignments(flags.set ?? []))
  if (flags.seed !== undefined) network.setSeed(Number(flags.seed))
  if (flags.backend !== undefined) network.setBackend(flags.backend as Backend)
  const { simulation } = network.inspect()
  const duration = durationOf(flags.duration, simulation.description)
  const { json = false, quiet = false, out } = flags
  const { compile, bind } = network.timings
  return drive(
    simulation,
    { duration, json, quiet, ...(out !== undefined && { out }) },
    { model: modelName(file), compile, bind },
  )
}

export function modelName(file: string): string {
  return basename(file, extname(file))
}

/** `N=1000` as a number, anything else as text. */
export function modelParameters(texts: readonly string[] = []): ModelParameters {
  return Object.fromEntries(
    Object.entries(assignments(texts)).map(([name, value]) => [
      name,
      value !== '' && Number.isFinite(Number(value)) ? Number(value) : value,
    ]),
  )
}
