/**
 * Rows whose targets are computed, written out: a loop over numbers, or over neurons, with a condition in it. It comes behind
 * all passes, which leave the expressions as they are: the runtime asks the same ones when synapses are connected, and one
 * bit would lead elsewhere. What is done here changes none: constants are folded, as they are there, what is the same for the
 * whole row is computed before it, and squares are products.
 */
import { asIndex, asNumber, binary, call, changing, constant, index, load, local } from '../ir/build.js'
import type {
  ComputedRow,
  Domain,
  Expr,
  For,
  Kernel,
  Let,
  Local,
  Numbers,
  Row,
  StepProgram,
  Stmt,
  TargetsBy,
} from '../ir/ir.js'
import { childrenOf, hasBody, keyOf, mapChildren, mapExpr, namesIn, visitAll, visitExpr } from '../ir/walk.js'
import { folded } from './fold-constants.js'
import { freshName } from './fresh-name.js'
import { takesWork } from './hoist-row-invariants.js'

export function withRowsWrittenOut(program: StepProgram): StepProgram {
  const kernel = (k: Kernel): Kernel => ({ ...k, body: rowsWrittenOut(k.body) })
  return { ...program, preparation: program.preparation.map(kernel), kernels: program.kernels.map(kernel) }
}

export function rowsWrittenOut(body: readonly Stmt[]): readonly Stmt[] {
  return written(body, new Set(namesIn(body)))
}

/** Names that are taken within a kernel. */
type Taken = Set<string>

function written(stmts: readonly Stmt[], taken: Taken): readonly Stmt[] {
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (!hasBody(stmt)) return [stmt]
    const within = { ...stmt, body: written(stmt.body, taken) }
    return within.kind === 'for' && within.domain.kind === 'row' ? rowWritten(within, within.domain, taken) : [within]
  })
}

function rowWritten(row: For, domain: Row, taken: Taken): readonly Stmt[] {
  const { layout } = domain
  if (layout.kind !== 'computed') return [row]
  const { targetsBy: by, targets } = layout
  if (by.kind === 'condition') {
    const { before, body } = placed(domain, layout, row.body, taken)
    const { target } = domain
    if (layout.side === 'post') return column(by, domain, layout, body, taken)
    const all = { kind: 'neurons', index: target, count: targets } as const
    const loop = by.condition
      ? asking(by.condition, all, [target], body, taken)
      : [{ kind: 'for', domain: all, body } as const]
    return [...before, ...(by.rows ? [where(folded(by.rows), loop)] : loop)]
  }
  if (by.numbers?.consecutive) return between(by.partner, by.numbers, domain, layout, row.body, taken)
  const { before, body } = placed(domain, layout, row.body, taken)
  const { partner, numbers } = by
  if (!numbers) return [...before, ...reaching(folded(partner), domain, targets, body, taken)]
  return [...before, ...overNumbers(partner, numbers, domain, targets, body, taken)]
}

/** The synapses of a postsynaptic neuron: the condition on it and every presynaptic one. */
function column(
  { rows, condition }: Extract<TargetsBy, { kind: 'condition' }>,
  { target }: Row,
  { sources }: ComputedRow,
  body: readonly Stmt[],
  taken: Taken,
): readonly Stmt[] {
  const all = { kind: 'neurons', index: target, count: sources } as const
  const holds = rows && condition ? binary('and', rows, condition) : (rows ?? condition)
  return holds ? asking(holds, all, [target], body, taken) : [{ kind: 'for', domain: all, body }]
}

/** The body, with the place of each synapse, where it asks for that: in a row they are consecutive. */
function placed({ synapse, source }: Row, layout: ComputedRow, body: readonly Stmt[], taken: Taken) {
  const first = placeIn(layout, source, synapse, body)
  if (!first) return { before: [], body }
  const next = changing(freshName('place', taken), 'i32')
  const before: readonly Stmt[] = [{ kind: 'var', name: next.name, value: first }]
  const moving: readonly Stmt[] = [
    { kind: 'let', name: synapse, value: next },
    { kind: 'assign', name: next.name, value: binary('add', next, index(1)) },
    ...body,
  ]
  return { before, body: moving }
}

/** The place of the first synapse of the row, if the body asks for places. */
function placeIn({ rowStart }: ComputedRow, source: Expr, name: string, body: readonly Stmt[]): Expr | undefined {
  let isAsked = false
  visitAll(body, (expr) => {
    if (expr.kind === 'local' && expr.name === name) isAsked = true
  })
  if (!isAsked) return undefined
  if (!rowStart) throw new Error('internal error of spikec: the place of a synapse that has none')
  return load(rowStart, source, 'gathered')
}

function named(name: string, value: Expr, taken: Taken): { readonly name: Local; readonly stmt: Let } {
  const found = local(freshName(name, taken), value.type)
  return { name: found, stmt: { kind: 'let', name: found.name, value } }
}

