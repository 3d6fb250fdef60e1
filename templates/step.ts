import type { KernelMemory, StepKernels } from 'spikec/runtime'

/** The kernels of one simulation, over its memory. */
export function createStep(memory: KernelMemory): StepKernels {
  /** What follows from the parameters alone, computed once before a run. */
  function prelude(): void {}

  /** What is constant for each neuron during a run. */
  function prepare(step: number): void {}

  /** Runs the steps from `first` to before `end`; stops earlier where a recorder is full, and says where. */
  function run(first: number, end: number): number {
    for (let step = first; step < end; step++) {
      if (!hasRoom()) return step
      advance(step)
    }
    return end
  }

  /** Can every recorder take what one more step may bring? */
  function hasRoom(): boolean {
    return true
  }

  /** One step, in the order of the schedule. */
  function advance(step: number): void {}

  return { prelude, prepare, run, hasRoom, kernels: {} }
}
