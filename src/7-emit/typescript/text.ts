/**
 * The functions of a simulation, printed from the IR: what fills the skeletons of `templates/`. Their lines have no
 * types, so they are TypeScript for a file and JavaScript for this process.
 */
import { assertInternal } from '../../diagnostics/index.js'
import { eventArrays } from '../../ir/events.js'
import type { ElementType, Kernel, SetupFunction, StepProgram, Stmt } from '../../ir/ir.js'
import { arraysOfDelays, arraysOfLayout, filledBy, visitAll, visitExpr, visitStmts } from '../../ir/walk.js'
import { printExpression } from './expression.js'
import { type Namer, namer, quoted } from './names.js'
import { comment, printStatements, type StatementPrinter } from './statements.js'

/** A function of the time step, and at times of more. Its title is one line of printable characters, and ends no comment. */
export interface FunctionText {
  readonly name: string
  readonly title: string
  /** `step`, and, of what is set again and again, `count`: how often it has been. */
  readonly parameters: readonly string[]
  readonly lines: readonly string[]
}

/** What fills `step.ts`. */
export interface StepText {
  /** The runtime's functions that are used. */
  readonly imports: readonly string[]
  /** Views of the arrays, and the keys of random numbers. */
  readonly head: readonly string[]
  readonly kernels: readonly FunctionText[]
  readonly bodies: {
    readonly prelude: readonly string[]
    readonly prepare: readonly string[]
    readonly hasRoom: readonly string[]
    readonly advance: readonly string[]
  }
  /** The kernels of a step by their names: an object literal, as are `fills` and `pairs`. */
  readonly byName: string
}

/** What a function of a pair `i`, `j`, and of the `k` that a generator counts, gives. */
export interface PairResult {
  readonly parameters: readonly string[]
  readonly text: string
}

/** Where there is a `result`, the function gives another one, of a pair, with this value. */
export interface SetupFunctionText extends FunctionText {
  readonly result?: PairResult
}

/** What fills `setup.ts`. */
export interface SetupText {
  readonly imports: readonly string[]
  readonly head: readonly string[]
  readonly functions: readonly SetupFunctionText[]
  readonly fills: string
  readonly pairs: string
}

export interface ArrayInfo {
  readonly name: string
  readonly element: ElementType
}

interface ModuleNames {
  readonly global: Namer
  readonly imports: Set<string>
  readonly streams: Map<string, string>
  /** `parameters`, `derived`: which of them are read or written. */
  readonly blocks: Set<'parameters' | 'derived'>
  readonly parameters: readonly string[]
  readonly parameterTexts: ReadonlyMap<string, string>
  readonly derived: readonly string[]
  readonly derivedTexts: ReadonlyMap<string, string>
}

/** The derived slots of a program, in the order in which its prelude gives them their values. */
export function derivedSlots(program: StepProgram): readonly string[] {
  return [...derivedComments(program).keys()]
}

function derivedComments(program: StepProgram): ReadonlyMap<string, string> {
  const comments = new Map<string, string>()
  for (const stmt of program.prelude) {
    if (stmt.kind === 'define') comments.set(stmt.name, stmt.comment)
    if (stmt.kind !== 'propagate') continue
    for (const output of stmt.outputs) if (output.to.kind === 'slot') comments.set(output.to.name, output.comment)
  }
  return comments
}

function moduleNames(program: StepProgram): ModuleNames {
  const derivedTexts = derivedComments(program)
  return {
    global: namer(),
    imports: new Set(),
    streams: new Map(),
    blocks: new Set(),
    parameters: program.parameters.map((p) => p.name),
    parameterTexts: new Map(program.parameters.map((p) => [p.name, p.text])),
    derived: [...derivedTexts.keys()],
    derivedTexts,
  }
}

interface FunctionPrinter {
  readonly printer: StatementPrinter
  /** Constants that the function reads from the blocks, to stand at its head. */
  readonly heads: () => readonly string[]
  readonly arrays: ReadonlySet<string>
}

