/** Lints speak of what is hardly meant, and are silent about models that people have published. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/compile.js'
import { type Diagnostic, SpikecError } from '../../src/diagnostics/index.js'
import type { Network } from '../../src/index.js'
import type { ConnectRule } from '../../src/model/spec.js'
import { readCase } from '../conformance/reader.js'
import { groupSpec, modelSpec, synapsesSpec } from '../helpers.js'
import { root } from '../program.js'

const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code)

describe('no false alarm', () => {
  const examples = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.ts'))

  test.each(examples)('on the example %s', async (file) => {
    const { default: exported } = (await import(join(root, 'examples', file))) as {
      default: Network | ((parameters: object) => Network)
    }
    const network = typeof exported === 'function' ? exported({}) : exported
    expect(lint(network.spec())).toEqual([])
  })

  const cases = readdirSync(join(root, 'test/conformance/cases')).filter((file) => file.endsWith('.json'))

  /** What is told of cases is right, and told of few: the order of synaptic events does matter there, or a parameter has no use. */
  test('on conformance cases', async () => {
    const alarms = cases.flatMap((file) => {
      const found = lintsOfCase(join(root, 'test/conformance/cases', file))
      return found.map((d) => `${file}: ${d.code}: ${d.message.split(' depends on')[0]}\n`)
    })
    await expect(alarms.join('')).toMatchFileSnapshot('golden/lints-of-cases.txt')
  })
})

/** What can't be built yet is refused by its name when it is read. */
function lintsOfCase(path: string): readonly Diagnostic[] {
  try {
    return lint(readCase(JSON.parse(readFileSync(path, 'utf8'))).network.spec())
  } catch (error) {
    if (error instanceof SpikecError) return []
    throw error
  }
}

function lintsOfPathway(on_pre: string, rule: ConnectRule = {}) {
  const P = groupSpec('dx/dt = -x/(20*ms) : 1\ndy/dt = (x - y)/(20*ms) : 1', { threshold: 'x > 1' })
  const S = synapsesSpec({ model: 'w : 1\nu : 1\nz = w + y_post : 1', on_pre })
  return codes(lint(modelSpec([P, S], [{ kind: 'connect', target: 'S', rule }]))).filter((code) => code !== 'L003')
}

describe('the order of events matters', () => {
  // As brian2/codegen/permutation_analysis.py has it.
  test.each<readonly [string, boolean]>([
    ['x_post += w', false],
    ['x_post += w; y_post += w', false],
    ['x_post -= w; x_post += 2*w', false],
    ['x_post *= w; x_post /= 2', false],
    ['x_post = x_post + w', false],
    ['x_post = w + x_post', false],
    ['x_post = 0', false],
    ['x_post += y_post', false],
    ['w += x_post', false],
    ['u = w*2; x_post += u', false],
    ['x_post += w; y_post += x_post', true],
    ['y_post += w; x_post += y_post*w', true],
    ['x_post += w; x_post *= 2', true],
    ['x_post = w', true],
    ['x_post = 1 - x_post', true],
    ['x_post = clip(x_post + w, 0, 1)', true],
    ['x_post += w; u = x_post', true],
    ['temp = x_post; x_post += w; w += temp', true],
    ['y_post += w; x_post += z', true],
    ['x_pre += w; u += x_pre', true],
  ])('%s: %s', (on_pre, expected) => {
    expect(lintsOfPathway(on_pre)).toEqual(expected ? ['L005'] : [])
  })

  test('but not where each neuron is reached by one synapse', () => {
    const dependent = 'x_post += w; y_post += x_post'
    expect(lintsOfPathway(dependent, { condition: 'i == j' })).toEqual([])
    expect(lintsOfPathway(dependent, { i: [0, 1], j: [2, 0] })).toEqual([])
    expect(lintsOfPathway(dependent, { i: [0, 1], j: [2, 2] })).toEqual(['L005'])
  })
})

describe('sizes', () => {
  const model = 'dv/dt = (El - v)/taum : volt'
  const namespace = { taum: '20*ms', El: '-70*mV', Vt: '-50*mV' }
  test.each<readonly [object, readonly string[]]>([
    [{}, []],
    [{ taum: '20*second' }, ['L001']],
    [{ taum: '20*nsecond' }, ['L001', 'L002']],
    [{ El: '-70*volt' }, ['L001']],
    [{ Vt: 'inf*volt' }, []],
    [{ Vt: '0*mV' }, []],
  ])('with %j: %j', (changed, expected) => {
    const spec = groupSpec(model, { threshold: 'v > Vt', namespace: { ...namespace, ...changed } })
    expect(codes(lint(modelSpec([spec])))).toEqual(expected)
  })

  test('a variable of plasticity may be as slow as it likes', () => {
    const spec = groupSpec('dw/dt = -w/tau : 1', { namespace: { tau: '3600*second' } })
    expect(lint(modelSpec([spec]))).toEqual([])
  })

  test.each<readonly [string | undefined, readonly string[]]>([
    [undefined, ['L002']],
    ['euler', ['L002']],
    ['exact', []],
  ])('a step above a time constant, with the method %s', (method, expected) => {
    const spec = groupSpec(model, { namespace, threshold: 'v > Vt', ...(method && { method }) })
    expect(codes(lint(modelSpec([spec], [], { dt: '25*ms' })))).toEqual(expected)
  })
})

test('what a monitor records, a string reads or a constant is made of is used', () => {
  const P = groupSpec('v : volt\nu : 1', { namespace: { a: '1*mV', b: '2*a' }, threshold: 'v > b' })
  const M = { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['u'], record: [0] } as const
  expect(lint(modelSpec([P, M]))).toEqual([])
  expect(codes(lint(modelSpec([P])))).toEqual(['L003'])
})

test('of a model with errors no lint is told', () => {
  expect(lint(modelSpec([groupSpec('dv/dt = v : volt\nu : 1')]))).toEqual([])
})
