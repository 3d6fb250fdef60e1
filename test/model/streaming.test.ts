import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  Network,
  NeuronGroup,
  PopulationRateMonitor,
  type RecordedChunk,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import { readRecords } from '../runtime/node/npy.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spikec-stream-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Neuron i spikes in each step that i + 1 divides. */
function network(options: { readonly seed?: number } = {}) {
  const model = 'dv/dt = (2*volt - v)/(10*ms) : volt\nn : integer\nodd : boolean\ngrowth : second**-1'
  const P = new NeuronGroup(5, model, {
    threshold: 't_in_timesteps % (i + 1) == 0',
    reset: 'n += 1; odd = not odd',
    method: 'exact',
    name: 'P',
  })
  const S = new Synapses(P, { model: 'w : 1', on_pre: 'w += i - j', name: 'S' })
  S.connect({ i: [4, 0, 2], j: [1, 3, 0] })
  const states = new StateMonitor(P, ['v', 'n', 'odd'], { record: [3, 1], name: 'states' })
  const synapses = new StateMonitor(S, 'w', { record: true, name: 'synapses' })
  const spikes = new SpikeMonitor(P, { variables: ['v', 'n'], name: 'spikes' })
  const rates = new PopulationRateMonitor(P, { name: 'rates' })
  return { P, states, synapses, spikes, rates, net: new Network(P, S, states, synapses, spikes, rates, options) }
}

type Made = ReturnType<typeof network>

/** All chunks put together. */
function collector() {
  const chunks: RecordedChunk[] = []
  const all = (pick: (chunk: RecordedChunk) => ArrayLike<number> | undefined) =>
    chunks.flatMap((chunk) => Array.from(pick(chunk) ?? []))
  return { chunks, all, take: (chunk: RecordedChunk) => void chunks.push(chunk) }
}

/** The k-th of `width` values in each sample. */
const column = (values: readonly number[], k: number, width: number) => values.filter((_, n) => n % width === k)

async function reference(): Promise<Made> {
  const made = network()
  await made.net.run('50*ms')
  return made
}

describe('a function', () => {
  test('is handed what would have been kept, in pieces', async () => {
    const kept = await reference()
    const made = network()
    const [states, synapses, spikes, rates] = [collector(), collector(), collector(), collector()]
    made.states.streamTo(states.take)
    made.synapses.streamTo(synapses.take)
    made.spikes.streamTo(spikes.take)
    made.rates.streamTo(rates.take)
    await made.net.run('20*ms')
    await made.net.run('30*ms')
    expect(states.all(({ t }) => t)).toEqual([...kept.states.t])
    for (const name of ['v', 'n', 'odd']) {
      const values = states.all((chunk) => chunk.values[name])
      expect([0, 1].map((k) => column(values, k, 2))).toEqual(kept.states.get(name).map((trace) => [...trace]))
    }
    expect(states.chunks[0]).toMatchObject({ width: 2, recorded: [3, 1] })
    const weights = synapses.all((chunk) => chunk.values['w'])
    expect([0, 1, 2].map((k) => column(weights, k, 3))).toEqual(kept.synapses.get('w').map((trace) => [...trace]))
    expect(spikes.all(({ t }) => t)).toEqual([...kept.spikes.t])
    expect(spikes.all(({ i }) => i)).toEqual([...kept.spikes.i])
    expect(spikes.all(({ values }) => values['v'])).toEqual([...kept.spikes.get('v')])
    expect(made.spikes.count).toEqual(kept.spikes.count)
    expect(rates.all(({ rate }) => rate)).toEqual([...kept.rates.rate])
    expect(states.chunks.length).toBeGreaterThan(2)
  })

  test('is waited for where it gives a promise', async () => {
    const { states, net } = network()
    let busy = 0
    let most = 0
    states.streamTo(async () => {
      busy++
      most = Math.max(most, busy)
      await new Promise((resolve) => setTimeout(resolve, 1))
      busy--
    })
    await net.run('50*ms')
    expect({ busy, most }).toEqual({ busy: 0, most: 1 })
  })

  test('that throws stops the run, and is handed the same again by the next', async () => {
    const kept = await reference()
    const { states, net } = network()
    const seen = collector()
    let calls = 0
    states.streamTo((chunk) => {
      if (++calls === 3) throw new Error('no more')
      seen.take(chunk)
    })
    await expect(net.run('50*ms')).rejects.toThrow('no more')
    while (net.t < 0.05 - 1e-9) await net.run(`${0.05 - net.t}*second`)
    expect(seen.all(({ t }) => t)).toEqual([...kept.states.t])
  })
})

describe('memory', () => {
  test('stays what it was, however much is recorded', async () => {
    const P = new NeuronGroup(2000, 'v : 1')
    const M = new StateMonitor(P, 'v', { record: true })
    let samples = 0
    M.streamTo(({ t }) => {
      samples += t.length
    })
    const net = new Network(P, M)
    // 16 MB of values a thousand steps: what is kept would pass a limit of the memory's own size long before.
    const { simulation } = net.inspect()
    const before = simulation.recordedBytes()
    await net.run('0.3*second')
    expect(samples).toBe(3000)
    expect(simulation.recordedBytes()).toBe(before)
    expect(before).toBe(0)
  })
})

