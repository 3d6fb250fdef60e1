/** Generated kernels, made into functions of this process, with the runtime's functions handed to them. */
import type { Compiled, Script } from '../compile.js'
import * as runtime from '../runtime/index.js'
import type { Data, KernelMemory, SetupKernels, StepKernels } from '../runtime/kernels.js'
import type { CompiledModel } from '../runtime/simulation.js'
import { assemble } from './assemble.js'

/** What scripts name. */
const RUNTIME: Readonly<Record<string, unknown>> = { ...runtime }

/** The kernels of every step, and those of what comes before a run. */
export function loadStep(script: Script): (memory: KernelMemory) => StepKernels {
  return evaluate<StepKernels>(script)
}

export function loadSetup(script: Script): (memory: KernelMemory) => SetupKernels {
  return evaluate<SetupKernels>(script)
}

export function loadModel(compiled: Compiled): CompiledModel {
  const { step, setup } = compiled.javascript()
  return {
    description: compiled.description,
    createStep: loadStep(step),
    wasm: () => assemble(compiled.wat()),
    createSetup: loadSetup(setup),
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
function evaluate<Kernels>({ uses, body }: Script): (memory: KernelMemory) => Kernels {
  const create = new Function(...uses, 'memory', body)
  const used = uses.map((name) => RUNTIME[name])
  return (memory) => create(...used, memory) as Kernels
}
