/** Equations of synapses that are integrated in every step. The reference's numbers for them are among the conformance cases. */
import { describe, expect, test } from 'vitest'
import {
  type ConnectRule,
  ExplicitStateUpdater,
  matrix,
  Network,
  type NetworkObject,
  NeuronGroup,
  SpikecError,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
} from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'
import { compiled, groupSpec, modelSpec, synapsesSpec } from '../helpers.js'

const BACKENDS = ['js', 'wasm'] satisfies readonly Backend[]
const [SOURCES, TARGETS] = [3, 5]
const LAYOUTS: readonly (readonly [string, ConnectRule])[] = [
  ['dense', {}],
  ['sparse', { condition: 'i + j < 100' }],
]

function between(options: SynapsesOptions, rule: ConnectRule) {
  const A = new NeuronGroup(SOURCES, 'v : 1', { name: 'A' })
  const B = new NeuronGroup(TARGETS, 'v : 1', { name: 'B' })
  return { A, B, S: new Synapses(A, B, { name: 'S', ...options }).connect(rule) }
}

const LINEAR = 'dx/dt = (y - x)/tau : 1\ndy/dt = (a - y)/(7*ms) : 1\na : 1 (constant)\ntau : second (constant)'
const NONLINEAR = LINEAR.replace('(y - x)', '(y - x*abs(x) + sin(t/ms))')
const MIDPOINT = new ExplicitStateUpdater('k = dt*f(x, t)\nx_new = x + dt*f(x + k/2, t + dt/2)')
const ADAPTIVE = ['gsl', 'gsl_rk2', 'gsl_rk4', 'gsl_rkck', 'gsl_rk8pd']
const MODELS = [
  ...['exact', 'exponential_euler'].map((method) => [method, LINEAR] as const),
  ...['euler', 'rk2', 'rk4', 'heun', 'milstein', ...ADAPTIVE].map((method) => [method, NONLINEAR] as const),
]