/** `inPrelude`: derived values are read where they stand, since they get their values on the way. */
function functionPrinter(names: ModuleNames, inPrelude = false): FunctionPrinter {
  const own = names.global.inner()
  const slots = new Map<string, string>()
  const arrays = new Set<string>()
  const printer: StatementPrinter = {
    array: (name) => {
      arrays.add(name)
      return names.global.of(name)
    },
    local: (name) =>
      ['i', 'j', 'k', 'r', 'step', 'count', 'row'].includes(name) ? name : own.of(`local ${name}`, name),
    slot: (block, name) => {
      names.blocks.add(block === 'parameter' ? 'parameters' : 'derived')
      if (inPrelude && block === 'derived') return `derived[${names.derived.indexOf(name)}]`
      const key = `${block}:${name}`
      const known = slots.get(key)
      if (known !== undefined) return known
      const identifier = own.of(`${block} ${name}`, name)
      slots.set(key, identifier)
      return identifier
    },
    use: (name) => {
      names.imports.add(name)
      return name
    },
    stream: (name) => {
      const identifier = names.streams.get(name) ?? names.global.of(`stream ${name}`)
      names.streams.set(name, identifier)
      return identifier
    },
    slotIndex: (name) => {
      names.blocks.add('derived')
      return names.derived.indexOf(name)
    },
  }
  const heads = () =>
    [...slots].map(([key, identifier]) => {
      const name = key.slice(key.indexOf(':') + 1)
      const isParameter = key.startsWith('parameter:')
      const at = isParameter ? names.parameters.indexOf(name) : names.derived.indexOf(name)
      assertInternal(at >= 0, `no slot ${key}`)
      const text = isParameter ? names.parameterTexts.get(name) : names.derivedTexts.get(name)
      return `const ${identifier} = ${isParameter ? 'parameters' : 'derived'}[${at}] ${comment(text ?? '')}`
    })
  return { printer, heads, arrays }
}

function printBody(
  stmts: readonly Stmt[],
  names: ModuleNames,
  before: readonly string[] = [],
  inPrelude = false,
): readonly string[] {
  const text = functionPrinter(names, inPrelude)
  const lines = printStatements(stmts, text.printer)
  return [...text.heads(), ...before, ...lines]
}

/** The kernels that run in every step. */
export function stepText(program: StepProgram, arrays: readonly ArrayInfo[]): StepText {
  const names = moduleNames(program)
  const used = usedArrays(program, arrays)
  for (const { name } of used) names.global.of(name)
  const kernels = [...program.preparation, ...ownKernels(program)].map((kernel) => kernelText(kernel, names))
  const prelude = preludeLines(program, names)
  const prepare = program.preparation.map((kernel) => `${names.global.of(kernel.name)}(step)`)
  const rooms = program.rooms.map(({ counter, capacity, needed }) => {
    const count = `${names.global.of(counter.name)}[0]`
    if (typeof capacity === 'number') return `${count} <= ${capacity - needed}`
    return `${count} + ${needed} <= ${names.global.of(capacity.name)}[0]`
  })
  const hasRoom = [`return ${rooms.length ? rooms.join(' && ') : 'true'}`]
  return {
    kernels,
    bodies: { prelude, prepare, hasRoom, advance: advanceLines(program, names) },
    // Their names are no identifiers: `propagate_P:frozen`.
    byName: inBraces(ownKernels(program).map(({ name }) => `${quoted(name)}: ${names.global.of(name)}`)),
    head: headLines(used, names),
    imports: [...names.imports].sort(),
  }
}

/** The kernels that are made of statements; functions of the user's own are called by the runtime, between them. */
export function ownKernels({ kernels }: StepProgram): readonly Kernel[] {
  return kernels.filter(({ calls }) => !calls)
}

