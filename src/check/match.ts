/** Whether an expression of a program is what a string of the model came from, and which of its characters are which. */
import type { Piece, Quote } from './literals.js'
import { type Character, type Escape, type HostText, type Written, writtenAs } from './written.js'

/** The string as these parts write it; undefined if they come to another one, or it can't be told how. */
export function writtenBy(pieces: readonly Piece[], value: string, host: HostText): Written | undefined {
  const [first] = pieces
  if (!first) return undefined
  const characters = aligned(pieces, value)
  const end = first.kind === 'text' ? (first.characters.at(-1)?.end ?? 0) : first.end
  const quotes = new Set(pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.quote] : [])))
  const [quote] = quotes
  const quoted: Escape = quotes.size === 1 && quote !== undefined ? (text) => escaped(text, quote) : () => undefined
  return characters && writtenAs(host, characters, end, quoted)
}

function escaped(text: string, quote: Quote): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return quote === '`' ? safe.replaceAll('${', '\\${') : safe.replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

function aligned(pieces: readonly Piece[], value: string): readonly Character[] | undefined {
  const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? piece.characters : []))
  if (texts.length === 0) return undefined
  if (pieces.every((piece) => piece.kind === 'text')) return textOf(texts) === value ? texts : dedented(texts, value)
  return withComputed(pieces, value)
}

function textOf(characters: readonly Character[]): string {
  return characters.map((c) => c.value).join('')
}

/** Lines of which blanks were taken off at either end, and empty lines at the beginning and the end. */
function dedented(characters: readonly Character[], value: string): readonly Character[] | undefined {
  const wanted = value.split('\n')
  const lines = linesOf(characters)
  const isEmpty = (line: readonly Character[]) => textOf(line).trim() === ''
  const from = wanted[0]?.trim() === '' ? 0 : lines.findIndex((line) => !isEmpty(line))
  const result: Character[] = []
  for (const [k, line] of wanted.entries()) {
    const own = lines[from + k]
    if (!own) return undefined
    const text = textOf(own)
    const at = text.lastIndexOf(line)
    if (line !== '' && (at < 0 || (text.slice(0, at) + text.slice(at + line.length)).trim() !== '')) return undefined
    if (line === '' && !isEmpty(own)) return undefined
    if (line !== '') result.push(...own.slice(at, at + line.length))
    const last = own.at(-1)
    const lineEnd = lines[from + k + 1]?.breakBefore ?? last
    if (k < wanted.length - 1) {
      if (!lineEnd) return undefined
      result.push({ ...lineEnd, value: '\n' })
    }
  }
  return lines.slice(from + wanted.length).every(isEmpty) ? result : undefined
}

type Line = readonly Character[] & { readonly breakBefore?: Character }

function linesOf(characters: readonly Character[]): readonly Line[] {
  const lines: (Character[] & { breakBefore?: Character })[] = [[]]
  for (const character of characters) {
    if (character.value === '\n') lines.push(Object.assign([] as Character[], { breakBefore: character }))
    else lines[lines.length - 1].push(character)
  }
  return lines
}

/** Literal parts in their order with something between: the one way to lay them into the string, if there is one only. */
function withComputed(pieces: readonly Piece[], value: string): readonly Character[] | undefined {
  const merged = mergedPieces(pieces)
  const forwards = laidOut(merged, value)
  if (!forwards) return undefined
  const mirrored = laidOutBackwards(merged, value)
  if (mirrored === undefined || mirrored.join() !== forwards.join()) return undefined
  const result: Character[] = []
  for (const [k, piece] of merged.entries()) {
    const start = forwards[k]
    const end = forwards[k + 1] ?? value.length
    if (piece.kind === 'text') result.push(...piece.characters)
    else {
      for (const unit of value.slice(start, end).split(''))
        result.push({ value: unit, start: piece.start, end: piece.end, literal: false })
    }
  }
  return textOf(result) === value ? result : undefined
}

/** Texts that follow each other as one, and computed parts that do, so that they take turns. */
function mergedPieces(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = []
  for (const piece of pieces) {
    if (piece.kind === 'text' && piece.characters.length === 0) continue
    const last = merged.at(-1)
    if (last?.kind === 'text' && piece.kind === 'text')
      merged[merged.length - 1] = { ...last, characters: [...last.characters, ...piece.characters] }
    else if (last?.kind === 'computed' && piece.kind === 'computed')
      merged[merged.length - 1] = { ...last, end: piece.end }
    else merged.push(piece)
  }
  return merged
}

/** Where each part begins if every text stands as far to the left as it can. */
function laidOut(pieces: readonly Piece[], value: string): readonly number[] | undefined {
  const starts: number[] = []
  let at = 0
  for (const [k, piece] of pieces.entries()) {
    if (piece.kind === 'computed') {
      starts.push(at)
      continue
    }
    const text = textOf(piece.characters)
    const isLast = k === pieces.length - 1
    const found =
      k === 0 ? (value.startsWith(text) ? 0 : -1) : isLast ? value.length - text.length : value.indexOf(text, at)
    if (found < at || !value.startsWith(text, found)) return undefined
    starts.push(found)
    at = found + text.length
  }
  return starts
}

/** The same, with every text as far to the right as it can. */
function laidOutBackwards(pieces: readonly Piece[], value: string): readonly number[] | undefined {
  const starts: number[] = []
  let end = value.length
  for (const [back, piece] of [...pieces].reverse().entries()) {
    if (piece.kind === 'computed') {
      starts.unshift(Number.NaN)
      continue
    }
    const text = textOf(piece.characters)
    const isFirst = back === pieces.length - 1
    const found = back === 0 ? value.length - text.length : isFirst ? 0 : value.lastIndexOf(text, end - text.length)
    if (found < 0 || found + text.length > end || !value.startsWith(text, found)) return undefined
    starts.unshift(found)
    end = found
  }
  return starts.map((start, k) => {
    const before = pieces[k - 1]
    if (!Number.isNaN(start)) return start
    return before?.kind === 'text' ? starts[k - 1] + before.characters.length : 0
  })
}
