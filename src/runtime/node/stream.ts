/** Files that recordings are appended to as they come: whole at any time, however a run ends. */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, realpathSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { diagnostic, SpikecError } from '../../diagnostics/index.js'
import { littleEndian, npyHeaderOf, npyType } from '../../formats/write-npy.js'
import type { Numbers } from '../recording.js'
import type { RecordedChunk, Sink } from '../streaming.js'
import { csvField, csvNumber } from './output.js'
import { reasonOf } from './results.js'

/** What a file of one kind is made of. */
interface Format {
  /** What it begins with, for so many records like those of `chunk`: of the same length for any number of them. */
  readonly head: (chunk: RecordedChunk, records: number) => Uint8Array
  readonly records: (chunk: RecordedChunk) => Uint8Array
}

/**
 * A `.npy` or `.csv` file, in base SI units. A file of this name that is there already is replaced at the end of the first
 * run, by the new one that has grown beside it until then.
 */
export function fileSink(path: string): Sink {
  const format = FORMATS[extname(path)]
  if (!format) {
    const problem = `${JSON.stringify(path)} is neither a .npy nor a .csv file`
    throw new SpikecError([diagnostic('V008', { what: 'streamTo()', problem })])
  }
  let file: GrowingFile | undefined
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      throw new SpikecError([diagnostic('C006', { path, problem: reasonOf(error) })])
    }
  }
  return {
    where: path,
    take: (chunk) =>
      attempt(() => {
        file ??= startedFile(path, format, chunk)
        file.append(chunk)
      }),
    pause: () => attempt(() => file?.settle()),
  }
}

interface GrowingFile {
  readonly append: (chunk: RecordedChunk) => void
  /** Gives it the name that it is meant to have. */
  readonly settle: () => void
}

function startedFile(path: string, format: Format, like: RecordedChunk): GrowingFile {
  const target = existsSync(path) ? realpathSync(path) : path
  let at = existsSync(target) ? besides(target) : target
  const head = format.head(like, 0)
  writeFileSync(at, head, { flag: 'wx' })
  let end = head.length
  let records = 0
  return {
    append: (chunk) => {
      const data = format.records(chunk)
      const file = openSync(at, 'r+')
      try {
        // Records are counted after they are there: until then, a reader sees those before.
        writeAt(file, data, end)
        writeAt(file, format.head(chunk, records + chunk.t.length), 0)
      } finally {
        closeSync(file)
      }
      end += data.length
      records += chunk.t.length
    },
    settle: () => {
      if (at === target) return
      renameSync(at, target)
      at = target
    },
  }
}

function besides(path: string): string {
  return join(dirname(path), `.${process.pid}-${randomBytes(6).toString('hex')}-${basename(path)}`)
}

function writeAt(file: number, bytes: Uint8Array, place: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, 1 << 30), place + done)
}

interface Field {
  readonly name: string
  readonly values: Numbers
  /** Values a record; undefined for a plain number. */
  readonly width: number | undefined
}

function fieldsOf({ t, i, rate, values, width, recorded }: RecordedChunk): readonly Field[] {
  const plain = (name: string, numbers: Numbers): Field => ({ name, values: numbers, width: undefined })
  return [
    plain('t', t),
    ...(i ? [plain('i', i)] : []),
    ...(rate ? [plain('rate', rate)] : []),
    ...Object.entries(values).map(([name, numbers]) => ({
      name,
      values: numbers,
      width: recorded ? width : undefined,
    })),
  ]
}

/** Digits of the largest number of records that may be. */
const DIGITS = 16

/** An array of records: `np.load(file)['v']` has a row for each sample, `['t']` their times. */
const npy: Format = {
  head: (chunk, records) => {
    const fields = fieldsOf(chunk).map(({ name, values, width }) => {
      // Bytes are truth values: integers have four.
      const type = values instanceof Uint8Array ? '|b1' : npyType(values)
      return `('${name}', '${type}'${width === undefined ? '' : `, (${width},)`})`
    })
    return npyHeaderOf(`[${fields.join(', ')}]`, [records], DIGITS - String(records).length)
  },
  records: (chunk) => {
    const fields = fieldsOf(chunk).map(({ values, width = 1 }) => ({
      bytes: littleEndian(values),
      size: values.BYTES_PER_ELEMENT * width,
    }))
    const size = fields.reduce((sum, field) => sum + field.size, 0)
    const out = new Uint8Array(chunk.t.length * size)
    let offset = 0
    for (const { bytes, size: own } of fields) {
      for (let n = 0; n < chunk.t.length; n++) out.set(bytes.subarray(n * own, (n + 1) * own), n * size + offset)
      offset += own
    }
    return out
  },
}

/** A line of headers, then a line a record; of a state monitor `v[7]` is the v of neuron 7. */
const csv: Format = {
  head: (chunk) => {
    const names = fieldsOf(chunk).flatMap(({ name, width }) =>
      width === undefined ? [name] : Array.from(chunk.recorded ?? [], (number) => `${name}[${number}]`),
    )
    return encoded(`${names.map(csvField).join(',')}\n`)
  },
  records: (chunk) => {
    const fields = fieldsOf(chunk)
    const lines = Array.from(chunk.t, (_, n) =>
      fields
        .flatMap(({ values, width = 1 }) => Array.from(values.subarray(n * width, (n + 1) * width), csvNumber))
        .join(','),
    )
    return encoded(lines.map((line) => `${line}\n`).join(''))
  },
}

const FORMATS: { readonly [extension: string]: Format | undefined } = { '.npy': npy, '.csv': csv }

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
