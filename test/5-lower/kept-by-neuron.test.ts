/** What is the same for all synapses of a neuron is kept once, and nobody can tell but by the last bits. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadModel } from '../../src/8-bundle/in-process.js'
import { compile } from '../../src/compile.js'
import {
  type ConnectRule,
  Network,
  NetworkOperation,
  NeuronGroup,
  SpikecError,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
} from '../../src/index.js'
import { createSimulation } from '../../src/runtime/simulation.js'
import type { Backend } from '../../src/runtime/wasm.js'

const BACKENDS = ['js', 'wasm'] satisfies readonly Backend[]
const [SOURCES, TARGETS] = [4, 3]

/** Neurons that spike by themselves on both sides, each in its own rhythm. */
function neurons(name: string, size: number, drive: string) {
  const options = { name, threshold: 'v > 1', reset: 'v -= 1', method: 'exact' } as const
  const model = 'dv/dt = (drive - v)/(5*ms) : 1\ndrive : 1 (constant)\ng : 1\nU : 1'
  return new NeuronGroup(size, model, options).set({ drive, U: '0.1 + 0.1*i' })
}

interface Parts {
  readonly backend?: Backend
  readonly rule?: ConnectRule
  readonly set?: Readonly<Record<string, string | number | Float64Array>>
}

function network(options: SynapsesOptions, { backend = 'js', rule = {}, set = {} }: Parts = {}) {
  const A = neurons('A', SOURCES, '1.4 + 0.17*i')
  const B = neurons('B', TARGETS, '1.2 + 0.23*i')
  const S = new Synapses(A, B, { name: 'S', ...options }).connect(rule).set(set)
  return { A, B, S, net: new Network(A, B, S, { backend, seed: 3 }) }
}

/** How each variable is stored. */
function storageOf(options: SynapsesOptions, parts?: Parts) {
  return network(options, parts).S.describe().weights
}

const DEPRESSION = {
  model: 'du/dt = -u/(60*ms) : 1 (event-driven)\ndx/dt = (1 - x)/(20*ms) : 1 (event-driven)\nw : 1',
  on_pre: 'u += 0.2*(1 - u)\nr = u*x\nx -= r\ng_post += w*r',
}

const TIMING = {
  model: 'w : 1\nda/dt = -a/(20*ms) : 1 (event-driven)\ndb/dt = -b/(15*ms) : 1 (event-driven)',
  on_pre: 'g_post += w\na += 0.1\nw = clip(w - b, 0, 1)',
  on_post: 'b += 0.12\nw = clip(w + a, 0, 1)',
}

