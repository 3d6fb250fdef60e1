/** Several runs, with objects that stand still and changes between them, against the reference (`brian-runs.py`). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, StateMonitor, Synapses } from '../../src/index.js'
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
  const P = new NeuronGroup(3, 'dx/dt = 1/ms : 1\nper : 1', {
    name: 'P',
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
  return { P, Q, S, M, net: new Network(P, Q, S, M, { backend }) }
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
