/**
 * Orders of convergence with noise, strong and weak. Every run is compared with the solution for its own Brownian path, which
 * is known from the draws: the number of each step is a function of the seed, the name, the neuron and the step. So the
 * differences are small and need few neurons. Seeds are fixed; each measured order comes with its standard error, from the
 * scatter among the neurons, and is to be within four of them of what it should be, and what the leading term leaves out.
 */
import { describe, expect, test } from 'vitest'
import type { SchemeSpec } from '../../src/model/spec.js'
import { normal, streamKey } from '../../src/runtime/random.js'
import { groupSpec, modelSpec, simulationOf } from '../helpers.js'

const SEED = 20

/** How an order is measured: from runs of so many steps, and of twice as many. */
interface Measurement {
  readonly neurons: number
  readonly steps: number
}
const STRONG: Measurement = { neurons: 4000, steps: 64 }
/** The mean of errors of either sign is smaller than their size, and takes more neurons; their number is made up for by longer steps. */
const WEAK: Measurement = { neurons: 24000, steps: 16 }

/** The state at the end of a run of one second, for every neuron. */
async function endOf(
  model: string,
  method: string | SchemeSpec,
  { neurons: N, steps }: Measurement,
  start: number,
): Promise<Float64Array> {
  const spec = modelSpec(
    [groupSpec(model, { N, method, namespace: NAMESPACE })],
    [{ kind: 'set', target: 'P', variable: 'x', value: start }],
    { dt: `${1 / steps}*second` },
  )
  const simulation = simulationOf(spec, { seed: SEED })
  await simulation.run(1)
  return simulation.values('P', 'x')
}

const [RATE, NOISE, OTHER, TAU] = [-1.5, 0.6, 0.4, 0.5]
const NAMESPACE = { a: `${RATE}*Hz`, b: `${NOISE}*Hz**0.5`, c: `${OTHER}*Hz**0.5`, tau: `${TAU}*second` }

/** The increments of one Brownian motion, as the kernels of a step of this length draw them. */
function increments(name: string, neuron: number, steps: number): readonly number[] {
  const [stream, scale] = [streamKey(`P.${name}`), (1 / steps) ** 0.5]
  return Array.from({ length: steps }, (_, step) => scale * normal(SEED, stream, neuron, 0, step, 0))
}

function brownian(name: string, neuron: number, steps: number): number {
  return increments(name, neuron, steps).reduce((sum, x) => sum + x, 0)
}

/** The solution at the end, for a neuron's own path. */
type Solution = (neuron: number, steps: number, start: number) => number

const stratonovich: Solution = (i, steps, start) => start * Math.exp(RATE + NOISE * brownian('xi', i, steps))
const martingale: Solution = (i, steps, start) => start * Math.exp(NOISE * brownian('xi', i, steps))
const ito: Solution = (i, steps, start) => start * Math.exp(RATE - NOISE ** 2 / 2 + NOISE * brownian('xi', i, steps))
const two: Solution = (i, steps, start) =>
  start * Math.exp(RATE + NOISE * brownian('xi_a', i, steps) + OTHER * brownian('xi_b', i, steps))

/**
 * dx = -x/tau dt + b dW: the integral of exp(-(h - s)/tau) dW over a step is normal together with the increment itself, so
 * that, given this, it is known up to a further independent number.
 */
const ornsteinUhlenbeck: Solution = (i, steps, start) => {
  const h = 1 / steps
  const covariance = TAU * (1 - Math.exp(-h / TAU))
  const variance = (TAU / 2) * (1 - Math.exp((-2 * h) / TAU))
  const further = Math.sqrt(variance - covariance ** 2 / h)
  const stream = streamKey('what the increments do not tell')
  return increments('xi', i, steps).reduce((x, dW, step) => {
    const integral = (covariance / h) * dW + further * normal(SEED, stream, i, 0, step, 0)
    return Math.exp(-h / TAU) * x + NOISE * integral
  }, start)
}

interface Mean {
  readonly value: number
  readonly error: number
}

function meanOf(values: readonly number[]): Mean {
  const value = values.reduce((sum, x) => sum + x, 0) / values.length
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (values.length - 1)
  return { value, error: Math.sqrt(variance / values.length) }
}

/** log2 of how much smaller the error is for half the step, with its standard error. */
function orderOf(coarse: Mean, fine: Mean): Mean {
  const relative = Math.hypot(coarse.error / coarse.value, fine.error / fine.value)
  return { value: Math.log2(Math.abs(coarse.value / fine.value)), error: relative / Math.LN2 }
}

async function measured(
  model: string,
  method: string | SchemeSpec,
  solution: Solution,
  differenceOf: (got: number, exact: number) => number,
  { neurons, steps: few }: Measurement,
  start: number,
): Promise<Mean> {
  const [coarse, fine] = await Promise.all(
    [few, 2 * few].map(async (steps) => {
      const got = await endOf(model, method, { neurons, steps }, start)
      return meanOf([...got].map((x, i) => differenceOf(x, solution(i, steps, start))))
    }),
  )
  return orderOf(coarse, fine)
}

