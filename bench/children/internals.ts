/** Switching off passes is nothing that spikec's public face offers, so these are the modules behind it, as they are built. */
import { pathToFileURL } from 'node:url'

const module = async (dist: string, path: string): Promise<unknown> => import(pathToFileURL(`${dist}/src/${path}`).href)

export async function internals(dist: string) {
  const { compile } = (await module(dist, 'compile.js')) as typeof import('../../src/compile.js')
  const { loadModel } = (await module(
    dist,
    '8-bundle/in-process.js',
  )) as typeof import('../../src/8-bundle/in-process.js')
  const { createSimulation } = (await module(
    dist,
    'runtime/simulation.js',
  )) as typeof import('../../src/runtime/simulation.js')
  const { PASSES } = (await module(dist, '6-optimise/passes.js')) as typeof import('../../src/6-optimise/passes.js')
  return { compile, loadModel, createSimulation, PASSES }
}
