import pc from 'picocolors'
import type { Diagnostic, Fix, Label } from './diagnostic.js'
import { lineAndColumn, type Source, type Span } from './source.js'

export interface RenderOptions {
  readonly color?: boolean
}

/**
 * A diagnostic as text: its code and sentence, the line it points into with everything underlined,
 * then why, then what to write instead.
 */
export function render(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const c = pc.createColors(options.color ?? false)
  const paint = { error: c.red, warning: c.yellow, lint: c.cyan }[diagnostic.severity]
  const head = `${paint(`${diagnostic.severity}[${diagnostic.code}]`)}: ${c.bold(diagnostic.message)}`
  const marks = marksOf(diagnostic)
  const gutter = Math.max(1, ...marks.map((m) => String(lineAndColumn(m.source.text, m.span.start).line).length))
  const frames = groupBySource(marks).map((group) => frame(group, gutter, c))
  const pad = ' '.repeat(gutter)
  const sentences = [...diagnostic.notes, ...diagnostic.related.map(({ sentence }) => sentence)]
  const notes = sentences.map((sentence) => `${pad} = ${sentence}`)
  const help = [...diagnostic.help, ...diagnostic.fixes.map((fix) => describeFix(fix, diagnostic.source))].map(
    (text) => `${pad} = ${c.cyan('help')}: ${text}`,
  )
  return [head, ...frames, ...notes, ...help].join('\n')
}

/** What to write instead; where something is put in, at an operator or between two words, the line as it is then. */
export function describeFix({ title, span, replacement }: Fix, source: Source | undefined): string {
  if (replacement.trim() === '' || title.includes(`\`${replacement.trim()}\``)) return title
  if (replacement.startsWith('\n')) return `${title}: \`${replacement.trim()}\``
  const replaced = source?.text.slice(span.start, span.end) ?? ''
  const between = /^\W*$/.test(replaced) && replacement.includes(replaced)
  if (source === undefined || !(between || /^[)\]]/.test(replaced))) return `${title}: \`${replacement}\``
  const { line } = lineAndColumn(source.text, span.start)
  const mended = source.text.slice(0, span.start) + replacement + source.text.slice(span.end)
  const whole = mended.split('\n')[line - 1].trim()
  return `${title}: \`${whole.length <= LONGEST_LINE ? whole : replacement}\``
}

/** Several diagnostics, most useful first: errors before warnings and those before lints, each in the order it was found. */
export function renderAll(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  const ordered = (['error', 'warning', 'lint'] as const).flatMap((severity) =>
    diagnostics.filter((d) => d.severity === severity),
  )
  return ordered.map((d) => render(d, options)).join('\n\n')
}

interface Mark {
  readonly source: Source
  readonly span: Span
  readonly text: string
  readonly primary: boolean
}

function marksOf(diagnostic: Diagnostic): readonly Mark[] {
  const { source, span } = diagnostic
  const labels = diagnostic.labels.flatMap((label: Label) => {
    const where = label.source ?? source
    return where ? [{ source: where, span: label.span, text: label.text, primary: false }] : []
  })
  // Operands underlined with their own words say more than a line under the whole.
  const covered = labels.some(
    (l) => l.source === source && span && l.span.start >= span.start && l.span.end <= span.end,
  )
  const primary = source && span && !covered ? [{ source, span, text: '', primary: true }] : []
  return [...primary, ...labels]
}

function groupBySource(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  const groups = new Map<Source | string, Mark[]>()
  for (const mark of marks) {
    // Strings of one file share a frame.
    const key = mark.source.file ?? mark.source
    const group = groups.get(key)
    if (group) group.push(mark)
    else groups.set(key, [mark])
  }
  return [...groups.values()]
}

type Colors = ReturnType<typeof pc.createColors>

