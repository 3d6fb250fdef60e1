/**
 * The state of a simulation in a file: a line of JSON, in which arrays are numbered, and then the bytes of the arrays, each at a
 * multiple of 8.
 */
import { readFileSync } from 'node:fs'
import { diagnostic, SpikecError } from '../../diagnostics/index.js'
import type { SimulationDescription } from '../description.js'
import type { Snapshot } from '../snapshot.js'
import { writeFileAtomically } from './output.js'
import { reasonOf } from './results.js'

const FORMAT = 'spikec state 2'

const ARRAYS = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const
type Kind = keyof typeof ARRAYS
type Numbers = InstanceType<(typeof ARRAYS)[Kind]>

interface Blob {
  readonly kind: Kind
  readonly length: number
}

interface Header {
  readonly format: string
  readonly model: string
  readonly name: string
  readonly arrays: readonly Blob[]
  readonly snapshot: unknown
  readonly description: SimulationDescription
}

/** A state, and what it is the state of. */
export interface StoredState {
  readonly snapshot: Snapshot
  readonly description: SimulationDescription
}

export function writeState(file: string, name: string, { snapshot, description }: StoredState): void {
  const arrays: Numbers[] = []
  const numbered = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? { array: arrays.push(value as Numbers) - 1 } : value
  const plain: unknown = JSON.parse(JSON.stringify(snapshot, numbered))
  const blobs = arrays.map((array): Blob => ({ kind: kindOf(array), length: array.length }))
  const { model } = description
  const header: Header = { format: FORMAT, model, name, arrays: blobs, snapshot: plain, description }
  const text = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const pieces = [text, ...arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength))]
  try {
    writeFileAtomically(file, pieces.flatMap(padded))
  } catch (error) {
    throw new SpikecError([diagnostic('C006', { path: file, problem: reasonOf(error) })])
  }
}

function kindOf(array: Numbers): Kind {
  const kind = (Object.keys(ARRAYS) as Kind[]).find((one) => array instanceof ARRAYS[one])
  if (!kind) throw new Error('internal error of spikec: an array of a kind that no file holds')
  return kind
}

function padded(bytes: Uint8Array): readonly Uint8Array[] {
  return [bytes, new Uint8Array((8 - (bytes.byteLength % 8)) % 8)]
}

/** @throws SpikecError if the file holds no state, one of another model, or one of another name */
export function readState(file: string, name: string, model: string): StoredState {
  const bytes = bytesOf(file)
  const { header, start } = headerOf(bytes, file)
  if (header.model !== model) throw wrong(file, 'it is the state of another model')
  if (header.name !== name) throw wrong(file, `it holds \`${header.name}\`, and \`${name}\` is asked for`)
  let at = start
  const arrays = header.arrays.map(({ kind, length }): Numbers => {
    const size = length * ARRAYS[kind].BYTES_PER_ELEMENT
    if (at + size > bytes.byteLength) throw wrong(file, 'it ends before its arrays do')
    // A copy: a view would hold on to the whole file, and may not stand at a multiple of its elements.
    const buffer = bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + at + size)
    at += size + ((8 - (size % 8)) % 8)
    return new ARRAYS[kind](buffer)
  })
  return { snapshot: withArrays(header.snapshot, arrays) as Snapshot, description: header.description }
}

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw wrong(file, isMissing ? 'there is no such file' : reasonOf(error))
  }
}

function headerOf(bytes: Uint8Array, file: string): { readonly header: Header; readonly start: number } {
  const end = bytes.indexOf(10)
  try {
    const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))
    if (header.format === FORMAT) return { header, start: Math.ceil((end + 1) / 8) * 8 }
  } catch {
    // Anything may stand in a file.
  }
  throw wrong(file, 'it is no file that store() has written')
}

function withArrays(value: unknown, arrays: readonly Numbers[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => withArrays(one, arrays))
  const { array } = value as { readonly array?: unknown }
  if (typeof array === 'number') return arrays[array]
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withArrays(one, arrays)]))
}

function wrong(file: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V044', { file, problem })])
}
