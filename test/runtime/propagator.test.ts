import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exp, exprel } from '../../src/runtime/math.js'
import { matrixExponential, propagator } from '../../src/runtime/propagator.js'

/** Fixed-point numbers of so many bits after the point, as BigInts: an arithmetic that shares nothing with doubles. */
const BITS = 1200n
const ONE = 1n << BITS

function exact(x: number): bigint {
  let scaled = x
  let shift = BITS
  for (; !Number.isInteger(scaled); shift--) scaled *= 2
  return BigInt(scaled) << shift
}

function rounded(x: bigint): number {
  if (x < 0n) return -rounded(-x)
  const excess = Math.max(0, x.toString(2).length - 64)
  return Number(x >> BigInt(excess)) * 2 ** (excess - Number(BITS))
}

function fixedProduct(n: number, X: readonly bigint[], Y: readonly bigint[]): bigint[] {
  return X.map((_, k) => {
    const [i, j] = [Math.floor(k / n), k % n]
    let sum = 0n
    for (let m = 0; m < n; m++) sum += X[i * n + m] * Y[m * n + j]
    return sum >> BITS
  })
}

/** exp(X) by its Taylor series at X/2^10, squared ten times. */
function fixedExponential(n: number, X: readonly bigint[]): bigint[] {
  const identity = X.map((_, k) => (k % (n + 1) === 0 ? ONE : 0n))
  const small = X.map((x) => x >> 10n)
  let term = identity
  let sum = [...identity]
  for (let k = 1n; term.some((x) => x !== 0n && x !== -1n); k++) {
    term = fixedProduct(n, term, small).map((x) => x / k)
    sum = sum.map((x, at) => x + term[at])
  }
  for (let k = 0; k < 10; k++) sum = fixedProduct(n, sum, sum)
  return sum
}

interface Reference {
  readonly P: readonly number[]
  readonly Q: readonly number[]
}

/** P and Q from the exponential of [[A, I], [0, 0]]*dt in fixed point. */
function reference(n: number, A: readonly number[], dt: number): Reference {
  const size = 2 * n
  const step = exact(dt)
  const M = Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size), k % size]
    if (i >= n) return 0n
    if (j < n) return (exact(A[i * n + j]) * step) >> BITS
    return j - n === i ? step : 0n
  })
  const E = fixedExponential(size, M)
  const block = (left: number): number[] =>
    Array.from({ length: n * n }, (_, k) => rounded(E[Math.floor(k / n) * size + left + (k % n)]))
  return { P: block(0), Q: block(n) }
}

/** The largest relative error of all entries; an entry that should be 0 must be. */
function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(
    ...expected.map((value, k) =>
      value === 0 ? (actual[k] === 0 ? 0 : Number.POSITIVE_INFINITY) : Math.abs(actual[k] / value - 1),
    ),
  )
}

function expectAccurate(rows: readonly (readonly number[])[], dt: number, tolerance = 1e-13): void {
  const A = rows.flat()
  const { P, Q } = propagator(rows.length, Float64Array.from(A), dt, true)
  const expected = reference(rows.length, A, dt)
  expect(relativeError(P, expected.P)).toBeLessThanOrEqual(tolerance)
  expect(relativeError(Q, expected.Q)).toBeLessThanOrEqual(tolerance)
  const homogeneous = propagator(rows.length, Float64Array.from(A), dt, false)
  expect(relativeError(homogeneous.P, expected.P)).toBeLessThanOrEqual(tolerance)
}

const ms = 1e-3

/** A chain of n resistively coupled compartments: leak 1/(20 ms), neighbours 1/(tau). */
function chain(n: number, tau: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      if (Math.abs(i - j) === 1) return 1 / tau
      if (i !== j) return 0
      return -1 / (20 * ms) - (i === 0 || i === n - 1 ? 1 : 2) / tau
    }),
  )
}

