/**
 * The explicit methods, in the notation of schemes.
 *
 * Runge-Kutta: Butcher, Numerical Methods for Ordinary Differential Equations, 2016, chapter 3. Heun and Milstein are those of
 * the reference, for Stratonovich's calculus: Kloeden & Platen, Numerical Solution of Stochastic Differential Equations, 1992,
 * chapters 11.1 and 14.1 to 14.2. Without noise they take the same step as Euler's method.
 */
import type { Integrated } from '../2-resolve/model.js'
import { type NoiseAbility, readScheme, type Scheme } from '../2-resolve/scheme.js'
import { assertInternal } from '../diagnostics/index.js'
import { type TakesNoise, whyNotWithNoise } from './noise.js'
import { schemeUpdate } from './scheme.js'
import type { Refusal, StateUpdate } from './update.js'

export type ExplicitMethod = 'euler' | 'rk2' | 'rk4' | 'heun' | 'milstein'

interface Explicit {
  readonly noise: NoiseAbility
  /** It takes one noise of its own for each equation only. */
  readonly diagonal?: true
  readonly text: string
}

const EXPLICIT: { readonly [method in ExplicitMethod]: Explicit } = {
  euler: { noise: 'additive', text: 'x_new = x + dt*f(x, t) + g(x, t)*dW' },
  rk2: {
    noise: 'none',
    text: `k1 = f(x, t)
           k2 = f(x + 0.5*dt*k1, t + 0.5*dt)
           x_new = x + dt*k2`,
  },
  rk4: {
    noise: 'none',
    text: `k1 = f(x, t)
           k2 = f(x + 0.5*dt*k1, t + 0.5*dt)
           k3 = f(x + 0.5*dt*k2, t + 0.5*dt)
           k4 = f(x + dt*k3, t + dt)
           x_new = x + dt*((k1 + 2*k2 + 2*k3 + k4)/6)`,
  },
  heun: {
    noise: 'multiplicative',
    text: `x_support = x + g(x, t)*dW
           g_support = g(x_support, t + dt)
           x_new = x + dt*f(x, t) + 0.5*dW*(g(x, t) + g_support)`,
  },
  milstein: {
    noise: 'multiplicative',
    diagonal: true,
    text: `x_support = x + dt*f(x, t) + dt**0.5*g(x, t)
           g_support = g(x_support, t)
           k = 1/(2*dt**0.5)*(g_support - g(x, t))*dW**2
           x_new = x + dt*f(x, t) + g(x, t)*dW + k`,
  },
}

export function isExplicitMethod(method: string): method is ExplicitMethod {
  return Object.hasOwn(EXPLICIT, method)
}

/** By a method of that name, or by a scheme of the user's own. */
export function explicitUpdate(
  owner: Integrated,
  method: ExplicitMethod | Scheme,
  asked: 'as-default' | 'as-named' = 'as-named',
): StateUpdate | Refusal {
  const takes: TakesNoise = typeof method === 'string' ? EXPLICIT[method] : method
  const refusal = whyNotWithNoise(owner, takes, asked === 'as-default' ? 'to the bit' : 'nearly')
  if (refusal) return refusal
  return typeof method === 'string'
    ? schemeUpdate(owner, schemeOf(method), method)
    : schemeUpdate(owner, method, 'scheme')
}

const read = new Map<ExplicitMethod, Scheme>()

function schemeOf(method: ExplicitMethod): Scheme {
  const known = read.get(method)
  if (known) return known
  const { text, noise } = EXPLICIT[method]
  const scheme = readScheme({ text, role: method }, noise, ({ message }) => assertInternal(undefined, message))
  assertInternal(scheme, `the scheme of ${method} can't be read`)
  read.set(method, scheme)
  return scheme
}
