/**
 * Files of equations, `.eqs`: one group as it is written for Brian, with what its names mean.
 *
 *   dv/dt = (El - v)/tau : volt (unless refractory)
 *   I : amp
 *
 *   threshold: v > Vt
 *   reset: v = El
 *   constants:
 *     tau = 20*ms
 *
 * Each string is a part of the file as it stands, so a place in the string is one in the file. See docs/checking.md.
 */
import { limits } from '../1-parse/limits.js'
import { saysNothing } from '../1-parse/parse.js'
import { type Diagnostic, diagnostic, nearest, type Report, type Source, type Span } from '../diagnostics/index.js'
import type { Action, GroupSpec, ModelSpec } from '../model/spec.js'
import type { Path } from './strings.js'
import { type HostText, type Written, writtenVerbatim } from './written.js'

/** What each key says, in the order in which messages list them. */
const KEYS = [
  'equations',
  'threshold',
  'reset',
  'refractory',
  'method',
  'constants',
  'initial',
  'name',
  'N',
  'dt',
] as const
type Key = (typeof KEYS)[number]

/** Keys under which names are given values, one a line. */
const BLOCKS: readonly Key[] = ['constants', 'initial']

interface Line {
  readonly text: string
  readonly start: number
}

/** The text that belongs to a key. */
interface Section extends Span {
  readonly key: Key
  readonly keySpan: Span
}

/** `tau = 20*ms` */
interface Assignment {
  readonly name: Span
  readonly value: Span
}

export interface EquationsFile {
  readonly spec: ModelSpec
  /** Where the string at each path of the model is written, and its name. */
  readonly written: ReadonlyMap<string, Written>
  readonly diagnostics: readonly Diagnostic[]
}

export function pathKey(path: Path, isKey = false): string {
  return `${path.join('/')}${isKey ? '#name' : ''}`
}

/** The model of a file of equations. What can't be read of it is left out, and reported. */
export function readEquationsFile(host: HostText): EquationsFile {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const source: Source = { text: host.text, role: 'the file', file: host.file }
  if (host.text.length > limits.characters) {
    const span = { start: limits.characters, end: limits.characters }
    report(diagnostic('S010', { limit: `it has more than ${limits.characters} characters` }, { source, span }))
    return { spec: { objects: [], actions: [] }, written: new Map(), diagnostics }
  }
  const { sections, equations } = sectionsOf(host.text, source, report)
  const written = new Map<string, Written>()
  const verbatim = (path: Path, { start, end }: Span, isKey = false): string => {
    const value = host.text.slice(start, end)
    written.set(pathKey(path, isKey), writtenVerbatim(host, value, start, withinLine))
    return value
  }
  const given = (key: Key, path: Path): string | undefined => {
    const section = sections.find((one) => one.key === key)
    return section && verbatim(path, section)
  }
  const group = ['objects', 0]
  const option = (key: 'threshold' | 'reset' | 'refractory' | 'method') => {
    const text = given(key, [...group, key])
    return text === undefined ? {} : { [key]: text }
  }
  const constants: [string, string][] = []
  const actions: Action[] = []
  const declared: Span[] = []
  const name = nameOf(given('name', ['name']), host.file)
  for (const section of sections) {
    if (!BLOCKS.includes(section.key)) continue
    for (const one of assignmentsOf(section, host.text, source, report)) {
      if ('unit' in one) declared.push(one.unit)
      else if (section.key === 'constants') {
        const key = host.text.slice(one.name.start, one.name.end)
        if (constants.some(([other]) => other === key)) {
          report(diagnostic('N003', { name: key }, { source, span: one.name }))
          continue
        }
        const path = [...group, 'namespace', key]
        verbatim(path, one.name, true)
        constants.push([key, verbatim(path, one.value)])
      } else {
        const path = ['setup', actions.length]
        const variable = verbatim([...path, 'variable'], one.name)
        actions.push({ kind: 'set', target: name, variable, value: verbatim([...path, 'value'], one.value) })
      }
    }
  }
  // All else is blanked out, so that a place in the equations is the place in the file.
  const model = onlyThe([...equations, ...declared], host.text)
  written.set(pathKey([...group, 'model']), writtenVerbatim(host, model, 0, withinLine))
  if (saysNothing(model))
    report(diagnostic('S005', { what: 'the file' }, { source, span: { start: 0, end: host.text.length } }))
  const N = given('N', ['N'])
  const dt = given('dt', ['dt'])
  const spec: GroupSpec = {
    kind: 'NeuronGroup',
    name,
    // A text that is no number is refused with the text, where sizes are.
    N: N === undefined ? 1 : Number(N),
    model,
    ...option('threshold'),
    ...option('reset'),
    ...option('refractory'),
    ...option('method'),
    namespace: Object.fromEntries(constants),
  }
  return { spec: { ...(dt !== undefined && { dt }), objects: [spec], actions }, written, diagnostics }
}

/** A new line would end an entry. */
function withinLine(text: string): string | undefined {
  return text.includes('\n') ? undefined : text
}

/** The name that is given, or the file's, as far as it can be one. */
function nameOf(given: string | undefined, file: string): string {
  if (given !== undefined) return given
  const base = file.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '')
  const name = base.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^[^A-Za-z]+/, '')
  return name === '' ? 'group' : name
}

interface Sections {
  readonly sections: readonly Section[]
  /** The lines that are equations. */
  readonly equations: readonly Span[]
}

/**
 * A key stands at the beginning of a line. What it says goes on in lines that are indented or within a bracket; a key with
 * nothing after it has all lines up to the next key.
 */
