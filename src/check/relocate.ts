/** Diagnostics about strings become diagnostics about files. */
import type { Diagnostic, Fix, Label, Related, Source, Span } from '../diagnostics/index.js'
import { describeFix } from '../diagnostics/render.js'
import type { Placed } from './result.js'
import type { ModelString } from './strings.js'
import type { Written } from './written.js'

/** Where the strings of a model are written. */
export interface Locator {
  /** The place of a string; undefined if it is not known for certain. */
  readonly written: (string: ModelString) => Written | undefined
  /** The call that a string was handed to, or the object that it belongs to. */
  readonly near: (string: ModelString) => { readonly source: Source; readonly span: Span } | undefined
}

/** The diagnostics with their places in files, sorted by these, each said once. */
export function relocated(
  diagnostics: readonly Diagnostic[],
  strings: readonly ModelString[],
  locator: Locator,
): readonly Placed[] {
  const find = stringFinder(diagnostics, strings)
  const hosts = new Map<Source, { readonly source: Source; readonly written: Written } | undefined>()
  const hosted = (source: Source) => {
    if (!hosts.has(source)) {
      const string = find(source)
      const written = string && locator.written(string)
      const { file, text } = written?.host ?? { file: undefined, text: '' }
      hosts.set(
        source,
        written && file !== undefined ? { source: { text, role: source.role, file }, written } : undefined,
      )
    }
    return hosts.get(source)
  }
  const near = (source: Source) => {
    const string = find(source)
    return string && locator.near(string)
  }
  return distinct(sorted(diagnostics.map((diagnostic) => relocate(diagnostic, hosted, near))))
}

type Hosted = (source: Source) => { readonly source: Source; readonly written: Written } | undefined

function relocate(diagnostic: Diagnostic, hosted: Hosted, near: (source: Source) => Placed['near']): Placed {
  const { source, span, fixes, help } = diagnostic
  const related = diagnostic.related.map((one) => relatedPlace(one, hosted))
  const labels = [
    ...diagnostic.labels.map((label) => relocateLabel(label, source, hosted)),
    ...related.filter((place) => typeof place !== 'string'),
  ]
  const notes = [...diagnostic.notes, ...related.filter((place) => typeof place === 'string')]
  const told = { ...diagnostic, labels, notes, related: [] }
  if (source?.file !== undefined) return { diagnostic: told, certainty: 'exact' }
  const host = source && hosted(source)
  if (!host) {
    const place = source && near(source)
    return {
      diagnostic: place ? { ...told, notes: [...notes, whereFrom(place)] } : told,
      certainty: place ? 'near' : 'none',
      ...(place && { near: place }),
    }
  }
  const changes = fixes.map((fix): Fix | string => {
    const change = host.written.change(fix)
    return change ? { ...fix, ...change } : describeFix(fix, source)
  })
  return {
    diagnostic: {
      ...told,
      source: host.source,
      ...(span && { span: host.written.spanOf(span) }),
      help: [...help, ...changes.filter((change) => typeof change === 'string')],
      fixes: changes.filter((change) => typeof change !== 'string'),
    },
    certainty: 'exact',
  }
}

/** The place, if its file is known; else what is to be said of it. */
function relatedPlace({ source, span, text, sentence }: Related, hosted: Hosted): Label | string {
  const host = hosted(source)
  return host ? { span: host.written.spanOf(span), text, source: host.source } : sentence
}

/** A place in a string of its own keeps that string; without a file it is shown as it is. */
function relocateLabel(label: Label, own: Source | undefined, hosted: Hosted): Label {
  const source = label.source ?? own
  const host = source && source.file === undefined ? hosted(source) : undefined
  return host ? { ...label, span: host.written.spanOf(label.span), source: host.source } : label
}

function whereFrom({ source, span }: NonNullable<Placed['near']>): string {
  const line = source.text.slice(0, span.start).split('\n').length
  return `it is handed over at ${source.file}:${line}; where in the file it is written can't be told for certain`
}

/**
 * Which string of the model a source is. Two calls of set() may be given the same text for the same variable: there the
 * sources come in the order of the calls, one for each, or it can't be told.
 */
function stringFinder(diagnostics: readonly Diagnostic[], strings: readonly ModelString[]) {
  const keyOf = ({ text, role }: { readonly text: string; readonly role: string }) => `${role}\n${text}`
  const byKey = new Map<string, ModelString[]>()
  for (const string of strings) byKey.set(keyOf(string), [...(byKey.get(keyOf(string)) ?? []), string])
  const seen = new Map<string, Source[]>()
  for (const { source, labels } of diagnostics) {
    for (const one of [source, ...labels.map((label) => label.source)]) {
      if (!one) continue
      const same = seen.get(keyOf(one)) ?? []
      if (!same.includes(one)) seen.set(keyOf(one), [...same, one])
    }
  }
  return (source: Source): ModelString | undefined => {
    const candidates = byKey.get(keyOf(source)) ?? []
    if (candidates.length <= 1) return candidates[0]
    const same = seen.get(keyOf(source)) ?? []
    return same.length === candidates.length ? candidates[same.indexOf(source)] : undefined
  }
}

/** By file and place; what has no place comes first, since it is about the file as a whole. */
function sorted(placed: readonly Placed[]): readonly Placed[] {
  const keyOf = ({ diagnostic: { source, span }, near }: Placed): readonly [string, number, number] => {
    if (source?.file !== undefined && span) return [source.file, span.start, span.end]
    return near ? [near.source.file ?? '', near.span.start, near.span.end] : ['', 0, 0]
  }
  return placed
    .map((one) => ({ one, key: keyOf(one) }))
    .sort((a, b) => compare(a.key[0], b.key[0]) || a.key[1] - b.key[1] || a.key[2] - b.key[2])
    .map(({ one }) => one)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A text that two objects share is wrong once, if the same is said of it. */
function distinct(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>()
  return placed.filter(({ diagnostic: { code, message, source, span }, certainty }) => {
    if (certainty !== 'exact') return true
    const key = JSON.stringify([code, message, source?.file, span])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
