/** What is held against the reference's numbers. */
import { expect } from 'vitest'
import type { Network } from '../src/index.js'

export const part = <T>(network: Network, name: string) =>
  network.parts.find(({ givenName }) => givenName === name) as T
export const sum = (values: Iterable<number>) => Array.from(values).reduce((a, b) => a + b, 0)
export const mean = (values: ArrayLike<number>) => sum(Array.from(values)) / values.length
export const most = (values: Iterable<number>) => Array.from(values).reduce((a, b) => Math.max(a, b))
export const deviation = (values: ArrayLike<number>) => {
  const centre = mean(values)
  return Math.sqrt(mean(Array.from(values, (value) => (value - centre) ** 2)))
}

/** To the digits that the reference's printed numbers have. */
export function expectClose(found: number, wanted: number, relative = 1e-8): void {
  expect(Math.abs(found - wanted), `${found} against ${wanted}`).toBeLessThan(Math.abs(wanted) * relative)
}

/** Within so many standard deviations of a mean over seeds. */
export function expectWithin(found: number, centre: number, spread: number, times = 4): void {
  expect(Math.abs(found - centre), `${found} against ${centre} ± ${spread}`).toBeLessThan(times * spread)
}
