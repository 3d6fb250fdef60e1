import { expect, test } from 'vitest'
import { check } from '../../src/index.js'
import { groupSpec, modelSpec, synapsesSpec } from '../helpers.js'

const doubling = (lines: number) => [
  ...Array.from({ length: lines }, (_, k) => `a${k} = a${k + 1} + a${k + 1} : 1`),
  `a${lines} = v : 1`,
]
const chain = (lines: number) => [
  ...Array.from({ length: lines }, (_, k) => `a${k} = a${k + 1} + 1 : 1`),
  `a${lines} = v : 1`,
]
const group = (lines: readonly string[], method?: string) =>
  groupSpec(['dv/dt = (a0 - v)/(10*ms) : 1', ...lines].join('\n'), {
    threshold: 'a0 > 1',
    reset: 'v = a0',
    ...(method && { method }),
  })

test.each([undefined, 'exact', 'euler', 'rk4', 'exponential_euler'])('names that double forty times (%s)', (method) => {
  const started = performance.now()
  const [first, ...more] = check(modelSpec([group(doubling(40), method)]))
  expect(more).toEqual([])
  expect(first).toMatchObject({ code: 'S010', message: expect.stringContaining('written out') })
  expect(first.source?.text.slice(first.span?.start, first.span?.end)).toMatch(/^a\d+ \+ a\d+$/)
  expect(performance.now() - started).toBeLessThan(2000)
})

test('names that stand for each other a thousand times over', () => {
  expect(check(modelSpec([group(chain(1900), 'euler')]))).toMatchObject([{ code: 'S010' }])
  expect(check(modelSpec([group(chain(500), 'euler')]))).toEqual([])
})

test('constants that double, in a namespace and as a step of the clock', () => {
  const namespace = Object.fromEntries([
    ['c0', '1*ms'],
    ...Array.from({ length: 40 }, (_, k) => [`c${k + 1}`, `(c${k} + c${k})/2`]),
  ])
  const model = [groupSpec('dv/dt = -v/c40 : 1')]
  expect(check(modelSpec(model, [], { namespace, dt: 'c40' }))).toMatchObject([{ code: 'S010' }])
})

test('names of a group that synapses use', () => {
  const objects = [groupSpec(`${doubling(12).join('\n')}\nv : 1`, { threshold: 'v > 1' }), synapsesSpec()]
  const text = Array.from({ length: 60 }, () => 'v += a0').join('\n')
  const actions = [{ kind: 'connect', target: 'S', rule: {} }] as const
  expect(check(modelSpec(objects, actions))).toEqual([])
  expect(check(modelSpec([objects[0], synapsesSpec({ on_pre: text })], actions))).toMatchObject([{ code: 'S010' }])
})

test('what doubles a few times is taken', () => {
  expect(check(modelSpec([group(doubling(8), 'rk4')]))).toEqual([])
})
