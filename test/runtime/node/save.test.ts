import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Network, NeuronGroup, PopulationRateMonitor, SpikeMonitor, StateMonitor } from '../../../src/index.js'
import { zipped } from '../../../src/runtime/node/zip.js'
import { readHeader, readNumbers } from './npy.js'

const folder = mkdtempSync(join(tmpdir(), 'spikec-save-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Bit by bit, as the polynomial's division is described. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

/** What an archive holds, read from its directory at the end (APPNOTE 6.3), each checked against its checksum. */
function unzipped(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const end = bytes.length - 22
  if (bytes.readUInt32LE(end) !== 0x06054b50) throw new Error('no end of a directory')
  let at = bytes.readUInt32LE(end + 16)
  const files = new Map<string, Buffer>()
  for (let k = 0; k < bytes.readUInt16LE(end + 10); k++) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry of a directory')
    const [length, start] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
    const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset))
    const name = bytes.subarray(at + 46, at + 46 + length).toString('utf8')
    if (bytes.readUInt32LE(start) !== 0x04034b50 || bytes.readUInt16LE(start + 8) !== 0) throw new Error('not stored')
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    const content = bytes.subarray(from, from + size)
    if (packed !== size || crc32(content) !== crc) throw new Error(`${name} is not what it was`)
    if (bytes.readUInt32LE(from + size) !== 0x08074b50 || bytes.readUInt32LE(from + size + 4) !== crc)
      throw new Error(`${name} has no checksum behind it`)
    files.set(name, content)
    at += 46 + length
  }
  if (at !== end) throw new Error('the directory is longer than its entries')
  return files
}

function texts(bytes: Buffer): readonly (readonly string[])[] {
  const { descr, shape, body } = readHeader(bytes)
  const width = Number(/^'<U(\d+)'$/.exec(descr)?.[1])
  const cell = (k: number) =>
    Array.from({ length: width }, (_, at) => body.readUInt32LE((k * width + at) * 4))
      .filter((point) => point > 0)
      .map((point) => String.fromCodePoint(point))
      .join('')
  return Array.from({ length: shape[0] }, (_, row) => [cell(2 * row), cell(2 * row + 1)])
}

async function network(precision: 'double' | 'single' = 'double') {
  const P = new NeuronGroup(4, 'dv/dt = (2*volt - v)/(10*ms) : volt\nn : integer', {
    threshold: 't_in_timesteps % (i + 2) == 0',
    reset: 'v = 0*volt; n += 1',
    method: 'exact',
    name: 'P',
  })
  const states = new StateMonitor(P, ['v', 'n'], { record: [3, 1], name: 'states' })
  const spikes = new SpikeMonitor(P, { variables: 'v', name: 'spikes' })
  const counts = new SpikeMonitor(P, { record: false, name: 'counts' })
  const rates = new PopulationRateMonitor(P, { name: 'rates' })
  const net = new Network(P, states, spikes, counts, rates, { seed: 4, precision })
  await net.run('3*ms')
  return { states, spikes, rates, net }
}

describe('an archive for NumPy', () => {
  test.each(['double', 'single'] as const)('holds every array with its type, shape and unit, %s', async (precision) => {
    const { states, spikes, rates, net } = await network(precision)
    const path = join(folder, `${precision}.npz`)
    expect(net.save(path)).toEqual([path])
    const files = unzipped(readFileSync(path))
    const arrays = new Map(
      [...files].filter(([name]) => name !== 'units.npy').map(([name, file]) => [name, readNumbers(file)]),
    )
    const flat = (traces: readonly Float64Array[]) => traces.flatMap((trace) => [...trace])
    const [f8, i4] = ['<f8', '<i4']
    expect(Object.fromEntries(arrays)).toEqual({
      'states.recorded.npy': { type: i4, shape: [2], values: [3, 1] },
      'states.t.npy': { type: f8, shape: [30], values: [...states.t] },
      'states.v.npy': { type: f8, shape: [2, 30], values: flat(states.get('v')) },
      'states.n.npy': { type: f8, shape: [2, 30], values: flat(states.get('n')) },
      'spikes.i.npy': { type: i4, shape: [spikes.i.length], values: [...spikes.i] },
      'spikes.t.npy': { type: f8, shape: [spikes.i.length], values: [...spikes.t] },
      'spikes.v.npy': { type: f8, shape: [spikes.i.length], values: [...spikes.get('v')] },
      'spikes.count.npy': { type: i4, shape: [4], values: [...spikes.count] },
      'counts.count.npy': { type: i4, shape: [4], values: [...spikes.count] },
      'rates.t.npy': { type: f8, shape: [30], values: [...rates.t] },
      'rates.rate.npy': { type: f8, shape: [30], values: [...rates.rate] },
    })
    expect(Object.fromEntries(texts(files.get('units.npy') ?? Buffer.alloc(0)))).toEqual({
      'states.t': 'second',
      'states.v': 'volt',
      'states.n': '1',
      'spikes.i': '1',
      'spikes.t': 'second',
      'spikes.v': 'volt',
      'spikes.count': '1',
      'counts.count': '1',
      'rates.t': 'second',
      'rates.rate': 'hertz',
    })
  })

  test('is one of a network that records nothing, too', () => {
    const path = join(folder, 'empty.npz')
    new Network(new NeuronGroup(1, 'v : 1')).save(path)
    expect([...unzipped(readFileSync(path)).keys()]).toEqual(['units.npy'])
  })

  test('is whole where a content comes in pieces, and refuses one of another size', () => {
    const content = () => [Buffer.from('one '), Buffer.from('two'), Buffer.alloc(0)]
    const entries = [
      { name: 'a/ä.txt', size: 7, content },
      { name: 'b', size: 0, content: () => [] },
    ]
    const files = unzipped(Buffer.concat([...zipped(entries)]))
    expect([...files].map(([name, file]) => [name, file.toString()])).toEqual([
      ['a/ä.txt', 'one two'],
      ['b', ''],
    ])
    expect(() => [...zipped([{ name: 'a', size: 8, content }])]).toThrow('7 bytes, not 8')
  })
})