describe('of synapses, neurons keep', () => {
  test('what only their own events change, in a way that is the same for all', () => {
    expect(storageOf(DEPRESSION, { set: { x: 1, w: '0.1*rand()' } })).toEqual({
      u: 'f64 a presynaptic neuron',
      x: 'f64 a presynaptic neuron',
      w: 'f64',
      lastupdate: 'f64 a presynaptic neuron',
    })
    expect(storageOf(TIMING, { set: { w: '0.5*rand()' } })).toEqual({
      w: 'f64',
      a: 'f64 a presynaptic neuron',
      b: 'f64 a postsynaptic neuron',
      lastupdate: 'f64 a neuron',
    })
  })

  test('what is made of variables of the neuron, as long as nothing meanwhile writes to them', () => {
    const model = 'du/dt = -u/(60*ms) : 1 (event-driven)'
    const kept = 'f64 a presynaptic neuron'
    expect(storageOf({ model, on_pre: 'u += U_pre*(1 - u); g_post += u' })['u']).toBe(kept)
    expect(storageOf({ model, on_pre: 'g_pre += 1; u += g_pre*(1 - u)' })['u']).toBe('f64')
    expect(storageOf({ model, on_pre: 'u += U_post' })['u']).toBe('f64')
  })

  test.each([
    ['random numbers', { on_pre: 'u += rand()' }],
    ['what the other neuron has', { on_pre: 'u += g_post' }],
    ['the number of the other neuron', { on_pre: 'u += 0.1*j' }],
    ['what each synapse has', { on_pre: 'u += w; w += 0.1*j' }],
    ['what is made of that', { on_pre: 'w += 0.1*j; r = 2*w; u += r' }],
    ['events of both', { on_pre: 'u += 1', on_post: 'u -= 0.5' }],
  ])('not what is made of %s', (_, code) => {
    const model = 'du/dt = -u/(60*ms) : 1 (event-driven)\nw : 1'
    expect(storageOf({ model, ...code })['u']).toBe('f64')
  })

  test.each([
    ['an array', { x: Float64Array.from({ length: SOURCES * TARGETS }, (_, k) => k / 20) }],
    ['an expression with the synapse in it', { x: '0.1*j' }],
    ['random numbers', { x: 'rand()' }],
  ])('not what is set to %s', (_, set) => {
    expect(storageOf(DEPRESSION, { set })['x']).toBe('f64')
  })

  test('not what is set for some synapses, or before others are made', () => {
    const some = network(DEPRESSION)
    some.S.set('x', 1, { where: 'j > 0' })
    expect(some.S.describe().weights['x']).toBe('f64')
    const more = network(DEPRESSION, { rule: { condition: 'i < 2' }, set: { x: 1 } })
    more.S.connect('i >= 2')
    expect(more.S.describe().weights).toMatchObject({ x: 'f64', u: 'f64 a presynaptic neuron' })
  })

  test('nothing where events come at times of their own, or a function of the user sees it', () => {
    const { S } = network(TIMING)
    S.set({ delay: '0.1*ms*j' })
    expect(S.describe().weights['a']).toBe('f64')
    const { net, S: seen } = network(TIMING)
    net.add(new NetworkOperation(() => {}))
    expect(seen.describe().weights['a']).toBe('f64')
  })

  test('not what an equation makes of a variable that the statements change synapse after synapse', () => {
    const model = 'du/dt = (g_pre - u)/(60*ms) : 1 (event-driven)'
    expect(storageOf({ model, on_pre: 'u += 1' })['u']).toBe('f64 a presynaptic neuron')
    expect(storageOf({ model, on_pre: 'u += 1; g_pre += 0.1' })['u']).toBe('f64')
  })

  test('what is integrated in every step, where all of it is the same', () => {
    const kept = 'f64 a presynaptic neuron'
    const stored = (equation: string, more = '', options: Partial<SynapsesOptions> = {}) =>
      storageOf({ model: `${equation} : 1 (clock-driven)\n${more}`, on_pre: 's += 1', method: 'euler', ...options })[
        's'
      ]
    expect(stored('ds/dt = (0.1 - s)/(5*ms)')).toBe(kept)
    expect(stored('ds/dt = (q - s)/(5*ms)', 'dq/dt = -s*q/(9*ms) : 1 (clock-driven)')).toBe(kept)
    expect(stored('ds/dt = (g_pre - s)/(5*ms)')).toBe('f64')
    expect(stored('ds/dt = (g_post - s)/(5*ms)')).toBe('f64')
    expect(stored('ds/dt = -s/(5*ms) + xi*(5*ms)**-0.5')).toBe('f64')
    expect(stored('ds/dt = -s*w/(5*ms)', 'w : 1')).toBe('f64')
    expect(stored('ds/dt = -s*w/(5*ms)', 'w : 1', { on_pre: 's += 1; w += 1', method: 'exact' })).toBe('f64')
    expect(stored('ds/dt = -s*r', 'r = 1/(5*ms) : Hz', { method: 'exact' })).toBe('f64')
    expect(stored('ds/dt = -s/(5*ms)', 'dq/dt = (g_post - q)/(9*ms) : 1 (clock-driven)')).toBe('f64')
    expect(stored('ds/dt = -s/(5*ms)', '', { method: 'gsl_rkck' })).toBe('f64')
  })

  test('one number is kept for all of what is set once and never changes', () => {
    const on_pre = 'g_post += w*c'
    const model = 'w : 1\nc : 1'
    expect(storageOf({ model, on_pre }, { set: { w: '2*0.25', c: '0.1*i' } })).toEqual({ w: 'shared', c: 'f64' })
    expect(storageOf({ model, on_pre }, { set: { w: 'i', c: 3 } })).toEqual({ w: 'f64', c: 'shared' })
    expect(network({ model, on_pre }, { set: { w: '2*0.25' } }).S.get('w')).toEqual(
      new Float64Array(SOURCES * TARGETS).fill(0.5),
    )
  })
})

