/** What is read from bytes, whatever they are given as. */
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { readEdges, readMatrix } from '../../src/formats/index.js'

const bytes = new TextEncoder().encode('0,1,0.5\n2,0,-1.5\n')
const golden = JSON.parse(readFileSync(new URL('golden/files.json', import.meta.url), 'utf8'))
const bytesOf = (name: string) => new Uint8Array(Buffer.from(golden[name].base64, 'base64'))

describe('bytes', () => {
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  test.each([
    ['an ArrayBuffer', bytes.slice().buffer],
    ['a SharedArrayBuffer', shared],
    ['a part of one', new Uint8Array([...[1, 2, 3], ...bytes]).subarray(3)],
    ['a Buffer', Buffer.from(bytes)],
    ['a DataView', new DataView(bytes.buffer)],
    ['one of another frame', runInNewContext(`Uint8Array.from([${bytes}]).buffer`)],
  ])('%s', (_, source) => {
    expect(readMatrix(source as Uint8Array)).toEqual({ data: Float64Array.of(0, 1, 0.5, 2, 0, -1.5), shape: [2, 3] })
  })
})

test('a vector has one axis, and a number is a vector of one', () => {
  expect(readMatrix(bytesOf('vector.npy'))).toEqual({ data: Float64Array.of(1.5, 2.5), shape: [2] })
  expect(readMatrix(bytesOf('scalar.npy'))).toEqual({ data: Float64Array.of(2.5), shape: [1] })
})

test('what the platform has for DEFLATE is taken in place of what is built in', () => {
  const asked: number[] = []
  const inflate = (_: Uint8Array, size: number) => {
    asked.push(size)
    throw new Error('not today')
  }
  expect(() => readMatrix(bytesOf('one packed.npz'), { inflate })).toThrow(/is broken/)
  expect(asked).toHaveLength(1)
  expect(() => readEdges(bytesOf('csr packed.npz'), { inflate })).toThrow(/is broken/)
})

describe('what is wrong', () => {
  const asMatrix = (source: unknown, options?: unknown) => () => readMatrix(source as Uint8Array, options as object)
  const asEdges = (source: unknown, options?: unknown) => () => readEdges(source as Uint8Array, options as object)
  test.each([
    ['a name in place of bytes', asMatrix('W.npy'), /V037.*the data: the bytes of a file are an ArrayBuffer/],
    ['a promise', asEdges(Promise.resolve(bytes)), /await response.arrayBuffer\(\)/],
    ['a format that there is not', asMatrix(bytes, { format: 'mat' }), /'npy', 'npz', 'mtx', 'csv', and not 'mat'/],
    ['neurons counted from 2', asEdges(bytes, { base: 2 }), /counted from 0 or from 1, and not from 2/],
    ['an option of the other', asMatrix(bytes, { base: 1 }), /V014.*`base`/],
    ['a misspelt option', asMatrix(bytes, { fromat: 'csv' }), /did you mean `format`/],
    ['a vector for edges', asEdges(bytesOf('vector.npy')), /it has 1 axis, and a matrix has 2/],
    ['its name in messages', asEdges(bytes, { file: 'E.csv', base: 1 }), /E.csv: line 1: 0 is no neuron/],
  ])('%s', (_, read, message) => {
    expect(read).toThrow(message)
  })
})
