/** Both backends give the same bits, in either precision: of models put together at random. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadModel } from '../src/8-bundle/in-process.js'
import { compile } from '../src/compile.js'
import { SpikecError } from '../src/diagnostics/index.js'
import type { ConnectRule, GroupSpec, ModelSpec, SchemeSpec } from '../src/model/spec.js'
import { createSimulation } from '../src/runtime/simulation.js'
import type { Backend } from '../src/runtime/wasm.js'
import { groupSpec, modelSpec, synapsesSpec } from './helpers.js'

/** Sizes around those of vectors. */
const size = fc.constantFrom(1, 2, 3, 5, 8, 9, 17, 33)

const derivative = (x: string, y: string) =>
  fc.constantFrom(
    `-${x}/tau`,
    `(${y} - ${x})/tau`,
    `(1 - ${x} + 0.1*sin(t/ms))/tau`,
    `(a - ${x})*k/tau`,
    `-${x}/tau + 0.01*${y}**2/tau`,
    `exp(-${x}**2)/tau`,
    `int(${x} > 0.5)/tau`,
    `(clip(${y}, 0, 1) - ${x})/tau`,
    `(${x}*(1 - ${x}) + i/N)/tau`,
    `(abs(${x}) - ${x}**3 + tanh(${y}))/(tau*(1 + 0.1*k))`,
  )

const flags = fc.constantFrom('', ' (unless refractory)')

const SCHEME: SchemeSpec = {
  kind: 'scheme',
  stochastic: 'multiplicative',
  text: 'h = x + dt*f(x, t) + g(x, t)*dW\nx_new = x + dt/2*(f(x, t) + f(h, t + dt)) + dW/2*(g(x, t) + g(h, t + dt))',
}

const group: fc.Arbitrary<GroupSpec> = fc
  .record({
    N: size,
    dv: derivative('v', 'u'),
    du: derivative('u', 'v'),
    flagOfV: flags,
    flagOfU: flags,
    held: fc.constantFrom('', ' (constant over dt)'),
    threshold: fc.constantFrom('v > 0.6', 'v > 0.6 and u < 5', 'rand() < 0.05', 'v > 0.5 + 0.2*int(b)'),
    reset: fc.constantFrom('v = 0; u += 0.1', 'v -= 1; n += 1', 'b = not b; v = 0.1*rand()', 'x = v - 1; v = x*0.5'),
    refractory: fc.constantFrom('2*ms', '0.05*ms', 'v > 0.4', '(1 + i%3)*ms', 'rand()*2*ms'),
    method: fc.constantFrom(
      'euler',
      'rk2',
      'rk4',
      'exponential_euler',
      undefined,
      'heun',
      'milstein',
      SCHEME,
      'gsl',
      'gsl_rk4',
    ),
    noise: fc.constantFrom(
      '',
      '',
      '',
      ' + 0.3*xi_a/tau**0.5',
      ' + 0.2*u*xi_a/tau**0.5',
      ' + 0.1*(xi_b + v*xi_a)/tau**0.5',
    ),
  })
  .map(({ N, dv, du, flagOfV, flagOfU, held, threshold, reset, refractory, method, noise }) =>
    groupSpec(
      `dv/dt = ${dv} + 0.9/tau${noise} : 1${flagOfV}\ndu/dt = ${du} : 1${flagOfU}\nh = 0.5*u + v*0.1 : 1${held}\na : 1\nk : 1 (constant)\nb : boolean\nn : integer`,
      { N, threshold, reset, refractory, namespace: { tau: '10*ms' }, ...(method && { method }) },
    ),
  )

const rule = fc.constantFrom<ConnectRule>(
  {},
  { condition: 'i != j' },
  { p: 0.5 },
  { condition: 'i < 3 and j > 1', p: 0.7 },
  { condition: '(i + j) % 2 == 0' },
)

