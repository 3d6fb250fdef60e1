/** Calls of a program: found by where a stack says they are, and looked through for what was handed to them. */
import { fileURLToPath } from 'node:url'
import type { ts as TypeScript } from 'ts-morph'
import { type Field, fieldOf, type Node, objectOf, piecesOf, type SourceFile, typescript } from './literals.js'
import type { Path } from './strings.js'

export type Call = TypeScript.CallExpression | TypeScript.NewExpression

/** A place in a program, counted from 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The frames of a stack, from the innermost. */
export function framesOf(stack: string): readonly Frame[] {
  return [...stack.matchAll(/^ +at .*?\(?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*):(\d+):(\d+)\)?$/gm)].map(
    ([, place, line, column]) => ({
      file: place.startsWith('file:') ? fileURLToPath(place) : place,
      line: Number(line),
      column: Number(column),
    }),
  )
}

/** The call at a place; of several that begin there, `a().b()`, the one whose name is nearest, and called as is said. */
export function callAt(program: SourceFile, { line, column }: Frame, name?: string): Call | undefined {
  const starts = program.getLineStarts()
  if (line > starts.length) return undefined
  const offset = starts[line - 1] + column - 1
  const found: Call[] = []
  visit(program, (node) => {
    if (offset < node.getStart(program) || offset > node.getEnd()) return false
    if (isCall(node) && offset <= node.expression.getEnd() && (name === undefined || calledName(node) === name))
      found.push(node)
    return true
  })
  const distance = (call: Call) => Math.min(Math.abs(nameStart(call) - offset), Math.abs(call.getStart() - offset))
  return found.sort((a, b) => distance(a) - distance(b))[0]
}

function isCall(node: Node): node is Call {
  const ts = typescript()
  return ts.isNewExpression(node) || ts.isCallExpression(node)
}

function calledName({ expression }: Call): string {
  return typescript().isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
}

function nameStart({ expression }: Call): number {
  return typescript().isPropertyAccessExpression(expression) ? expression.name.getStart() : expression.getStart()
}

/** Walks down; not into what the visitor says no to. */
export function visit(node: Node, visitor: (node: Node) => boolean): void {
  if (!visitor(node)) return
  typescript().forEachChild(node, (child) => visit(child, visitor))
}

/** `new NeuronGroup` or `P.set`, without what is handed to it. */
export function headOf(call: Call): { readonly start: number; readonly end: number } {
  return { start: call.getStart(), end: call.expression.getEnd() }
}

/**
 * The expression that a string of the model was given by, in the call that made the object or action.
 * `variable`: the one that set() is told a value of.
 */
export function nodeFor(call: Call, path: Path, isKey: boolean, variable?: string): Node | undefined {
  const given = call.arguments ?? []
  const [kind] = path
  if (kind === 'objects') return nodeForObject(given, calledName(call), path.slice(2), isKey)
  if (kind === 'setup') return nodeForAction(given, path.slice(2), variable)
  return inOptions(given.at(-1), path, isKey)
}

function nodeForObject(given: readonly Node[], kind: string, path: Path, isKey: boolean): Node | undefined {
  if (kind === 'NeuronGroup' && path[0] === 'model') return given[1]
  if (kind === 'PoissonInput' && path.length === 1) {
    const place = ['', 'variable', 'N', 'rate', 'weight'].indexOf(String(path[0]))
    if (place > 0) return given[place]
  }
  if (kind === 'PoissonGroup' && path[0] === 'rates') return unitOrWhole(given[1], path.slice(1))
  if (kind === 'StateMonitor' && path[0] === 'variables') return element(given[1], Number(path[1]))
  if (path[0] !== 'variables') return inOptions(given.at(-1), path, isKey)
  const variables = inOptions(given.at(-1), path.slice(0, 1), false)
  return variables && element(variables, Number(path[1]))
}

/** A list, or its only element by itself. */
function element(list: Node | undefined, k: number): Node | undefined {
  if (list && typescript().isArrayLiteralExpression(list)) return list.elements[k]
  return k === 0 ? list : undefined
}

function nodeForAction(given: readonly Node[], path: Path, variable: string | undefined): Node | undefined {
  const [first, second, third] = given
  const [what, ...rest] = path
  if (what === 'rule') return first && objectOf(first) ? inOptions(first, rest, false) : first
  if (first === undefined) return undefined
  const values = objectOf(first)
  if (what === 'where') return inOptions(values ? second : third, ['where'], false)
  if (values) return variable === undefined ? undefined : unitOrWhole(fieldOf(values, variable)?.value, rest)
  return what === 'variable' ? first : unitOrWhole(second, rest)
}

/** `matrix(data, shape, 'mV')` names the unit of its numbers last. */
function unitOrWhole(value: Node | undefined, rest: Path): Node | undefined {
  if (rest[0] !== 'unit') return value
  return value && isCall(value) ? ofData(value, 'unit') : undefined
}

/** The unit or the step of data in a call that makes them: named in its options, else its unit is named last. */
function ofData(call: Call, part: 'unit' | 'dt'): Node | undefined {
  const [values] = call.arguments ?? []
  const last = call.arguments?.at(-1)
  const options = last && objectOf(last)
  if (!options) return part === 'unit' ? last : undefined
  // A timed array may be given a matrix that has its unit.
  return (
    fieldOf(options, part)?.value ?? (part === 'unit' && values && isCall(values) ? ofData(values, part) : undefined)
  )
}

function inOptions(options: Node | undefined, path: Path, isKey: boolean): Node | undefined {
  let node = options
  let field: Field | undefined
  for (const step of path) {
    if ((step === 'unit' || step === 'dt') && field && isCall(field.value)) return ofData(field.value, step)
    const object = node && objectOf(node)
    field = object && fieldOf(object, String(step))
    node = field?.value
  }
  return isKey ? field?.key : node
}

/** The field of `set({ v: … })` by which a variable is set. */
export function settingOf(call: Call, variable: string): Field | undefined {
  const [first] = call.arguments ?? []
  const values = first && objectOf(first)
  return values && fieldOf(values, variable)
}

/** The outermost expressions below a node that are strings. */
export function stringsBelow(nodes: readonly Node[]): readonly Node[] {
  const found: Node[] = []
  for (const node of nodes)
    visit(node, (child) => {
      const isName = child.parent && typescript().isPropertyAssignment(child.parent) && child.parent.name === child
      if (isName || !piecesOf(child)) return !isName
      found.push(child)
      return false
    })
  return found
}
