/** IR statements -> lines of TypeScript. */
import { assertInternal, unreachable } from '../../diagnostics/index.js'
import { eventArrays } from '../../ir/events.js'
import type { Domain, EventList, Expr, ProceduralLayout, Propagate, Replay, Stmt, Store } from '../../ir/ir.js'
import { sameExpr } from '../../ir/walk.js'
import { printLags, printPending } from './delays.js'
import { type ExpressionPrinter, printExpression } from './expression.js'
import { quoted } from './names.js'

type Events = Extract<Domain, { kind: 'events' }>

export interface StatementPrinter extends ExpressionPrinter {
  /** Where derived slot `name` stands in its block. */
  readonly slotIndex: (name: string) => number
}

/** Printable ASCII on one line: what is left of a comment can't end it. */
export function comment(text: string): string {
  return `// ${text.replace(/[^\x20-\x7e]/g, '?')}`
}

export function printStatements(stmts: readonly Stmt[], printer: StatementPrinter): readonly string[] {
  return stmts.flatMap((stmt) => printStatement(stmt, printer))
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? line : `  ${line}`))
}

function printStatement(stmt: Stmt, printer: StatementPrinter): readonly string[] {
  const print = (expr: Expr) => printExpression(expr, printer)
  const above = 'comment' in stmt && stmt.comment ? [comment(stmt.comment)] : []
  const body = (stmts: readonly Stmt[]) => indented(printStatements(stmts, printer))
  switch (stmt.kind) {
    case 'let':
      return [...above, `const ${printer.local(stmt.name)} = ${print(stmt.value)}`]
    case 'var':
      return [...above, `let ${printer.local(stmt.name)} = ${print(stmt.value)}`]
    case 'assign':
      return [...above, `${printer.local(stmt.name)} = ${print(stmt.value)}`]
    case 'store':
      return [...above, printStore(stmt, printer)]
    case 'if':
      return [...above, `if (${print(stmt.condition)}) {`, ...body(stmt.body), '}']
    case 'while':
      return [...above, `while (${print(stmt.condition)}) {`, ...body(stmt.body), '}']
    case 'for':
      return printLoop(stmt.domain, body(stmt.body), printer)
    case 'push':
      return [pushLine(stmt.list, print(stmt.value), printer)]
    case 'replay':
      return printReplay(stmt, printer)
    case 'append': {
      const counter = printer.array(stmt.counter.name)
      const stores = stmt.entries.map(
        (entry) => `${printer.array(entry.array.name)}[entry] = ${stored(entry.value, printer)}`,
      )
      return [`const entry = ${counter}[0]++`, ...stores]
    }
    case 'count':
      return [`${printer.array(stmt.counter.name)}[0]++`]
    case 'define':
      return [...above, `derived[${printer.slotIndex(stmt.name)}] = ${print(stmt.value)}`]
    case 'propagate':
      return printPropagate(stmt, printer)
    case 'tabulate': {
      const [chance, alias, extent] = [stmt.chance, stmt.alias, stmt.extent].map(({ name }) => printer.array(name))
      const table = `{ chance: ${chance}, alias: ${alias}, extent: ${extent} }`
      return [
        `${printer.use('binomialTable')}(${quoted(stmt.name)}, ${stmt.count}, ${print(stmt.probability)}, ${table})`,
      ]
    }
    default:
      return unreachable(stmt)
  }
}

function pushLine(events: EventList, neuron: string, printer: StatementPrinter): string {
  const { capacity, depth } = events
  const { list, count } = eventNames(events, printer)
  if (depth === 1) return `${list}[${count}[0]++] = ${neuron}`
  return `${list}[slot * ${capacity} + ${count}[slot]++] = ${neuron}`
}

function printReplay(stmt: Replay, printer: StatementPrinter): readonly string[] {
  const [steps, neurons, cursor, period] = [stmt.steps, stmt.neurons, stmt.cursor, stmt.period].map(({ name }) =>
    printer.array(name),
  )
  const [due, next] = ['due', 'next'].map((name) => printer.local(name))
  return [
    `const ${due} = ${period}[0] > 0 ? step % ${period}[0] : step`,
    `let ${next} = ${cursor}[0]`,
    comment('a new period has begun'),
    `if (${next} > 0 && ${steps}[${next} - 1] >= ${due}) ${next} = 0`,
    `while (${steps}[${next}] < ${due}) ${next}++`,
    `for (; ${steps}[${next}] === ${due}; ${next}++) {`,
    ...indented([pushLine(stmt.list, `${neurons}[${next}]`, printer)]),
    '}',
    `${cursor}[0] = ${next}`,
  ]
}

/** Truth values are stored as 0 and 1. */
function stored(whole: Expr, printer: StatementPrinter): string {
  const value = roundedByStore(whole)
  const text = printExpression(value, printer, value.type === 'bool' ? 1 : 0)
  return value.type === 'bool' ? `${text} ? 1 : 0` : text
}