describe.each(BACKENDS)('in %s', (backend) => {
  const build = (...objects: readonly NetworkObject[]) => new Network(...objects, { backend, seed: 5, dt: '0.25*ms' })

  test.each(MODELS.flatMap(([method, model]) => LAYOUTS.map(([layout, rule]) => ({ method, model, layout, rule }))))(
    'a synapse does what a neuron with its equations does ($method, $layout)',
    async ({ method, model, rule }) => {
      const P = new NeuronGroup(SOURCES * TARGETS, model, { name: 'P', method })
      const { A, B, S } = between({ model, method }, rule)
      const each = (per: (k: number) => number) => Float64Array.from({ length: SOURCES * TARGETS }, (_, k) => per(k))
      for (const one of [P, S])
        one.set({
          tau: matrix(
            each((k) => 1 + k),
            'ms',
          ),
          a: each((k) => k % 4),
          x: each((k) => 0.1 * k),
        })
      await build(P, A, B, S).run('6*ms')
      for (const name of ['x', 'y']) expect(S.get(name)).toEqual(P.get(name))
    },
  )

  test.each(LAYOUTS)('a scheme and the options of an adaptive method are those of groups (%s)', async (_, rule) => {
    const by = async (options: SynapsesOptions) => {
      const { A, B, S } = between({ model: 'dx/dt = (2 + i + j - x**2)/(4*ms) : 1', ...options }, rule)
      await build(A, B, S).run('5*ms')
      return S
    }
    const own = await by({ method: MIDPOINT })
    const rk2 = await by({ method: 'rk2' })
    own.get('x').forEach((x, k) => {
      expect(x).toBeCloseTo(rk2.get('x')[k], 14)
    })
    const counted = await by({ method: 'gsl', method_options: { save_step_count: true, absolute_error: 1e-9 } })
    expect(Math.min(...counted.get('_step_count'))).toBeGreaterThan(1)
    expect(counted.get('x')[0]).toBeCloseTo(Math.SQRT2 * Math.tanh((Math.SQRT2 * 5) / 4), 7)
  })

  test.each(LAYOUTS)('noise is each pair’s own, and does not depend on the layout (%s)', async (_, rule) => {
    const model = 'dx/dt = -x/(2*ms) + xi*(1*ms)**-0.5 : 1\ndy/dt = (xi_b - xi_c)*(1*ms)**-0.5 : 1'
    const made = await Promise.all(
      [rule, {}].map(async (one) => {
        const { A, B, S } = between({ model }, one)
        const M = new StateMonitor(S, ['x', 'y'], { name: 'M', record: true })
        await build(A, B, S, M).run('2*second')
        return M
      }),
    )
    const [traces, dense] = made.map((M) => M.get('x'))
    expect(traces).toEqual(dense)
    expect(made[0].get('y')).toEqual(made[1].get('y'))
    const all = traces.flatMap((trace) => [...trace.subarray(100)])
    const variance = all.reduce((sum, x) => sum + x * x, 0) / all.length
    // Of the process in steps: sigma^2 dt / (1 - (1 - dt/tau)^2), with 15 traces of about 500 independent stretches each.
    expect(variance).toBeGreaterThan(0.9 * (0.25 / (1 - 0.875 ** 2)))
    expect(variance).toBeLessThan(1.1 * (0.25 / (1 - 0.875 ** 2)))
    const product = traces[0].reduce((sum, x, k) => sum + x * traces[1][k], 0) / traces[0].length
    expect(Math.abs(product)).toBeLessThan(0.2)
  })

  test('constants of a network reach the propagators of its synapses', async () => {
    const { A, B, S } = between({ model: 'dx/dt = (b_post - x)/tau : 1', namespace: { tau: '3*ms' } }, {})
    const Q = new NeuronGroup(TARGETS, 'b : 1', { name: 'Q' }).set({ b: 'i' })
    const T = new Synapses(A, Q, { name: 'T', model: 'dx/dt = (b_post - x)/(tau*N_pre) : 1 (clock-driven)' }).connect()
    const net = new Network(A, B, Q, T, { backend, namespace: { tau: '1*ms' } })
    await net.run('6*ms')
    expect(T.get('x')[4]).toBeCloseTo(4 * (1 - Math.exp(-2)), 13)
    expect(S.home).toBeUndefined()
  })

  test('where the equations give no number, the pair is named', async () => {
    const { A, B, S } = between(
      { model: 'dx/dt = 1/(2*ms - t + (abs(i - 1) + abs(j - 2))*ms) : 1', method: 'euler' },
      {},
    )
    const error = await build(A, B, S)
      .run('1*second')
      .catch((thrown: unknown) => thrown)
    if (!(error instanceof SpikecError)) throw new Error('the run was not stopped')
    const [{ code, message, notes }] = error.diagnostics
    expect([code, message]).toEqual([
      'B001',
      'S.x of the synapse from neuron 1 to neuron 2 became Infinity in the step at 2 ms',
    ])
    expect(notes.at(-1)).toBe('its equation: dx/dt = 1/(2*ms - t + (abs(i - 1) + abs(j - 2))*ms)')
  })

  test('where an adaptive method gives up, the pair is named', async () => {
    const model = 'dx/dt = (1 + 1e6*int(i == 2 and j == 1)*sin(t/us))/ms : 1'
    const { A, B, S } = between({ model, method: 'gsl', method_options: { max_steps: 2 } }, {})
    await expect(build(A, B, S).run('10*ms')).rejects.toThrow(
      /S\.x of the synapse from neuron 2 to neuron 1 takes more than 2 steps of gsl from/,
    )
  })
})

describe('the kernel', () => {
  const kernels = (synapses: Parameters<typeof synapsesSpec>[0], before = false) => {
    const objects = [
      groupSpec('dv/dt = -v/(5*ms) : 1'),
      synapsesSpec({ model: 'dx/dt = (v_post - x)/ms : 1', ...synapses }),
    ]
    const spec = modelSpec(before ? objects.toReversed() : objects, [{ kind: 'connect', target: 'S', rule: {} }])
    return compiled(spec).optimised.program.kernels.flatMap(({ name, slot }) => (slot === 'groups' ? [name] : []))
  }

  test('comes where the synapses were made, or by `order`', () => {
    expect(kernels({})).toEqual(['update_P', 'update_S'])
    expect(kernels({ order: -1 })).toEqual(['update_S', 'update_P'])
  })

  test('is not there without equations to integrate', () => {
    expect(kernels({ model: 'x : 1' })).toEqual(['update_P'])
  })
})
