/** A conformance case as it stands in its file; FORMAT.md beside this says what the keys mean. */

import type { MethodOptions } from '../../src/index.js'

export type Scalar = number | boolean | string
/** `[[1, 2], 'mV']`: numbers in multiples of a unit. */
export type Listed = readonly [values: readonly number[] | readonly (readonly number[])[], unit: string]
export type CaseValue = Scalar | Listed | { readonly array: string }
export type CaseValues = Readonly<Record<string, CaseValue>>

export interface CaseArray {
  readonly values: readonly number[] | readonly (readonly number[])[]
  readonly unit: string
}

export interface CaseGroup {
  readonly id: string
  readonly kind?: string
  readonly N: number
  readonly model?: string
  readonly rates?: CaseValue
  readonly threshold?: string
  readonly reset?: string
  readonly refractory?: string
  readonly link?: Readonly<Record<string, string>>
  readonly link_index?: readonly number[]
  readonly events?: Readonly<Record<string, string>>
  readonly run_on_event?: Readonly<Record<string, string>>
  readonly method?: string
  readonly method_options?: MethodOptions
  readonly dt?: string
  readonly order?: number
  readonly namespace?: Readonly<Record<string, number | string>>
  readonly set?: CaseValues
  /** Of a SpikeGeneratorGroup. */
  readonly indices?: readonly number[]
  readonly times_ms?: readonly number[]
  readonly period?: string
}

export interface CaseConnect {
  readonly generator?: string
  readonly skip_if_invalid?: boolean
  readonly condition?: string | boolean
  readonly p?: number | string
  readonly i?: readonly number[]
  readonly j?: readonly number[]
  readonly nonzero?: string
  readonly n?: number | string
}

export interface CaseSynapses {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly model?: string
  readonly on_pre?: string | Readonly<Record<string, string>>
  readonly on_post?: string | Readonly<Record<string, string>>
  readonly on_event?: string | Readonly<Record<string, string>>
  readonly delay?: string | Readonly<Record<string, string>>
  /** Of pathways: expressions, or milliseconds a synapse. */
  readonly delays?: Readonly<Record<string, string | readonly number[]>>
  readonly orders?: Readonly<Record<string, number>>
  readonly method?: string
  readonly method_options?: MethodOptions
  readonly dt?: string
  readonly order?: number
  readonly multisynaptic_index?: string
  readonly connect?: CaseConnect | readonly CaseConnect[]
  readonly set?: CaseValues
}

export interface CaseMonitor {
  readonly id: string
  readonly kind: string
  readonly source: string
  readonly event?: string
  readonly variables?: readonly string[]
  readonly record?: boolean | readonly number[]
  readonly dt?: string
  readonly when?: string
  readonly order?: number
}

export interface CaseStep {
  readonly set?: Readonly<Record<string, CaseValues>>
  readonly active?: Readonly<Record<string, boolean>>
  readonly duration: string
}

/** One number for each spike or neuron, or one list of them for each recorded neuron. */
export type Quantity = number | readonly number[] | readonly (readonly number[])[]

/** What a run of the model gives, in base SI units. */
export interface Results {
  readonly monitors: Readonly<Record<string, Readonly<Record<string, Quantity>>>>
  readonly final: Readonly<Record<string, Quantity>>
  readonly synapses: Readonly<Record<string, { readonly i: readonly number[]; readonly j: readonly number[] }>>
}

export interface Case {
  readonly name: string
  readonly dt?: string
  readonly namespace?: Readonly<Record<string, number | string>>
  readonly arrays?: Readonly<Record<string, CaseArray>>
  readonly timedArrays?: Readonly<Record<string, CaseArray & { readonly dt: string }>>
  readonly groups: readonly CaseGroup[]
  readonly synapses?: readonly CaseSynapses[]
  readonly monitors?: readonly CaseMonitor[]
  readonly operations?: readonly CaseOperation[]
  readonly run: readonly CaseStep[]
  readonly final?: readonly string[]
  readonly expect_error?: string
  readonly error_mentions?: readonly string[]
  readonly rtol?: number
  /** Results, or, where the reference refuses the model, its own wording. */
  readonly expected: Partial<Results>
}

export interface CaseOperation {
  readonly source: string
  readonly code: string
  readonly dt?: string
  readonly when?: string
  readonly order?: number
}

/** A file that holds no case. */
export class CaseError extends Error {
  override readonly name = 'CaseError'
}

export function parseCase(text: string): Case {
  const found = parseJson(text)
  if (typeof found !== 'object' || found === null) throw new CaseError('the file holds no object')
  const missing = ['name', 'groups', 'run', 'expected'].find((key) => !(key in found))
  if (missing !== undefined) throw new CaseError(`the file is no case: it has no \`${missing}\``)
  return found as Case
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CaseError(`the file is no JSON: ${error instanceof Error ? error.message : error}`)
  }
}