describe('a file', () => {
  const path = (name: string) => join(folder, name)

  test('of records is as NumPy wants it', async () => {
    const kept = await reference()
    const made = network()
    made.states.streamTo(path('states.npy'))
    made.synapses.streamTo(path('synapses.npy'))
    made.spikes.streamTo(path('spikes.npy'))
    made.rates.streamTo(path('rates.npy'))
    await made.net.run('20*ms')
    await made.net.run('30*ms')
    const states = readRecords(path('states.npy'))
    expect(states.types).toEqual({ t: '<f8', v: '<f8 2', n: '<i4 2', odd: '|b1 2' })
    expect(states.columns['t']).toEqual([...kept.states.t])
    for (const name of ['v', 'n', 'odd'])
      expect([0, 1].map((k) => column(states.columns[name], k, 2))).toEqual(
        kept.states.get(name).map((trace) => [...trace]),
      )
    const spikes = readRecords(path('spikes.npy'))
    expect(spikes.types).toEqual({ t: '<f8', i: '<i4', v: '<f8', n: '<i4' })
    expect(spikes.columns['i']).toEqual([...kept.spikes.i])
    expect(spikes.columns['v']).toEqual([...kept.spikes.get('v')])
    expect(readRecords(path('rates.npy')).columns['rate']).toEqual([...kept.rates.rate])
    expect(column(readRecords(path('synapses.npy')).columns['w'], 1, 3)).toEqual([...kept.synapses.get('w')[1]])
  })

  test('of lines has a header and a line a record', async () => {
    const kept = await reference()
    const made = network()
    made.states.streamTo(path('states.csv'))
    made.spikes.streamTo(path('spikes.csv'))
    await made.net.run('50*ms')
    const lines = readFileSync(path('states.csv'), 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('t,v[3],v[1],n[3],n[1],odd[3],odd[1]')
    expect(lines).toHaveLength(501)
    expect(lines[400].split(',').map(Number)).toEqual([
      kept.states.t[399],
      ...['v', 'n', 'odd'].flatMap((name) => kept.states.get(name).map((trace) => trace[399])),
    ])
    const [head, first] = readFileSync(path('spikes.csv'), 'utf8').split('\n')
    expect([head, first]).toEqual(['t,i,v,n', `0,0,${kept.spikes.get('v')[0]},0`])
  })

  test('can be read while it grows', async () => {
    const { states, net } = network()
    states.streamTo(path('states.npy'))
    const seen: number[] = []
    await net.run('100*ms', {
      report: () => void (existsSync(path('states.npy')) && seen.push(readRecords(path('states.npy')).count)),
    })
    expect(seen.length).toBeGreaterThan(2)
    expect(seen.at(-1)).toBe(1000)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  test('holds what came before a failure, and the message says where and until when', async () => {
    const P = new NeuronGroup(2, 'dv/dt = v/(0.1*ms) : 1', { method: 'euler', name: 'P' })
    P.set({ v: 1 })
    const M = new StateMonitor(P, 'v', { record: true })
    const spec = path('v.npy')
    M.streamTo(spec)
    const net = new Network(P, M)
    const failure = await net.run('1*second').catch((error: Error) => error.message)
    expect(failure).toContain('error[B001]')
    expect(failure).toContain(`what was recorded until then is in ${spec}`)
    const { columns, count } = readRecords(spec)
    expect(count).toBeGreaterThan(1000)
    expect(columns['v'].slice(0, 6)).toEqual([1, 1, 2, 2, 4, 4])
  })

  test('that is there already is replaced when the first run ends, and not before', async () => {
    const { states, net } = network()
    writeFileSync(path('states.npy'), 'old')
    states.streamTo(path('states.npy'))
    const during: string[] = []
    await net.run('20*ms', { report: () => void during.push(readFileSync(path('states.npy'), 'latin1').slice(0, 3)) })
    expect(new Set(during)).toEqual(new Set(['old']))
    expect(readRecords(path('states.npy')).count).toBe(200)
    await net.run('1*ms')
    expect(readRecords(path('states.npy')).count).toBe(210)
    expect(readdirSync(folder)).toEqual(['states.npy'])
  })

  test('is there even if nothing is ever recorded', async () => {
    const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 1', reset: 'v = 0' })
    const M = new SpikeMonitor(P)
    M.streamTo(path('spikes.npy'))
    await new Network(P, M).run('1*ms')
    expect(readRecords(path('spikes.npy'))).toMatchObject({ count: 0, types: { t: '<f8', i: '<i4' } })
  })

  test('that can not be written is told by name', async () => {
    const { states, net } = network()
    states.streamTo(join(folder, 'not', 'there.npy'))
    await expect(net.run('1*ms')).rejects.toThrow('C006')
  })
})

describe('streaming', () => {
  test('is refused where something has been recorded, and what went elsewhere is not read as if it were nothing', async () => {
    const { states, spikes, net } = network()
    states.streamTo(() => {})
    await net.run('1*ms')
    expect(() => states.get('v')).toThrow('V030')
    expect(() => states.t).toThrow('V030')
    expect(spikes.count[0]).toBe(10)
    spikes.streamTo(() => {})
    expect(() => spikes.count).toThrow('V033')
  })

  test.each([['v.txt'], [5], [undefined]])('goes to no %j', (target) => {
    expect(() => network().states.streamTo(target as never)).toThrow('streamTo()')
  })

  test('of spikes that are only counted is refused', () => {
    const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 1' })
    expect(() => new SpikeMonitor(P, { record: false }).streamTo(() => {})).toThrow('V060')
  })

  test('is no part of the model', () => {
    const { states, net } = network()
    const before = net.toJSON()
    states.streamTo('elsewhere.npy')
    expect(net.toJSON()).toEqual(before)
  })
})
