/** The samples of broken models: a folder each, with the model, what a message about it should say, and the message. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, lint, Network } from 'spikec'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { SpikecError } from '../../src/diagnostics/index.js'
import type { ModelSpec } from '../../src/model/spec.js'

export interface Sample {
  readonly name: string
  /** What the modeller did. */
  readonly about: string
  /** What a message about it must name (a regular expression). */
  readonly culprit: string
  /** What a message must contain that offers a repair (a regular expression). */
  readonly remedy: string
  /** How many messages it takes, where it is not one. */
  readonly messages?: number
  readonly model: unknown
}

export function samplesIn(folder: string): readonly Sample[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'sample.json')))
    .sort()
    .map((name) => ({ name, ...JSON.parse(readFileSync(join(folder, name, 'sample.json'), 'utf8')) }))
}

/** Everything that `spikec check` says of a sample. */
export function diagnosticsOf({ model }: Pick<Sample, 'model'>): readonly Diagnostic[] {
  const spec = specOf(model)
  if ('diagnostics' in spec) return spec.diagnostics
  return diagnosticsOfSpec(spec)
}

export function diagnosticsOfSpec(spec: ModelSpec): readonly Diagnostic[] {
  return [...check(spec), ...lint(spec)]
}

/** The model as data, or what is wrong with its file. */
export function specOf(model: unknown): ModelSpec | { readonly diagnostics: readonly Diagnostic[] } {
  try {
    return Network.fromJSON(model).spec()
  } catch (error) {
    if (error instanceof SpikecError) return { diagnostics: error.diagnostics }
    throw error
  }
}
