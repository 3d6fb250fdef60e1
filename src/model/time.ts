/** Lengths of time that run() and its options are told. */
import { resolveNamespace } from '../2-resolve/namespace.js'
import { LITERAL_SCOPE } from '../2-resolve/scope.js'
import { resolveTime } from '../2-resolve/timing.js'
import { type Diagnostic, throwErrors } from '../diagnostics/index.js'
import type { Override } from '../runtime/parameters.js'
import { type NamespaceInput, namespaceOf } from './options.js'

/** In seconds; it may name constants of the namespace, which have the values that they were given anew. */
export function secondsIn(
  text: string,
  what: string,
  namespace: NamespaceInput | undefined,
  overrides: Readonly<Record<string, Override>>,
): number {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const given = Object.entries({ ...namespace }).map(([name, value]) => [name, overrides[name] ?? value])
  const { scope } = resolveNamespace('', namespaceOf(Object.fromEntries(given)), LITERAL_SCOPE, report)
  const seconds = resolveTime(text, what, scope, report)
  throwErrors(diagnostics)
  return seconds ?? 0
}