const onPre = fc.constantFrom(
  'v_post += w',
  'v_post += w*(1 + v_pre)',
  'v_post = 0.9*v_post + w',
  'w *= 0.99; v_post += w',
  'u_post += w*rand()',
  'w = clip(w + 0.01, 0, 1); u_post += w/(1 + i)',
  'v_pre -= 0.01; v_post += w',
  'n_post += 1; v_post += u_pre*w; w -= 0.001*v_post',
)

const spec: fc.Arbitrary<ModelSpec> = fc
  .record({
    group,
    rule,
    onPre,
    delay: fc.constantFrom(undefined, '0.35*ms', '1*ms'),
    target: fc.constantFrom('P', 'Q'),
  })
  .map(({ group: P, rule: connected, onPre: on_pre, delay, target }) => {
    const Q = groupSpec('dv/dt = -v/(5*ms) : 1\nu : 1\nn : integer', { name: 'Q', N: 11 })
    const set = (owner: string, variable: string, value: string) =>
      ({ kind: 'set', target: owner, variable, value }) as const
    return modelSpec(
      [
        P,
        Q,
        synapsesSpec({ target, model: 'w : 1', on_pre, ...(delay && { delay }) }),
        { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'u', 'n', 'h'], record: true },
        { kind: 'SpikeMonitor', name: 'R', source: 'P', variables: ['v'] },
      ],
      [
        set('P', 'v', 'rand()'),
        set('P', 'u', '0.3*i/N'),
        set('P', 'a', 'randn()'),
        set('P', 'k', '0.5 + rand()'),
        set('P', 'b', 'i % 2 == 0'),
        { kind: 'connect', target: 'S', rule: connected },
        set('S', 'w', '0.05 + 0.01*(i - j)'),
      ],
    )
  })

const shown = (values: ArrayLike<number>) => Array.from(values, (x) => (Object.is(x, -0) ? '-0' : String(x))).join(' ')

/** Everything that a run leaves; where its numbers blow up, that. */
async function ran(compiled: ReturnType<typeof compile>, backend: Backend, pieces: readonly number[]) {
  const simulation = createSimulation(loadModel(compiled), { backend, seed: 5 })
  try {
    for (const steps of pieces) await simulation.run(steps * simulation.description.dt)
  } catch (error) {
    if (error instanceof SpikecError && error.diagnostics[0]?.family === 'numbers') return 'the numbers blew up'
    throw error
  }
  const { groups, synapses } = simulation.description
  const values = [...groups, ...synapses].flatMap((owner) =>
    owner.variables.map((v) => `${v.array} ${shown(simulation.values(owner.name, v.name))}`),
  )
  const traces = ['v', 'u', 'n', 'h'].flatMap((name) => simulation.traces('M', name).map(shown))
  const { i, t } = simulation.spikes('R')
  return [...values, ...traces, shown(i), shown(t), shown(simulation.atSpikes('R', 'v'))]
}

/** A method that can't do the equations is refused; there is nothing to compare then. */
function compiledOrRefused(model: ModelSpec): ReturnType<typeof compile> | undefined {
  try {
    return compile(model)
  } catch (error) {
    if (error instanceof SpikecError && error.diagnostics.some(({ code }) => code === 'M001')) return undefined
    throw error
  }
}

test('models at random', { timeout: 120_000 }, async () => {
  let compared = 0
  const precision = fc.constantFrom('double', 'single')
  await fc.assert(
    fc.asyncProperty(spec, precision, async (model, chosen) => {
      const compiled = compiledOrRefused({ ...model, precision: chosen as 'double' | 'single' })
      if (!compiled) return
      compared++
      const plain = await ran(compiled, 'js', [200])
      expect(await ran(compiled, 'wasm', [200])).toEqual(plain)
      if (plain !== 'the numbers blew up') expect(await ran(compiled, 'wasm', [1, 2, 97, 100])).toEqual(plain)
    }),
    { seed: 1, numRuns: 100 },
  )
  expect(compared).toBeGreaterThan(40)
})
