import { basename, extname } from 'node:path'
import { loadModelFile, type ModelParameters } from '../model/load.js'
import type { Network } from '../model/network.js'
import type { Precision } from '../model/spec.js'
import type { SimulationDescription } from '../runtime/description.js'
import { drive } from '../runtime/node/drive.js'
import { assignments, durationOf, seedOf } from '../runtime/node/program.js'
import type { ResultsFormat } from '../runtime/node/save.js'
import type { Backend } from '../runtime/wasm.js'
import { parseQuantity } from '../units/index.js'

export interface RunFlags {
  readonly set?: readonly string[]
  readonly param?: readonly string[]
  readonly duration?: string
  readonly seed?: string
  readonly backend?: string
  readonly precision?: string
  readonly passes?: string
  readonly out?: string
  readonly format?: ResultsFormat
  readonly json?: boolean
  readonly quiet?: boolean
  readonly allowNan?: boolean
  readonly profile?: boolean
}

/** `spikec run FILE` */
export async function run(file: string, flags: RunFlags): Promise<number> {
  const { network, picture } = await loadModelFile(file, modelParameters(flags.param))
  network.setParameters(assignments(flags.set ?? []))
  if (flags.precision !== undefined) network.setPrecision(flags.precision as Precision)
  if (flags.backend !== undefined) network.setBackend(flags.backend as Backend)
  if (flags.passes !== undefined) network.setPasses(flags.passes)
  if (flags.seed !== undefined) network.setSeed(seedOf(flags.seed))
  const { simulation } = network.inspect()
  const duration = durationIn(network, flags.duration)
  const { json = false, quiet = false, allowNan = false, profile = false, out, format } = flags
  const { compile, bind } = network.timings
  if (!quiet && !json) process.stderr.write(chosenMethods(simulation.description))
  return drive(
    simulation,
    {
      duration,
      json,
      quiet,
      allowNan,
      profile,
      ...(out !== undefined && { out }),
      ...(format !== undefined && { format }),
      ...(picture && { picture }),
    },
    { model: modelName(file), compile, bind },
  )
}

/** A line for each group, and for synapses, whose method the model leaves open: what was taken, and why. */
function chosenMethods({ groups, synapses }: SimulationDescription): string {
  return [...groups, ...synapses]
    .flatMap(({ name, method, chosen }) =>
      chosen === undefined ? [] : [`${name}: method ${method} (chosen: ${chosen})\n`],
    )
    .join('')
}

/** A quantity is read as a bundle reads it; anything else may name constants of the network. */
function durationIn(network: Network, text: string | undefined): number {
  const isQuantity = text === undefined || parseQuantity(text).kind === 'quantity'
  return isQuantity ? durationOf(text, network.inspect().simulation.description) : network.seconds(text)
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
