/** Orders of convergence, measured: halving the step divides the error of a method of order p by 2**p. */
import { describe, expect, test } from 'vitest'
import { ExplicitStateUpdater, Network, NeuronGroup } from '../../src/index.js'

async function endOf(
  model: string,
  method: string | ExplicitStateUpdater,
  steps: number,
  start: string,
  variable = 'x',
): Promise<number> {
  const P = new NeuronGroup(1, model, { name: 'P', method }).set({ [variable]: start })
  const net = new Network(P, { dt: `${100 / steps}*ms` })
  await net.run('100*ms')
  return P.get(variable)[0]
}

/** The order that two steps of a run to the same end tell. */
async function orderOf(
  model: string,
  method: string | ExplicitStateUpdater,
  start: string,
  exact: number,
): Promise<number> {
  const [coarse, fine] = await Promise.all([64, 128].map((steps) => endOf(model, method, steps, start)))
  return Math.log2(Math.abs(coarse - exact) / Math.abs(fine - exact))
}

// dx/dt = x (1 - x)/T from 0.1: the logistic function. Written so that time itself stands in it as well.
const T = 0.03
const LOGISTIC = 'dx/dt = x*(1 - x)/(30*ms) : 1'
const logistic = 1 / (1 + 9 * Math.exp(-0.1 / T))
// dx/dt = cos(t/T)/T: only a method that puts t where its stages are gets its order.
const DRIVEN = 'dx/dt = cos(t/(30*ms))/(30*ms) : 1'
const driven = Math.sin(0.1 / T)

describe('orders of convergence', () => {
  test.each([
    ['euler', 1],
    ['heun', 1],
    ['milstein', 1],
    ['rk2', 2],
    ['rk4', 4],
  ] as const)('%s is of order %i', async (method, order) => {
    expect(await orderOf(LOGISTIC, method, '0.1', logistic)).toBeCloseTo(order, 0)
    expect(await orderOf(DRIVEN, method, '0', driven)).toBeCloseTo(order, 0)
  })

  test.each([
    ['Ralston’s', 2, 'k1 = dt*f(x, t)\nk2 = dt*f(x + 2*k1/3, t + 2*dt/3)\nx_new = x + k1/4 + 3*k2/4'],
    [
      'Kutta’s of three stages',
      3,
      'k1 = dt*f(x, t)\nk2 = dt*f(x + k1/2, t + dt/2)\nk3 = dt*f(x - k1 + 2*k2, t + dt)\nx_new = x + (k1 + 4*k2 + k3)/6',
    ],
  ])('%s scheme is of order %i', async (_, order, text) => {
    const method = new ExplicitStateUpdater(text)
    expect(await orderOf(LOGISTIC, method, '0.1', logistic)).toBeCloseTo(order, 0)
    // Their times and weights alone, as rules of integration, are of one order more.
    expect(await orderOf(DRIVEN, method, '0', driven)).toBeCloseTo(order + 1, 0)
  })

  test('exponential_euler is of order 1', async () => {
    const coupled = 'dx/dt = (x - x*y)/(30*ms) : 1\ndy/dt = (x - x*y)/(30*ms) : 1'
    const limit = await endOf(coupled, 'rk4', 1024, '0.1')
    expect(await orderOf(coupled, 'exponential_euler', '0.1', limit)).toBeCloseTo(1, 0)
  })

  test('exact has no error to converge', async () => {
    expect(await endOf('dx/dt = (2 - x)/(30*ms) : 1', 'exact', 8, '0.1')).toBeCloseTo(2 - 1.9 * Math.exp(-0.1 / T), 13)
  })

  test('exponential Euler is exact for an equation that is linear, and right where the rate is 0', async () => {
    expect(await endOf('dx/dt = (2 - x)/(30*ms) : 1', 'exponential_euler', 8, '0.1')).toBeCloseTo(
      2 - 1.9 * Math.exp(-0.1 / T),
      13,
    )
    expect(await endOf('dx/dt = (5 - g*x)/(100*ms) : 1\ng : 1', 'exponential_euler', 8, '1')).toBeCloseTo(6, 13)
  })
})
