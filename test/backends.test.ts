/** Both backends give the same bits: of every example, of every conformance case, and however a run is cut into pieces. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadModel } from '../src/8-bundle/in-process.js'
import { compile } from '../src/compile.js'
import { createSimulation, type Simulation } from '../src/runtime/simulation.js'
import type { Backend } from '../src/runtime/wasm.js'
import { parseCase } from './conformance/case.js'
import { filesIn } from './conformance/files.js'
import { runCase } from './conformance/reader.js'
import { groupSpec, modelSpec, synapsesSpec } from './helpers.js'
import { root } from './program.js'

/** Model files import the built package, so it loads them too. */
const { loadNetwork } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../src/model/load.js')

/** What a simulation holds and has recorded: a digest of the bits of each array. Large synaptic arrays, which are data, are left out. */
function stateOf(simulation: Simulation): unknown {
  const { groups, synapses, monitors } = simulation.description
  const small = synapses.filter(({ name }) => simulation.synapseCount(name) < 1e6)
  const values = [...groups, ...small].flatMap((owner) =>
    owner.variables.map((v) => [v.array, digest(simulation.values(owner.name, v.name))]),
  )
  const recorded = monitors.flatMap((monitor): unknown[] => {
    const { name, variables } = monitor
    if (monitor.kind === 'states' || monitor.kind === 'synapses')
      return variables.map((v) => simulation.traces(name, v.name).map(digest))
    if (monitor.kind === 'rates') return [digest(simulation.rates(name).rate)]
    const { i, t } = simulation.spikes(name)
    return [i.length, digest(Float64Array.from(i)), digest(t)]
  })
  return { values, recorded }
}

/** All NaNs are one: nothing can tell them apart. */
function digest(values: Float64Array): string {
  const bits = values.map((value) => (Number.isNaN(value) ? Number.NaN : value))
  const first = Array.from(values.subarray(0, 50), (value) => (Object.is(value, -0) ? '-0' : String(value))).join(' ')
  return `${createHash('sha1').update(new Uint8Array(bits.buffer)).digest('hex')} ${first}`
}

type Compiled = ReturnType<typeof compile>

async function ran(compiled: Compiled, backend: Backend, pieces: readonly number[]): Promise<unknown> {
  const simulation = createSimulation(loadModel(compiled), { backend, seed: 7 })
  for (const steps of pieces) await simulation.run(steps * simulation.description.dt)
  return stateOf(simulation)
}

async function expectSame(compiled: Compiled, pieces: readonly (readonly number[])[]): Promise<void> {
  const [reference] = pieces
  const plain = await ran(compiled, 'js', reference)
  for (const cut of pieces) expect(await ran(compiled, 'wasm', cut)).toEqual(plain)
}

const examples = readdirSync(join(root, 'examples')).flatMap((file) =>
  file.endsWith('.ts') ? [basename(file, '.ts')] : [],
)

describe.each(examples)('the example %s', (name) => {
  test('is the same in both backends, however it is cut', { timeout: 60_000 }, async () => {
    const spec = (await loadNetwork(join(root, 'examples', `${name}.ts`))).spec()
    await expectSame(compile(spec), [[120], [1, 2, 3, 5, 109], [119, 1]])
    await expectSame(compile({ ...spec, precision: 'single' }), [[120], [1, 119]])
  })
})

const cases = filesIn(join(root, 'test/conformance/cases'))
const passing: readonly string[] = JSON.parse(readFileSync(join(root, 'test/conformance/passing.json'), 'utf8'))

describe('conformance cases', () => {
  const running = cases
    .map((file) => [basename(file, '.json'), parseCase(readFileSync(file, 'utf8'))] as const)
    .filter(([name, { expect_error }]) => passing.includes(name) && expect_error === undefined)

  test('some of them run', () => expect(running.length).toBeGreaterThan(10))

  test.each(running)('%s', async (_name, given) => {
    for (const precision of ['double', 'single'] as const) {
      const plain = await runCase(given, { backend: 'js', precision })
      expect(await runCase(given, { backend: 'wasm', precision })).toEqual(plain)
    }
  })
})

const ELEMENTARY =
  'exp log log10 expm1 log1p exprel sin cos tan sinh cosh tanh arcsin arccos arctan sqrt abs floor ceil sign int'

