// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs are texts here
/** Models as programs: the package as it is built, since they import it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CheckResult } from '../../src/check/result.js'
import { root, spikec, temporaryFolder, written } from '../program.js'
import { found, textAt } from './support.js'

const { checkFile } = (await import(join(root, 'dist/src/index.js'))) as typeof import('../../src/index.js')
const folder = temporaryFolder()

const IMPORT = "import { matrix, Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from 'spikec'\n"
let count = 0

async function checked(program: string): Promise<{ readonly result: CheckResult; readonly text: string }> {
  const text = IMPORT + program
  return { result: await checkFile(written(folder, `model${count++}.ts`, text)), text }
}

const alone = (group: string) => `${group}\nexport default new Network(P)`

describe('the very characters, where', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['a string stands in its call', alone("const P = new NeuronGroup(1, 'dv/dt = -v/tua : volt')"), 'N001', 'tua'],
    ['it has escapes', alone("const P = new NeuronGroup(1, 'dv/dt = -v\\x2f\\u0074ua : volt')"), 'N001', '\\u0074ua'],
    [
      'it is a template, indented',
      alone('const P = new NeuronGroup(1, `\n    v : volt\n    u : vlot\n  `)'),
      'U011',
      'vlot',
    ],
    ['it is a constant', alone("const eqs = 'v : vlot'\nconst P = new NeuronGroup(1, eqs)"), 'U011', 'vlot'],
    [
      'options are spread',
      alone("const o = { threshold: 'v > 1' }\nconst P = new NeuronGroup(1, 'v : volt', { name: 'P', ...o })"),
      'U001',
      'v > 1',
    ],
    [
      'options are a shorthand',
      alone("const threshold = 'v > 1'\nconst P = new NeuronGroup(1, 'v : volt', { threshold })"),
      'U001',
      'v > 1',
    ],
    [
      'the same text stands twice in a call',
      alone("const P = new NeuronGroup(1, 'v : volt', { threshold: 'v > 1*mV', reset: 'v = 0', refractory: 'v > 1' })"),
      'U001',
      'v > 1',
    ],
    [
      'a function makes the group',
      alone(
        "const make = (threshold: string) => new NeuronGroup(1, 'v : volt', { threshold })\nconst P = make('v > 1')",
      ),
      'U001',
      'v > 1',
    ],
    [
      'it is a value of a namespace',
      alone("const P = new NeuronGroup(1, 'v : volt', { namespace: { tau: '20 ns' } })"),
      'V009',
      'ns',
    ],
    [
      'it is a name of a namespace',
      alone("const P = new NeuronGroup(1, 'v : volt', { namespace: { mV: '20*ms' } })"),
      'N009',
      'mV',
    ],
    [
      'it is a quoted name of a namespace',
      alone("const P = new NeuronGroup(1, 'v : volt', { namespace: { '1x': '20*ms' } })"),
      'N002',
      '1x',
    ],
    ['it is set by a field', alone("const P = new NeuronGroup(1, 'v : volt')\nP.set({ v: '3' })"), 'U004', '3'],
    ['it is set by name', alone("const P = new NeuronGroup(1, 'v : volt').set('v', '3')"), 'U004', '3'],
    [
      'a name is set that is not there',
      alone("const P = new NeuronGroup(1, 'v : volt').set({ vv: '3*mV' })"),
      'N007',
      'vv',
    ],
    [
      'it is a condition of set()',
      alone("const P = new NeuronGroup(1, 'v : volt').set({ v: '3*mV' }, { where: 'v > 2' })"),
      'U001',
      'v > 2',
    ],
    [
      'it is the unit of data',
      alone("const P = new NeuronGroup(2, 'v : volt').set({ v: matrix([1, 2], 'nA') })"),
      'U004',
      'nA',
    ],
    [
      'it is an option of the network',
      "export default new Network(new NeuronGroup(1, 'v : volt'), { dt: '1*mV' })",
      'U010',
      '1*mV',
    ],
    [
      'it is a variable in a list',
      "const P = new NeuronGroup(1, 'v : volt')\nexport default new Network(P, new StateMonitor(P, ['v', 'w'], { record: true }))",
      'N007',
      'w',
    ],
    [
      'it is a variable of spikes',
      "const P = new NeuronGroup(1, 'v : volt', { threshold: 'v > 1*mV' })\nexport default new Network(P, new SpikeMonitor(P, { variables: 'w' }))",
      'N007',
      'w',
    ],
    ['a model is a function', "export default () => new Network(new NeuronGroup(1, 'v : vlot'))", 'U011', 'vlot'],
    [
      'the file has types and comments',
      alone(
        "interface A { readonly x: number }\n/* 'v : vlot' */ const P: NeuronGroup = new NeuronGroup(1, 'v : vlot' as string)",
      ),
      'U011',
      'vlot',
    ],
  ]
  test.each(cases)('%s', async (_, program, code, place) => {
    const { result, text } = await checked(program)
    expect(found(result, text)).toContainEqual([code, place])
    expect(result.diagnostics.every(({ certainty }) => certainty === 'exact')).toBe(true)
  })

  test('calls follow each other with the same text', async () => {
    const { result, text } = await checked(
      alone("const P = new NeuronGroup(1, 'v : volt')\nP.set('v', '3').set('v', '3')"),
    )
    const starts = result.diagnostics.map(({ range }) => range.start.character)
    expect(found(result, text)).toEqual([
      ['U004', '3'],
      ['U004', '3'],
    ])
    expect(new Set(starts).size).toBe(2)
  })

  test('synapses and their connections', async () => {
    const { result, text } = await checked(`const P = new NeuronGroup(4, 'v : volt', { threshold: 'v > 1*mV' })
const S = new Synapses(P, P, { model: 'w : amp', on_pre: 'v += w', delay: '1*mV' })
S.connect({ condition: 'v_pre > 1', p: '0.1*mV' })
export default new Network(P, S)`)
    expect(found(result, text)).toEqual([
      ['U004', 'v += w'.slice(5)],
      ['U010', '1*mV'],
      ['U001', 'v_pre > 1'],
      ['U010', '0.1*mV'],
    ])
  })

  test('the text is in a file that the model imports', async () => {
    const parts = written(folder, 'parts.ts', "export const eqs = 'dv/dt = -v/tua : volt'\n")
    const file = written(
      folder,
      'imports.ts',
      `${IMPORT}import { eqs } from './parts.js'\n${alone('const P = new NeuronGroup(1, eqs)')}`,
    )
    const [{ file: place, range, fixes }] = (await checkFile(file)).diagnostics
    expect(place.endsWith('parts.ts')).toBe(true)
    expect(textAt(readFileSync(parts, 'utf8'), range)).toBe('tua')
    expect(fixes).toEqual([])
  })

  test('two groups share a text: it is wrong once for what is the same of both', async () => {
    const { result, text } = await checked(`const eqs = 'v : vlot'
export default new Network(new NeuronGroup(1, eqs), new NeuronGroup(1, eqs))`)
    expect(found(result, text)).toEqual([['U011', 'vlot']])
  })
})

