/** Options that are not known would be silently ignored, so they are refused. */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { asMatrix } from './matrix.js'
import type { Matrix, Namespace, NamespaceValue } from './spec.js'

export function checkOptions(options: object, known: readonly string[], owner: string): void {
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue
    const meant = nearest(option, known)
    const help = [meant ? `did you mean \`${meant}\`?` : `there are ${known.map((k) => `\`${k}\``).join(', ')}`]
    throw new SpikecError([diagnostic('V014', { option, owner }, { help })])
  }
}

/** What a namespace may be given as: arrays of plain numbers count as vectors. */
export type NamespaceInput = Readonly<Record<string, NamespaceValue | Float64Array | Float32Array | readonly number[]>>

export function namespaceOf(input: NamespaceInput): Namespace {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]): [string, NamespaceValue] => [name, typeof value === 'object' ? asMatrix(value as Matrix) : value]),
  )
}
