import type { KernelMemory, SetupKernels } from 'spikec/runtime'

/** What is computed before a run: initial values, and which pairs of neurons are connected. */
export function createSetup(memory: KernelMemory): SetupKernels {
  return { fills: {}, pairs: {} }
}