function frame(marks: readonly Mark[], gutter: number, c: Colors): string {
  const [first] = marks
  const { text } = first.source
  const pad = ' '.repeat(gutter)
  const lines = [`${pad}${c.dim('-->')} ${placeOf(first)}`, `${pad} ${c.dim('|')}`]
  const numbers = [...new Set(marks.map((m) => lineAndColumn(text, m.span.start).line))].sort((a, b) => a - b)
  const all = text.split('\n')
  for (const [k, number] of numbers.entries()) {
    if (k > 0 && first.source.file !== undefined && number > numbers[k - 1] + 1) lines.push(c.dim('...'))
    const line = all[number - 1].replaceAll('\t', ' ')
    const here = marks.filter((m) => lineAndColumn(text, m.span.start).line === number)
    for (const { marked, from, shown } of passagesOf(line, here, text)) {
      lines.push(`${c.dim(`${String(number).padStart(gutter)} |`)} ${shown}`)
      for (const under of underlines(marked, text, from, shown)) lines.push(`${pad} ${c.dim('|')} ${c.red(under)}`)
    }
  }
  return lines.join('\n')
}

/** `model.ts:12:20 (the threshold of P)`, which a terminal makes a link of; a string on its own has no file. */
function placeOf({ source, span }: Mark): string {
  const { line, column } = lineAndColumn(source.text, span.start)
  return source.file === undefined
    ? `${source.role}, line ${line}, column ${column}`
    : `${source.file}:${line}:${column} (${source.role})`
}

/** Longer lines are cut, so that carets stand below what they mean on any screen. */
const LONGEST_LINE = 160
/** What is left of a cut line before its first mark. */
const BEFORE_MARK = 40

interface Passage {
  readonly marked: readonly Mark[]
  /** How many columns were cut off before it. */
  readonly from: number
  readonly shown: string
}

/** The line, or those passages of a long one that have marks, from left to right. */
function passagesOf(line: string, marks: readonly Mark[], text: string): readonly Passage[] {
  if (line.length <= LONGEST_LINE) return [{ marked: marks, from: 0, shown: line }]
  const columnOf = (mark: Mark) => lineAndColumn(text, mark.span.start).column - 1
  const sorted = [...marks].sort((a, b) => columnOf(a) - columnOf(b))
  const passages: Passage[] = []
  while (sorted.length > 0) {
    const from = Math.max(0, Math.min(columnOf(sorted[0]) - BEFORE_MARK, line.length - LONGEST_LINE))
    const outside = sorted.findIndex((mark, k) => k > 0 && columnOf(mark) >= from + LONGEST_LINE)
    const marked = sorted.splice(0, outside < 0 ? sorted.length : outside)
    passages.push({ marked, from, shown: cut(line, from) })
  }
  return passages
}

/** The passage in its place, with an ellipsis for what is cut off on either side. */
function cut(line: string, from: number): string {
  const before = from > 0 ? '…' : ''
  const after = from + LONGEST_LINE < line.length ? '…' : ''
  const whole = line.slice(from, from + LONGEST_LINE)
  return before + whole.slice(before.length) + after
}

/** One line of carets for each mark, from the right to the left, so that no label covers another. */
function underlines(marks: readonly Mark[], text: string, from: number, shown: string): readonly string[] {
  const placed = marks.map((mark) => {
    const column = lineAndColumn(text, mark.span.start).column - from
    const width = Math.max(1, Math.min(mark.span.end - mark.span.start, shown.length - column + 1))
    return { column, width, text: mark.text }
  })
  placed.sort((a, b) => b.column - a.column)
  const silent = placed.filter((p) => p.text === '')
  const spoken = placed.filter((p) => p.text !== '')
  const rows = spoken.map((p) => `${' '.repeat(p.column - 1)}${'^'.repeat(p.width)} ${p.text}`)
  if (silent.length === 0) return rows
  return [joinCarets(silent), ...rows]
}

function joinCarets(marks: readonly { readonly column: number; readonly width: number }[]): string {
  const end = Math.max(...marks.map((m) => m.column + m.width))
  return Array.from({ length: end - 1 }, (_, k) =>
    marks.some((m) => k + 1 >= m.column && k + 1 < m.column + m.width) ? '^' : ' ',
  ).join('')
}
