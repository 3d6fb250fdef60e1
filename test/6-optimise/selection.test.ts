import { describe, expect, test } from 'vitest'
import { optimise, PASSES } from '../../src/6-optimise/passes.js'
import { passesLeftOut } from '../../src/6-optimise/selection.js'
import { SpikecError } from '../../src/diagnostics/index.js'
import { compiled, groupSpec, modelSpec } from '../helpers.js'

const names = PASSES.map((pass) => pass.name)
const but = (...those: readonly string[]) => names.filter((name) => !those.includes(name))

describe('a list of passes', () => {
  test.each<readonly [string, readonly string[]]>([
    ['all', names],
    ['none', []],
    ['all,-fuse-loops', but('fuse-loops')],
    ['-fuse-loops', but('fuse-loops')],
    ['-fuse-loops,-reciprocals', but('fuse-loops', 'reciprocals')],
    ['fold-constants,hoist-invariants', ['fold-constants', 'hoist-invariants']],
    ['hoist-invariants, fold-constants', ['fold-constants', 'hoist-invariants']],
    ['fuse-loops,-fuse-loops', []],
    ['none,fuse-loops', ['fuse-loops']],
    ['fuse-loops,none', []],
    ['-fuse-loops,all', names],
  ])('%s', (list, expected) => {
    const leftOut = passesLeftOut(list)
    expect(names.filter((name) => !leftOut.has(name))).toEqual(expected)
    const { program } = compiled(modelSpec([groupSpec('dv/dt = -v/ms : 1')])).lowered
    expect(optimise(program, leftOut).timings.map(({ name }) => name)).toEqual(expected)
  })

  test.each([
    ['all,-fuse-lops', 'did you mean `fuse-loops`?'],
    ['hoist-invariant', 'did you mean `hoist-invariants`?'],
    ['non', 'did you mean `none`?'],
    ['vectorise', `there are ${names.join(', ')}`],
    ['', 'there are'],
    ['all,', 'there are'],
    ['-all', 'there are'],
  ])('%j is refused', (list, help) => {
    let refused: unknown
    try {
      passesLeftOut(list)
    } catch (error) {
      refused = error
    }
    expect(refused).toBeInstanceOf(SpikecError)
    const [found] = (refused as SpikecError).diagnostics
    expect(found.code).toBe('C007')
    expect(found.help[0]).toContain(help)
  })
})