describe('functions of neurons', () => {
  // From numbers around 0 to those beyond every straight line, with a last neuron that fills no vector.
  const model = (expression: string, x: string, precision: 'double' | 'single' = 'double') => {
    const spec = modelSpec(
      [
        groupSpec(`y = ${expression} : 1\nx : 1`, { N: 41 }),
        { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['y'], record: true },
      ],
      [{ kind: 'set', target: 'P', variable: 'x', value: x }],
    )
    return compile({ ...spec, precision })
  }

  test.each(ELEMENTARY.split(' '))('%s', async (name) => {
    for (const x of ['(i - 20)*0.37*10.0**(i % 5 - 2)', '(i - 20)*10.0**((i % 9)*70 - 300)', '(i - 20)/20.0'])
      for (const precision of ['double', 'single'] as const) await expectSame(model(`${name}(x)`, x, precision), [[1]])
  })

  test.each(['x % 7', 'x // 3', 'abs(x)**0.3', '(x + 0.5)**3.0', 'clip(x, -1, 1)', 'int(x > 0) + x'])(
    '%s',
    async (text) => {
      for (const precision of ['double', 'single'] as const)
        await expectSame(model(text, '(i - 20)*0.37*10.0**(i % 5 - 2)', precision), [[2]])
    },
  )

  test.each(['double', 'single'] as const)('random numbers, %s', async (precision) => {
    const group = groupSpec('dv/dt = -v/(10*ms) : 1', {
      N: 21,
      threshold: 'rand() < 0.3',
      reset: 'v += randn()',
      method: 'exact',
    })
    await expectSame(compile({ ...modelSpec([group]), precision }), [[50], [7, 43]])
  })
})

test.each(['double', 'single'] as const)(
  'coefficients that a run changes, with what is frozen while a neuron is refractory, %s',
  async (precision) => {
    const model =
      'dv/dt = (I - v)/tau : 1 (unless refractory)\ndw/dt = (v - w)/tauw : 1\ntau : second (constant)\ntauw : second\nI : 1'
    const group = groupSpec(model, {
      N: 21,
      threshold: 'v > 1',
      reset: 'v = 0; w += 0.1; tauw *= 0.99',
      refractory: '2*ms',
      method: 'exact',
    })
    const set = (variable: string, value: string) => ({ kind: 'set', target: 'P', variable, value }) as const
    const actions = [set('tau', '(10 + i)*ms'), set('tauw', '50*ms'), set('I', '1.2 + 0.01*i')]
    await expectSame(compile({ ...modelSpec([group], actions), precision }), [[600], [7, 593]])
  },
)

