/** Files that NumPy and SciPy have written are read to the bit; what does not fit is told with its place. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Edges, loadEdges, loadMatrix, type Matrix } from '../../src/index.js'

interface Golden {
  readonly base64: string
  readonly values?: number | readonly number[] | readonly (readonly number[])[]
  readonly matrix?: readonly (readonly number[])[]
  readonly i?: readonly number[]
  readonly j?: readonly number[]
  readonly shape?: readonly number[]
}

const golden = JSON.parse(readFileSync(new URL('golden/files.json', import.meta.url), 'utf8')) as Record<string, Golden>
const bytesOf = (name: string) => new Uint8Array(Buffer.from(golden[name].base64, 'base64'))
const formatOf = (name: string) => name.split('.').at(-1) as 'npy'
const text = (content: string) => new TextEncoder().encode(content)
const listed = ({ data, shape }: Matrix) =>
  shape.length === 1
    ? [...data]
    : Array.from({ length: shape[0] }, (_, i) => [...data.subarray(i * shape[1], (i + 1) * shape[1])])
const triplets = (E: Edges) => Array.from(E.i, (i, k) => [i, E.j[k], E.values.data[k]])

describe('matrices', () => {
  const names = Object.keys(golden).filter((name) => Array.isArray(golden[name].values) && golden[name].i === undefined)

  test.each(names)('%s', (name) => {
    const options = name === 'two.npz' ? { name: 'W' } : {}
    expect(listed(loadMatrix(bytesOf(name), { format: formatOf(name), ...options }))).toEqual(golden[name].values)
  })

  test.each(Object.keys(golden).filter((name) => golden[name].matrix))('%s', (name) => {
    expect(listed(loadMatrix(bytesOf(name)))).toEqual(golden[name].matrix)
  })

  test('numbers of 4 bytes stay so, and have the unit that is said', () => {
    const W = loadMatrix(bytesOf('<f4.npy'), { unit: 'mV' })
    expect(W.data).toBeInstanceOf(Float32Array)
    expect(W.unit).toBe('mV')
  })

  test('doubles are read where they stand', () => {
    const bytes = bytesOf('<f8.npy')
    expect(loadMatrix(bytes).data.buffer).toBe(bytes.buffer)
  })

  test.each(['csr.npz', 'csc packed.npz', 'coo.npz', 'bsr packed.npz', 'dia.npz', 'real.mtx'])(
    '%s is filled up with zeros',
    (name) => {
      expect(listed(loadMatrix(bytesOf(name)))).toEqual(
        [
          [0, 1.5, 0, 2],
          [0, 0, 0, 0],
          [3, 0, 0, 4.5],
        ].map((row) => row),
      )
    },
  )
})

describe('edges', () => {
  const names = Object.keys(golden).filter((name) => golden[name].i)

  test.each(names)('%s', (name) => {
    const { i = [], j = [], values, shape } = golden[name]
    const E = loadEdges(bytesOf(name))
    expect([[...Array.from(E.i)], [...Array.from(E.j)], E.shape]).toEqual([i, j, shape])
    if (values) expect([...E.values.data]).toEqual(values)
    else expect(() => E.values).toThrow(/no values/)
  })

  test('of an archive with arrays of their names', () => {
    const E = loadEdges(bytesOf('edges.npz'), { unit: { w: 'mV' } })
    expect([[...Array.from(E.i)], [...Array.from(E.j)]]).toEqual([
      [2, 0],
      [1, 1],
    ])
    expect(E.columns).toMatchObject({
      w: { unit: 'mV', data: Float64Array.of(0.5, 1.5) },
      delay: { data: Float64Array.of(1, 2) },
    })
  })

  test.each(['array.mtx', 'one.npz', 'version 2.npy'])('of a dense matrix are its entries: %s', (name) => {
    expect(triplets(loadEdges(bytesOf(name)))).toEqual([
      [0, 1, 1.5],
      [1, 0, -2.25],
      [1, 2, 1e300],
    ])
  })
})

describe('tables', () => {
  test.each([
    ['0,1,0.5\n2,0,-1.5\n', {}],
    ['# of edges\n\n0, 1, 5e-1\r\n2, 0, -15E-1\r\n', {}],
    ['0 1 0.5\n  2\t0   -1.5', {}],
    ['0\t1\t.5\n2\t0\t-1.5\n', {}],
    ['1;2;0,5\n3;1;-1,5', { base: 1 }],
    ['\ufeffi,j,values\n0,1,0.5\n2,0,-1.5', {}],
    ['w,target,source\n0.5,1,0\n-1.5,0,2', {}],
    ['"pre" , "post" , "w"\n0,1,0.5\n2,0,-1.5', {}],
  ] as const)('%j', (content, options) => {
    expect(triplets(loadEdges(text(content), { format: 'csv', ...options }))).toEqual([
      [0, 1, 0.5],
      [2, 0, -1.5],
    ])
  })

  test('names may have units', () => {
    const E = loadEdges(text('i,j,w [mV],delay (ms)\n0,1,2,3'), { format: 'csv' })
    expect(E.columns).toMatchObject({ w: { unit: 'mV' }, delay: { unit: 'ms' } })
  })

  test('numbers are read as the language reads them', () => {
    const numbers = [
      '0.1',
      '123456789.123456789',
      '1e-320',
      '4.9e-324',
      '1.7976931348623157e308',
      '0.30000000000000004',
      '9007199254740993',
      '-0',
      '1e22',
      '1e23',
      '3.14159265358979312',
    ]
    const { data } = loadMatrix(text(numbers.join('\n')), { format: 'csv' })
    expect([...data]).toEqual(numbers.map(Number))
  })
})

describe('what does not fit', () => {
  const truncated = (name: string, end: number) => bytesOf(name).slice(0, end)
  const flipped = (name: string, at: number) => {
    const bytes = bytesOf(name)
    bytes[at] ^= 0x55
    return bytes
  }
  const market = (lines: string) => text(`%%MatrixMarket matrix coordinate real general\n${lines}`)

  test.each([
    ['complex.npy', /complex numbers \(<c16\)/],
    ['objects.npy', /Python objects/],
    ['texts.npy', /texts \(<U2\)/],
    ['records.npy', /several fields/],
    ['cube.npy', /3 axes, 2 x 2 x 2/],
    ['two.npz', /has 2 arrays[\s\S]*`W`, `V`/],
    ['complex.mtx', /line 1: `complex`/],
    ['lil.npz', /in the form lil[\s\S]*tocsr/],
    ['broken blocks.npz', /are 2 x 4 x 3 numbers, and 2 blocks of a matrix of 6 x 6/],
    ['broken diagonals.npz', /are 2 x 4 numbers, and its `offsets` are 1/],
  ])('%s', (name, message) => {
    expect(() => loadMatrix(bytesOf(name))).toThrow(message)
  })

  test.each([
    [
      'a .npy that is cut off',
      truncated('<f8.npy', 170),
      /ends too early: 2 x 3 numbers of 8 bytes take 48, and there are 42/,
    ],
    ['a .npy that is cut off in its header', truncated('<f8.npy', 40), /within its header/],
    ['an .npz that is cut off', truncated('one.npz', 200), /was cut off/],
    ['an .npz with a bit that is wrong', flipped('one.npz', 200), /is broken/],
    ['a packed .npz with a bit that is wrong', flipped('large packed.npz', 900), /is broken/],
    ['no Matrix Market', text('%%Matrix\n'), /begins with %%MatrixMarket/],
    ['an entry outside', market('2 2 1\n3 1 1.5\n'), /line 3: an entry at \[3, 1\], counted from 1, of 2 x 2/],
    ['an entry of 0', market('2 2 1\n0 1 1.5\n'), /line 3/],
    ['an entry that is no number', market('2 2 1\n\n1 1 x\n'), /line 4: `x` is no number/],
    ['an entry with more', market('2 2 1\n1 1 1 1\n'), /line 3: `1` stands behind/],
    ['too few entries', market('2 2 2\n1 1 1\n'), /ends after 1 of 2 entries/],
    ['too many entries', market('2 2 1\n1 1 1\n1 2 1\n'), /line 4: there are more entries than 1/],
    ['more entries than there can be', market('2 2 99999999999\n1 1 1\n'), /for which the file is too short/],
    ['no sizes', market('two 2 1\n'), /line 2/],
  ])('%s', (_, bytes, message) => {
    expect(() => loadMatrix(bytes, bytes[0] === 37 ? { format: 'mtx' } : {})).toThrow(message)
  })

  test.each([
    ['0,1,2\n0,1', /line 2: it has 2 fields, and the first line 3/],
    ['0,1,2\n0,1,2,3', /line 2: it has more fields/],
    ['i,j,w\n0,1,2\n0,1,\n', /line 3: it has 2 fields/],
    ['i,j,w\n0,,2\n', /line 2: `,2`|line 2: `` in field 2/],
    ['i,j,w\n0,1,nan\n', /line 2: `nan` in field 3 is no number/],
    ['0,1\n0.5,1\n', /line 2: 0.5 is no neuron/],
    ['0,1\n-1,1\n', /line 2: -1 is no neuron/],
    ['a,b\n0,1', /none of its columns are the neurons: there are `a`, `b`/],
    ['1\n2', /an edge has two neurons/],
    ['', /empty/],
  ])('%j', (content, message) => {
    expect(() => loadEdges(text(content), { format: 'csv' })).toThrow(message)
  })

  test.each([
    ['/there/is/no/such.npy', /C001/],
    ['weights.dat', /ends in none of/],
  ])('%s', (path, message) => {
    expect(() => loadMatrix(path)).toThrow(message)
  })
})
