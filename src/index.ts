/** The public face of spikec. */

export { lint } from './analyse.js'
export { checkFile } from './check/file.js'
export { type CheckOptions, check } from './check/index.js'
export type { CheckResult, DiagnosticData } from './check/result.js'
export { type Diagnostic, render, renderAll, SpikecError } from './diagnostics/index.js'
export { BinomialFunction, type BinomialFunctionOptions } from './model/binomial-function.js'
export { type Edges, type EdgesInput, edges } from './model/edges.js'
export { Equations, type Replacements } from './model/equations.js'
export { EventMonitor } from './model/event-monitor.js'
export { ExplicitStateUpdater, type ExplicitStateUpdaterOptions } from './model/explicit-state-updater.js'
export { defineFunction, type FunctionDefinition } from './model/function.js'
export { type LinkedVariable, type LinkOptions, linked_var } from './model/linked-var.js'
export {
  type DataSource,
  type LoadEdgesOptions,
  type LoadMatrixOptions,
  loadEdges,
  loadMatrix,
} from './model/load-data.js'
export { matrix } from './model/matrix.js'
export type { MethodOptions } from './model/method-options.js'
export { Network, type NetworkObject, type NetworkOptions, type NetworkRunOptions } from './model/network.js'
export {
  NetworkOperation,
  type NetworkOperationOptions,
  networkOperation,
  type OperationFunction,
} from './model/network-operation.js'
export { type Method, NeuronGroup, type NeuronGroupOptions } from './model/neuron-group.js'
export type { OperationOptions } from './model/operations.js'
export { PoissonGroup, type PoissonGroupOptions } from './model/poisson-group.js'
export { PoissonInput, type PoissonInputOptions } from './model/poisson-input.js'
export {
  PopulationRateMonitor,
  type PopulationRateMonitorOptions,
  type SmoothingOptions,
} from './model/population-rate-monitor.js'
export { profiling_summary } from './model/profiling.js'
export type { Report, ReportFunction, RunProgress } from './model/report.js'
export { saveEdges, saveMatrix } from './model/save-data.js'
export { seed } from './model/seed.js'
export type {
  Action,
  ConnectRule,
  EquationsPart,
  EquationsSpec,
  FunctionSpec,
  Matrix,
  ModelSpec,
  Namespace,
  NamespaceValue,
  ObjectSpec,
  OperationSpec,
  PathwaySpec,
  Replacement,
  SchemeSpec,
  Slot,
  TimedArraySpec,
} from './model/spec.js'
export {
  SpikeGeneratorGroup,
  type SpikeGeneratorGroupOptions,
  type SpikesOptions,
  type SpikeTimes,
} from './model/spike-generator-group.js'
export { SpikeMonitor, type SpikeMonitorOptions } from './model/spike-monitor.js'
export { StateMonitor, type StateMonitorOptions } from './model/state-monitor.js'
export type { StreamTarget } from './model/streaming.js'
export { type Population, Subgroup } from './model/subgroup.js'
export { Synapses, type SynapsesOptions } from './model/synapses.js'
export { TimedArray, type TimedArrayOptions } from './model/timed-array.js'
export type { Profiled } from './runtime/profile.js'
export type { Representation } from './runtime/representation.js'
export type { RunReport, Simulation } from './runtime/simulation.js'
export type { RestoreOptions } from './runtime/snapshot.js'
export type { RecordedChunk } from './runtime/streaming.js'
export type { VariableView } from './runtime/view.js'
