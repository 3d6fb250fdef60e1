/**
 * A whole model that gets a message, and the same model without the mistake: as short as it can be. A test checks that the
 * first gives the code and the second nothing.
 */
export type Example =
  | {
      /** What the model is written as: equations for `spikec check`, or a program. */
      readonly kind: 'eqs' | 'ts' | 'json'
      readonly bad: string
      readonly good: string
    }
  /** What is only found when the program is run with `spikec run`, with or without options. */
  | {
      readonly kind: 'run'
      readonly bad: string
      readonly good: string
      readonly badOptions?: readonly string[]
      readonly goodOptions?: readonly string[]
    }
  /** Nothing is known that gives the message. */
  | { readonly kind: 'none'; readonly why: string }

export function equations(bad: string, good: string): Example {
  return { kind: 'eqs', bad, good }
}

/** The names that a program's lines use are imported for them. */
export function program(bad: string, good: string): Example {
  return { kind: 'ts', bad: withImport(bad), good: withImport(good) }
}

export function ran(bad: string, good: string, badOptions: readonly string[] = [], goodOptions = badOptions): Example {
  return { kind: 'run', bad: withImport(bad), good: withImport(good), badOptions, goodOptions }
}

const NAMES = [
  'edges',
  'Equations',
  'ExplicitStateUpdater',
  'matrix',
  'Network',
  'NetworkOperation',
  'NeuronGroup',
  'linked_var',
  'loadEdges',
  'loadMatrix',
  'PoissonGroup',
  'PoissonInput',
  'PopulationRateMonitor',
  'SpikeGeneratorGroup',
  'SpikeMonitor',
  'StateMonitor',
  'Synapses',
  'TimedArray',
]

const PLOT_NAMES = ['figure', 'line']

function withImport(text: string): string {
  const used = NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  const drawing = PLOT_NAMES.filter((name) => new RegExp(`\\b${name}\\(`).test(text))
  const plot = drawing.length > 0 ? `import { ${drawing.join(', ')} } from 'spikec/plot'\n` : ''
  return `import { ${used.join(', ')} } from 'spikec'\n${plot}\n${text}`
}
