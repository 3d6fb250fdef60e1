import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JsonProblem, jsonCharacters, jsonNodeAt, jsonNodes } from '../../src/check/json-text.js'
import { check } from '../../src/index.js'
import { fixedText, found } from './support.js'

const json = (text: string) => check(text, { fileName: 'model.json' })

const MODEL = `{
  "spikec": 1,
  "dt": "0.1*ms",
  "objects": [
    { "kind": "NeuronGroup", "name": "P", "N": 4, "model": "dv/dt = -v\\u002ftau : volt\\n\\tu : 1",
      "threshold": "v > 1*mV", "namespace": { "tau": "20*ms" } },
    { "kind": "StateMonitor", "name": "M", "source": "P", "variables": ["v", "u"], "record": true }
  ],
  "setup": [{ "kind": "set", "target": "P", "variable": "v", "value": "2*mV" }]
}`

test('a sound model has nothing wrong', () => {
  expect(json(MODEL).diagnostics).toEqual([])
})

test.each([
  ['\\u002ftau', '\\u002ftua', 'N001', 'tua'],
  ['\\tu : 1', '\\tu : vlot', 'U011', 'vlot'],
  ['v > 1*mV', 'v \\u003e 1', 'U001', 'v \\u003e 1'],
  ['20*ms', '20*mV', 'U002', '-v\\u002ftau'],
  ['["v", "u"]', '["v", "uu"]', 'N007', 'uu'],
  ['"2*mV"', '"2*nA"', 'U004', '2*nA'],
  ['"variable": "v"', '"variable": "w"', 'N007', 'w'],
  ['0.1*ms', '0.1*mV', 'U010', '0.1*mV'],
  ['"N": 4', '"N": "4"', 'V013', '"4"'],
  ['"threshold"', '"treshold"', 'V013', '"treshold"'],
  ['"N": 4,', '"N": 4,,', 'C003', ','],
  ['"N": 4,', '"N": 04,', 'C003', '4'],
  ['"v > 1*mV"', '"v > 1*mV', 'C003', 'n'],
])('%s as %s: %s at %s', (from, to, code, place) => {
  expect(MODEL).toContain(from)
  const text = MODEL.replace(from, () => to)
  expect(found(json(text), text)).toContainEqual([code, place])
})

test('a fix is an edit of the JSON', () => {
  const text = MODEL.replace('v > 1*mV', 'v > \\u0031mV')
  const [diagnostic] = json(text).diagnostics
  expect(diagnostic.code).toBe('S013')
  expect(json(fixedText(text, diagnostic)).diagnostics).toEqual([])
})

describe('a JSON text', () => {
  test('is read as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        const check = (path: readonly (string | number)[], part: unknown): void => {
          const node = jsonNodeAt(jsonNodes(text), path)
          expect(node && JSON.parse(text.slice(node.start, node.end))).toEqual(JSON.parse(JSON.stringify(part)))
          if (typeof part === 'string' && node)
            expect(
              jsonCharacters(text, node)
                .map((c) => c.value)
                .join(''),
            ).toBe(part)
          if (Array.isArray(part)) for (const [k, child] of part.entries()) check([...path, k], child)
        }
        check([], value)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('is refused where JSON.parse refuses it', () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-0.5e3',
      'true',
      'null',
      ' ',
      '"\\u00e9"',
      '"',
      '01',
      '\\',
      '\n',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (tokens) => {
        const text = tokens.join('')
        const ours = () => jsonNodes(text)
        let sound = true
        try {
          JSON.parse(text)
        } catch {
          sound = false
        }
        if (sound) ours()
        else expect(ours).toThrow(JsonProblem)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  test('is bounded in its depth', () => {
    const text = '['.repeat(100_000)
    expect(json(text).diagnostics[0]).toMatchObject({ code: 'C003', message: expect.stringContaining('nested') })
  })
})