function sectionsOf(text: string, source: Source, report: Report): Sections {
  const sections: Section[] = []
  const equations: Span[] = []
  let open: { key: Key; keySpan: Span; start: number; end: number; isBlock: boolean; depth: number } | undefined
  const close = () => {
    if (!open) return
    const { key, keySpan, start, end } = open
    if (key === 'equations') equations.push({ start, end })
    else if (sections.some((other) => other.key === key))
      report(diagnostic('V014', { option: key, owner: 'this file a second time' }, { source, span: keySpan }))
    else sections.push({ key, keySpan, ...(BLOCKS.includes(key) ? { start, end } : trimmed(text, start, end)) })
    open = undefined
  }
  for (const line of linesOf(text)) {
    const bare = withoutComment(line.text)
    const end = line.start + line.text.length
    const head = /^(\w+)[ \t]*:/.exec(bare)
    const key = head?.[1]
    const inBracket = open !== undefined && open.depth > 0
    if (head && key !== undefined && !inBracket && isKey(key)) {
      close()
      const start = line.start + head[0].length
      const rest = bare.slice(head[0].length)
      const keySpan = { start: line.start, end: line.start + key.length }
      open = { key, keySpan, start, end: line.start + bare.length, isBlock: rest.trim() === '', depth: depthOf(rest) }
      continue
    }
    if (bare.trim() === '') continue
    const goesOn = open !== undefined && (open.isBlock || inBracket || /^[ \t]/.test(bare))
    const misspelt = head && key !== undefined && !goesOn && misspeltKey(key, bare.slice(head[0].length))
    if (misspelt) {
      close()
      reportKey(misspelt, { start: line.start, end: line.start + misspelt.length }, source, report)
    } else if (open && goesOn) {
      open.end = line.start + bare.length
      open.depth += depthOf(bare)
    } else {
      close()
      equations.push({ start: line.start, end })
    }
  }
  close()
  return { sections, equations }
}

function isKey(word: string): word is Key {
  return (KEYS as readonly string[]).includes(word)
}

const UNIT = /^(?:1|[A-Za-z_]\w*)(?:\s*(?:[*/]\s*[A-Za-z_1]\w*|\*\*\s*-?\s*\d+))*$/

/**
 * A word with a colon after it that was meant for a key: what follows is no unit that declares a variable, and the word is
 * near to a key, or what follows is a condition or a statement.
 */
function misspeltKey(word: string, after: string): string | undefined {
  if (UNIT.test(after.replace(/\([^()]*\)\s*$/, '').trim())) return undefined
  return nearest(word, KEYS) !== undefined || /[<>=;'"]/.test(after) ? word : undefined
}

function reportKey(word: string, span: Span, source: Source, report: Report): void {
  const meant = nearest(word, KEYS)
  const fixes = meant ? [{ title: 'did you mean', span, replacement: meant, safe: true }] : []
  const help = meant ? [] : [`there are ${KEYS.map((key) => `\`${key}\``).join(', ')}`]
  report(diagnostic('V014', { option: word, owner: 'a file of equations' }, { source, span, fixes, help }))
}

/** The lines of a block: a name with its value, or with its unit, as in the equations. */
function assignmentsOf(
  section: Section,
  text: string,
  source: Source,
  report: Report,
): readonly (Assignment | { readonly unit: Span })[] {
  const found: (Assignment | { unit: Span })[] = []
  let last: { value: { start: number; end: number } } | undefined
  let depth = 0
  for (const line of linesOf(text.slice(section.start, section.end))) {
    const start = section.start + line.start
    const bare = withoutComment(line.text)
    if (bare.trim() === '') continue
    const assignment = /^(\s*)([^\s=:]+)\s*=(?!=)/.exec(bare)
    if (depth > 0 && last) last.value.end = start + bare.trimEnd().length
    else if (assignment && !/:/.test(bare)) {
      const nameStart = start + assignment[1].length
      const value = trimmed(text, start + assignment[0].length, start + bare.length)
      last = { value }
      found.push({ name: { start: nameStart, end: nameStart + assignment[2].length }, value: last.value })
    } else if (section.key === 'constants' && /^\s*\w+\s*:/.test(bare))
      found.push({ unit: { start, end: start + bare.length } })
    else {
      const expected =
        section.key === 'constants' ? '`tau = 20*ms`, or with its unit alone, `tau : second`' : '`v = El`'
      const span = trimmed(text, start, start + bare.length)
      report(
        diagnostic(
          'S001',
          { found: 'this', expected: `each line is a name and what it is, ${expected}` },
          { source, span },
        ),
      )
    }
    depth = Math.max(0, depth + depthOf(bare))
  }
  return found
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/[^\r\n]+/g)].map((match) => ({ text: match[0], start: match.index }))
}

/** Comments are as in Python; there are no texts in equations that could hold a `#`. */
function withoutComment(line: string): string {
  const at = line.indexOf('#')
  return at < 0 ? line : line.slice(0, at)
}

/** How many more brackets a text opens than it closes. */
function depthOf(text: string): number {
  let depth = 0
  for (const c of text) depth += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0
  return depth
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const part = text.slice(start, end)
  const before = part.length - part.trimStart().length
  return before === part.length ? { start, end: start } : { start: start + before, end: start + part.trimEnd().length }
}

/** The text with everything but some of its parts made blank. */
function onlyThe(parts: readonly Span[], text: string): string {
  const blank = (start: number, end: number) => text.slice(start, end).replace(/[^\r\n]/g, ' ')
  let [result, at] = ['', 0]
  for (const { start, end } of [...parts].sort((a, b) => a.start - b.start)) {
    result += blank(at, start) + text.slice(start, end)
    at = end
  }
  return result + blank(at, text.length)
}
