/** The rules of connect() as JSON and back. */
import { type MatrixJson, MOST_LISTED, matrixFromJson, matrixToJson, wrong } from './json.js'
import type { ConnectRule } from './spec.js'

const INTEGERS = { uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array } as const

/** Neurons as a list, or, where there are many, as the base64 of their little-endian bytes. */
interface IntegersJson {
  readonly base64: string
  readonly integers: keyof typeof INTEGERS
}

type NeuronsJson = string | readonly number[] | IntegersJson

export type RuleJson = Omit<ConnectRule, 'i' | 'j' | 'nonzero'> & {
  readonly i?: NeuronsJson
  readonly j?: NeuronsJson
  readonly nonzero?: string | MatrixJson
}

export function ruleToJson({ i, j, nonzero, ...rule }: ConnectRule): RuleJson {
  return {
    ...rule,
    ...(i !== undefined && { i: neuronsToJson(i) }),
    ...(j !== undefined && { j: neuronsToJson(j) }),
    ...(nonzero !== undefined && { nonzero: typeof nonzero === 'string' ? nonzero : matrixToJson(nonzero) }),
  }
}

export function ruleFromJson({ i, j, nonzero, ...rule }: RuleJson, at: string): ConnectRule {
  return {
    ...rule,
    ...(i !== undefined && { i: neuronsFromJson(i, `${at}/i`) }),
    ...(j !== undefined && { j: neuronsFromJson(j, `${at}/j`) }),
    ...(nonzero !== undefined && {
      nonzero: typeof nonzero === 'string' ? nonzero : matrixFromJson(nonzero, `${at}/nonzero`),
    }),
  }
}

/** What takes room in a rule. */
export function dataOfRule({ i, j, nonzero }: ConnectRule): readonly unknown[] {
  return [i, j, nonzero]
}

function neuronsToJson(neurons: string | ArrayLike<number>): NeuronsJson {
  if (typeof neurons === 'string') return neurons
  if (neurons.length <= MOST_LISTED) return Array.from(neurons)
  for (const [integers, Kind] of Object.entries(INTEGERS)) {
    if (neurons instanceof Kind) return { base64: base64Of(neurons), integers: integers as keyof typeof INTEGERS }
  }
  const whole = Array.prototype.every.call(neurons, (x) => Number.isInteger(x) && Math.abs(x) < 2 ** 31)
  // What is no number of a neuron is told when the model is compiled, and kept as it is until then.
  return whole ? { base64: base64Of(Int32Array.from(neurons)), integers: 'int32' } : Array.from(neurons)
}

function base64Of({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

function neuronsFromJson(neurons: NeuronsJson, at: string): string | ArrayLike<number> {
  if (typeof neurons === 'string' || !('base64' in neurons)) return neurons
  const Kind = INTEGERS[neurons.integers]
  const bytes = Buffer.from(neurons.base64, 'base64')
  const width = Kind.BYTES_PER_ELEMENT
  if (bytes.byteLength % width !== 0)
    throw wrong(at, `its ${bytes.byteLength} bytes are not a whole number of ${width}-byte integers`)
  return new Kind(new Uint8Array(bytes).buffer)
}
