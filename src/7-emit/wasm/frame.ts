/** The text of one function while it is written: its locals, its lines, and what the names of the IR stand for. */
import type { Type } from '../../ir/ir.js'
import { indented, lines, type ValueType, type Wat } from './wat.js'

/**
 * What a name of the IR stands for where code is printed.
 *
 * `scalar`: a value of that type, the local's name where it is a variable, and where it is counted how. `vector`: locals with an element for each of the loop's lanes. `counter`: a scalar that
 * counts a vector loop: lane n has its value plus n. `lanes`: a scalar for each lane, by which elements that stand apart are found.
 */
export type Binding =
  | {
      readonly kind: 'scalar'
      readonly type: Type
      readonly wat: Wat
      readonly variable?: string
      readonly counted?: Counted
    }
  | { readonly kind: 'vector'; readonly vector: Vector }
  | { readonly kind: 'counter'; readonly local: string }
  | { readonly kind: 'lanes'; readonly locals: readonly string[] }

/** So many behind a counter, which is never below 0. */
export interface Counted {
  readonly counter: Wat
  readonly ahead: number
}

/** Vectors of 16 bytes that together hold an element for each lane. */
export interface Vector {
  readonly type: Type
  /** Bytes an element; a truth value is a mask as wide as the numbers that were compared. */
  readonly width: 4 | 8
  readonly parts: readonly Wat[]
}

export type Scope = ReadonlyMap<string, Binding>

export interface Frame {
  /** A new local, called as wished or with a number behind it. */
  readonly declare: (wish: string, type: ValueType) => string
  readonly emit: (wat: Wat) => void
  readonly emitLines: (text: readonly string[]) => void
  /** What `write` emits, instead of adding it here. */
  readonly captured: (write: () => void) => readonly string[]
  readonly locals: () => readonly { readonly name: string; readonly type: ValueType }[]
}

export function frame(taken: readonly string[] = []): Frame {
  const names = new Set(taken)
  const declared: { name: string; type: ValueType }[] = []
  let current: string[] = []
  return {
    declare(wish, type) {
      const base = `$${wish.replace(/[^A-Za-z0-9_.:]+/g, '_')}`
      let name = base
      for (let k = 2; names.has(name); k++) name = `${base}_${k}`
      names.add(name)
      declared.push({ name, type })
      return name
    },
    emit: (wat) => {
      current.push(...lines(wat))
    },
    emitLines: (text) => {
      current.push(...text)
    },
    captured(write) {
      const outer = current
      current = []
      write()
      const text = current
      current = outer
      return text
    },
    locals: () => declared,
  }
}

/** `(local $v f64) (local $n i32)`, several a line. */
export function localLines(
  declared: readonly { readonly name: string; readonly type: ValueType }[],
): readonly string[] {
  const byType = new Map<ValueType, string[]>()
  for (const { name, type } of declared) byType.set(type, [...(byType.get(type) ?? []), `(local ${name} ${type})`])
  return [...byType.values()].flatMap((texts) => wrapped(texts))
}

function wrapped(texts: readonly string[]): readonly string[] {
  const out: string[] = []
  for (const text of texts) {
    const last = out.at(-1)
    if (last !== undefined && last.length + text.length < 112) out[out.length - 1] = `${last} ${text}`
    else out.push(text)
  }
  return out
}

/** A function's text, with its locals at the head. */
export function functionLines(head: string, built: Frame, body: readonly string[]): readonly string[] {
  const inner = indented([...localLines(built.locals()), ...body])
  return [`(func ${head}`, ...inner, ')']
}
