/** What kind of mistake it is; conformance and exit codes go by it. */
export type Family =
  | 'syntax'
  | 'name'
  | 'dimension'
  | 'flags'
  | 'value'
  | 'index'
  | 'unsupported-method'
  | 'unsupported-feature'
  | 'input'
  | 'numbers'
  | 'lint'

/** A warning is a mistake that does no harm; a lint is what may well be meant. Neither keeps a model from running. */
export type Severity = 'error' | 'warning' | 'lint'

export interface Entry<P> {
  readonly family: Family
  readonly severity: Severity
  /** One sentence in the modeller's words. */
  readonly message: (parameters: P) => string
  /** The long text: what is wrong, why it is refused, what to write instead. */
  readonly explanation: string
  readonly bad: string
  readonly good: string
}

/** Declares one message; `P` is what it must be told. */
export function message<P = Record<never, never>>(
  family: Family,
  entry: Omit<Entry<P>, 'family' | 'severity'> & { readonly severity?: Severity },
): Entry<P> {
  return { family, severity: 'error', ...entry }
}
