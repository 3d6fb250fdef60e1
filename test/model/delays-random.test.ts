/** Delays, sets and runs at random, against the queue of the reference: a list of synapses for each of the next steps. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, Synapses } from '../../src/index.js'

const NEURONS = 3
const LATEST = 60

/** What is done one after the other; delays are in tenths of a step, so that they are rounded. */
type Deed =
  | { readonly kind: 'run'; readonly steps: number }
  | { readonly kind: 'set'; readonly delays: readonly number[] }
  | { readonly kind: 'one'; readonly delay: number; readonly neuron: number }
  | { readonly kind: 'active'; readonly active: boolean }
  /** Something else comes, for which the model is compiled anew. */
  | { readonly kind: 'add' }
  /** One more synapse, without a weight and a delay. */
  | { readonly kind: 'connect'; readonly pair: readonly [number, number] }
  | { readonly kind: 'store' }
  | { readonly kind: 'restore' }

interface Plan {
  readonly side: 'pre' | 'post'
  readonly pairs: readonly (readonly [number, number])[]
  readonly layout: 'pairs' | 'all' | 'all-but-self'
  readonly spikes: readonly (readonly [neuron: number, step: number])[]
  /** In tenths of a step: the option, one for all synapses. */
  readonly option?: number
  readonly deeds: readonly Deed[]
}

function pairsOf({ layout, pairs }: Plan): readonly (readonly [number, number])[] {
  if (layout === 'pairs') return pairs
  const all = Array.from({ length: NEURONS * NEURONS }, (_, k) => [Math.floor(k / NEURONS), k % NEURONS] as const)
  return layout === 'all' ? all : all.filter(([i, j]) => i !== j)
}

/** A delay in seconds, as it is written and as it is computed. */
const text = (tenths: number) => `${tenths}*0.01*ms`
const seconds = (tenths: number) => tenths * 0.01 * 0.001
const steps = (tenths: number) => Math.floor(seconds(tenths) / 1e-4 + 0.5)

/** The reference's queue. */
function expected(plan: Plan): readonly number[] {
  const pairs = [...pairsOf(plan)]
  const weights = pairs.map((_, k) => k + 1)
  const x = new Float64Array(NEURONS)
  let state = { x, step: 0, active: true, delays: pairs.map(() => steps(plan.option ?? 0)), queue: [] as number[][] }
  let stored = structuredClone(state)
  const step = () => {
    const { queue, delays } = state
    if (state.active) {
      for (const [neuron] of plan.spikes.filter(([, at]) => at === state.step)) {
        pairs.forEach((pair, k) => {
          if (pair[plan.side === 'pre' ? 0 : 1] !== neuron) return
          queue[delays[k]] ??= []
          queue[delays[k]].push(k)
        })
      }
      for (const k of queue.shift() ?? []) {
        const neuron = pairs[k][plan.side === 'pre' ? 1 : 0]
        state.x[neuron] = 0.9 * state.x[neuron] + (weights[k] ?? 0)
      }
    }
    state.step++
  }
  for (const deed of plan.deeds) {
    if (deed.kind === 'run') for (let k = 0; k < deed.steps; k++) step()
    const several = (delays: readonly number[]) => (plan.option === undefined ? delays.length : 1)
    if (deed.kind === 'set') state.delays = pairs.map((_, k) => steps(deed.delays[k % several(deed.delays)]))
    if (deed.kind === 'one')
      state.delays = state.delays.map((own, k) => (pairs[k][0] === deed.neuron ? steps(deed.delay) : own))
    if (deed.kind === 'active') state.active = deed.active
    if (deed.kind === 'connect') {
      pairs.push(deed.pair)
      state.delays.push(0)
    }
    if (deed.kind === 'store') stored = structuredClone(state)
    // Who is active is no part of a state.
    if (deed.kind === 'restore') state = { ...structuredClone(stored), active: state.active }
  }
  return [...state.x]
}

