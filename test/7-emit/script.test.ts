/** What this process runs is what the files for people say. */
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { type Compiled, compile, type Script } from '../../src/compile.js'
import { compiled, groupSpec, modelSpec, synapsesSpec } from '../helpers.js'
import { root } from '../program.js'

/** Model files import the built package, so it loads them too. */
const { loadNetwork } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../../src/model/load.js')

/** Without types, comments and formatting. */
function bare(text: string): string {
  return transformSync(text, { loader: 'ts', minifyWhitespace: true, legalComments: 'none' }).code.trim()
}

function asModule({ uses, body }: Script, name: string): string {
  const imports = uses.length > 0 ? `import { ${uses.join(', ')} } from 'spikec/runtime'` : ''
  return `${imports}\nexport function ${name}(memory) {\n${body.replace("'use strict'\n", '')}\n}`
}

function expectSame({ typescript, javascript }: Compiled): void {
  const [file, script] = [typescript(), javascript()]
  expect(script.step.body.startsWith("'use strict'\n")).toBe(true)
  expect(script.setup.body.startsWith("'use strict'\n")).toBe(true)
  expect(bare(asModule(script.step, 'createStep'))).toBe(bare(file.step))
  expect(bare(asModule(script.setup, 'createSetup'))).toBe(bare(file.setup))
}

describe('the scripts are the TypeScript modules without types', () => {
  test.each(['cuba', 'cobahh', 'dense-weights'])('of the example %s', async (name) => {
    expectSame(compile((await loadNetwork(join(root, 'examples', `${name}.ts`))).spec()))
  })

  test('of matrix exponentials before and within the steps, of a recorder, and of random conditions', () => {
    const model = 'dv/dt = (w - v)*a : 1\ndw/dt = -w*5*Hz : 1\na : Hz'
    const changing = groupSpec(model, { threshold: 'v > 1', reset: 'v = 0; a += 1*Hz' })
    const constant = groupSpec(model, { name: 'Q' })
    const monitor = { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v'], record: true } as const
    const rule = { condition: 'rand() < 0.5 and i != j', p: '0.1 + 0*i' }
    const spec = modelSpec(
      [changing, constant, synapsesSpec({ on_pre: 'v_post += 1' }), monitor],
      [
        { kind: 'connect', target: 'S', rule },
        { kind: 'set', target: 'P', variable: 'a', value: 'rand()*Hz' },
      ],
    )
    const found = compiled(spec)
    expect(found.optimised.program.preparation).toHaveLength(1)
    expect(found.typescript().step).toMatch(/kernels: \{ ('\w+': \w+, )+'\w+': \w+ \}/)
    expectSame(found)
  })
})
