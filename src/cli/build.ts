import { bundleForNode } from '../8-bundle/node.js'
import { compile } from '../compile.js'
import { diagnostic, renderAll, SpikecError } from '../diagnostics/index.js'
import type { Precision } from '../model/spec.js'
import { EXIT } from '../runtime/node/drive.js'
import { wantsColor } from '../runtime/node/program.js'
import { loadNetwork } from './load.js'
import { modelName, modelParameters } from './run.js'

interface BuildFlags {
  readonly target: 'node' | 'html' | 'module'
  readonly out?: string
  readonly precision?: string
  readonly passes?: string
  readonly set?: readonly string[]
  readonly param?: readonly string[]
}

/** `spikec build FILE --target node` */
export async function build(file: string, flags: BuildFlags): Promise<number> {
  const { target, out, param, passes, precision, set } = flags
  if (target !== 'node')
    throw new SpikecError([
      diagnostic('X001', { feature: `the target ${target}` }, { help: ['--target node is there'] }),
    ])
  if (set !== undefined) {
    const problem = 'a bundle takes it when it runs: node MODEL.mjs --set NAME=VALUE'
    throw new SpikecError([diagnostic('V008', { what: '--set of spikec build', problem })])
  }
  const network = await loadNetwork(file, modelParameters(param))
  if (precision !== undefined) network.setPrecision(precision as Precision)
  if (passes !== undefined) network.setPasses(passes)
  const compiled = compile(network.spec(), network.compileOptions)
  if (compiled.warnings.length > 0) process.stderr.write(`${renderAll(compiled.warnings, { color: wantsColor() })}\n`)
  const bundle = await bundleForNode(compiled, out ?? `${modelName(file)}.mjs`)
  const beside =
    bundle.dataFile === undefined
      ? ''
      : `, with its weights in ${bundle.dataFile} (${(bundle.dataBytes / 1e6).toFixed(1)} MB)`
  process.stdout.write(`${bundle.file} (${Math.round(bundle.bytes / 1000)} kB)${beside}\n`)
  return EXIT.done
}
