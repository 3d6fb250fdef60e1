/** The public face of spikec. */
export { check, lint } from './compile.js'
export { type Diagnostic, render, renderAll, SpikecError } from './diagnostics/index.js'
export { matrix } from './model/matrix.js'
export { SpikeMonitor, type SpikeMonitorOptions, StateMonitor, type StateMonitorOptions } from './model/monitors.js'
export { Network, type NetworkObject, type NetworkOptions, type NetworkRunOptions } from './model/network.js'
export { NeuronGroup, type NeuronGroupOptions } from './model/neuron-group.js'
export { seed } from './model/seed.js'
export type {
  Action,
  ConnectRule,
  Matrix,
  ModelSpec,
  Namespace,
  NamespaceValue,
  ObjectSpec,
  Slot,
} from './model/spec.js'
export { Synapses, type SynapsesOptions } from './model/synapses.js'
export type { RunReport, Simulation } from './runtime/simulation.js'
