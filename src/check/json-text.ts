/** Where the values of a JSON text stand in it, and where it is none: `JSON.parse` does not say. */
import type { Character } from './written.js'

export interface JsonNode {
  readonly start: number
  readonly end: number
  /** Of an object: each field's name and value. Of a list: its values. */
  readonly fields?: ReadonlyMap<string, { readonly key: JsonNode; readonly value: JsonNode }>
  readonly items?: readonly JsonNode[]
}

/** Deeper than a model can be: whoever nests further means no model. */
const DEEPEST = 100

/** Where a text stops being JSON, and what could have stood there. */
export class JsonProblem extends Error {
  constructor(
    readonly at: number,
    expected: string,
  ) {
    super(expected)
  }
}

const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y

/** The values of a text by RFC 8259. @throws JsonProblem where it is none. */
export function jsonNodes(text: string): JsonNode {
  let at = 0
  const skip = () => {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at++
  }
  const token = (pattern: RegExp, expected: string): JsonNode => {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found === undefined) throw new JsonProblem(at, `expected ${expected}`)
    const control = [...found].findIndex((character) => character < ' ')
    if (control >= 0)
      throw new JsonProblem(at + control, 'a character like this is written with an escape, such as `\\n`')
    at += found.length
    return { start: at - found.length, end: at }
  }
  const sign = (wanted: string, expected: string) => {
    skip()
    if (text[at] !== wanted) throw new JsonProblem(at, `expected ${expected}`)
    at++
  }
  const value = (depth: number): JsonNode => {
    skip()
    if (depth > DEEPEST) throw new JsonProblem(at, `it is nested more than ${DEEPEST} deep`)
    if (text[at] === '{') return container(depth, '}')
    if (text[at] === '[') return container(depth, ']')
    return text[at] === '"' ? token(STRING, 'a string that ends with `"`') : token(SCALAR, 'a value')
  }
  const container = (depth: number, close: '}' | ']'): JsonNode => {
    const start = at++
    const fields = new Map<string, { key: JsonNode; value: JsonNode }>()
    const items: JsonNode[] = []
    skip()
    for (let first = true; text[at] !== close; first = false) {
      if (!first) sign(',', `\`,\` or \`${close}\``)
      skip()
      if (close === ']') items.push(value(depth + 1))
      else {
        const key = token(STRING, "a field's name in double quotes")
        sign(':', '`:`')
        fields.set(JSON.parse(text.slice(key.start, key.end)) as string, { key, value: value(depth + 1) })
      }
      skip()
    }
    at++
    return close === '}' ? { start, end: at, fields } : { start, end: at, items }
  }
  const root = value(0)
  skip()
  if (at < text.length) throw new JsonProblem(at, 'nothing more is expected')
  return root
}

/** The value at the end of a way through the fields and lists, as far as it goes. */
export function jsonNodeAt(root: JsonNode, path: readonly (string | number)[]): JsonNode | undefined {
  let node: JsonNode | undefined = root
  for (const step of path) node = node?.fields?.get(String(step))?.value ?? node?.items?.[Number(step)]
  return node
}

/** The characters of a string in JSON, with its quotes left out. */
export function jsonCharacters(text: string, { start, end }: JsonNode): readonly Character[] {
  const characters: Character[] = []
  for (let at = start + 1; at < end - 1; ) {
    const length = text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2
    const raw = text.slice(at, at + length)
    const value = length === 1 ? raw : (JSON.parse(`"${raw}"`) as string)
    characters.push({ value, start: at, end: at + length, literal: true })
    at += length
  }
  return characters
}

export function jsonEscape(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
