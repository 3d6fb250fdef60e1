/** That cases are read whole: what goes wrong in a run is said, and nothing is left out to make a case pass. */
import { describe, expect, test } from 'vitest'
import type { Case, CaseGroup } from './case.js'
import { judge, judgeText } from './verdict.js'

const neurons: CaseGroup = {
  id: 'P',
  N: 2,
  model: 'dv/dt = 1/tau : 1\nx : 1',
  threshold: 'v > 0.35',
  reset: 'v = 0',
  method: 'euler',
  namespace: { tau: '1*ms' },
}
const ramp: Case = {
  name: 'ramp',
  groups: [neurons],
  synapses: [
    {
      id: 'S',
      source: 'P',
      target: 'P',
      model: 'w : 1',
      on_pre: 'x_post += w',
      connect: { condition: 'i == j' },
      set: { w: '1 + i' },
    },
  ],
  monitors: [
    { id: 'M', kind: 'StateMonitor', source: 'P', variables: ['v'], record: [1], dt: '0.2*ms' },
    { id: 'SP', kind: 'SpikeMonitor', source: 'P', variables: ['v'] },
  ],
  run: [{ duration: '0.3*ms' }, { set: { P: { 'x[i == 0]': 10 } }, duration: '0.3*ms' }],
  final: ['P.x', 'S.w'],
  expected: {
    monitors: {
      M: { t: [0, 2e-4, 4e-4], v: [[0, 0.2, 0]] },
      SP: { count: [1, 1], i: [0, 1], t: [3e-4, 3e-4], v: [0.4, 0.4] },
    },
    final: { 'P.x': [11, 2], 'S.w': [1, 2] },
    synapses: { S: { i: [0, 1], j: [0, 1] } },
  },
}

/** What the case says if something of it is changed. */
async function differenceOf(changes: object): Promise<string | undefined> {
  return (await judge({ ...ramp, ...changes } as Case)).difference
}

const expecting = (expected: object) => ({ expected: { ...ramp.expected, ...expected } })
const groupWith = (changes: object) => ({ groups: [{ ...neurons, ...changes }] })

describe('a case that is run', () => {
  test('passes where everything agrees', async () => {
    expect(await judge(ramp)).toEqual({ name: 'ramp' })
  })

  test.each([
    ['a number', expecting({ final: { 'P.x': [11, 3] } }), 'P.x, element 1: expected 3, found 2'],
    [
      'a sample',
      expecting({ monitors: { M: { t: [0, 2e-4, 4e-4], v: [[0, 0.3, 0]] } } }),
      'M.v, trace 0, sample 1: expected 0.3, found 0.2',
    ],
    [
      'a spike',
      expecting({ monitors: { SP: { i: [0, 1], t: [2e-4, 3e-4] } } }),
      'SP.t, counted in steps, spike 0: expected 2, found 3',
    ],
    [
      'the order of synapses',
      expecting({ synapses: { S: { i: [1, 0], j: [1, 0] } } }),
      'S, synapse 0: expected 1 -> 1, found 0 -> 0',
    ],
    ['a monitor that the case has not got', expecting({ monitors: { MX: { t: [0] } } }), 'there is no monitor MX'],
    ['a value that was not asked for', expecting({ final: { 'P.v': [0, 0] } }), 'there is no P.v'],
    ['a run that does not set', { run: [{ duration: '0.6*ms' }] }, 'P.x, element 0: expected 11, found 1'],
  ])('fails by %s', async (_, changes, difference) => {
    expect(await differenceOf(changes)).toBe(difference)
  })

  test('reads arrays, lists with units and namespaces in which one name uses another', async () => {
    const changes = {
      namespace: { one: '1*mV', two: '2*one' },
      arrays: {
        W: {
          values: [
            [1, 2],
            [3, 4],
          ],
          unit: 'mV',
        },
        V: { values: [5, 6], unit: 'mV' },
      },
      groups: [
        {
          id: 'P',
          N: 2,
          model: 'a : volt\nb : volt\nc : volt',
          set: { a: [[1, 2], 'mV'], b: 'a + two', c: { array: 'V' } },
        },
      ],
      synapses: [
        {
          id: 'S',
          source: 'P',
          target: 'P',
          model: 'w : volt',
          connect: [{ nonzero: 'W' }],
          set: { w: 'W[i,j]', 'w[i == j]': '0*mV' },
        },
      ],
      monitors: [],
      run: [{ duration: '0.1*ms' }],
      final: ['P.a', 'P.b', 'P.c', 'S.w'],
      expected: {
        monitors: {},
        final: { 'P.a': [1e-3, 2e-3], 'P.b': [3e-3, 4e-3], 'P.c': [5e-3, 6e-3], 'S.w': [0, 2e-3, 3e-3, 0] },
        synapses: { S: { i: [0, 0, 1, 1], j: [0, 1, 0, 1] } },
      },
    }
    expect(await differenceOf(changes)).toBeUndefined()
  })
})

describe('what is not supported', () => {
  test.each([
    ['SpikeGeneratorGroup', groupWith({ kind: 'SpikeGeneratorGroup' })],
    ['SpatialNeuron', groupWith({ kind: 'SpatialNeuron' })],
    ['a spike monitor of synapses', { monitors: [{ id: 'M', kind: 'SpikeMonitor', source: 'S' }] }],
    ['`name` of run_regularly()', { operations: [{ source: 'P', code: 'v = 0', name: 'x' }] }],
  ])('%s fails by name', async (feature, changes) => {
    const difference = await differenceOf(changes)
    expect(difference).toMatch(/^refused: X001 \(unsupported-feature\): .* is not supported yet/)
    expect(difference).toContain(feature)
  })

  test('is never the refusal that a case asks for', async () => {
    const difference = await differenceOf({
      ...groupWith({ kind: 'SpatialNeuron' }),
      expect_error: 'unsupported-feature',
    })
    expect(difference).toBe(
      'expected an error of the family `unsupported-feature`, found X001 (unsupported-feature): SpatialNeuron is not supported yet',
    )
  })
})

describe('a case that expects an error', () => {
  const wrong = { ...groupWith({ threshold: 'v > 2*tau' }), expect_error: 'dimension' }

  test('passes where the model is refused for that reason, in those words', async () => {
    expect(await differenceOf({ ...wrong, error_mentions: ['v', 'tau'] })).toBeUndefined()
  })

  test('fails where the model is accepted', async () => {
    expect(await differenceOf({ expect_error: 'dimension' })).toMatch(/^the model was accepted/)
  })

  test('fails where the error is of another family', async () => {
    expect(await differenceOf({ ...wrong, expect_error: 'name' })).toMatch(
      /^expected an error of the family `name`, found U/,
    )
  })

  test('fails where the error does not name a word, or only as a part of another', async () => {
    expect(await differenceOf({ ...wrong, error_mentions: ['ta'] })).toMatch(/^the error does not name `ta`/)
  })
})

describe('a file that is no case', () => {
  test.each([
    ['{', /^the file is no JSON/],
    ['1', /^the file holds no object/],
    ['{}', /^the file is no case: it has no `name`/],
  ])('%s fails', async (text, difference) => {
    expect(await judgeText(text, 'file')).toEqual({ name: 'file', difference: expect.stringMatching(difference) })
  })

  test('fails where it names what it has not got', async () => {
    expect(await differenceOf({ run: [{ set: { Q: { v: 1 } }, duration: '1*ms' }] })).toMatch(
      /the case has no group `Q`/,
    )
  })
})
