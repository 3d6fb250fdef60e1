import fc from 'fast-check'
import { ts } from 'ts-morph'
import { describe, expect, test } from 'vitest'
import { isFunctionName } from '../../src/2-resolve/functions.js'
import { printNumber } from '../../src/7-emit/typescript/expression.js'
import { namer, quoted } from '../../src/7-emit/typescript/names.js'
import { comment } from '../../src/7-emit/typescript/statements.js'
import type { ModelSpec } from '../../src/model/spec.js'
import { findUnit } from '../../src/units/index.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

fc.configureGlobal({ seed: 1 })

interface Names {
  readonly P: string
  readonly S: string
  readonly v: string
  readonly g: string
  readonly I: string
  readonly w: string
  readonly tau: string
  readonly W: string
  readonly x: string
}

const PLAIN: Names = { P: 'P', S: 'S', v: 'v', g: 'g', I: 'I', w: 'w', tau: 'tau', W: 'W', x: 'x' }

/** A model in which every kind of thing has a name of the user's: each stage of the compiler meets them all. */
function model({ P, S, v, g, I, w, tau, W, x }: Names): ModelSpec {
  const matrix = { kind: 'matrix', data: Float64Array.from({ length: 9 }, (_, k) => k / 10), shape: [3, 3] } as const
  const namespace = { [tau]: '5*ms', [W]: matrix }
  const equations = `d${v}/dt = (${I} + ${g} - ${v})/${tau} : 1 (unless refractory)\nd${g}/dt = (${v} - ${g})/${tau} : 1\n${I} = 2 + t/${tau} : 1`
  return modelSpec(
    [
      groupSpec(equations, {
        name: P,
        namespace,
        threshold: `${v} > 1 and ${g} < 100`,
        reset: `${x} = ${v}/2; ${x} = ${x} + t/${tau}; ${v} = ${x} - 2`,
        refractory: '1*ms',
        method: 'euler',
      }),
      synapsesSpec({
        name: S,
        source: P,
        target: P,
        namespace,
        model: `${w} : 1`,
        on_pre: `${x} = ${w}*2 + ${v}_pre; ${g}_post += ${x} + t/${tau}`,
      }),
      { kind: 'StateMonitor', name: `${P}_states`, source: P, variables: [v, I], record: [0, 2] },
      { kind: 'SpikeMonitor', name: `${P}_spikes`, source: P, variables: [g] },
    ],
    [
      { kind: 'set', target: P, variable: v, value: 'i/4' },
      { kind: 'connect', target: S, rule: { condition: `${W}[i,j] > 0.05 and ${v}_pre < 3` } },
      { kind: 'set', target: S, variable: w, value: `${W}[i,j]*3 + N` },
    ],
  )
}

async function results(names: Names): Promise<unknown> {
  const simulation = simulationOf(model(names))
  await simulation.run(0.02)
  const { i, t } = simulation.spikes(`${names.P}_spikes`)
  return {
    v: [...simulation.values(names.P, names.v)],
    g: [...simulation.values(names.P, names.g)],
    w: [...simulation.values(names.S, names.w)],
    traces: simulation.traces(`${names.P}_states`, names.v).map((trace) => [...trace]),
    spikes: [[...i], [...t], [...simulation.atSpikes(`${names.P}_spikes`, names.g)]],
  }
}

/** Words of JavaScript, of generated code and of objects; and what differs from them by little. */
const HOSTILE = (
  'var let const function class new delete typeof void enum await yield async static public arguments eval undefined NaN Infinity Object Math ' +
  'Array Float64Array constructor prototype toString valueOf hasOwnProperty memory parameters derived step first end run prelude prepare hasRoom ' +
  'advance createStep createSetup fills pairs slot spikes spikeCount row rowStart rowEnd target k r s n j2 k_ step_ row_ v_new g_new x_2 seed uniform ' +
  'require module exports globalThis process console self window name length update_P P_v lastspikeStep notRefractory refractory_steps inverse_tau matrix_of_P'
).split(' ')

const keys = Object.keys(PLAIN) as (keyof Names)[]
const isFree = (name: string) => !findUnit(name) && !isFunctionName(name) && !/_(pre|post)$/.test(name)

const hostileNames = fc
  .uniqueArray(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...HOSTILE.filter((name) => isFree(name) && !['yield', 'await', 'class', 'async'].includes(name)),
        ),
      },
      fc
        .tuple(
          fc.constantFrom('a', 'Z', 'k', 'step', 'row', 'v'),
          fc.string({ unit: fc.constantFrom('_', '0', '2', 'a', 'e'), maxLength: 3 }),
        )
        .map((parts) => parts.join(''))
        .filter(isFree)
        .filter((name) => !['e', 'pi', 'inf'].includes(name)),
    ),
    { minLength: keys.length, maxLength: keys.length },
  )
  .map((names) => Object.fromEntries(keys.map((key, k) => [key, names[k]])) as unknown as Names)

