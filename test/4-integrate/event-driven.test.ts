/** Event-driven equations: solved over any time between two events. The reference's numbers are among the conformance cases. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/compile.js'
import {
  type ConnectRule,
  matrix,
  Network,
  NeuronGroup,
  SpikeGeneratorGroup,
  Synapses,
  type SynapsesOptions,
} from '../../src/index.js'
import type { SynapsesSpec } from '../../src/model/spec.js'
import type { Backend } from '../../src/runtime/wasm.js'
import { compiled, groupSpec, modelSpec, synapsesSpec } from '../helpers.js'

const BACKENDS = ['js', 'wasm'] satisfies readonly Backend[]
const LAYOUTS: readonly (readonly [string, ConnectRule])[] = [
  ['dense', {}],
  ['sparse', { condition: 'i + j < 100' }],
]
/** In milliseconds. Between events of neuron 1 there is a long time, and a very short one. */
const SPIKES = { indices: [0, 0, 0, 1, 1, 1], times: [1, 1.1, 7, 0.5, 39, 39.1] }

async function ran(
  options: SynapsesOptions,
  rule: ConnectRule,
  backend: Backend,
  set: Record<string, number | string>,
) {
  const A = new SpikeGeneratorGroup(2, SPIKES.indices, matrix(SPIKES.times, 'ms'), { name: 'A' })
  const B = new NeuronGroup(3, 'v : 1', { name: 'B' })
  const S = new Synapses(A, B, { name: 'S', ...options }).connect(rule)
  S.set(set)
  await new Network(A, B, S, { backend }).run('40*ms')
  return S
}

/** The same equations in every step, by the exact method, up to the step of the last event. */
async function stepped(model: string, set: Record<string, number | string>, steps: number) {
  const P = new NeuronGroup(1, model.replaceAll(' (event-driven)', ''), { method: 'exact' }).set(set)
  await new Network(P).run(`${steps * 0.1}*ms`)
  return P
}

const LAST = { steps: 391, synapse: 3 }

/** Coefficients that make rates equal, opposite and zero, and matrices singular, defective and of oscillators. */
const rate = fc.constantFrom(-3, -1, -0.5, -0.25, 0, 0, 0.05, 0.2)
const coefficient = (k: number) => fc.array(rate, { minLength: k, maxLength: k })

function systemOf(entries: readonly number[], size: number): string {
  const names = ['x', 'y', 'z'].slice(0, size)
  return names
    .map((name, row) => {
      const terms = [...names.map((other, c) => [entries[row * (size + 1) + c], other] as const)]
        .filter(([entry]) => entry !== 0)
        .map(([entry, other]) => `${entry}*${other}`)
      const input = entries[row * (size + 1) + size]
      const all = [...terms, ...(input === 0 ? [] : [String(input)])]
      return `d${name}/dt = (${all.length > 0 ? all.join(' + ') : '0'})/(5*ms) : 1 (event-driven)`
    })
    .join('\n')
}

