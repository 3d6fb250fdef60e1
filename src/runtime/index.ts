/** What generated kernels and bundles import. Nothing of the compiler is reached from here. */
export type * from './description.js'
export type { Data, KernelMemory, PairFunction, SetupKernels, StepKernels } from './kernels.js'
export { clip, exprel, floorDivide, power, remainder, sign, timestep, truncate } from './math.js'
export { propagator } from './propagator.js'
export { normal, streamKey, uniform } from './random.js'
export type { Spikes } from './recording.js'
export {
  type CompiledModel,
  createSimulation,
  type RunOptions,
  type RunReport,
  type Simulation,
  type SimulationOptions,
} from './simulation.js'
export { within } from './within.js'
