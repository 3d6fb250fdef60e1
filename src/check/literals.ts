/**
 * The strings of a TypeScript program, as they are written: what an expression made of literals comes to, character by
 * character, each with its place. Parsed by TypeScript's own parser, which ts-morph brings; loaded when something is wrong.
 */
import { createRequire } from 'node:module'
import type { ts as TypeScript } from 'ts-morph'
import type { Character } from './written.js'

export type Compiler = typeof TypeScript
export type Node = TypeScript.Node
export type SourceFile = TypeScript.SourceFile

let loaded: Compiler | undefined

export function typescript(): Compiler {
  loaded ??= (createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph')).ts
  return loaded
}

export function parsedProgram(file: string, text: string): SourceFile {
  const ts = typescript()
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

/** How a literal quotes: what has to be escaped within it. */
export type Quote = "'" | '"' | '`'

/** A part of a string: characters that are written out, or something that is computed at that place. */
export type Piece =
  | { readonly kind: 'text'; readonly characters: readonly Character[]; readonly quote: Quote | undefined }
  | { readonly kind: 'computed'; readonly start: number; readonly end: number }

/** How deep constants may be made of constants. */
const DEEPEST = 20

/** The parts that an expression joins to a string; undefined if it is no string that can be read off. */
export function piecesOf(node: Node, depth = 0): readonly Piece[] | undefined {
  const ts = typescript()
  if (depth > DEEPEST) return undefined
  const inner = (child: Node) => piecesOf(child, depth + 1)
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return literalPieces(node, node.text)
  if (ts.isTemplateExpression(node)) {
    const parts = [literalPieces(node.head, node.head.text)]
    for (const { expression, literal } of node.templateSpans) {
      // What is put in is written within the braces, if it is a string itself, and else computed there.
      const within = inner(expression) ?? [computed(expression)]
      parts.push(within, literalPieces(literal, literal.text))
    }
    return joined(parts)
  }
  if (ts.isTaggedTemplateExpression(node)) return taggedPieces(node, inner)
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return inner(node.expression)
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return sumPieces(inner(node.left), inner(node.right), node)
  if (ts.isCallExpression(node)) return calledPieces(node, inner)
  const value = definitionOf(node)
  return value && inner(value)?.map((piece) => broughtBy(node, piece))
}

function broughtBy(node: Node, piece: Piece): Piece {
  const via = { start: node.getStart(), end: node.getEnd() }
  if (piece.kind === 'computed') return { kind: 'computed', ...via }
  return { ...piece, characters: piece.characters.map((character) => ({ ...character, via })) }
}

function computed(node: Node): Piece {
  return { kind: 'computed', start: node.getStart(), end: node.getEnd() }
}

function joined(parts: readonly (readonly Piece[] | undefined)[]): readonly Piece[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}

/** `'…' + x` is a string with something in it; `x + y` may be anything. */
function sumPieces(
  left: readonly Piece[] | undefined,
  right: readonly Piece[] | undefined,
  node: TypeScript.BinaryExpression,
): readonly Piece[] | undefined {
  return left || right ? joined([left ?? [computed(node.left)], right ?? [computed(node.right)]]) : undefined
}

/** `[…].join('\n')`, and what only takes blanks off: `….trim()`. */
function calledPieces(
  { expression, arguments: given }: TypeScript.CallExpression,
  inner: (node: Node) => readonly Piece[] | undefined,
): readonly Piece[] | undefined {
  const ts = typescript()
  if (!ts.isPropertyAccessExpression(expression)) return undefined
  const list = expression.expression
  const method = expression.name.text
  if (['trim', 'trimStart', 'trimEnd'].includes(method)) return inner(list)
  if (method !== 'join' || !ts.isArrayLiteralExpression(list) || given.length !== 1) return undefined
  const between = inner(given[0])
  const parts = list.elements.flatMap((element, k) => (k === 0 ? [inner(element)] : [between, inner(element)]))
  return joined(parts)
}

/** A tag such as `dedent` takes indentation off; `String.raw` leaves the text as it is written. */
function taggedPieces(
  { tag, template }: TypeScript.TaggedTemplateExpression,
  inner: (node: Node) => readonly Piece[] | undefined,
): readonly Piece[] | undefined {
  const ts = typescript()
  if (tag.getText() !== 'String.raw') return inner(template)
  if (!ts.isNoSubstitutionTemplateLiteral(template)) return undefined
  const start = template.getStart() + 1
  const raw = template.getText().slice(1, -1)
  const characters = [...raw.matchAll(/[\s\S]/g)].map(([value], k) => ({
    value,
    start: start + k,
    end: start + k + 1,
    literal: true,
  }))
  return raw.includes('\r') ? undefined : [{ kind: 'text', characters, quote: undefined }]
}

/** A literal's characters, if they come to the text that TypeScript reads in it. */
function literalPieces(node: Node, text: string): readonly Piece[] | undefined {
  const ts = typescript()
  const start = node.getStart()
  const written = node.getText()
  const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddle(node)
  const quote = ts.isStringLiteral(node) ? (written[0] as Quote) : '`'
  const raw = written.slice(1, isPart ? -2 : -1)
  const characters = charactersOf(raw, start + 1)
  const value = characters.map((c) => c.value).join('')
  return value === text ? [{ kind: 'text', characters, quote }] : undefined
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' }
const ONE = /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])|\r\n|[\s\S]/g

/** What the text within a literal's quotes stands for; ECMA-262, 12.9.4 and 12.9.6. */
export function charactersOf(raw: string, base: number): readonly Character[] {
  return [...raw.matchAll(ONE)].flatMap(({ 0: written, index }) => {
    const value = characterOf(written)
    const place = { start: base + index, end: base + index + written.length, literal: true }
    return value.split('').map((unit) => ({ value: unit, ...place }))
  })
}

function characterOf(written: string): string {
  if (written === '\r\n' || written === '\r') return '\n'
  if (written[0] !== '\\') return written
  const code = /^\\(?:u\{(.+)\}|[ux](.+))$/.exec(written)
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2], 16))
  const escaped = written.slice(1)
  // A backslash at the end of a line: the string goes on in the next one.
  if (/^[\r\n\u2028\u2029]/.test(escaped)) return ''
  return ESCAPES[escaped] ?? escaped
}