describe.each(BACKENDS)('in %s', (backend) => {
  test.each([1, 2, 3])('systems of %i equations come to what they come to step by step', async (size) => {
    await fc.assert(
      fc.asyncProperty(coefficient(size * (size + 1)), fc.constantFrom(...LAYOUTS), async (entries, [, rule]) => {
        const model = systemOf(entries, size)
        const set = { x: 0.7, ...(size > 1 && { y: -1.5 }), ...(size > 2 && { z: 2 }) }
        const S = await ran({ model, on_pre: 'v_post += 0*x' }, rule, backend, set)
        const P = await stepped(model, set, LAST.steps)
        for (const name of Object.keys(set)) {
          const [own, expected] = [S.get(name)[LAST.synapse], P.get(name)[0]]
          expect(Math.abs(own - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
        }
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  test.each<readonly [string, string]>([
    ['decays with one constant', 'dx/dt = -x/tau : 1 (event-driven)\ndy/dt = -y/tau : 1 (event-driven)'],
    [
      'equations with a resting value',
      'dx/dt = (a - x)/tau : 1 (event-driven)\ndy/dt = (1 - y)/(2*tau) : 1 (event-driven)\na : 1',
    ],
    [
      'one that reads another',
      'dx/dt = (y - x)/tau : 1 (event-driven)\ndy/dt = (a - y)/b : 1 (event-driven)\na : 1\nb : second',
    ],
    [
      'one that reads another of the same rate',
      'dx/dt = (y - x)/b : 1 (event-driven)\ndy/dt = -y/b : 1 (event-driven)\nb : second',
    ],
    ['a rate of each synapse, which may be 0', 'dx/dt = r*(a - x) : 1 (event-driven)\na : 1\nr : Hz'],
  ])('%s: the layout changes no bit', async (_, model) => {
    const set: Record<string, string> = { x: '0.1*i - 0.2*j' }
    if (model.includes('a : 1')) set.a = '1 + i'
    if (model.includes('b : second')) set.b = '(3 + j)*ms'
    if (model.includes('r : Hz')) set.r = '100*j*Hz'
    const options = { model, on_pre: 'v_post += x; x += 1', namespace: { tau: '4*ms' } }
    const [dense, sparse] = await Promise.all(LAYOUTS.map(([, rule]) => ran(options, rule, backend, set)))
    for (const name of ['x', 'lastupdate']) expect(sparse.get(name)).toEqual(dense.get(name))
    expect(dense.get('x').every(Number.isFinite)).toBe(true)
  })

  test('after a very long time and for a constant that is infinite there is a number', async () => {
    const model = 'dx/dt = (2 - x)/b : 1 (event-driven)\ndy/dt = (x - y)/c : 1 (event-driven)\nb : second\nc : second'
    const set = { b: '1*us*(1 + 1e9*int(j == 1))', c: '2*us*(1 + int(j == 2)*1e308)' }
    const S = await ran({ model, on_pre: 'v_post += y' }, {}, backend, { ...set, x: 1, y: 0.5 })
    expect(S.get('x')[0]).toBe(2)
    expect(S.get('y')[0]).toBeCloseTo(2, 12)
    expect(S.get('x')[1]).toBeCloseTo(1, 4)
    expect(S.get('y')[2]).toBe(0.5)
  })

  test('lastupdate is 0 until an event comes, and is read by strings and monitors in seconds', async () => {
    const options = { model: 'dx/dt = -x/(4*ms) : 1 (event-driven)\nk : second', on_pre: 'k = lastupdate; v_post += x' }
    const S = await ran(options, { condition: 'i != j' }, backend, {})
    expect(S.get('lastupdate', 'ms').map((t) => Number(t.toFixed(9)))).toEqual(Float64Array.from([7, 7, 39.1, 39.1]))
    expect(S.get('k', 'ms').map((t) => Number(t.toFixed(9)))).toEqual(Float64Array.from([1.1, 1.1, 39, 39]))
    expect(() => S.view('lastupdate')).toThrow(/V041/)
    S.set({ lastupdate: '1*ms' })
    expect(S.get('lastupdate', 'ms')).toEqual(new Float64Array(4).fill(1))
  })
})

describe('the kernel of a pathway', () => {
  const text = (model: string) => {
    const neurons = groupSpec('v : 1', { threshold: 'v > 1' })
    const spec = modelSpec(
      [neurons, synapsesSpec({ model, on_pre: 'v_post += x' })],
      [{ kind: 'connect', target: 'S', rule: {} }],
      { namespace: { tau: '5*ms' } },
    )
    return compiled(spec).typescript().step
  }
  const exponentials = (model: string) => text(model).match(/\bexp\(/g)?.length ?? 0

  test('computes one exponential for equal rates', () => {
    const one = exponentials('dx/dt = -x/tau : 1 (event-driven)')
    const two =
      'dx/dt = -x/tau : 1 (event-driven)\ndy/dt = (2 - y)/tau : 1 (event-driven)\ndz/dt = -z/tau : 1 (event-driven)'
    expect(exponentials(two)).toBe(one)
    expect(exponentials(`${two}\ndw/dt = -w/(2*tau) : 1 (event-driven)`)).toBe(one + 1)
  })

  test('counts the time in whole steps, and multiplies by one constant', () => {
    expect(text('dx/dt = -x/tau : 1 (event-driven)')).toMatch(/= step - /)
  })
})

describe('what is told of equations of synapses', () => {
  const codes = (model: string, synapses: Partial<SynapsesSpec> = {}, recorded: readonly string[] = []) => {
    const neurons = groupSpec('dv/dt = -v/tau : 1\ng : 1\nc : 1', { threshold: 'v > 1' })
    const S = synapsesSpec({ model, on_pre: 'x += 1; v_post += x', ...synapses })
    const M = { kind: 'StateMonitor', name: 'M', source: 'S', variables: recorded, record: true } as const
    const spec = modelSpec(
      [neurons, S, ...(recorded.length > 0 ? [M] : [])],
      [{ kind: 'connect', target: 'S', rule: {} }],
      {
        namespace: {
          tau: '5*ms',
          f: { kind: 'timed-array', values: { kind: 'matrix', data: Float64Array.of(1, 2), shape: [2] }, dt: '1*ms' },
        },
      },
    )
    return check(spec).map(({ code }) => code)
  }

  test.each<readonly [string, string, readonly string[]]>([
    ['a product', 'dx/dt = -x*x/tau : 1 (event-driven)', ['M013']],
    ['a function', 'dx/dt = -sin(x)/tau : 1 (event-driven)', ['M013']],
    ['the time', 'dx/dt = (t/tau - x)/tau : 1 (event-driven)', ['M013']],
    ['the time in a subexpression', 'dx/dt = (h - x)/tau : 1 (event-driven)\nh = t/tau : 1', ['M013']],
    ['an array of times', 'dx/dt = (f(t) - x)/tau : 1 (event-driven)', ['M013']],
    ['a random number', 'dx/dt = (rand() - x)/tau : 1 (event-driven)', ['M013']],
    ['noise', 'dx/dt = -x/tau + xi*tau**-0.5 : 1 (event-driven)', ['M013']],
    ['a constant drift', 'dx/dt = 1/tau : 1 (event-driven)', []],
    ['an oscillator', 'dx/dt = y/tau : 1 (event-driven)\ndy/dt = -x/tau : 1 (event-driven)', []],
    ['a held random number', 'dx/dt = (h - x)/tau : 1 (event-driven)\nh = rand() : 1 (constant over dt)', []],
    ['a parameter of a neuron', 'dx/dt = (c_post - x)/tau : 1 (event-driven)', []],
    ['a variable of a neuron', 'dx/dt = (v_post - x)/tau : 1 (event-driven)', ['F008']],
  ])('event-driven, with %s: %s', (_, model, expected) => {
    expect(codes(model)).toEqual(expected)
  })

  test.each<readonly [string, string, Partial<SynapsesSpec>, readonly string[], readonly string[]]>([
    ['only pathways read it', 'dx/dt = -x/tau : 1', {}, [], ['F007']],
    ['two of them', 'dx/dt = (y - x)/tau : 1\ndy/dt = -y/tau : 1', {}, [], ['F007', 'F007']],
    ['it is marked', 'dx/dt = -x/tau : 1 (clock-driven)', {}, [], []],
    ['it is not linear', 'dx/dt = -x**2/tau : 1', {}, [], []],
    ['it has noise', 'dx/dt = -x/tau + xi*tau**-0.5 : 1', {}, [], []],
    ['it reads a neuron', 'dx/dt = (v_post - x)/tau : 1', {}, [], []],
    ['it reads one that is not linear', 'dx/dt = (y - x)/tau : 1\ndy/dt = -y**3/tau : 1', {}, [], []],
    ['a sum reads it', 'dx/dt = -x/tau : 1\ng_post = x : 1 (summed)', {}, [], []],
    ['another equation reads it', 'dx/dt = -x/tau : 1\ndy/dt = (x - y)/tau : 1 (clock-driven)', {}, [], []],
    ['an operation writes it', 'dx/dt = -x/tau : 1', { operations: [{ code: 'x += 1', dt: '1*ms' }] }, [], []],
    ['a monitor records it', 'dx/dt = -x/tau : 1', {}, ['x'], []],
    ['a monitor records what is made of it', 'dx/dt = -x/tau : 1\nh = 2*x : 1', {}, ['h'], []],
  ])('without a mark, where %s', (_, model, synapses, recorded, expected) => {
    expect(codes(model, synapses, recorded)).toEqual(expected)
  })
})
