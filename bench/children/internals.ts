/** Which passes there are is nothing that spikec's public face tells, so this is the module behind it, as it is built. */
import { pathToFileURL } from 'node:url'

export async function internals(dist: string) {
  const passes: unknown = await import(pathToFileURL(`${dist}/src/6-optimise/passes.js`).href)
  return passes as typeof import('../../src/6-optimise/passes.js')
}