const strongOrder = (model: string, method: string | SchemeSpec, solution: Solution) =>
  measured(model, method, solution, (got, exact) => Math.abs(got - exact), STRONG, 1)
/** Of the second moment. */
const weakOrder = (model: string, method: string | SchemeSpec, solution: Solution, start: number) =>
  measured(model, method, solution, (got, exact) => got ** 2 - exact ** 2, WEAK, start)

/** What terms of higher order add, at the longest of these steps. */
const BEYOND = 0.1

function expectOrder({ value, error }: Mean, order: number): void {
  // A measurement that can't tell an order from the next is none.
  expect(error).toBeLessThan(0.1)
  expect(Math.abs(value - order), `${value} +- ${error}`).toBeLessThan(4 * error + BEYOND)
}

const scheme = (text: string): SchemeSpec => ({ kind: 'scheme', stochastic: 'multiplicative', text })
const MARUYAMA = scheme('x_new = x + dt*f(x, t) + g(x, t)*dW')
const TRAPEZOIDAL = scheme(`h = x + dt*f(x, t) + g(x, t)*dW
x_new = x + dt/2*(f(x, t) + f(h, t + dt)) + dW/2*(g(x, t) + g(h, t + dt))`)

/** The reference's Milstein with the support left where it is without the drift. */
const MILSTEIN = scheme(`x_support = x + dt**0.5*g(x, t)
g_support = g(x_support, t)
x_new = x + dt*f(x, t) + g(x, t)*dW + (g_support - g(x, t))*dW**2/(2*dt**0.5)`)

const GEOMETRIC = 'dx/dt = a*x + b*x*xi : 1'
const MARTINGALE = 'dx/dt = b*x*xi : 1'
const OU = 'dx/dt = -x/tau + b*xi : 1'
const TWO = 'dx/dt = a*x + b*x*xi_a + c*x*xi_b : 1'

describe('strong order', { timeout: 60_000 }, () => {
  test('heun, in Stratonovich’s sense: 1', async () => {
    expectOrder(await strongOrder(GEOMETRIC, 'heun', stratonovich), 1)
  })

  test('milstein, in Stratonovich’s sense: 1 without a drift', async () => {
    expectOrder(await strongOrder(MARTINGALE, 'milstein', martingale), 1)
  })

  // Its support goes along with the drift: g'*f*dt**0.5/2*dW**2 is added in each step, whose mean is dt**1.5*g'*f/2.
  test('milstein, the reference’s: 1/2 with a drift', async () => {
    expectOrder(await strongOrder(GEOMETRIC, 'milstein', stratonovich), 0.5)
  })

  test.each(['euler', 'heun', 'milstein'])('%s with additive noise: 1', async (method) => {
    expectOrder(await strongOrder(OU, method, ornsteinUhlenbeck), 1)
  })

  test('heun with two noises, each taken for itself as in the reference: 1/2', async () => {
    expectOrder(await strongOrder(TWO, 'heun', two), 0.5)
  })

  test('a scheme of Euler and Maruyama, in Itô’s sense: 1/2', async () => {
    expectOrder(await strongOrder(GEOMETRIC, MARUYAMA, ito), 0.5)
  })

  test.each([
    ['a trapezoidal scheme', TRAPEZOIDAL],
    ['a scheme of Milstein', MILSTEIN],
  ])('%s: 1', async (_, method) => {
    expectOrder(await strongOrder(GEOMETRIC, method, stratonovich), 1)
  })

  test('a scheme in Itô’s sense does not converge to Stratonovich’s solution', async () => {
    const { value } = await strongOrder(GEOMETRIC, MARUYAMA, stratonovich)
    expect(value).toBeLessThan(0.2)
  })
})

describe('weak order', { timeout: 60_000 }, () => {
  test.each([
    ['heun', GEOMETRIC, stratonovich, 1, 1],
    ['milstein', GEOMETRIC, stratonovich, 1, 0.5],
    ['euler', OU, ornsteinUhlenbeck, 0, 1],
    ['milstein', OU, ornsteinUhlenbeck, 0, 1],
  ] as const)('%s, %s', async (method, model, solution, start, order) => {
    expectOrder(await weakOrder(model, method, solution, start), order)
  })
})

test('the variance of an Ornstein-Uhlenbeck process comes to what Euler’s method should give', {
  timeout: 60_000,
}, async () => {
  const [neurons, steps] = [4000, 32]
  const decay = 1 - 1 / steps / TAU
  const variance = ((NOISE ** 2 / steps) * (1 - decay ** (2 * steps))) / (1 - decay ** 2)
  const squares = [...(await endOf(OU, 'euler', { neurons, steps }, 1))].map((x) => (x - decay ** steps) ** 2)
  const { value, error } = meanOf(squares)
  expect(Math.abs(value - variance)).toBeLessThan(4 * error)
  expect(error / variance).toBeLessThan(0.04)
})