describe('names', () => {
  test('whatever they are, a model means the same', async () => {
    const expected = await results(PLAIN)
    await fc.assert(
      fc.asyncProperty(hostileNames, async (names) => {
        expect(await results(names)).toEqual(expected)
      }),
      { numRuns: 30, seed: 1 },
    )
  })

  test.each(['step', 'row', 'k', 's', 'memory', 'constructor', 'x_2'])(
    'all of them %s, one after the other',
    async (word) => {
      const expected = await results(PLAIN)
      for (const key of keys) expect(await results({ ...PLAIN, [key]: word }), key).toEqual(expected)
    },
  )

  test('objects whose names begin like each other’s are kept apart', async () => {
    const coupled = 'dv/dt = (2 - v)/tau : 1 (unless refractory)\ndw/dt = (v - w)/tau : 1'
    const options = {
      namespace: { tau: '5*ms' },
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '2*ms',
      method: 'exact',
    }
    const other = groupSpec('dv/dt = -v/tau2 : 1', { name: 'P_frozen', namespace: { tau2: '1*ms' } })
    const alone = simulationOf(modelSpec([groupSpec(coupled, options)]))
    const both = simulationOf(
      modelSpec([groupSpec(coupled, options), other], [{ kind: 'set', target: 'P_frozen', variable: 'v', value: 1 }]),
    )
    await alone.run(0.02)
    await both.run(0.02)
    expect(both.values('P', 'w')).toEqual(alone.values('P', 'w'))
    expect(both.values('P_frozen', 'v')[0]).toBeCloseTo(Math.exp(-20), 15)
  })

  test('a temporary and the second value of another one', async () => {
    const reset = 'a = v; a = a + 1; a_2 = 3; v = a + a_2'
    const simulation = simulationOf(modelSpec([groupSpec('v : 1', { threshold: 'v < 1', reset })]))
    await simulation.run(1e-4)
    expect([...simulation.values('P', 'v')]).toEqual([4, 4, 4])
  })
})

/** The syntax errors of a text. */
function mistakesIn(text: string): readonly string[] {
  const { diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  })
  return (diagnostics ?? []).map((d) => ts.flattenDiagnosticMessageText(d.messageText, ' '))
}

describe('texts', () => {
  const EVIL = [
    'globalThis.evil = 1',
    '*/ globalThis.evil = 1 /*',
    '\nglobalThis.evil = 1',
    "'; globalThis.evil = 1; '",
    ['$', '{globalThis.evil = 1}'].join(''),
    '\u2028globalThis.evil = 1',
  ]

  test.each(EVIL)('a comment of %j stays one', (text) => {
    const line = `${comment(text)}\n`
    expect(line.split('\n')).toHaveLength(2)
    expect(line).toMatch(/^\/\/ [\x20-\x7e]*\n$/)
  })

  test.each(EVIL)('comments in the strings of a model do not reach the output: %j', (text) => {
    const [first] = text.split('\n')
    const safe = text.includes('\n') ? `${first} # ${text.slice(1)}` : `# ${text}`
    const spec = modelSpec([
      groupSpec(`dv/dt = -v/tau : 1 ${safe}\n`, {
        namespace: { tau: `20*ms ${safe}` },
        threshold: `v > 1 ${safe}`,
        reset: `v = 0 ${safe}`,
      }),
    ])
    let output = ''
    try {
      const { step, setup } = compiled(spec).typescript()
      output = step + setup
    } catch (error) {
      // What can't be read is refused, which is as safe.
      expect(String(error)).toMatch(/error\[S\d{3}\]/)
    }
    expect(output.replaceAll(/\/\/.*$/gm, '')).not.toContain('evil')
    expect(mistakesIn(output)).toEqual([])
  })

  test('names with anything but letters, digits and _ are never quoted', () => {
    for (const name of ["a'b", 'a\\b', 'a\nb', 'a`b', '', 'a b', 'µ'])
      expect(() => quoted(name)).toThrow('internal error')
    expect(quoted('P.v:set_0')).toBe("'P.v:set_0'")
  })

  test('generated text is TypeScript', () => {
    for (const name of ['var', 'memory', 'P']) {
      const { step, setup } = compiled(model({ ...PLAIN, v: name === 'P' ? 'v' : name, P: name })).typescript()
      expect(mistakesIn(step)).toEqual([])
      expect(mistakesIn(setup)).toEqual([])
    }
  })
})

describe('identifiers', () => {
  test('are different for different keys, and no word of the language or of the templates', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ minLength: 1 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (wishes) => {
          const own = namer()
          const inner = own.inner()
          const given = [...wishes.map((wish) => own.of(wish)), ...wishes.map((wish) => inner.of(wish))]
          for (const name of given) expect(mistakesIn(`'use strict'\nconst ${name} = 1`)).toEqual([])
          expect(new Set(wishes.map((wish) => own.of(wish))).size).toBe(wishes.length)
          for (const word of ['memory', 'step', 'var', 'Math']) expect(given).not.toContain(word)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('are the same for the same key', () => {
    const own = namer()
    expect(own.of('P.v')).toBe(own.of('P.v'))
  })
})

test('numbers are read back as the same bits', () => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(-0, 0, 5e-324, 1e308, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  )
  fc.assert(
    fc.property(numbers, (value) => {
      expect(Object.is(new Function(`return ${printNumber(value)}`)(), value)).toBe(true)
    }),
    { numRuns: 500 },
  )
  expect(new Function(`return ${printNumber(Number.NaN)}`)()).toBeNaN()
})
