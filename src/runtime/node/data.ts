/** The data of a bundle. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { diagnostic, SpikecError } from '../../diagnostics/index.js'
import type { Data } from '../kernels.js'
import { reasonOf } from './results.js'

/** Where an array stands among the bundle's bytes. */
export interface DataEntry {
  readonly element: keyof typeof VIEWS
  /** In bytes; a multiple of 8. */
  readonly offset: number
  readonly length: number
}

export type DataTable = Readonly<Record<string, DataEntry>>

export function embeddedData(table: DataTable, base64: string): (name: string) => Data {
  // A copy with a buffer of its own: Buffer's pool would misalign the views.
  return reader(table, new Uint8Array(Buffer.from(base64, 'base64')).buffer)
}

/** Reads the file beside the bundle when the first array is asked for. */
export function dataBeside(table: DataTable, url: string, file: string): (name: string) => Data {
  let read: ((name: string) => Data) | undefined
  return (name) => {
    read ??= reader(table, completeFile(table, new URL(file, url)))
    return read(name)
  }
}

/** A file that was cut off on its way would lack the last of the weights. */
function completeFile(table: DataTable, url: URL): ArrayBuffer {
  const buffer = wholeFile(url)
  const ends = Object.values(table).map(
    ({ element, offset, length }) => offset + length * VIEWS[element].BYTES_PER_ELEMENT,
  )
  const needed = Math.max(0, ...ends)
  if (buffer.byteLength >= needed) return buffer
  throw unreadable(url, `it has ${buffer.byteLength} bytes, and the program needs ${needed}`)
}

function unreadable(url: URL, problem: string): SpikecError {
  const help = ['the weights belong beside the program, in the file that was built with it']
  return new SpikecError([diagnostic('C001', { path: fileURLToPath(url), problem }, { help })])
}

function wholeFile(url: URL): ArrayBuffer {
  try {
    // Read straight into a buffer of its own: views of 8-byte numbers must be aligned, and a large file is held once.
    const handle = openSync(url, 'r')
    try {
      const bytes = new Uint8Array(fstatSync(handle).size)
      for (let at = 0; at < bytes.length; ) {
        const count = readSync(handle, bytes, at, Math.min(bytes.length - at, 1 << 30), at)
        if (count === 0) throw new Error('the file ends too early')
        at += count
      }
      return bytes.buffer
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw unreadable(url, reasonOf(error))
  }
}

const VIEWS = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u32: Uint32Array, u16: Uint16Array } as const

function reader(table: DataTable, buffer: ArrayBuffer): (name: string) => Data {
  return (name) => {
    const entry = Object.hasOwn(table, name) ? table[name] : undefined
    if (!entry) throw new Error(`internal error of spikec: no data ${name}`)
    const { element, offset, length } = entry
    return new VIEWS[element](buffer, offset, length)
  }
}
