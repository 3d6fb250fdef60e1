/** What generated kernels and bundles import. Nothing of the compiler is reached from here. */

export { type BinomialTable, binomialTable } from './binomial-table.js'
export { exponent, powerOfTwo, significand } from './bits.js'
export { binomial, poisson } from './counts.js'
export type * from './description.js'
export type { Data, KernelMemory, PairFunction, SetupKernels, StepKernels } from './kernels.js'
export {
  arccos,
  arcsin,
  arctan,
  clip,
  cos,
  cosh,
  exp,
  expm1,
  exprel,
  floorDivide,
  log,
  log1p,
  log10,
  power,
  remainder,
  sign,
  sin,
  sinh,
  tan,
  tanh,
  timestep,
  truncate,
} from './math.js'
export { propagator } from './propagator.js'
export { gap, jump, normal, streamKey, uniform } from './random.js'
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