/** Matrix exponentials in every step are the runtime's work in every backend. */
export function hostedKernels(program: StepProgram): readonly string[] {
  return program.kernels.filter(({ body }) => hasPropagator(body)).map(({ name }) => name)
}

function hasPropagator(body: readonly Stmt[]): boolean {
  let found = false
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'propagate') found = true
  })
  return found
}

function preludeLines(program: StepProgram, names: ModuleNames): readonly string[] {
  return program.prelude.length === 0 ? [] : printBody(program.prelude, names, [], true)
}

/** The views of the arrays that the kernels use, and the keys of their random numbers. */
function headLines(arrays: readonly ArrayInfo[], names: ModuleNames): readonly string[] {
  const views = arrays.map(({ name, element }) => `const ${names.global.of(name)} = memory.${element}(${quoted(name)})`)
  return [...blockLines(names), ...views, ...streamLines(names), '']
}

/** The blocks of scalars, those of them that are used. */
function blockLines({ blocks }: ModuleNames): readonly string[] {
  return blocks.size === 0 ? [] : [`const { ${[...blocks].sort().reverse().join(', ')} } = memory`]
}

function streamLines(names: ModuleNames): readonly string[] {
  if (names.streams.size > 0) names.imports.add('streamKey')
  return [...names.streams].map(([name, identifier]) => `const ${identifier} = streamKey(${quoted(name)})`)
}

function usedArrays(program: StepProgram, arrays: readonly ArrayInfo[]): readonly ArrayInfo[] {
  const used = new Set<string>()
  for (const { body } of [...program.preparation, ...program.kernels]) for (const name of arraysIn(body)) used.add(name)
  for (const { counter, capacity } of program.rooms) {
    used.add(counter.name)
    if (typeof capacity !== 'number') used.add(capacity.name)
  }
  return arrays.filter(({ name }) => used.has(name))
}

function arraysIn(body: readonly Stmt[]): ReadonlySet<string> {
  const used = new Set<string>()
  visitAll(body, (expr) => expr.kind === 'load' && used.add(expr.array.name))
  visitStmts(body, (stmt) => {
    if (stmt.kind === 'store') used.add(stmt.array.name)
    if (stmt.kind === 'append' || stmt.kind === 'count') used.add(stmt.counter.name)
    if (stmt.kind === 'append') for (const { array } of stmt.entries) used.add(array.name)
    const list = filledBy(stmt)
    if (list) for (const { name } of Object.values(eventArrays(list))) used.add(name)
    if (stmt.kind === 'replay')
      for (const { name } of [stmt.steps, stmt.neurons, stmt.cursor, stmt.period]) used.add(name)
    if (stmt.kind === 'tabulate') used.add(stmt.chance.name).add(stmt.alias.name).add(stmt.extent.name)
    if (stmt.kind === 'propagate') for (const { to } of stmt.outputs) if (to.kind === 'array') used.add(to.array.name)
    if (stmt.kind !== 'for') return
    if (stmt.domain.kind === 'events')
      for (const { name } of Object.values(eventArrays(stmt.domain.list))) used.add(name)
    for (const { name } of arraysOfDelays(stmt.domain)) used.add(name)
    if (stmt.domain.kind === 'recorded' && stmt.domain.indices) used.add(stmt.domain.indices.name)
    if (stmt.domain.kind === 'counted') used.add(stmt.domain.count.name)
    if (stmt.domain.kind === 'row') for (const { name } of arraysOfLayout(stmt.domain.layout)) used.add(name)
  })
  return used
}

function kernelText(kernel: Kernel, names: ModuleNames): FunctionText {
  return {
    name: names.global.of(kernel.name),
    title: titleOf(kernel.title),
    parameters: ['step'],
    lines: printBody(kernel.body, names, listOpening(kernel, names)),
  }
}