test('JSON holds the same, with units', async () => {
  const { states, spikes, rates, net } = await network()
  const path = join(folder, 'results.json')
  net.save(path)
  const { monitors, ...rest } = JSON.parse(readFileSync(path, 'utf8'))
  expect(rest).toEqual({ spikec_results: 1, seed: 4, dt: 1e-4, duration: net.t })
  expect(Object.keys(monitors)).toEqual(['states', 'spikes', 'counts', 'rates'])
  expect(monitors.states).toMatchObject({ kind: 'states', source: 'P', recorded: [3, 1] })
  expect(monitors.states.v).toEqual({ unit: 'volt', values: states.get('v').map((trace) => [...trace]) })
  expect(monitors.spikes.i.values).toEqual([...spikes.i])
  expect(monitors.rates.rate).toEqual({ unit: 'hertz', values: [...rates.rate] })
})

test('JSON names what it can not hold', async () => {
  const P = new NeuronGroup(3, 'x = y/z : 1\ny : 1\nz : 1', { name: 'P' })
  P.set({ y: 'i - 1' })
  const net = new Network(P, new StateMonitor(P, 'x', { record: true, name: 'M' }))
  await net.run('0.1*ms')
  const path = join(folder, 'infinite.json')
  net.save(path)
  expect(JSON.parse(readFileSync(path, 'utf8')).monitors.M.x.values).toEqual([['-Infinity'], ['NaN'], ['Infinity']])
})

test('tables go into a folder, one for each monitor', async () => {
  const { states, spikes, net } = await network()
  const path = join(folder, 'tables')
  const files = net.save(path, { format: 'csv' })
  expect(files).toEqual(['states', 'spikes', 'counts', 'rates'].map((name) => join(path, `${name}.csv`)))
  expect(readdirSync(path).sort()).toEqual(['counts.csv', 'rates.csv', 'spikes.csv', 'states.csv'])
  const lines = (name: string) =>
    readFileSync(join(path, `${name}.csv`), 'utf8')
      .trimEnd()
      .split('\n')
  expect(lines('states')[0]).toBe('t,v[3],v[1],n[3],n[1]')
  expect(lines('states')[13].split(',').map(Number)).toEqual([
    states.t[12],
    ...['v', 'n'].flatMap((name) => states.get(name).map((trace) => trace[12])),
  ])
  expect(lines('spikes')[0]).toBe('i,t,v')
  expect(lines('spikes')).toHaveLength(spikes.i.length + 1)
  expect(lines('counts')).toEqual(['count', ...[...spikes.count].map(String)])
})

test.each([
  ['results', {}, 'ends in neither .npz nor .json'],
  ['results.mat', {}, 'ends in neither .npz nor .json'],
  ['results.npz', { format: 'mat' }, 'there is no format'],
  [5, {}, 'the name of a file or folder'],
  ['results.npz', { compress: true }, 'V014'],
])('%j with %j is refused', async (path, options, message) => {
  const { net } = await network()
  expect(() => net.save(path as string, options as object)).toThrow(message)
})

test('what can not be written is told by name', async () => {
  const { net } = await network()
  expect(() => net.save(join(folder, 'not', 'there', 'results.npz'))).toThrow('C006')
})
