import type { NeuronGroup } from './neuron-group.js'
import type { SpikeGeneratorGroup } from './spike-generator-group.js'

/** Neurons of any kind: what synapses run between, and what monitors record. */
export type Group = NeuronGroup | SpikeGeneratorGroup