const MODELS: (readonly [string, SynapsesOptions, Parts['set'], 'bits' | 'rounding'])[] = [
  ['depression', DEPRESSION, { x: 1, w: '0.1*rand()' }, 'bits'],
  ['depression by one number', DEPRESSION, { x: 1, w: 0.2 }, 'bits'],
  ['plasticity', TIMING, { w: '0.5*rand()' }, 'rounding'],
  [
    'plasticity with what synapses have themselves',
    {
      ...TIMING,
      model: `${TIMING.model}\ndc/dt = (0.3 - c)/(9*ms) : 1 (event-driven)\nn : integer`,
      on_pre: `${TIMING.on_pre}\nc += w\nn += 1`,
      on_post: `${TIMING.on_post}\ng_pre += c*(t - lastupdate)/ms\nn += 2`,
    },
    { w: '0.5*rand()', b: 0.1 },
    'rounding',
  ],
  [
    'three traces of a triplet rule',
    {
      model: `w : 1
        da/dt = -a/(17*ms) : 1 (event-driven)
        db/dt = -b/(34*ms) : 1 (event-driven)
        dslow/dt = -slow/(60*ms) : 1 (event-driven)`,
      on_pre: 'g_post += w\nw = clip(w - 0.1*b, 0, 1)\na += 1',
      on_post: 'w = clip(w + 0.1*a*(1 + slow), 0, 1)\nb += 1\nslow = 1',
    },
    { w: 0.5 },
    'rounding',
  ],
  [
    'a trace that another one of the neuron feeds',
    {
      model: `w : 1
        dr/dt = -r/(5*ms) : 1 (event-driven)
        ds/dt = (r - s)/(12*ms) : 1 (event-driven)`,
      on_pre: 'r += 1\nw += 0.01*s\ng_post += w',
      on_post: 'w = clip(w - 0.1*s, 0, 1)',
    },
    { w: 0.5 },
    'rounding',
  ],
  [
    'a trace that opens and closes in every step, with the sum of what is open',
    {
      model: `ds/dt = -s/(30*ms) + 0.5/ms*x*(1 - s) : 1 (clock-driven)
        dx/dt = -x/(2*ms) : 1 (clock-driven)
        w : 1
        x_sum = 2*s : 1
        g_post = w*s*(1 + v_post) : 1 (summed)`,
      on_pre: 'x += 1\nw += 0.01*s',
      method: 'rk2',
    },
    { w: '0.5*rand()' },
    'bits',
  ],
  [
    'a linear trace of each step, behind',
    {
      model: 'dq/dt = (0.2 - q + t/second)/(9*ms) : 1 (clock-driven)\nw : 1',
      on_pre: 'g_post += w*q',
      on_post: 'q += 1\nw = clip(w - 0.01*q, 0, 1)',
      method: 'rk4',
    },
    { w: '0.5*rand()', q: 0.3 },
    'bits',
  ],
  [
    'two of them, exactly',
    {
      model: 'dr/dt = -r/(5*ms) : 1 (clock-driven)\ndq/dt = (r - q)/(9*ms) : 1 (clock-driven)\nw : 1',
      on_pre: 'r += 1\ng_post += w*q',
      method: 'exact',
    },
    { w: '0.5*rand()' },
    'bits',
  ],
  [
    'what statements make to decay',
    {
      model: 'w : 1\nz : 1\nn : integer\nup : boolean',
      on_pre: 'z = 1 + z*exp(-1*ms/(5*ms))\nn += 1\nup = not up\ng_post += w*z*n',
      on_post: 'w += 0.01*z + int(up)*n',
    },
    { w: '0.1*rand()' },
    'bits',
  ],
]

/** The same equations by every method. */
for (const method of ['exact', 'euler', 'exponential_euler', 'rk2', 'rk4', 'heun', 'milstein']) {
  const model = 'dr/dt = (0.3 - r)/(5*ms) : 1 (clock-driven)\ndq/dt = (r - q)/(9*ms) : 1 (clock-driven)\nw : 1'
  const options = { model, on_pre: 'r += 1\ng_post += w*q', on_post: 'w += 0.1*r', method }
  MODELS.push([`equations of every step by ${method}`, options, { w: '0.1*rand()', q: 0.2 }, 'bits'])
}

const RULES: readonly ConnectRule[] = [{}, { condition: 'i != j' }, { p: 0.6 }, { i: [3, 0, 1, 0], j: [0, 2, 1, 1] }]