/** An array of floats rounds by itself. */
function roundedByStore(value: Expr): Expr {
  if (value.type !== 'f32') return value
  if (value.kind === 'binary') return { ...value, type: 'f64' }
  return value.kind === 'convert' && value.value.type === 'f64' ? value.value : value
}

const COMPOUND = { add: '+=', subtract: '-=', multiply: '*=', divide: '/=' } as const

/** `x[i] += y` where the value begins with `x[i]` itself. */
function printStore(stmt: Store, printer: StatementPrinter): string {
  const place = `${printer.array(stmt.array.name)}[${printExpression(stmt.index, printer)}]`
  const { value } = stmt
  const compound =
    value.kind === 'binary' && Object.hasOwn(COMPOUND, value.operation)
      ? COMPOUND[value.operation as keyof typeof COMPOUND]
      : undefined
  if (
    compound &&
    value.kind === 'binary' &&
    value.left.kind === 'load' &&
    value.left.array.name === stmt.array.name &&
    sameExpr(value.left.index, stmt.index)
  ) {
    return `${place} ${compound} ${printExpression(value.right, printer)}`
  }
  return `${place} = ${stored(value, printer)}`
}

function printLoop(domain: Domain, body: readonly string[], printer: StatementPrinter): readonly string[] {
  switch (domain.kind) {
    case 'neurons': {
      const i = printer.local(domain.index)
      return [`for (let ${i} = 0; ${i} < ${domain.count}; ${i}++) {`, ...body, '}']
    }
    case 'counted': {
      const i = printer.local(domain.index)
      return [
        `for (let ${i} = 0, elements = ${printer.array(domain.count.name)}[0]; ${i} < elements; ${i}++) {`,
        ...body,
        '}',
      ]
    }
    case 'between':
      return printBetween(domain, body, printer)
    case 'bernoulli':
      return printBernoulli(domain, body, printer)
    case 'events':
      return printEvents(domain, body, printer)
    case 'lags':
      return printLags(domain, body, printer)
    case 'pending':
      return printPending(domain, body, printer)
    case 'row':
      return printRow(domain, body, printer)
    case 'recorded': {
      const [r, i] = [printer.local(domain.position), printer.local(domain.index)]
      const neuron = domain.indices ? `${printer.array(domain.indices.name)}[${r}]` : r
      return [
        `for (let ${r} = 0; ${r} < ${domain.count}; ${r}++) {`,
        ...indented([`const ${i} = ${neuron}`]),
        ...body,
        '}',
      ]
    }
    default:
      return unreachable(domain)
  }
}

function eventNames(list: EventList, printer: StatementPrinter): { readonly list: string; readonly count: string } {
  const { items, counts } = eventArrays(list)
  return { list: printer.array(items.name), count: printer.array(counts.name) }
}

/** The neuron, by its number; those outside the range are gone past. */
function eventAt({ index, range }: Events, item: string, printer: StatementPrinter): readonly string[] {
  const i = printer.local(index)
  if (!range) return [`const ${i} = ${item}`]
  const { start, stop } = range
  const from = start === 0 ? item : `${item} - ${start}`
  return [`const ${i} = ${from}`, `if (${start === 0 ? '' : `${i} < 0 || `}${i} >= ${stop - start}) continue`]
}

function printBetween(
  { index, first, end, place }: Extract<Domain, { kind: 'between' }>,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const [j, k] = [printer.local(index), place && printer.local(place.name)]
  const from = `${j} = ${printExpression(first, printer)}`
  const also = place ? `, ${k} = ${printExpression(place.first, printer)}` : ''
  const on = place ? `${j}++, ${k}++` : `${j}++`
  return [`for (let ${from}${also}; ${j} < ${printExpression(end, printer, 6)}; ${on}) {`, ...body, '}']
}

/** From each neuron that is chosen to the next; what is behind the last one may be infinite, or no number. */
function printBernoulli(
  { index, count, scale, stream, step, draw }: Extract<Domain, { kind: 'bernoulli' }>,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const [i, n, factor] = [index, `jumps of ${stream}`, `scale of ${stream}`].map(printer.local)
  const jump = (which: string) => {
    const place = [which, printExpression(step, printer), draw, factor].join(', ')
    return `${printer.use('jump')}(memory.seed, ${printer.stream(stream)}, ${place})`
  }
  return [
    `const ${factor} = ${printExpression(scale, printer)}`,
    `for (let ${n} = 1, ${i} = ${jump('0')} - 1; ${i} < ${count}; ${i} += ${jump(`${n}++`)}) {`,
    ...body,
    '}',
  ]
}

/** A spike list has a row for each of the last `depth` steps; step n writes row n % depth. */
function printEvents(domain: Events, body: readonly string[], printer: StatementPrinter): readonly string[] {
  const { capacity, depth } = domain.list
  const { list, count } = eventNames(domain.list, printer)
  const at = (place: string) => indented(eventAt(domain, `${list}[${place}]`, printer))
  if (depth === 1) {
    return [`for (let s = 0; s < ${count}[0]; s++) {`, ...at('s'), ...body, '}']
  }
  return [
    `const row = ${ringRow(domain, printer)}`,
    `const spikes = ${count}[row]`,
    'for (let s = 0; s < spikes; s++) {',
    ...at(`row * ${capacity} + s`),
    ...body,
    '}',
  ]
}

