/** Several runs, with objects that stand still and changes between them, against the reference (`brian-runs.py`). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses } from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

/** Times in milliseconds. */
interface Result {
  readonly t: readonly number[]
  readonly n: readonly (readonly number[])[]
  readonly last: readonly number[]
  readonly end: number
}

const golden: Readonly<Record<string, Result>> = JSON.parse(
  readFileSync(new URL('./golden/brian-runs.json', import.meta.url), 'utf8'),
)

function pair(delay: string, backend: Backend) {
  const P = new NeuronGroup(3, 'dx/dt = k/ms : 1\nper : 1', {
    name: 'P',
    namespace: { k: 1 },
    threshold: 'x > per',
    reset: 'x = 0',
    method: 'euler',
  })
  P.set({ per: [0.35, 0.55, 0.85] })
  const Q = new NeuronGroup(3, 'n : 1\nlast : second', { name: 'Q' })
  const S = new Synapses(P, Q, {
    name: 'S',
    model: 'w : 1',
    on_pre: 'n_post += w; last_post = t',
    delay: `${delay}*ms`,
  })
  S.connect({ i: [0, 1, 2], j: [0, 1, 2] })
  S.set({ w: '1 + i' })
  const M = new StateMonitor(Q, 'n', { name: 'M', record: true, when: 'end' })
  return { P, Q, S, M, delay: `${delay}*ms`, net: new Network(P, Q, S, M, { backend }) }
}

type Pair = ReturnType<typeof pair>