describe.each(BACKENDS)('with what each synapse has, in %s', (backend) => {
  test.each(MODELS.flatMap((model) => RULES.map((rule) => [model[0], rule, model] as const)))(
    '%s is the same as if each synapse had it itself, %j',
    async (_, rule, [, options, set, same]) => {
      const { net, S, B } = network(options, { backend, rule, set: set ?? {} })
      await net.run('60*ms')
      const compiled = compile(network(options, { backend, rule, set: set ?? {} }).net.spec(), {
        everySynapse: new Set(['S']),
      })
      const each = createSimulation(loadModel(compiled), { backend, seed: 3 })
      await each.run(0.06)
      const variables = compiled.description.synapses.flatMap((one) => one.variables)
      expect(variables.some(({ kept }) => kept)).toBe(false)
      expect(Object.values(S.describe().weights).some((stored) => stored.includes('neuron'))).toBe(true)
      const read = [...variables.map(({ name }) => [S.get(name), each.values('S', name)] as const)]
      for (const [mine, theirs] of [...read, [B.get('g'), each.values('B', 'g')] as const]) {
        expect(mine.some((x) => x !== 0)).toBe(true)
        if (same === 'bits') expect(mine).toEqual(theirs)
        for (const [k, x] of mine.entries()) expect(Math.abs(x - theirs[k])).toBeLessThanOrEqual(1e-12 * Math.abs(x))
      }
    },
  )

  const anyCode = (own: 'pre' | 'post', [a, b, c]: readonly string[]) => {
    const other = own === 'pre' ? 'post' : 'pre'
    const pool = [
      `${a} += 0.2*(1 - ${a})`,
      `${b} = 0.5*${b} + ${a}`,
      `${b} += U_${own}`,
      `${a} *= 1 - 0.1*g_${own}`,
      `${c} += 0.1*int(${a} > 0.3)`,
      `r = ${a}*${b}\nw += 0.01*r`,
      'r = w\nr += 1\nw = clip(w - 0.1*r, 0, 1)',
      `g_${other} += 0.1*w*${a}`,
      `g_${own} += 0.01`,
      'w = clip(w + 0.1*p - 0.1*q, -1, 1)',
      'w += 0.001*(t - lastupdate)/ms',
      `n += ${own === 'pre' ? 'i' : 'j'} + 1\ng_${other} += 0.01*n`,
      `${c} = ${c} + 0.1*sin(t/ms)`,
    ]
    return fc
      .subarray(pool, { minLength: 1 })
      .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }).map((lines) => lines.join('\n')))
  }

  test('whatever statements there are, it is the same as if each synapse had it itself', async () => {
    const equations = ['p', 'q', 'u', 'x'].map(
      (name, k) => `d${name}/dt = (0.1 - ${name})/(${7 + 4 * k}*ms) : 1 (event-driven)`,
    )
    const model = ['w : 1', 'm : 1', 'o : 1', 'n : integer', ...equations].join('\n')
    const pre = anyCode('pre', ['p', 'u', 'm'])
    const post = anyCode('post', ['q', 'x', 'o'])
    await fc.assert(
      fc.asyncProperty(
        pre,
        fc.option(post, { nil: undefined }),
        fc.constantFrom(...RULES),
        async (on_pre, on_post, rule) => {
          const options = { model, on_pre, ...(on_post !== undefined && { on_post }) }
          const make = () => network(options, { backend, rule, set: { w: '0.1*rand()' } }).net.spec()
          const outcomes = [new Set<string>(), new Set(['S'])].map(async (everySynapse) => {
            const simulation = createSimulation(loadModel(compile(make(), { everySynapse })), { backend, seed: 3 })
            await simulation.run(0.03, { allowNan: true })
            const read = ['p', 'q', 'u', 'x', 'w', 'm', 'o', 'n', 'lastupdate'].map((name) =>
              simulation.values('S', name),
            )
            return [...read, simulation.values('A', 'g'), simulation.values('B', 'g')].map((values) => [...values])
          })
          const [mine, theirs] = await Promise.all(outcomes)
          for (const [k, values] of mine.entries())
            for (const [n, x] of values.entries()) {
              if (Object.is(x, theirs[k][n])) continue
              expect(Math.abs(x - theirs[k][n])).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(x)))
            }
        },
      ),
      { numRuns: 25 },
    )
  })

  test.each(RULES)('parts of one group, among themselves, %j', async (rule) => {
    const make = () => {
      const P = neurons('P', 7, '1.2 + 0.21*i')
      const options = { ...TIMING, on_pre: `${TIMING.on_pre}\ng_pre += 0.1\na += 0.1*U_pre`, name: 'S' }
      const S = new Synapses(P.slice(1, 5), P.slice(2, 6), options).connect(rule).set({ w: '0.1*rand()' })
      return new Network(P, S, { backend, seed: 3 })
    }
    const outcomes = [new Set<string>(), new Set(['S'])].map(async (everySynapse) => {
      const compiled = compile(make().spec(), { everySynapse })
      const simulation = createSimulation(loadModel(compiled), { backend, seed: 3 })
      await simulation.run(0.05)
      const kept = compiled.description.synapses[0].variables.flatMap((one) => (one.kept ? [one.name] : []))
      return { kept, values: ['a', 'b', 'w', 'lastupdate'].map((name) => simulation.values('S', name)) }
    })
    const [mine, theirs] = await Promise.all(outcomes)
    expect([mine.kept, theirs.kept]).toEqual([['a', 'b', 'lastupdate'], []])
    for (const [k, values] of mine.values.entries()) {
      expect(values.some((x) => x !== 0)).toBe(true)
      for (const [n, x] of values.entries()) expect(Math.abs(x - theirs.values[k][n])).toBeLessThanOrEqual(1e-12)
    }
  })

  test('monitors, conditions and matrices see it', async () => {
    const { net, S } = network(TIMING, { backend, set: { w: '0.5*rand()' } })
    const M = new StateMonitor(S, ['a', 'b', 'lastupdate'], { record: true, dt: '1*ms' })
    net.add(M)
    await net.run('30*ms')
    M.recordSingleTimestep()
    for (const name of ['a', 'b', 'lastupdate'])
      expect(M.get(name).map((trace) => trace.at(-1))).toEqual([...S.get(name)])
    expect(S.getMatrix('a').data).toEqual(S.get('a'))
    const above = S.get('a', { where: 'a > 0.1' })
    expect(above).toEqual(S.get('a').filter((a) => a > 0.1))
    expect(new Set(S.get('a')).size).toBeGreaterThan(SOURCES)
  })

  const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 })
  test('what is set for each synapse between two runs is what it has', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.constantFrom('a', 'b'), async (values, name) => {
        const runs = async (apart: boolean) => {
          const { net, S, B } = network(TIMING, { backend, set: { w: 0.4 } })
          // From the start on: what is set for some has a value for each.
          if (apart) S.set('a', 0, { where: 'i < 1' }).set('b', 0, { where: 'i < 1' })
          await net.run('20*ms')
          S.set({ [name]: Float64Array.from(values) })
          expect(S.get(name)).toEqual(Float64Array.from(values))
          await net.run('20*ms')
          return [S.get('w'), S.get('a'), S.get('b'), S.get('lastupdate'), B.get('g')]
        }
        const [mine, theirs] = [await runs(false), await runs(true)]
        for (const [k, one] of mine.entries())
          for (const [n, x] of one.entries()) expect(Math.abs(x - theirs[k][n])).toBeLessThanOrEqual(1e-12)
      }),
      { numRuns: 5 },
    )
  })

  test('one number that is set between two runs needs no value for each synapse, where it means the same', async () => {
    const { net, S } = network(DEPRESSION, { backend, set: { x: 1, w: 0.1 } })
    await net.run('20*ms')
    S.set({ x: '2*0.25', w: 0.3 })
    await net.run('0*ms')
    expect(S.describe().weights).toMatchObject({ x: 'f64 a presynaptic neuron', w: 'shared' })
    expect(new Set([...S.get('x'), ...S.get('w')])).toEqual(new Set([0.5, 0.3]))
    const both = network(TIMING, { backend, set: { w: 0.1 } })
    await both.net.run('20*ms')
    const times = both.S.get('lastupdate')
    both.S.set({ a: 0.5 })
    expect(both.S.get('a')).toEqual(new Float64Array(12).fill(0.5))
    expect(both.S.describe().weights['a']).toBe('f64')
    expect(both.S.get('lastupdate')).toEqual(times)
  })

  test('delays of each synapse, set between two runs, leave each what it had', async () => {
    const { net, S } = network(TIMING, { backend, set: { w: 0.4 } })
    await net.run('20*ms')
    net.store()
    const names = ['a', 'b', 'w', 'lastupdate']
    const before = names.map((name) => S.get(name))
    S.set({ delay: '0.1*ms*(1 + j)' })
    expect(names.map((name) => S.get(name))).toEqual(before)
    expect(S.describe().weights['a']).toBe('f64')
    await net.run('10*ms')
    net.restore()
    expect(names.map((name) => S.get(name))).toEqual(before)
  })

  test('an object that comes between two runs changes nothing of it', async () => {
    const { net, S, A, B } = network(TIMING, { backend, set: { w: 0.4 } })
    const alone = network(TIMING, { backend, set: { w: 0.4 } })
    await net.run('20*ms')
    net.add(new StateMonitor(S, 'a', { record: true, name: 'M' }))
    await net.run('20*ms')
    expect(S.describe().weights['a']).toBe('f64 a presynaptic neuron')
    // A function of the user's own may set anything: synapses have it themselves from then on.
    net.add(new NetworkOperation(() => S.set({ a: 0.5 }), { name: 'op', dt: '25*ms' }))
    await net.run('15*ms')
    expect(S.describe().weights['a']).toBe('f64')
    await alone.net.run('40*ms')
    expect(A.get('v')).not.toEqual(alone.A.get('v'))
    await alone.net.run('15*ms')
    expect([A.get('v'), B.get('v')]).toEqual([alone.A.get('v'), alone.B.get('v')])
    expect(S.get('a')).not.toEqual(alone.S.get('a'))
  })

  test('more synapses between two runs begin with nothing, and the others go on', async () => {
    const { net, S } = network(TIMING, { backend, rule: { condition: 'i < 2' }, set: { w: 0.4 } })
    await net.run('25*ms')
    const [a, w] = [S.get('a'), S.get('w')]
    S.connect('i >= 2')
    expect(S.get('a')).toEqual(Float64Array.of(...a, 0, 0, 0, 0, 0, 0))
    expect(S.get('w')).toEqual(Float64Array.of(...w, 0, 0, 0, 0, 0, 0))
    await net.run('5*ms')
    expect(
      S.get('a')
        .slice(6)
        .some((x) => x > 0),
    ).toBe(true)
  })

  test('a state of before it had a value for each synapse can be gone back to, and one of after', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'spikec-kept-')), 'state')
    const make = () => network(TIMING, { backend, set: { w: 0.4 } })
    const { net, S } = make()
    await net.run('20*ms')
    net.store()
    const before = ['a', 'b', 'lastupdate', 'w'].map((name) => S.get(name))
    S.set({ b: '0.1*i' })
    await net.run('5*ms')
    net.store('later', file)
    const later = ['a', 'b', 'lastupdate', 'w'].map((name) => S.get(name))
    net.restore()
    expect(['a', 'b', 'lastupdate', 'w'].map((name) => S.get(name))).toEqual(before)
    const fresh = make()
    fresh.net.restore('later', file)
    expect(['a', 'b', 'lastupdate', 'w'].map((name) => fresh.S.get(name))).toEqual(later)
    await fresh.net.run('5*ms')
    await net.run('10*ms')
    expect(fresh.net.t).toBe(net.t)
  })

  test('computed rows have a value for each synapse too, once they ask for it', async () => {
    const rule: ConnectRule = {
      j: 'k for k in range(i - 1, i + 2)',
      skip_if_invalid: true,
      representation: 'procedural',
    }
    const outcomes = [rule, { ...rule, representation: 'csr' as const }].map(async (one) => {
      const { net, S, B } = network(DEPRESSION, { backend, rule: one, set: { x: 1, w: 0.1 } })
      await net.run('20*ms')
      expect(S.describe().weights).toMatchObject({ x: 'f64 a presynaptic neuron', w: 'shared' })
      S.set({ w: '0.1*j', x: '0.5 + 0.1*j' })
      await net.run('20*ms')
      expect(S.describe().weights).toMatchObject({ x: 'f64', w: 'f64' })
      return [S.describe().representation, S.get('x'), S.get('u'), S.get('w'), B.get('g')]
    })
    const [[kind, ...mine], [other, ...theirs]] = await Promise.all(outcomes)
    expect([kind, other]).toEqual(['procedural', 'csr'])
    expect(mine).toEqual(theirs)
  })

  test('whoever looks at the memory finds a value for each synapse there', async () => {
    const { net, S } = network(DEPRESSION, { backend, set: { x: 1, w: 0.1 } })
    await net.run('20*ms')
    const [x, w] = [S.get('x'), S.get('w')]
    expect(S.view('x')).toEqual(x)
    const weights = S.view('w')
    expect(weights).toEqual(w)
    weights[5] = 0.7
    await net.run('1*ms')
    expect(S.get('w')[5]).toBe(0.7)
  })
})

test('a number that blows up is told with the neuron', async () => {
  const { net } = network({ model: 'u : 1', on_pre: 'u = 2*u + 1; u = u*u; g_post += clip(u, 0, 1)' })
  const run = net.run('1*second')
  await expect(run).rejects.toThrow(SpikecError)
  await expect(run).rejects.toThrow(/S\.u of the synapses from neuron \d/)
})