describe('no wrong place', () => {
  test('a computed text is told at the call that it was handed to', async () => {
    const { result, text } = await checked(
      alone("const P = new NeuronGroup(1, [1, 2].map((k) => `v${k} : vlot`).join('\\n'))"),
    )
    expect(result.diagnostics).toHaveLength(2)
    for (const { certainty, range, text: own, about } of result.diagnostics) {
      expect([certainty, textAt(text, range)]).toEqual(['near', 'new NeuronGroup'])
      expect(own?.value.slice(own.start, own.end)).toBe('vlot')
      expect(about).toBe('the equations of neurongroup')
    }
  })

  test('a text that stands elsewhere by chance is not taken for it', async () => {
    const { result } = await checked(
      alone("const other = ['1']\nconst P = new NeuronGroup(1, 'v : volt').set('v', String(other.length))"),
    )
    expect(result.diagnostics[0]).toMatchObject({ code: 'U004', certainty: 'near' })
  })

  test('what is wrong with a call is told at the call', async () => {
    const { result, text } = await checked(
      alone("const P = new NeuronGroup(1, 'v : volt', { treshold: 'v > 1*mV' } as object)"),
    )
    expect(found(result, text)).toEqual([['V014', 'new NeuronGroup']])
  })

  test('what the program throws, and what is no program, is told where it is', async () => {
    const thrown = await checked("throw new Error('no luck')\n")
    expect(found(thrown.result, thrown.text)).toEqual([['C003', '']])
    expect(thrown.result.diagnostics[0].range.start.line).toBe(1)
    const broken = await checked('export default (\n')
    expect(broken.result.diagnostics[0]).toMatchObject({
      code: 'C003',
      certainty: 'exact',
      range: { start: { line: 2 } },
    })
  })

  test('a missing file is told as one', async () => {
    expect((await checkFile(join(folder, 'none.ts'))).diagnostics[0]).toMatchObject({ code: 'C001', certainty: 'none' })
  })
})

test('nothing is noted when a model is not checked: stacks cost time', async () => {
  const { noteSite, withSites } = (await import(
    join(root, 'dist/src/model/sites.js')
  )) as typeof import('../../src/model/sites.js')
  noteSite(-1)
  const { stackAt } = await withSites(async () => noteSite(-2))
  expect(stackAt(-1)).toBe('')
  expect(stackAt(-2)).toContain('noteSite')
})

test('the published schema describes all of it', async () => {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv')
  const schema = JSON.parse(readFileSync(join(root, 'dist/src/check/diagnostics.schema.json'), 'utf8'))
  const validate = new Ajv({ allErrors: true }).compile(schema)
  const results = [
    ...(await Promise.all([
      checked(alone("const P = new NeuronGroup(1, 'v : vlot', { threshold: 'v > 1', reset: 'v == 20mV' })")),
      checked(alone("const P = new NeuronGroup(1, ['v', 'vlot'].map(String).join(' : '))")),
      checked('throw 1'),
    ])),
  ].map(({ result }) => result)
  const printed = JSON.parse(
    spikec(
      'check',
      '--json',
      written(folder, 'a.eqs', 'v : volt\nthreshold: v > 1\nreset: v == 20mV'),
      join(folder, 'none.json'),
    ).stdout,
  )
  for (const value of [results, printed]) {
    validate(value)
    expect(validate.errors ?? []).toEqual([])
  }
  expect(new Set(results.flatMap(({ diagnostics }) => diagnostics.map((d) => d.certainty)))).toEqual(
    new Set(['exact', 'near', 'none']),
  )
  expect(validate([{ version: 1, file: 'a', diagnostics: [{ code: 'U001' }] }])).toBe(false)
})
