/** Checking a model as JSON. Nothing in it is run. */
import { check } from '../analyse.js'
import { type Diagnostic, diagnostic, type Source, SpikecError } from '../diagnostics/index.js'
import { Network } from '../model/network.js'
import { type JsonNode, JsonProblem, jsonCharacters, jsonEscape, jsonNodeAt, jsonNodes } from './json-text.js'
import { type Locator, relocated } from './relocate.js'
import type { Placed } from './result.js'
import { type ModelString, stringsOf } from './strings.js'
import { type HostText, type Written, writtenAs } from './written.js'

export function checkJson(host: HostText, lint: boolean): readonly Placed[] {
  const source: Source = { text: host.text, role: 'the model', file: host.file }
  const root = rootOf(host, source)
  if ('certainty' in root) return [root]
  try {
    const spec = Network.fromJSON(JSON.parse(host.text)).spec()
    return relocated(check(spec, { lint }), stringsOf(spec), locatorOf(host, source, root))
  } catch (error) {
    if (!(error instanceof SpikecError)) throw error
    return relocated(
      error.diagnostics.map((found) => placedField(found, source, root)),
      [],
      NOWHERE,
    )
  }
}

const NOWHERE: Locator = { written: () => undefined, near: () => undefined }

function rootOf({ file, text }: HostText, source: Source): JsonNode | Placed {
  try {
    return jsonNodes(text)
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    const span = { start: error.at, end: Math.min(error.at + 1, text.length) }
    const found = diagnostic('C003', { path: file, problem: `it is not JSON: ${error.message}` }, { source, span })
    return { diagnostic: found, certainty: 'exact' }
  }
}

/** What is said of a field stands at the field. */
function placedField(found: Diagnostic, source: Source, root: JsonNode): Diagnostic {
  if (!found.field) return found
  const { path, isKey } = found.field
  const steps = path.split('/').filter((step) => step !== '')
  const node = isKey ? keyAt(root, steps) : jsonNodeAt(root, steps)
  return node ? { ...found, source, span: { start: node.start, end: node.end } } : found
}

function keyAt(root: JsonNode, path: readonly (string | number)[]): JsonNode | undefined {
  return jsonNodeAt(root, path.slice(0, -1))?.fields?.get(String(path.at(-1)))?.key
}

/** A number is shown where it stands; what it should be is a string, which is said in words. */
function writtenNumber(host: HostText, { start, end }: JsonNode, text: string): Written | undefined {
  const raw = host.text.slice(start, end)
  if (raw !== text) return undefined
  const characters = Array.from(raw, (value, k) => ({ value, start: start + k, end: start + k + 1, literal: false }))
  return writtenAs(host, characters, end, () => undefined)
}

function locatorOf(host: HostText, source: Source, root: JsonNode): Locator {
  return {
    written: ({ path, isKey, text }) => {
      const node = isKey ? keyAt(root, path) : jsonNodeAt(root, path)
      if (!node) return undefined
      if (host.text[node.start] !== '"') return writtenNumber(host, node, text)
      const written = writtenAs(host, jsonCharacters(host.text, node), node.end - 1, jsonEscape)
      return written.value === text ? written : undefined
    },
    near: ({ path }: ModelString) => {
      const node = jsonNodeAt(root, path.slice(0, 2))
      return node && { source, span: node }
    },
  }
}
