/** Where the strings of a model that a program made are written in the program. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Source, Span } from '../diagnostics/index.js'
import type { Network } from '../model/network.js'
import { type Call, callAt, framesOf, headOf, nodeFor, settingOf, stringsBelow } from './calls.js'
import { type Node, parsedProgram, piecesOf, type SourceFile, typescript } from './literals.js'
import { writtenBy } from './match.js'
import type { Locator } from './relocate.js'
import type { ModelString, Path } from './strings.js'
import { type HostText, type Written, writtenVerbatim } from './written.js'

/** A program's own files, parsed when they are first looked into. */
export interface Program {
  readonly files: readonly string[]
  readonly parsed: (file: string) => { readonly host: HostText; readonly tree: SourceFile } | undefined
}

/** `shown`: how files are called in messages. */
export function programOf(inputs: readonly string[], shown: (file: string) => string): Program {
  const files = inputs.filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/[\\/]node_modules[\\/]/.test(file))
  const known = new Map<string, { host: HostText; tree: SourceFile }>()
  return {
    files,
    parsed: (file) => {
      if (!files.includes(file)) return undefined
      const text = readFileSync(file, 'utf8')
      const found = known.get(file) ?? { host: { file: shown(file), text }, tree: parsedProgram(file, text) }
      known.set(file, found)
      return found
    },
  }
}

/** A path as the user would write it: from the folder that the program was started in. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}

/** The call of a program that a stack goes through, the innermost one. */
export function siteOf(stack: string, program: Program): { readonly source: Source; readonly span: Span } | undefined {
  const [call] = callsOf(stack, program)
  return call && placeOf(call, program)
}

function placeOf(call: Call, program: Program) {
  const host = program.parsed(call.getSourceFile().fileName)?.host
  if (!host) return undefined
  return { source: { text: host.text, role: 'this call', file: host.file }, span: headOf(call) }
}

/** The calls that a stack goes through, from the innermost, which may have to be one of a certain name. */
function callsOf(stack: string, program: Program, innermost?: string): readonly Call[] {
  const frames = framesOf(stack).filter(({ file }) => program.files.includes(file))
  return frames.flatMap((frame, k) => {
    const tree = program.parsed(frame.file)?.tree
    const call = tree && callAt(tree, frame, k === 0 ? innermost : undefined)
    return call ? [call] : []
  })
}

export function locatorOf(network: Network, stackAt: (place: number) => string, program: Program): Locator {
  const calls = new Map<number, readonly Call[]>()
  const callsFor = (path: Path): readonly Call[] => {
    const [place, name] = madeBy(path, network)
    const found = calls.get(place) ?? callsOf(stackAt(place), program, name)
    calls.set(place, found)
    return found
  }
  return {
    written: (string) => locate(string, callsFor(string.path), program),
    near: ({ path }) => {
      const [call] = callsFor(path)
      return call && placeOf(call, program)
    },
  }
}

/** The place of the object or action that a string belongs to, and what its call is called. */
function madeBy(path: Path, network: Network): readonly [number, string] {
  const places = network.places()
  const k = Number(path[1])
  if (path[0] === 'objects') return [places.objects[k], network.parts[k].constructor.name]
  if (path[0] === 'setup') return [places.actions[k], path[2] === 'rule' ? 'connect' : 'set']
  return [places.network, 'Network']
}

function locate(string: ModelString, calls: readonly Call[], program: Program): Written | undefined {
  const [innermost] = calls
  if (!innermost) return undefined
  const direct = directly(string, innermost, program)
  if (direct) return direct
  if (string.isKey) return undefined
  for (const call of calls) {
    const found = distinctPlaces(call.arguments ?? [], string.text, program)
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  return anywhere(string.text, program)
}

/** What stands at the very place of the string: the option of that name, the value of that field. */
function directly({ path, isKey, text, variable }: ModelString, call: Call, program: Program): Written | undefined {
  if (path[0] === 'setup' && path[2] === 'variable') {
    const setting = settingOf(call, text)
    if (setting) return writtenKey(setting.key, text, program)
  }
  const node = nodeFor(call, path, isKey, variable)
  if (!node) return undefined
  return isKey ? writtenKey(node, text, program) : writtenAt(node, text, program)
}

function writtenAt(node: Node, text: string, program: Program): Written | undefined {
  const pieces = piecesOf(node)
  const host = hostOf(node, program)
  return pieces && host && writtenBy(pieces, text, host)
}

/** A name in an object literal, with or without quotes. */
function writtenKey(key: Node, text: string, program: Program): Written | undefined {
  if (typescript().isStringLiteral(key)) return writtenAt(key, text, program)
  const host = hostOf(key, program)
  const isWord = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : undefined)
  return host && key.getText() === text ? writtenVerbatim(host, text, key.getStart(), isWord) : undefined
}

function hostOf(node: Node, program: Program): HostText | undefined {
  return program.parsed(node.getSourceFile().fileName)?.host
}

/**
 * Every place below some nodes where the text is written out; a constant that is named twice is written once. What is partly
 * computed could be any text that begins and ends alike.
 */
function distinctPlaces(nodes: readonly Node[], text: string, program: Program): readonly Written[] {
  const found = new Map<string, Written>()
  for (const node of stringsBelow(nodes)) {
    const written = piecesOf(node)?.every(({ kind }) => kind === 'text') ? writtenAt(node, text, program) : undefined
    if (written) found.set(JSON.stringify([written.host.file, written.spanOf({ start: 0, end: text.length })]), written)
  }
  return [...found.values()]
}

/**
 * A text that stands at one place of the whole program is the one that is meant, if it is long enough not to be another by
 * chance. Nothing is changed there.
 */
function anywhere(text: string, program: Program): Written | undefined {
  if (text.length < 8 || /^\w+$/.test(text)) return undefined
  const trees = program.files.flatMap((file) => program.parsed(file)?.tree ?? [])
  const found = distinctPlaces(trees, text, program)
  return found.length === 1 ? { ...found[0], change: () => undefined } : undefined
}
