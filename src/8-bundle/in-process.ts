/** Generated modules, loaded into this process: types taken off by esbuild, imports answered from the runtime. */
import { createRequire } from 'node:module'
import type { Compiled } from '../compile.js'
import * as runtime from '../runtime/index.js'
import type { Data, KernelMemory, SetupKernels, StepKernels } from '../runtime/kernels.js'
import type { CompiledModel } from '../runtime/simulation.js'
import { assemble } from './assemble.js'

type Esbuild = typeof import('esbuild')
let loaded: Esbuild | undefined

function esbuild(): Esbuild {
  loaded ??= createRequire(import.meta.url)('esbuild') as Esbuild
  return loaded
}

export function loadStep(text: string): (memory: KernelMemory) => StepKernels {
  return evaluate(text, 'createStep') as (memory: KernelMemory) => StepKernels
}

export function loadSetup(text: string): (memory: KernelMemory) => SetupKernels {
  return evaluate(text, 'createSetup') as (memory: KernelMemory) => SetupKernels
}

export function loadModel(compiled: Compiled): CompiledModel {
  return {
    description: compiled.description,
    createStep: loadStep(compiled.step),
    wasm: () => assemble(compiled.wat()),
    createSetup: loadSetup(compiled.setup),
    data: dataReader(compiled.data),
  }
}

export function dataReader(data: ReadonlyMap<string, Data>): CompiledModel['data'] {
  return (name) => {
    const found = data.get(name)
    if (!found) throw new Error(`internal error of spikec: no data ${name}`)
    return found
  }
}

/**
 * The text comes from the emitter alone: it is printed from the IR, in which a model's strings are symbols and numbers,
 * so evaluating it runs nothing that a model's author wrote.
 */
function evaluate(text: string, name: string): unknown {
  const { code } = esbuild().transformSync(text, { loader: 'ts', format: 'cjs', target: 'es2022' })
  const exports: Record<string, unknown> = {}
  const module = { exports }
  const imports = { ...runtime }
  new Function('require', 'module', 'exports', code)(() => imports, module, exports)
  return module.exports[name]
}
