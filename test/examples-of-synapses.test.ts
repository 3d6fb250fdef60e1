/** Examples whose synapses do more than add: the numbers of Brian 2.5.1, of the same equations, in both backends. */
import { join } from 'node:path'
import { describe, test } from 'vitest'
import type { Network, StateMonitor } from '../src/index.js'
import { expectClose, mean, part } from './numbers.js'
import { root } from './program.js'

/** Model files import the built package, so it loads them too. */
const { loadModelFile } = (await import(join(root, 'dist/src/model/load.js'))) as typeof import('../src/model/load.js')

describe.each(['wasm', 'js'] as const)('the numbers of the reference, %s', (backend) => {
  async function ran(name: string): Promise<Network> {
    const { network } = await loadModelFile(join(root, 'examples', `${name}.ts`))
    network.setBackend(backend)
    await network.run()
    return network
  }

  test('gap-junctions', async () => {
    const [first, sixth] = part<StateMonitor>(await ran('gap-junctions'), 'trace').get('v')
    expectClose(first[first.length - 1], 0.822205235)
    expectClose(sixth[sixth.length - 1], 0.990625890967)
    expectClose(mean([...first, ...sixth]), 0.796189023373)
  })
})