/** What a name, a field or a shorthand stands for, as far as it is written in the same file. */
export function definitionOf(node: Node): Node | undefined {
  const ts = typescript()
  if (ts.isIdentifier(node)) return variableOf(node)
  if (ts.isPropertyAccessExpression(node)) {
    const owner = objectOf(node.expression)
    return owner && fieldOf(owner, node.name.text)?.value
  }
  return undefined
}

/** An object literal, by itself or by its name. */
export function objectOf(node: Node, depth = 0): TypeScript.ObjectLiteralExpression | undefined {
  const ts = typescript()
  if (ts.isObjectLiteralExpression(node)) return node
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return objectOf(node.expression, depth + 1)
  const value = depth < DEEPEST ? definitionOf(node) : undefined
  return value && objectOf(value, depth + 1)
}

export interface Field {
  readonly key: Node
  readonly value: Node
}

/** The field of an object literal that holds: the last one of the name, through what is spread into it. */
export function fieldOf(object: TypeScript.ObjectLiteralExpression, name: string, depth = 0): Field | undefined {
  const ts = typescript()
  for (const property of [...object.properties].reverse()) {
    if (ts.isPropertyAssignment(property) && keyText(property.name) === name)
      return { key: property.name, value: property.initializer }
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name)
      return { key: property.name, value: property.name }
    if (!ts.isSpreadAssignment(property) || depth > DEEPEST) continue
    const spread = objectOf(property.expression)
    const found = spread && fieldOf(spread, name, depth + 1)
    if (found) return found
  }
  return undefined
}

function keyText(name: TypeScript.PropertyName): string | undefined {
  const ts = typescript()
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined
}

/** The value of the constant that a name means: of the innermost block around it that declares one. */
function variableOf(name: TypeScript.Identifier): Node | undefined {
  const ts = typescript()
  for (let scope: Node | undefined = name.parent; scope; scope = scope.parent) {
    // A parameter has another value at each call.
    if (ts.isFunctionLike(scope) && scope.parameters.some((one) => mentions(one.name, name.text))) return undefined
    if (!ts.isSourceFile(scope) && !ts.isBlock(scope) && !ts.isModuleBlock(scope)) continue
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue
      for (const declaration of statement.declarationList.declarations) {
        if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text)
          return statement.declarationList.flags & ts.NodeFlags.Const ? declaration.initializer : undefined
        if (mentions(declaration.name, name.text)) return undefined
      }
    }
  }
  return undefined
}

function mentions(binding: TypeScript.BindingName, name: string): boolean {
  const ts = typescript()
  if (ts.isIdentifier(binding)) return binding.text === name
  return binding.elements.some((element) => ts.isBindingElement(element) && mentions(element.name, name))
}
