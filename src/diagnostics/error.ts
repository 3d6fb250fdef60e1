import type { Diagnostic } from './diagnostic.js'
import { renderAll } from './render.js'

/** Thrown to a user of the library: its message is what the command line would print. */
export class SpikecError extends Error {
  override readonly name = 'SpikecError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(renderAll(diagnostics))
    this.diagnostics = diagnostics
  }
}

/** Throws when there is an error among the diagnostics; warnings pass. */
export function throwErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some((d) => d.severity === 'error')) throw new SpikecError(diagnostics)
}

/** A mistake of spikec's own, not of the model's. */
export function assertInternal(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`internal error of spikec: ${what}`)
}

export function unreachable(value: never): never {
  throw new Error(`internal error of spikec: unexpected ${JSON.stringify(value)}`)
}