const SYSTEMS: readonly { readonly name: string; readonly rows: readonly (readonly number[])[] }[] = [
  { name: 'a leaky integrator', rows: [[-1 / (20 * ms)]] },
  { name: 'constant drift', rows: [[0]] },
  {
    name: 'CUBA',
    rows: [
      [-1 / (20 * ms), 1 / (20 * ms), 1 / (20 * ms)],
      [0, -1 / (5 * ms), 0],
      [0, 0, -1 / (10 * ms)],
    ],
  },
  {
    name: 'an alpha synapse with equal time constants',
    rows: [
      [-1 / (5 * ms), 1 / (5 * ms), 0],
      [0, -1 / (5 * ms), 0],
      [4e8, 0, -1 / (5 * ms)],
    ],
  },
  {
    name: 'an alpha synapse with nearly equal time constants',
    rows: [
      [-1 / (5 * ms), 1 / (5 * ms), 0],
      [0, -1 / (5.0000001 * ms), 0],
      [1, 0, -1 / (4.9999 * ms)],
    ],
  },
  {
    name: 'currents in amperes driving a voltage',
    rows: [
      [-1 / (20 * ms), 1e9, -3e8, 2.5],
      [0, -1 / (5 * ms), 0, 0],
      [0, 0, -1 / (10 * ms), 0],
      [0, 0, 0, -1 / (2 * ms)],
    ],
  },
  {
    name: 'an adaptation current in amperes, coupled both ways',
    rows: [
      [-50, -5e9],
      [4e-9 / 0.144, -1 / 0.144],
    ],
  },
  {
    name: 'a chain of integrators',
    rows: [
      [0, 1e9, 0, 0],
      [0, 0, 1e-9, 0],
      [0, 0, 0, 1e6],
      [0, 0, 0, 0],
    ],
  },
  {
    name: 'constant drift feeding a leaky integrator',
    rows: [
      [-100, 1e12],
      [0, 0],
    ],
  },
  {
    name: 'an undamped oscillator',
    rows: [
      [0, 2 * Math.PI * 40],
      [-2 * Math.PI * 40, 0],
    ],
  },
  {
    name: 'a harmonic oscillator with a defective neighbour',
    rows: [
      [0, 1, 0, 0],
      [-6e4, -10, 3, 0],
      [0, 0, -200, 200],
      [0, 0, 0, -200],
    ],
  },
  { name: 'an RC chain', rows: chain(6, 2 * ms) },
  {
    name: 'a singular pair',
    rows: [
      [-100, 100],
      [100, -100],
    ],
  },
  {
    name: 'independent variables in an odd order',
    rows: [
      [-10, 0, 0, 5],
      [0, -1, 0, 0],
      [7, 0, -3, 0],
      [0, 2, 0, -9],
    ],
  },
]