const scenarios: Readonly<Record<string, (made: Pair) => Promise<unknown>>> = {
  inactive_synapses: async ({ S, net }) => {
    await net.run('2*ms')
    S.active = false
    await net.run('1.7*ms')
    S.active = true
    await net.run('0.4*ms')
    S.active = false
    await net.run('0.3*ms')
    S.active = true
    await net.run('2*ms')
  },
  inactive_source: async ({ P, net }) => {
    await net.run('1.3*ms')
    P.active = false
    await net.run('1.1*ms')
    P.active = true
    await net.run('2*ms')
  },
  inactive_both: async ({ P, S, M, net }) => {
    P.active = false
    S.active = false
    await net.run('0.5*ms')
    P.active = true
    await net.run('1.5*ms')
    S.active = true
    M.active = false
    await net.run('1.5*ms')
    M.active = true
    await net.run('1*ms')
  },
  parts_of_steps: async ({ net }) => {
    for (const d of [0.35, 0.35, 0.12, 0.1, 0.05, 0.2, 0.31, 0.99, 0.7]) await net.run(`${d}*ms`)
  },
  changed_between: async ({ P, S, net }) => {
    await net.run('1.05*ms')
    S.set({ w: '10*(j + 1)' })
    P.set({ x: 0.2 }, { where: 'i > 0' })
    await net.run('0.9*ms')
    P.set({ per: 0.25 })
    await net.run('1*ms')
  },
  synapses_added: async ({ P, Q, net }) => {
    await net.run('1.25*ms')
    net.add(more(P, Q, '0.5*ms'))
    await net.run('1.5*ms')
    net.add(more(P, Q, '0*ms'))
    await net.run('1*ms')
  },
  synapses_removed: async ({ P, Q, S, net }) => {
    const R = more(P, Q, '0.9*ms')
    net.add(R)
    await net.run('1.3*ms')
    net.remove(S)
    await net.run('1.2*ms')
    net.remove(R)
    await net.run('1*ms')
  },
  source_exchanged: async ({ P, Q, S, net, delay }) => {
    await net.run('1.1*ms')
    net.remove(P, S)
    const G = new SpikeGeneratorGroup(3, [0, 1, 2, 2], matrix([0.4, 1.6, 2.0, 2.3], 'ms'), { name: 'G' })
    net.add(G, more(G, Q, delay))
    await net.run('2*ms')
  },
  constant_changed: async ({ net }) => {
    await net.run('1.2*ms')
    net.setParameters({ k: 2.5 })
    await net.run('1.1*ms')
    net.setParameters({ k: 0.4 })
    await net.run('2*ms')
  },
  restored: async ({ P, net }) => {
    await net.run('0.95*ms')
    net.store('a')
    await net.run('0.6*ms')
    net.store('b')
    P.set({ per: 0.15 })
    await net.run('1.3*ms')
    net.restore('a')
    P.set({ per: 0.25 })
    await net.run('1.1*ms')
    net.restore('b')
    await net.run('0.8*ms')
  },
  one_delay_changed: async ({ S, net }) => {
    await net.run('1.05*ms')
    S.set({ delay: '0.43*ms' })
    await net.run('0.5*ms')
    S.set({ delay: '0.9*ms' })
    await net.run('1*ms')
    S.set({ delay: '0*ms' })
    await net.run('1*ms')
  },
  delays_of_synapses: async ({ P, Q, net }) => {
    const R = new Synapses(P, Q, { on_pre: 'n_post += 10*(i + 1)' }).connect()
    const B = new Synapses(Q, P, { on_post: 'n_pre += 300*(j + 1)' }).connect()
    R.set({ delay: '0.13*ms*i + 0.2*ms*j' })
    B.set({ 'post.delay': matrix([0.1, 0.95, 0.3, 0.42, 0, 0.7, 0.28, 0.35, 0.6], 'ms') })
    net.add(R, B)
    await net.run('1.3*ms')
    R.set('delay', '0.05*ms', { where: 'i == 1' })
    await net.run('0.7*ms')
    R.set({ delay: '2*delay + 0.1*ms' })
    B.active = false
    net.store('a')
    await net.run('0.4*ms')
    B.active = true
    await net.run('1.1*ms')
    net.restore('a')
    B.set({ 'post.delay': '0.2*ms' })
    await net.run('1*ms')
  },
  delays_set_late: async ({ P, Q, net }) => {
    const R = new Synapses(P, Q, { on_pre: 'n_post += 10*(i + 1)' }).connect('i != j')
    net.add(R)
    await net.run('1.2*ms')
    R.set({ delay: '0.31*ms*(j + 1)' })
    await net.run('0.8*ms')
    net.add(more(P, Q, '0.5*ms'))
    R.set({ delay: '0*ms' })
    await net.run('0.9*ms')
  },
  given_spikes: async ({ Q, net, delay }) => {
    const G = new SpikeGeneratorGroup(3, [0, 1, 2, 0], matrix([0.2, 0.4, 0.4, 1.6], 'ms'), { name: 'G', dt: '0.2*ms' })
    net.add(G, more(G, Q, delay))
    await net.run('1.1*ms')
    G.set_spikes([1, 2, 1], matrix([1.2, 1.8, 2.4], 'ms'))
    await net.run('0.75*ms')
    G.set_spikes([0, 1], matrix([0, 0.6], 'ms'), { period: '1*ms' })
    await net.run('2*ms')
  },
}

function more(source: NeuronGroup | SpikeGeneratorGroup, target: NeuronGroup, delay: string) {
  const synapses = new Synapses(source, target, { on_pre: 'n_post += 100', delay })
  return synapses.connect({ i: [0, 1, 2], j: [0, 1, 2] })
}

/** Nine digits, so that 0.1 and 0.1 + 1e-16 are one. */
const near = (values: Iterable<number>) => Array.from(values, (x) => Number(x.toFixed(9)))

describe.each(['js', 'wasm'] as const)('in %s', (backend) => {
  test.each(Object.keys(golden))('%s', async (key) => {
    const [name, delay] = key.split(' ')
    const made = pair(delay, backend)
    await scenarios[name](made)
    const { M, Q, net } = made
    const expected = golden[key]
    expect({
      t: near(M.t.map((t) => t * 1000)),
      n: M.get('n').map(near),
      last: near(Q.get('last', 'ms')),
      end: near([net.t * 1000])[0],
    }).toEqual({
      t: near(expected.t),
      n: expected.n.map(near),
      last: near(expected.last),
      end: near([expected.end])[0],
    })
  })
})