/** Targets that are neighbours, from one to before another: those of the range that are neurons. */
function between(
  partner: Expr,
  { start, stop, condition }: Numbers,
  domain: Row,
  layout: ComputedRow,
  inner: readonly Stmt[],
  taken: Taken,
): readonly Stmt[] {
  const all = constant(layout.targets)
  const first = named('first', folded(start), taken)
  const reached = named('reached', folded(withNumber(partner, first.name)), taken)
  const turns = call('ceil', binary('subtract', folded(stop), first.name))
  const low = named('low', call('minimum', call('maximum', reached.name, constant(0)), all), taken)
  const high = call('maximum', call('minimum', binary('add', reached.name, turns), all), low.name)
  const ends = [named('start', asIndex(low.name), taken), named('end', asIndex(high), taken)]
  const [from, to] = ends.map(({ name }) => name)
  const lets = [first, reached, low, ...ends].map(({ stmt }) => stmt)
  const { target, synapse, source } = domain
  const range = { kind: 'between', index: target, first: from, end: to } as const
  if (!condition) {
    const at = placeIn(layout, source, synapse, inner)
    return [
      ...lets,
      { kind: 'for', domain: { ...range, ...(at && { place: { name: synapse, first: at } }) }, body: inner },
    ]
  }
  const shift = named('shift', binary('subtract', reached.name, first.name), taken)
  const number = binary('subtract', asNumber(local(target, 'i32')), shift.name)
  const { before, body } = placed(domain, layout, inner, taken)
  return [...lets, shift.stmt, ...before, ...asking(withNumber(condition, number), range, [target], body, taken)]
}

/** The number that a generator has come to is the only double that has a name there. */
function withNumber(expr: Expr, number: Expr): Expr {
  return mapExpr(expr, (node) => (node.kind === 'local' && node.type === 'f64' ? number : node))
}

/** A loop that does the body where the condition holds. `own`: the names that have another value in each turn. */
function asking(condition: Expr, domain: Domain, own: readonly string[], body: readonly Stmt[], taken: Taken) {
  const { before, within, value } = prepared(folded(condition), own, taken)
  const loop: Stmt = { kind: 'for', domain, body: [...within, where(value, body)] }
  return [...before, loop]
}

/** From `start` to before `stop`, as the runtime counts them. */
function overNumbers(
  partner: Expr,
  numbers: Numbers,
  domain: Row,
  targets: number,
  body: readonly Stmt[],
  taken: Taken,
): readonly Stmt[] {
  const [start, stop, step] = [numbers.start, numbers.stop, numbers.step].map(folded)
  const isOne = step.kind === 'constant' && step.value === 1
  const first = named('first', start, taken)
  const stride = named('stride', step, taken)
  const length = binary('subtract', stop, first.name)
  const turns = named('turns', call('ceil', isOne ? length : binary('divide', length, stride.name)), taken)
  const turn = changing(freshName('turn', taken), 'f64')
  const number = named('number', binary('add', first.name, isOne ? turn : binary('multiply', turn, stride.name)), taken)
  const own = [number.name.name, domain.target]
  const ready = (expr: Expr) => prepared(folded(withNumber(expr, number.name)), own, taken)
  const [to, condition] = [ready(partner), numbers.condition && ready(numbers.condition)]
  const inner = condition ? [...condition.within, where(condition.value, body)] : body
  return [
    first.stmt,
    ...(isOne ? [] : [stride.stmt]),
    turns.stmt,
    ...to.before,
    ...(condition?.before ?? []),
    { kind: 'var', name: turn.name, value: constant(0) },
    {
      kind: 'while',
      over: 'numbers',
      condition: binary('less', turn, turns.name),
      body: [
        number.stmt,
        { kind: 'assign', name: turn.name, value: binary('add', turn, constant(1)) },
        ...to.within,
        ...reaching(to.value, domain, targets, inner, taken),
      ],
    },
  ]
}

/** The body for the neuron that a number is cut off to, if it is one. */
function reaching(partner: Expr, { target }: Row, targets: number, body: readonly Stmt[], taken: Taken) {
  const reached = named('reached', partner, taken)
  const isNeuron = binary(
    'and',
    binary('greater', reached.name, constant(-1)),
    binary('less', reached.name, constant(targets)),
  )
  // What is cut off to 0 from below has no sign then.
  const whole = asIndex(call('maximum', reached.name, constant(0)))
  return [reached.stmt, where(isNeuron, [{ kind: 'let', name: target, value: whole }, ...body])]
}

/** The expression, with what is the same for the row computed `before` it, and what is squared named in each turn. */
function prepared(expr: Expr, own: readonly string[], taken: Taken) {
  const before = new Map<string, ReturnType<typeof named>>()
  const within: Let[] = []
  const fixed = (part: Expr): Expr => {
    if (mentions(part, own)) return mapChildren(part, fixed)
    if (!takesWork(part)) return part
    const key = keyOf(part)
    const known = before.get(key) ?? named('of_row', part, taken)
    before.set(key, known)
    return known.name
  }
  const squared = (part: Expr): Expr => {
    if (part.kind !== 'binary' || part.operation !== 'power') return part
    const { left, right } = part
    if (right.kind !== 'constant' || right.value !== 2 || childrenOf(left).length === 0) return part
    const base = named('base', left, taken)
    within.push(base.stmt)
    return binary('multiply', base.name, base.name)
  }
  const value = mapExpr(fixed(expr), squared)
  return { before: [...before.values()].map(({ stmt }) => stmt), within, value }
}

function mentions(expr: Expr, names: readonly string[]): boolean {
  let found = false
  visitExpr(expr, (node) => {
    if (node.kind === 'local' && names.includes(node.name)) found = true
  })
  return found
}

function where(condition: Expr, body: readonly Stmt[]): Stmt {
  return { kind: 'if', condition, body }
}