async function simulated(plan: Plan, backend: 'js' | 'wasm'): Promise<readonly number[]> {
  const spikes = [...plan.spikes].sort((a, b) => a[1] - b[1])
  const times = matrix(
    spikes.map(([, at]) => at / 10),
    'ms',
  )
  const G = new SpikeGeneratorGroup(
    NEURONS,
    spikes.map(([neuron]) => neuron),
    times,
    { name: 'G' },
  )
  const Q = new NeuronGroup(NEURONS, 'x : 1', { name: 'Q' })
  const delay = plan.option === undefined ? {} : { delay: { [plan.side]: text(plan.option) } }
  const S =
    plan.side === 'pre'
      ? new Synapses(G, Q, { name: 'S', model: 'w : 1', on_pre: 'x_post = 0.9*x_post + w', ...delay })
      : new Synapses(Q, G, { name: 'S', model: 'w : 1', on_post: 'x_pre = 0.9*x_pre + w', ...delay })
  const pairs = [...pairsOf(plan)]
  if (plan.layout === 'pairs') S.connect({ i: pairs.map(([i]) => i), j: pairs.map(([, j]) => j) })
  else S.connect(plan.layout === 'all' ? {} : 'i != j')
  S.set({ w: pairs.map((_, k) => k + 1) })
  const net = new Network(G, Q, S, { backend })
  const name = `${plan.side}.delay`
  net.store()
  for (const deed of plan.deeds) {
    if (deed.kind === 'run') await net.run(`${deed.steps}*0.1*ms`)
    if (deed.kind === 'set' && plan.option !== undefined) S.set(name, text(deed.delays[0]))
    else if (deed.kind === 'set')
      S.set(
        name,
        matrix(
          Float64Array.from(pairs, (_, k) => seconds(deed.delays[k % deed.delays.length])),
          'second',
        ),
      )
    if (deed.kind === 'one') S.set(name, text(deed.delay), { where: `i == ${deed.neuron}` })
    if (deed.kind === 'active') S.active = deed.active
    if (deed.kind === 'connect') {
      pairs.push(deed.pair)
      S.connect({ i: [deed.pair[0]], j: [deed.pair[1]] })
    }
    if (deed.kind === 'add') net.add(new NeuronGroup(1, 'y : 1'))
    if (deed.kind === 'store') net.store()
    if (deed.kind === 'restore') net.restore()
  }
  return [...Q.get('x')]
}

const tenths = fc.integer({ min: 0, max: 90 })
const neuron = fc.integer({ min: 0, max: NEURONS - 1 })
const run: fc.Arbitrary<Deed> = fc.record({ kind: fc.constant('run' as const), steps: fc.integer({ min: 1, max: 9 }) })
const set: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constant('set' as const),
  delays: fc.array(tenths, { minLength: 1, maxLength: 5 }),
})
const one: fc.Arbitrary<Deed> = fc.record({ kind: fc.constant('one' as const), delay: tenths, neuron })
const active: fc.Arbitrary<Deed> = fc.record({ kind: fc.constant('active' as const), active: fc.boolean() })
const connect: fc.Arbitrary<Deed> = fc.record({ kind: fc.constant('connect' as const), pair: fc.tuple(neuron, neuron) })
const add: fc.Arbitrary<Deed> = fc.constant({ kind: 'add' })
const kept: fc.Arbitrary<Deed> = fc.constantFrom({ kind: 'store' } as const, { kind: 'restore' } as const)

function planOf(deed: fc.Arbitrary<Deed>, more: Partial<Record<keyof Plan, fc.Arbitrary<unknown>>> = {}) {
  const spike = fc.tuple(neuron, fc.integer({ min: 0, max: LATEST }))
  return fc.record({
    side: fc.constantFrom('pre', 'post'),
    layout: fc.constantFrom('pairs', 'all', 'all-but-self'),
    pairs: fc.array(fc.tuple(neuron, neuron), { minLength: 1, maxLength: 8 }),
    spikes: fc.uniqueArray(spike, { minLength: 10, maxLength: 60, selector: (s) => s.join() }),
    deeds: fc.array(fc.oneof({ weight: 3, arbitrary: run }, { weight: 2, arbitrary: deed }), {
      minLength: 3,
      maxLength: 12,
    }),
    ...more,
  }) as fc.Arbitrary<Plan>
}

const sorted = (plan: Plan): Plan => ({ ...plan, spikes: [...plan.spikes].sort((a, b) => a[1] - b[1] || a[0] - b[0]) })

describe.each(['js', 'wasm'] as const)('what spikes do after delays, in %s', (backend) => {
  const holds = (plans: fc.Arbitrary<Plan>, runs: number) =>
    fc.assert(
      fc.asyncProperty(plans.map(sorted), async (plan) => {
        expect(await simulated(plan, backend)).toEqual(expected(plan))
      }),
      { numRuns: runs, seed: 6 },
    )

  test('one for each synapse, set between runs', () => holds(planOf(fc.oneof(set, one, connect)), 40), 120_000)

  test('and while synapses stand still', () => holds(planOf(fc.oneof(set, one, active, add, connect)), 40), 120_000)

  test('one for all, set anew', () => holds(planOf(fc.oneof(set, active, add), { option: tenths }), 40), 120_000)

  test('stored and gone back to', () => holds(planOf(fc.oneof(set, one, kept, active)), 40), 120_000)
})