function titleOf(text: string): string {
  return text.replace(/[^\x20-\x7e]|\*\//g, '?')
}

/** A kernel that fills a spike list begins it anew: the row of this step is emptied first. */
function listOpening(kernel: Kernel, names: ModuleNames): readonly string[] {
  const lines: string[] = []
  visitStmts(kernel.body, (stmt) => {
    const list = filledBy(stmt)
    if (!list) return
    const count = names.global.of(eventArrays(list).counts.name)
    const { depth } = list
    const rows = typeof depth === 'number' ? String(depth) : `${names.global.of(depth.name)}[0]`
    if (depth === 1) lines.push(`${count}[0] = 0`)
    else lines.push(`const slot = step % ${rows}`, `${count}[slot] = 0`)
  })
  return lines
}

function advanceLines(program: StepProgram, names: ModuleNames): readonly string[] {
  return ownKernels(program).map((kernel) => {
    const { interval } = kernel
    const name = names.global.of(kernel.name)
    // A kernel counts the steps of its own clock.
    return interval === 1 ? `${name}(step)` : `if (step % ${interval} === 0) ${name}(step / ${interval})`
  })
}

/** What is computed before a run. Arrays are looked up when a function is called: connecting makes new ones. */
export function setupText(
  functions: readonly SetupFunction[],
  program: StepProgram,
  arrays: readonly ArrayInfo[],
): SetupText {
  const names = moduleNames(program)
  for (const { name } of functions) names.global.of(name)
  const elements = new Map(arrays.map(({ name, element }) => [name, element]))
  const texts = functions.map((setup) => setupFunctionText(setup, elements, names))
  const entries = (kind: SetupFunction['kind']) =>
    inBraces(functions.filter((f) => f.kind === kind).map((f) => names.global.of(f.name)))
  return {
    functions: texts,
    fills: entries('fill'),
    pairs: entries('pair'),
    head: [...blockLines(names), ...streamLines(names), ''],
    imports: [...names.imports].sort(),
  }
}

function setupFunctionText(
  setup: SetupFunction,
  elements: ReadonlyMap<string, ElementType>,
  names: ModuleNames,
): SetupFunctionText {
  const text = functionPrinter(names)
  const body = printStatements(setup.body, text.printer)
  const result = setup.kind === 'pair' ? { result: pairResult(setup, text) } : {}
  const views = [...text.arrays].map(
    (name) => `const ${names.global.of(name)} = memory.${elementOf(name, elements, setup)}(${quoted(name)})`,
  )
  return {
    name: names.global.of(setup.name),
    title: titleOf(setup.title),
    parameters: isCounted(setup) ? ['step', 'count'] : ['step'],
    lines: [...views, ...text.heads(), ...body],
    ...result,
  }
}

function isCounted({ body }: SetupFunction): boolean {
  let counted = false
  visitAll(body, (expr) => {
    if (expr.kind === 'local' && expr.name === 'count') counted = true
  })
  return counted
}

function pairResult(setup: Extract<SetupFunction, { kind: 'pair' }>, text: FunctionPrinter): PairResult {
  const value = printExpression(setup.result, text.printer, setup.result.type === 'bool' ? 1 : 0)
  let counts = false
  visitExpr(setup.result, (expr) => {
    if (expr.kind === 'local' && expr.name === 'k') counts = true
  })
  return {
    parameters: counts ? ['i', 'j', 'k'] : ['i', 'j'],
    text: setup.result.type === 'bool' ? `(${value} ? 1 : 0)` : value,
  }
}

function inBraces(entries: readonly string[]): string {
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function elementOf(name: string, elements: ReadonlyMap<string, ElementType>, setup: SetupFunction): ElementType {
  const known = elements.get(name)
  if (known) return known
  let found: ElementType | undefined
  const see = (stmts: readonly Stmt[]) =>
    visitAll(stmts, (e) => {
      if (e.kind === 'load' && e.array.name === name) found = e.array.element
    })
  see(setup.kind === 'pair' ? [{ kind: 'let', name: 'result', value: setup.result }] : setup.body)
  assertInternal(found, `the element type of ${name}`)
  return found
}