describe('propagator', () => {
  describe.each(SYSTEMS)('of $name', ({ rows }) => {
    it.each([1e-6, 1e-4, 1e-3])('over %d s is right to 1e-13 in every entry', (dt) => {
      expectAccurate(rows, dt)
    })
  })

  it('of a long chain is right to 1e-12 even between its ends', () => {
    for (const dt of [1e-6, 1e-4, 1e-3]) expectAccurate(chain(12, 10 * ms), dt, 1e-12)
  })

  it('stays accurate when the step is much longer than the time constants', () => {
    expectAccurate(
      [
        [-1e5, 1e5, 0],
        [0, -1, 1],
        [0, 0, -300],
      ],
      0.01,
    )
    expectAccurate(chain(3, 1e-4), 0.01, 1e-12)
  })

  it('of an oscillator is a rotation, and its integral', () => {
    const w = 250
    const dt = 1e-3
    const { P, Q } = propagator(2, Float64Array.of(0, w, -w, 0), dt, true)
    const [c, s] = [Math.cos(w * dt), Math.sin(w * dt)]
    const versine = 2 * Math.sin((w * dt) / 2) ** 2
    expect(relativeError(P, [c, s, -s, c])).toBeLessThan(2e-15)
    expect(relativeError(Q, [s / w, versine / w, -versine / w, s / w])).toBeLessThan(4e-15)
  })

  it('of an alpha synapse is dt/tau*exp(-dt/tau)', () => {
    const tau = 5 * ms
    const dt = 0.1 * ms
    const { P } = propagator(2, Float64Array.of(-1 / tau, 1 / tau, 0, -1 / tau), dt, false)
    expect(Math.abs(P[1] / ((dt / tau) * Math.exp(-dt / tau)) - 1)).toBeLessThan(4e-16)
  })

  it('of dv/dt = c is v + c*dt', () => {
    expect(propagator(1, Float64Array.of(0), 1e-4, true)).toEqual({ P: Float64Array.of(1), Q: Float64Array.of(1e-4) })
  })

  it('of nothing is empty, and Q is empty unless asked for', () => {
    expect(propagator(0, new Float64Array(0), 1e-4, true).P).toHaveLength(0)
    expect(propagator(1, Float64Array.of(-1), 1e-4, false).Q).toHaveLength(0)
  })

  it('over no time is the identity', () => {
    const { P, Q } = propagator(2, Float64Array.of(-1, 5, 2, -3), 0, true)
    expect([...P]).toEqual([1, 0, 0, 1])
    expect([...Q]).toEqual([0, 0, 0, 0])
  })

  it('has exact diagonals where nothing feeds back, whatever the order of the variables', () => {
    const rates = fc.double({ min: -1e4, max: 10, noNaN: true })
    const weights = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    const triangular = fc.tuple(
      fc.array(rates, { minLength: 4, maxLength: 4 }),
      fc.array(weights, { minLength: 6, maxLength: 6 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    )
    fc.assert(
      fc.property(triangular, ([diagonal, upper, places]) => {
        const A = new Float64Array(16)
        let next = 0
        for (let i = 0; i < 4; i++) {
          A[places[i] * 5] = diagonal[i]
          for (let j = i + 1; j < 4; j++) A[places[i] * 4 + places[j]] = upper[next++]
        }
        const dt = 1e-4
        const { P, Q } = propagator(4, A, dt, true)
        for (let i = 0; i < 4; i++) {
          expect(P[i * 5]).toBe(exp(A[i * 5] * dt))
          expect(Q[i * 5]).toBe(dt * exprel(A[i * 5] * dt))
          for (let j = 0; j < i; j++) expect([P, Q].map((X) => X[places[i] * 4 + places[j]])).toEqual([0, 0])
        }
      }),
    )
  })

  it('does not depend on the units of the variables', () => {
    const exponents = fc.integer({ min: -60, max: 60 })
    const A = Float64Array.of(-50, 30, 0, 20, -80, 5, 7, 0, -100)
    const plain = propagator(3, A, 1e-3, true)
    fc.assert(
      fc.property(fc.tuple(exponents, exponents, exponents), (units) => {
        const scale = (k: number): number => 2 ** (units[Math.floor(k / 3)] - units[k % 3])
        const { P, Q } = propagator(
          3,
          A.map((a, k) => a * scale(k)),
          1e-3,
          true,
        )
        expect(
          relativeError(
            P.map((p, k) => p / scale(k)),
            [...plain.P],
          ),
        ).toBeLessThan(1e-14)
        expect(
          relativeError(
            Q.map((q, k) => q / scale(k)),
            [...plain.Q],
          ),
        ).toBeLessThan(1e-14)
      }),
    )
  })

  it('of two steps is the product of one step with itself', () => {
    const entries = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(entries, (a) => {
        const A = Float64Array.from(a)
        const one = propagator(3, A, 1e-3, false).P
        const two = propagator(3, A, 2e-3, false).P
        for (let k = 0; k < 9; k++) {
          let sum = 0
          for (let m = 0; m < 3; m++) sum += one[Math.floor(k / 3) * 3 + m] * one[m * 3 + (k % 3)]
          expect(Math.abs(sum - two[k])).toBeLessThan(1e-13)
        }
      }),
    )
  })

  it('bears coefficients as small and as large as doubles go', () => {
    const extreme = fc.constantFrom(0, 5e-324, -1e-310, 1e-200, 1e200, -1e300)
    fc.assert(
      fc.property(fc.array(extreme, { minLength: 6, maxLength: 6 }), (couplings) => {
        const [a, b, c, d, e, f] = couplings
        const triangular = propagator(3, Float64Array.of(-1, a, b, 0, -2, c, 0, 0, -3), 1e-3, true)
        expect([triangular.P[0], triangular.P[4], triangular.P[8]]).toEqual([-1e-3, -2e-3, -3e-3].map(exp))
        const tiny = [a, b, c, d, e, f].filter((x) => Math.abs(x) < 1e-100)
        const cyclic = Float64Array.of(0, tiny[0] ?? 0, tiny[1] ?? 0, tiny[2] ?? 0, 0, tiny[3] ?? 0, tiny[4] ?? 0, 0, 0)
        for (const X of Object.values(propagator(3, cyclic, 1e-3, true))) expect(X.every(Number.isFinite)).toBe(true)
      }),
    )
  })

  it('passes NaN and infinities on, except into structural zeros', () => {
    const { P } = propagator(2, Float64Array.of(Number.NaN, 1, 0, -1), 1, false)
    expect([...P]).toEqual([Number.NaN, Number.NaN, 0, exp(-1)])
  })

  it('refuses a matrix of another size', () => {
    expect(() => propagator(2, Float64Array.of(1), 1, false)).toThrow(RangeError)
  })
})

describe('matrixExponential', () => {
  it('of 0 is the identity', () => {
    expect([...matrixExponential(2, new Float64Array(4))]).toEqual([1, 0, 0, 1])
  })

  it('of a number is exp', () => {
    for (const x of [-800, -1, 1e-20, 1, 100]) expect(matrixExponential(1, Float64Array.of(x))[0]).toBe(exp(x))
  })

  it.each([0.01, 0.2, 0.9, 2, 5, 40])('is right below and above the norm that needs scaling, at %d', (norm) => {
    const A = [-0.3, 0.5, 0.2, 0.1, -0.4, 0.3, 0.6, 0.1, -0.5].map((a) => a * norm)
    const expected = reference(3, A, 1).P
    expect(relativeError(matrixExponential(3, Float64Array.from(A)), expected)).toBeLessThan(1e-13)
  })
})
