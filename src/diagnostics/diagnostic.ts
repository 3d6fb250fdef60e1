import type { Family, Severity } from './define.js'
import type { Code, Parameters } from './registry.js'
import { registry } from './registry.js'
import type { Source, Span } from './source.js'

/** A place with what is to be said about it, drawn under the text. */
export interface Label {
  readonly span: Span
  readonly text: string
  /** Where it stands, if not in the diagnostic's own source. */
  readonly source?: Source
}

/** Where something is said that the mistake follows from: drawn there if the file is known, else told in a sentence. */
export interface Related {
  readonly source: Source
  readonly span: Span
  /** What stands under the place. */
  readonly text: string
  readonly sentence: string
}

/** A change of the text that mends the mistake. */
export interface Fix {
  readonly title: string
  readonly span: Span
  readonly replacement: string
  /** There is one thing only that can have been meant, so that a program may make the change without asking. */
  readonly safe?: boolean
}

export interface Field {
  readonly path: string
  /** It is the name at the end of the path, not what is given for it. */
  readonly isKey: boolean
}

export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly family: Family
  readonly message: string
  readonly source?: Source
  readonly span?: Span
  /** The place in a model's JSON, for what is no string: `objects/0/N`. */
  readonly field?: Field
  readonly labels: readonly Label[]
  readonly related: readonly Related[]
  /** Why it is a mistake, one sentence a line. */
  readonly notes: readonly string[]
  readonly help: readonly string[]
  readonly fixes: readonly Fix[]
}

/** What a diagnostic may carry beside its code and parameters. */
export interface Details {
  readonly source?: Source | undefined
  readonly span?: Span | undefined
  readonly field?: Field | undefined
  readonly labels?: readonly Label[]
  readonly related?: readonly Related[]
  readonly notes?: readonly string[]
  readonly help?: readonly string[]
  readonly fixes?: readonly Fix[]
}

export type Report = (diagnostic: Diagnostic) => void

export function diagnostic<C extends Code>(code: C, parameters: Parameters<C>, details: Details = {}): Diagnostic {
  const entry = registry[code]
  // The registry's type ties the parameters to the code; the index access above forgets it.
  const message = (entry.message as (p: Parameters<C>) => string)(parameters)
  return {
    code,
    severity: entry.severity,
    family: entry.family,
    message,
    ...(details.source && { source: details.source }),
    ...(details.span && { span: details.span }),
    ...(details.field && { field: details.field }),
    labels: details.labels ?? [],
    related: details.related ?? [],
    notes: details.notes ?? [],
    help: details.help ?? [],
    fixes: details.fixes ?? [],
  }
}
