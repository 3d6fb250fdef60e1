import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NeuronGroup,
  SpikeGeneratorGroup,
  SpikeMonitor,
  StateMonitor,
  Synapses,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

const BACKENDS = ['js', 'wasm'] as const

/** Something of everything: noise, delays, sparse and dense synapses, plasticity, given spikes, monitors. */
function network(backend: Backend, model = 'dv/dt = (I - v)/(7*ms) + 0.05*xi*(7*ms)**-0.5 : 1\nI : 1') {
  const P = new NeuronGroup(20, model, {
    name: 'P',
    threshold: 'v > 1',
    reset: 'v = 0',
    refractory: '0.5*ms',
    method: 'euler',
  })
  P.set({ v: 'rand()', I: '1.2 + 0.2*rand()' })
  const G = new SpikeGeneratorGroup(2, [0, 1, 0], ['1*ms', '3*ms', '9*ms'], { name: 'G' })
  const S = new Synapses(P, P, { name: 'S', model: 'w : 1', on_pre: 'v_post += w; w *= 0.99', delay: '0.7*ms' })
  S.connect({ condition: 'i != j', p: 0.3 })
  S.set({ w: '0.05*rand()' })
  const D = new Synapses(G, P, { name: 'D', model: 'w : 1', on_pre: 'v_post += w' })
  D.connect()
  D.set({
    w: matrix(
      Float64Array.from({ length: 40 }, (_, k) => k / 400),
      [2, 20],
    ),
  })
  const M = new StateMonitor(P, 'v', { name: 'M', record: [0, 3] })
  const spikes = new SpikeMonitor(P, { name: 'spikes', variables: 'v' })
  const net = new Network(P, G, S, D, M, spikes, { backend, seed: 11 })
  const all = () => ({
    t: net.t,
    v: P.get('v'),
    w: S.get('w'),
    traces: M.get('v'),
    times: M.t,
    i: spikes.i,
    at: spikes.t,
    values: spikes.get('v'),
    count: spikes.count,
  })
  return { P, G, S, D, M, spikes, net, all }
}

const folder = () => mkdtempSync(join(tmpdir(), 'spikec-store-'))

describe.each(BACKENDS)('store() and restore() in %s', (backend) => {
  test('go on to the bit as if nothing had been in between', async () => {
    const { net, P, S, all } = network(backend)
    await net.run('4.3*ms')
    net.store()
    const stored = all()
    await net.run('8*ms')
    const first = all()
    P.set({ v: 0.3, I: 'rand()' })
    S.set({ w: 0 })
    P.active = false
    await net.run('2*ms')
    P.active = true
    net.restore()
    expect(all()).toEqual(stored)
    await net.run('8*ms')
    expect(all()).toEqual(first)
    net.restore()
    expect(all()).toEqual(stored)
  })

  test('keep several states by their names, and one before the first run', async () => {
    const { net, all } = network(backend)
    net.store('start')
    await net.run('3*ms')
    net.store('later')
    const later = all()
    await net.run('5*ms')
    const end = all()
    net.restore('start')
    expect(net.t).toBe(0)
    await net.run('3*ms')
    expect(all()).toEqual(later)
    net.restore('later')
    await net.run('5*ms')
    expect(all()).toEqual(end)
  })

  test('through a file, in another network of the same model', async () => {
    const file = join(folder(), 'state')
    const { net, all } = network(backend)
    await net.run('4*ms')
    net.store('a', file)
    await net.run('8*ms')
    const other = network(backend === 'js' ? 'wasm' : 'js')
    other.net.restore('a', file)
    await other.net.run('8*ms')
    expect(other.all()).toEqual(all())
    expect(readdirSync(join(file, '..'))).toEqual(['state'])
  })

  test('with other random numbers each time, which the seed says', async () => {
    const run = async () => {
      const { net, all } = network(backend)
      await net.run('2*ms')
      net.store()
      const ends = []
      for (let k = 0; k < 3; k++) {
        net.restore('default', { random: 'new' })
        await net.run('3*ms')
        ends.push(all().v.join(' '))
      }
      net.restore()
      await net.run('3*ms')
      ends.push(all().v.join(' '))
      return ends
    }
    const ends = await run()
    expect(new Set(ends).size).toBe(4)
    expect(await run()).toEqual(ends)
  })

  test('take up spikes that wait with synapses that stand still', async () => {
    const { net, S, all } = network(backend)
    await net.run('4*ms')
    S.active = false
    await net.run('2*ms')
    net.store()
    S.active = true
    await net.run('4*ms')
    const first = all()
    net.restore()
    S.active = true
    await net.run('4*ms')
    expect(all()).toEqual(first)
  })

  test('leave arrays that are bound where they are', async () => {
    const W = Float64Array.from({ length: 9 }, (_, k) => k)
    const P = new NeuronGroup(3, 'v : volt', { threshold: 'v > 1*mV' })
    const S = new Synapses(P, P, { model: 'w : volt', on_pre: 'v_post += w' })
    S.connect()
    S.set({ w: matrix(W, [3, 3], 'mV') })
    const net = new Network(P, S, { backend })
    net.store()
    S.set({ w: '7*mV' })
    expect(S.get('w', 'mV')[0]).toBeCloseTo(7)
    net.restore()
    expect([...S.get('w', 'mV')].map(Math.round)).toEqual([...W])
    expect(W[0]).toBe(0)
  })
})

describe('what is refused', () => {
  test('a name that nothing is stored under', () => {
    const { net } = network('js')
    expect(() => net.restore()).toThrow('store() comes first')
    net.store('a')
    net.store('b')
    expect(() => net.restore('c')).toThrow('stored are `a`, `b`')
  })

  test('a file of another model or name, one that is cut off, and what is none', async () => {
    const at = folder()
    const file = join(at, 'state')
    const { net } = network('js')
    net.store('a', file)
    expect(() => net.restore('b', file)).toThrow('it holds `a`')
    const other = network('js', 'dv/dt = (I - v)/(8*ms) : 1\nI : 1')
    expect(() => other.net.restore('a', file)).toThrow('V044')
    expect(() => other.net.restore('a', file)).toThrow('another model')
    writeFileSync(join(at, 'cut'), readFileSync(file).subarray(0, -300))
    expect(() => net.restore('a', join(at, 'cut'))).toThrow('it ends before its arrays do')
    writeFileSync(join(at, 'none'), 'v = 1\n')
    expect(() => net.restore('a', join(at, 'none'))).toThrow('no file that store() has written')
    expect(() => net.restore('a', join(at, 'absent'))).toThrow('V044')
    expect(() => net.store('a', join(at, 'no', 'folder'))).toThrow('C006')
  })

  test('options and names of another kind', () => {
    const { net } = network('js')
    net.store()
    expect(() => net.restore('default', { random: 'other' as 'new' })).toThrow("it is 'same' or 'new'")
    expect(() => net.restore('default', { rnd: 'new' } as object)).toThrow('V014')
    expect(() => net.store(3 as unknown as string)).toThrow('V008')
  })

  test('while it runs', async () => {
    const { net } = network('js')
    const problems: string[] = []
    await net.run('1*ms', {
      report: () => {
        for (const call of [() => net.store(), () => net.restore()]) {
          try {
            call()
          } catch (error) {
            problems.push(String(error))
          }
        }
      },
    })
    expect(problems[0]).toContain('the network is running')
    expect(problems[1]).toContain('the network is running')
  })
})
