/** The stages that `spikec inspect` can show. */
export const STAGES = ['ast', 'model', 'ir', 'ts', 'wat', 'schedule', 'cost', 'timings'] as const
export type Stage = (typeof STAGES)[number]

export const ABOUT_STAGES = `stages:
  ast       the syntax trees of the strings, as JSON
  model     the model as JSON, which every command takes
  ir        the kernels, optimised, in the compiler's own language
  ts, wat   what is printed of them: TypeScript, and WebAssembly text
  schedule  the kernels in the order of a step
  cost      arithmetic and bytes for each neuron, spike and synapse, vector lanes, memory
  timings   what each pass of the optimiser took, and made of the program`
