/** Kernels that are WebAssembly: can this engine run them, and how a module meets its simulation. */
import { binomial, poisson } from './counts.js'
import type { SimulationDescription } from './description.js'
import type { StepKernels } from './kernels.js'
import type { Memory } from './memory.js'

export type Backend = 'wasm' | 'js'

/** A module with one function, which returns a vector: `(func (result v128) (i8x16.splat (i32.const 0)))`. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
)

/** Engines without vectors refuse the module. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE)
}

/** Beside `run`, every kernel that is not left to the host. */
interface Exports {
  readonly run: (first: number, end: number) => number
  readonly [kernel: string]: (...given: number[]) => number
}

/**
 * The steps in WebAssembly; what comes before a run stays with `before`, the same kernels in JavaScript. Addresses that
 * the module could not know are handed to it, so it is linked anew whenever the memory's arrays have moved.
 */
export function linked(
  module: WebAssembly.Module,
  before: StepKernels,
  memory: Memory,
  description: SimulationDescription,
): StepKernels {
  const address: Record<string, number> = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from === 'address') address[name] = memory.address(name)
  }
  const instance = new WebAssembly.Instance(module, {
    simulation: { memory: memory.linear, seed: memory.seed | 0 },
    address,
    host: { ...before.kernels },
    draw: { poisson, binomial },
  })
  const { run, ...kernels } = instance.exports as unknown as Exports
  return {
    ...before,
    prelude: () => {
      before.prelude()
      copyBlocks(memory, description)
    },
    run,
    kernels: { ...before.kernels, ...kernels },
  }
}

/** The blocks of scalars, for kernels that read them from the memory. */
function copyBlocks({ linear, parameters, derived }: Memory, { memory: at }: SimulationDescription): void {
  new Float64Array(linear.buffer, at.parameters, parameters.length).set(parameters)
  new Float64Array(linear.buffer, at.derived, derived.length).set(derived)
}
