/** Strings as they are written in a file: where each of their characters stands there. */
import type { Fix, Span } from '../diagnostics/index.js'

/** A file with its text. */
export interface HostText {
  readonly file: string
  readonly text: string
}

/** A string of a model and the place in a file where it is written. */
export interface Written {
  readonly host: HostText
  /** The string itself. */
  readonly value: string
  /** A range of the string's characters, as a range of the file's. */
  readonly spanOf: (span: Span) => Span
  /** A change of the string as a change of the file, if each character that it touches is written there as such. */
  readonly change: (fix: Pick<Fix, 'span' | 'replacement'>) => Pick<Fix, 'span' | 'replacement'> | undefined
}

/** One UTF-16 unit of a string. */
export interface Character {
  readonly value: string
  /** What it is written as in the file: `\n` has two characters, and what is put in by `${…}` the whole of that. */
  readonly start: number
  readonly end: number
  /** False: computed by what stands there, so that it can't be changed there. */
  readonly literal: boolean
  /** The expression that brings it here from elsewhere: a constant's name. */
  readonly via?: Span
}

/** How a text has to be written to stand at a place of the file; undefined if it can't. */
export type Escape = (text: string) => string | undefined

/** A string whose characters are as many of the file's, one after the other. */
export function writtenVerbatim(host: HostText, value: string, base: number, quoted: Escape = (text) => text): Written {
  const moved = ({ start, end }: Span) => ({ start: base + start, end: base + end })
  return {
    host,
    value,
    spanOf: moved,
    change: ({ span, replacement }) => {
      const escaped = quoted(replacement)
      return escaped === undefined ? undefined : { span: moved(span), replacement: escaped }
    },
  }
}

/** A string that is written with escapes, in pieces or indented. `end`: where its last character ends, if it has none. */
export function writtenAs(host: HostText, characters: readonly Character[], end: number, quoted: Escape): Written {
  const close = characters.at(-1)?.end ?? end
  const spanOf = ({ start, end: after }: Span): Span => {
    const first = characters[start]
    const last = characters[after - 1]
    if (!first || !last || after <= start) return { start: first?.start ?? close, end: first?.start ?? close }
    // What is brought here by one name is shown where it is written; what goes over its end, where it is put together.
    const isOne = characters.slice(start, after).every(({ via }) => via === first.via)
    const here = (c: Character): Span => (isOne ? c : (c.via ?? c))
    return { start: here(first).start, end: here(last).end }
  }
  return {
    host,
    value: characters.map((c) => c.value).join(''),
    spanOf,
    change: ({ span, replacement }) => {
      const escaped = quoted(replacement)
      // What is put in between two characters touches both.
      const touched =
        span.end > span.start
          ? characters.slice(span.start, span.end)
          : characters.slice(Math.max(0, span.start - 1), span.start + 1)
      const whole = touched.every(({ literal, start }, k) => literal && (k === 0 || touched[k - 1].end === start))
      return escaped !== undefined && whole ? { span: spanOf(span), replacement: escaped } : undefined
    },
  }
}