describe('rows of synapses', () => {
  const group = groupSpec('dv/dt = -v/(10*ms) : 1 (unless refractory)', {
    N: 11,
    threshold: 'v > 0.3',
    reset: 'v = 0',
    refractory: '1*ms',
    method: 'exact',
  })
  const rules = [{}, { condition: 'i != j' }, { p: 0.4 }]

  const statements = ['v_post += w*(1 + v_pre)\nw *= 0.99', 'v_post += w*(1 + i/10.0)', 'v_post = 0.9*v_post + w']

  test.each(rules.flatMap((rule) => statements.map((on_pre) => [rule, on_pre] as const)))(
    'connected by %j, %j',
    async (rule, on_pre) => {
      const spec = modelSpec(
        [group, synapsesSpec({ model: 'w : 1', on_pre })],
        [
          { kind: 'set', target: 'P', variable: 'v', value: 'i/10.0' },
          { kind: 'connect', target: 'S', rule },
          { kind: 'set', target: 'S', variable: 'w', value: '0.02*(i + 1) + 0.003*j' },
        ],
      )
      for (const precision of ['double', 'single'] as const)
        await expectSame(compile({ ...spec, precision }), [[200], [3, 197]])
    },
  )

  test('several spikes of a step have their dense rows gone through side by side', () => {
    const actions = [{ kind: 'connect', target: 'S', rule: {} } as const]
    const wat = (on_pre: string) => compile(modelSpec([group, synapsesSpec({ model: 'w : 1', on_pre })], actions)).wat()
    expect(wat('v_post += w')).toContain(';; 4 spikes at a time')
    // What the row of one spike stores, the row of the next one reads.
    expect(wat('v_post += w*v_pre')).not.toContain('spikes at a time')
    // They have nothing in common.
    expect(wat('w *= 0.5')).not.toContain('spikes at a time')
  })

  test('columns of several spikes are gone through side by side, with what is the neuron’s at the other end worked out once', () => {
    const actions = [{ kind: 'connect', target: 'S', rule: {} } as const]
    const model = 'w : 1\nda/dt = -a/(20*ms) : 1 (event-driven)'
    const options = { model, on_pre: 'a += 1', on_post: 'w = clip(w + a, 0, 1)' }
    const wat = compile(modelSpec([group, synapsesSpec(options)], actions)).wat()
    const [, post] = wat.split('(func $deliver_S_post (')
    const [together] = post.split(';; 2 spikes at a time')
    expect(together).toContain(';; 4 spikes at a time')
    // An exponential takes a shift of its exponent.
    expect(together.match(/i64x2\.shl/g)).toHaveLength(1)
    expect(together.match(/local\.set \$clip\.x/g)).toHaveLength(4)
  })

  const PLASTIC = {
    model: 'w : 1\nda/dt = -a/(20*ms) : 1 (event-driven)\ndb/dt = -b/(15*ms) : 1 (event-driven)\ncount : integer',
    on_pre: 'a += 0.1*(i + 1)\nv_post += 0.1*w\nw = clip(w - b, 0, 1)',
    on_post: 'b += 0.12\nv_pre += 0.01*w\nw = clip(w + a*exp(-w), 0, 1)\ncount += 1',
  }

  test.each([...rules, { j: 'k for k in range(N_post)' }])('plastic ones, connected by %j', async (rule) => {
    const spec = modelSpec(
      [group, synapsesSpec(PLASTIC)],
      [
        { kind: 'set', target: 'P', variable: 'v', value: '(i % 3)/3.0' },
        { kind: 'connect', target: 'S', rule },
        { kind: 'set', target: 'S', variable: 'w', value: '0.02*(i + 1) + 0.003*j' },
      ],
    )
    for (const precision of ['double', 'single'] as const)
      await expectSame(compile({ ...spec, precision }), [[200], [3, 197]])
  })
})

describe('monitors', () => {
  const group = groupSpec('dv/dt = (1.4 + 0.05*i - v)/(10*ms) : 1', { N: 21, threshold: 'v > 1', reset: 'v = 0' })
  const delayed = synapsesSpec({ on_pre: 'v_post += 0.01', delay: '0.7*ms' })
  const connect = { kind: 'connect', target: 'S', rule: { condition: 'i != j' } } as const

  test.each(['double', 'single'] as const)('of rates, %s', async (precision) => {
    const monitor = { kind: 'PopulationRateMonitor', name: 'R', source: 'P' } as const
    await expectSame(compile({ ...modelSpec([group, delayed, monitor], [connect]), precision }), [[400], [1, 7, 392]])
  })

  const plastic = synapsesSpec({
    model: 'w : 1\nu = w*(i + 1) + v_post - v_pre : 1\nn : integer\nb : boolean\nc : 1 (shared)',
    on_pre: 'v_post += 0.01*w; w *= 0.99; n += 1; b = not b',
    delay: '0.3*ms',
  })
  const variables = ['w', 'u', 'n', 'b', 'c']
  const rules = [{}, { condition: 'i != j' }, { p: 0.2 }, { i: [5, 0, 5, 3], j: [1, 2, 1, 20] }]
  const chosen = [true, [2, 0, 3], { i: [5, 3], j: [1, 20] }, []]

  // Of synapses that are drawn, nobody knows beforehand which pairs have one.
  const known = ({ p }: { readonly p?: number }, record: object | boolean) =>
    p === undefined || !('i' in Object(record))
  const combinations = rules.flatMap((rule) => chosen.map((record) => [rule, record] as const))

  test.each(combinations.filter(([rule, record]) => known(rule, record)))(
    'of synapses connected by %j, %j',
    async (rule, record) => {
      const monitor = { kind: 'StateMonitor', name: 'M', source: 'S', variables, record, when: 'end' } as const
      const actions = [
        { kind: 'connect', target: 'S', rule },
        { kind: 'set', target: 'S', variable: 'w', value: '0.02*(i + 1) + 0.003*j' },
        { kind: 'set', target: 'S', variable: 'c', value: 4 },
      ] as const
      const spec = modelSpec([group, plastic, monitor], actions, { seed: 3 })
      for (const precision of ['double', 'single'] as const)
        await expectSame(compile({ ...spec, precision }), [[150], [3, 147]])
    },
  )
})
