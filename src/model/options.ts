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

/** A value of a wrong type, in words: `the number 0.005`, `a list`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' || typeof value === 'function') return `a ${typeof value}`
  return `the ${typeof value} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`
}

/** What TypeScript would refuse: equations, conditions and quantities are strings. */
export function checkTexts(options: object, names: readonly string[], owner: string): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name) || value === undefined || typeof value === 'string') continue
    throw new SpikecError([
      diagnostic('V008', {
        what: `\`${name}\` of ${owner}`,
        problem: `it must be a string, and is ${describeValue(value)}`,
      }),
    ])
  }
}

/** A value that is no string, number, truth value or array would stop a later stage without a word. */
export function refuseNonValue(value: unknown, what: string): void {
  const plain = ['string', 'number', 'boolean'].includes(typeof value)
  if (plain || Array.isArray(value) || ArrayBuffer.isView(value)) return
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'matrix') return
  throw new SpikecError([
    diagnostic('V008', {
      what,
      problem: `it must be a string, a number, true, false or an array, and is ${describeValue(value)}`,
    }),
  ])
}

/** What a namespace may be given as: arrays of plain numbers count as vectors. */
export type NamespaceInput = Readonly<Record<string, NamespaceValue | Float64Array | Float32Array | readonly number[]>>

export function namespaceOf(input: NamespaceInput): Namespace {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]): [string, NamespaceValue] => {
      refuseNonValue(value, `\`${name}\` of the namespace`)
      return [name, typeof value === 'object' ? asMatrix(value as Matrix) : value]
    }),
  )
}
