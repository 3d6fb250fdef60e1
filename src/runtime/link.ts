/** Kernels over the memory as it is now. */
import type { StepKernels } from './kernels.js'
import type { State } from './state.js'
import { linked } from './wasm.js'

/** Views of the memory go stale when it grows, so kernels are made anew after that. */
export function linkedKernels(state: State): StepKernels {
  const { model, memory } = state
  if (state.backend === 'wasm') memory.ownAll()
  const generation = memory.generation()
  const module = state.module?.module
  if (state.kernels?.generation === generation && state.kernels.module === module) return state.kernels.step
  const plain = model.createStep(memory)
  const step = module ? linked(module, plain, memory, model.description) : plain
  state.kernels = { step, generation, module }
  return step
}

/** Has the module of the steps made, for a run of so many, if they are to be WebAssembly. */
export async function prepareModule(state: State, steps: number): Promise<void> {
  if (state.backend === 'wasm') await moduleOf(state, steps > FEW_STEPS)
}

/** A run of so few steps is over before it pays to wait for good code. */
const FEW_STEPS = 200

/**
 * Made in place, a module costs a fraction of a millisecond: V8 compiles each function when it is first called. But then
 * its optimising compiler comes late, and slowly: a second of `dense` took 40 ms longer, and ten of `cuba` 130 ms. Made by a
 * thread, which takes 2 to 28 ms, it is compiled as a whole.
 */
async function moduleOf(state: State, whole: boolean): Promise<WebAssembly.Module> {
  if (state.module && (state.module.whole || !whole)) return state.module.module
  const bytes = state.module?.bytes ?? (await state.model.wasm?.())
  if (!bytes) throw new Error('internal error of spikec: no WebAssembly')
  const module = whole ? await WebAssembly.compile(bytes) : new WebAssembly.Module(bytes)
  state.module = { bytes, module, whole }
  return module
}