function ringRow({ list: { depth }, delay }: Events, printer: StatementPrinter): string {
  const rows = typeof depth === 'number' ? String(depth) : `${printer.array(depth.name)}[0]`
  if (delay === 0) return `step % ${rows}`
  // A lag reaches back to no step before the first.
  if (typeof delay !== 'number') return `(step - ${printExpression(delay, printer)}) % ${rows}`
  return `(step + ${typeof depth === 'number' ? depth - delay : `${rows} - ${delay}`}) % ${rows}`
}

function printRow(
  domain: Extract<Domain, { kind: 'row' }>,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const { layout } = domain
  const [j, k] = [printer.local(domain.target), printer.local(domain.synapse)]
  const i = printExpression(domain.source, printer, 8)
  if (layout.kind === 'csr') {
    const rowStart = printer.array(layout.rowStart.name)
    return [
      `const rowEnd = ${rowStart}[${i} + 1]`,
      `for (let ${k} = ${rowStart}[${i}]; ${k} < rowEnd; ${k}++) {`,
      ...indented([`const ${j} = ${printer.array(layout.targetOf.name)}[${k}]`]),
      ...body,
      '}',
    ]
  }
  if (layout.kind === 'indexed') {
    const [rowStart, neighbour, synapse] = [layout.rowStart, layout.neighbourOf, layout.synapseAt].map(({ name }) =>
      printer.array(name),
    )
    return [
      `const rowEnd = ${rowStart}[${i} + 1]`,
      `for (let place = ${rowStart}[${i}]; place < rowEnd; place++) {`,
      ...indented([`const ${j} = ${neighbour}[place]`, `const ${k} = ${synapse}[place]`]),
      ...body,
      '}',
    ]
  }
  if (layout.kind === 'one-to-one') {
    const { sources, targets, count } = layout
    const head = sources === count && targets === count ? '{' : `if (${i} < ${count}) {`
    return [head, ...indented([`const ${j} = ${i}`, `const ${k} = ${i}`]), ...body, '}']
  }
  assertInternal(layout.kind !== 'computed', 'computed rows are written out before')
  const self = layout.diagonal ? [] : indented([`if (${j} === ${i}) continue`])
  if (layout.kind === 'procedural') return printDrawn(domain, layout, [...self, ...body], printer)
  if (layout.kind === 'column') {
    return [
      `for (let ${j} = 0; ${j} < ${layout.sources}; ${j}++) {`,
      ...self,
      ...indented([`const ${k} = ${j} * ${layout.targets} + ${i}`]),
      ...body,
      '}',
    ]
  }
  return [
    `const rowStart = ${i} * ${layout.targets}`,
    `for (let ${j} = 0; ${j} < ${layout.targets}; ${j}++) {`,
    ...self,
    ...indented([`const ${k} = rowStart + ${j}`]),
    ...body,
    '}',
  ]
}

/** From each synapse to the next, as far as the random numbers of the row say. */
function printDrawn(
  { target, synapse, source }: Extract<Domain, { kind: 'row' }>,
  { stream, seed, scale, targets }: ProceduralLayout,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const [j, k] = [printer.local(target), printer.local(synapse)]
  const row = printExpression(source, printer)
  const gap = (n: string) =>
    `${printer.use('gap')}(${printer.array(seed.name)}[0], ${printer.stream(stream)}, ${n}, ${row}, ${printer.array(scale.name)}[0])`
  return [`for (let ${k} = 0, ${j} = ${gap(k)} - 1; ${j} < ${targets}; ${j} += ${gap(`++${k}`)}) {`, ...body, '}']
}

function printPropagate(stmt: Propagate, printer: StatementPrinter): readonly string[] {
  const print = (expr: Expr) => printExpression(expr, printer)
  const { size } = stmt
  const entries = stmt.matrix.map((entry) => (entry ? print(entry) : '0'))
  const rows = Array.from({ length: size }, (_, k) => `  ${entries.slice(k * size, (k + 1) * size).join(', ')},`)
  const inputs = stmt.outputs.some((output) => output.part === 'input')
  const matrix = printer.local(`matrix of ${stmt.name}`)
  const result = printer.local(`propagator of ${stmt.name}`)
  const outputs = stmt.outputs.flatMap((output) => {
    const value = `${result}.${output.part === 'state' ? 'P' : 'Q'}[${output.row * size + output.column}]`
    const place =
      output.to.kind === 'slot'
        ? `derived[${printer.slotIndex(output.to.name)}]`
        : `${printer.array(output.to.array.name)}[${print(output.to.index)}]`
    return [`${place} = ${value} ${comment(output.comment)}`]
  })
  return [
    comment(`${stmt.comment}`),
    `const ${matrix} = Float64Array.of(`,
    ...rows,
    ')',
    `const ${result} = ${printer.use('propagator')}(${size}, ${matrix}, ${print(stmt.dt)}, ${inputs})`,
    ...outputs,
  ]
}
