/** That the comparison finds what is wrong, and says where. */
import { describe, expect, test } from 'vitest'
import type { Case, Results } from './case.js'
import { firstDifference } from './compare.js'

const DT = 1e-4
const expected: Results = {
  monitors: {
    M: {
      t: [0, 1e-4, 2e-4],
      v: [
        [0, 0.5, 1e-3],
        [-1, 0, 1e-20],
      ],
    },
    SP: { count: [2, 1], i: [1, 0, 0], t: [1e-4, 2e-4, 3e-4], w: [0.1, 0.2, 0.3] },
  },
  final: { 'P.v': [0.25, -0.5], 'P.gain': 1.45 },
  synapses: { S: { i: [0, 0, 1], j: [0, 1, 1] } },
}
const given: Pick<Case, 'expected' | 'monitors' | 'rtol'> = {
  expected,
  monitors: [
    { id: 'M', kind: 'StateMonitor', source: 'P' },
    { id: 'SP', kind: 'SpikeMonitor', source: 'P' },
  ],
}

type Changes = {
  readonly M?: object
  readonly SP?: object
  readonly final?: object
  readonly S?: object
  readonly rtol?: number
}

/** The expected results with some of them changed. */
function differenceWith({ M, SP, final, S, rtol }: Changes): string | undefined {
  const found: Results = {
    monitors: { M: { ...expected.monitors.M, ...M }, SP: { ...expected.monitors.SP, ...SP } },
    final: { ...expected.final, ...final },
    synapses: { S: { ...expected.synapses.S, ...S } },
  }
  return firstDifference({ ...given, ...(rtol !== undefined && { rtol }) }, found, DT)
}

describe('what passes', () => {
  test('equal results', () => {
    expect(differenceWith({})).toBeUndefined()
  })

  test('values within a part in a thousand million', () => {
    expect(
      differenceWith({
        M: {
          v: [
            [0, 0.5 * (1 + 9e-10), 1e-3],
            [-1, 0, 1e-20],
          ],
        },
      }),
    ).toBeUndefined()
  })

  test('values near 0 in a trace that is large elsewhere', () => {
    expect(
      differenceWith({
        M: {
          v: [
            [4e-13, 0.5, 1e-3],
            [-1, 9e-13, 0],
          ],
        },
      }),
    ).toBeUndefined()
  })

  test('times of spikes that round to the same step', () => {
    expect(differenceWith({ SP: { t: [1.0000001e-4, 2e-4, 2.9999999e-4] } })).toBeUndefined()
  })

  test('one number where the variable is shared', () => {
    expect(differenceWith({ final: { 'P.gain': [1.45] } })).toBeUndefined()
  })

  test("more than that within the case's own tolerance", () => {
    expect(differenceWith({ final: { 'P.v': [0.25 * (1 + 1e-6), -0.5] }, rtol: 1e-5 })).toBeUndefined()
  })
})

describe('what fails', () => {
  test.each<[string, Changes, string]>([
    [
      'a wrong number',
      {
        M: {
          v: [
            [0, 0.5 * (1 + 2e-9), 1e-3],
            [-1, 0, 1e-20],
          ],
        },
      },
      'M.v, trace 0, sample 1: expected 0.5, found 0.500000001',
    ],
    [
      'a number too far from 0',
      {
        M: {
          v: [
            [0, 0.5, 1e-3],
            [-1, 2e-12, 0],
          ],
        },
      },
      'M.v, trace 1, sample 1: expected 0, found 2e-12',
    ],
    ['a number that is none', { final: { 'P.v': [0.25, Number.NaN] } }, 'P.v, element 1: expected -0.5, found NaN'],
    [
      'a sample that is missing',
      {
        M: {
          v: [
            [0, 0.5],
            [-1, 0],
          ],
        },
      },
      'M.v, trace 0 has 2 samples, and 3 were expected',
    ],
    ['a trace that is missing', { M: { v: [[0, 0.5, 1e-3]] } }, 'M.v has 1 traces, and 2 were expected'],
    ['a time of a sample', { M: { t: [0, 1e-4, 3e-4] } }, 'M.t, sample 2: expected 0.0002, found 0.0003'],
    ['a spike of another neuron', { SP: { i: [1, 1, 0] } }, 'SP.i, spike 1: expected 0, found 1'],
    ['a spike a step later', { SP: { t: [1e-4, 2e-4, 4e-4] } }, 'SP.t, counted in steps, spike 2: expected 3, found 4'],
    ['a spike too many', { SP: { i: [1, 0, 0, 1] } }, 'SP.i has 4 spikes, and 3 were expected'],
    ['a count', { SP: { count: [2, 2] } }, 'SP.count, neuron 1: expected 1, found 2'],
    ['a value at a spike', { SP: { w: [0.1, 0.2, 0.4] } }, 'SP.w, spike 2: expected 0.3, found 0.4'],
    ['a value that was not recorded', { SP: { w: undefined } }, 'there is no SP.w'],
    ['the order of synapses', { S: { i: [0, 1, 0], j: [0, 1, 1] } }, 'S, synapse 1: expected 0 -> 1, found 1 -> 1'],
    ['a synapse that is missing', { S: { i: [0, 0], j: [0, 1] } }, 'S, synapse 2: expected 1 -> 1, found none'],
    ['a synapse too many', { S: { i: [0, 0, 1, 1], j: [0, 1, 1, 1] } }, 'S has 4 synapses, and 3 were expected'],
    ['a shared value', { final: { 'P.gain': [1.5] } }, 'P.gain, element 0: expected 1.45, found 1.5'],
    [
      'a value for each neuron where one was meant',
      { final: { 'P.gain': [1.45, 1.45] } },
      'P.gain has 2 elements, and 1 were expected',
    ],
  ])('%s', (_, changes, difference) => {
    expect(differenceWith(changes)).toBe(difference)
  })

  test('a monitor, synapses or a variable that is not there', () => {
    const none: Results = { monitors: {}, final: {}, synapses: {} }
    expect(firstDifference(given, none, DT)).toBe('there are no synapses S')
    expect(firstDifference(given, { ...expected, monitors: { M: expected.monitors.M } }, DT)).toBe(
      'there is no monitor SP',
    )
    expect(firstDifference(given, { ...expected, final: {} }, DT)).toBe('there is no P.v')
  })
})
