/** How many steps each of several runs takes: a run ends where the durations so far end, and starts where the last one stopped. */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { expect, test } from 'vitest'

test.each([
  [
    ['0.35*ms', '0.04*ms', '2.71*ms', '0*ms', '8.0999999*ms'],
    [4, 0, 27, 0, 81],
  ],
  [
    ['0.05*ms', '0.05*ms', '0.05*ms'],
    [1, 0, 1],
  ],
  [
    ['1*ms', '1*ms'],
    [10, 10],
  ],
])('runs of %s take %s steps', async (durations, expected) => {
  const P = new NeuronGroup(1, 'x : 1')
  const M = new StateMonitor(P, 'x', { record: true })
  const network = new Network(P, M)
  const steps: number[] = []
  for (const duration of durations) steps.push((await network.run(duration)).steps)
  expect(steps).toEqual(expected)
  expect(M.t).toHaveLength(expected.reduce((sum, n) => sum + n, 0))
})
