import { describe, expect, test } from 'vitest'
import { optimise, PASSES } from '../../src/6-optimise/passes.js'
import { passesLeftOut } from '../../src/6-optimise/selection.js'
import { SpikecError } from '../../src/diagnostics/index.js'
import { Network } from '../../src/model/network.js'
import { NeuronGroup } from '../../src/model/neuron-group.js'
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

describe('setPasses() of a network', () => {
  const network = () =>
    new Network(new NeuronGroup(4, 'dv/dt = -v/ms : 1', { name: 'P', threshold: 'v > 1' }), { seed: 1 })
  const kernelsOf = (net: Network) => net.inspect().compiled.optimised.program.kernels.map(({ name }) => name)

  test('chooses what is compiled', () => {
    expect(kernelsOf(network())).toEqual(['update_P', 'flush_P'])
    expect(kernelsOf(network().setPasses('none'))).toEqual(['update_P', 'threshold_P'])
    expect(kernelsOf(network().setPasses('none').setPasses('all'))).toEqual(['update_P', 'flush_P'])
  })

  test('is refused of a network that has been built, and with anything but a text', async () => {
    const built = await network().build()
    expect(() => built.setPasses('none')).toThrow('other passes for a network that has been built')
    expect(() => network().setPasses(['none'] as never)).toThrow('it must be a string')
  })
})
