/**
 * Rows whose targets are computed, written out: a loop over numbers, or over all neurons, with a condition in it. It comes behind
 * all passes, which leave the expressions as they are: the runtime asks the same ones when synapses are connected, and one
 * bit would lead elsewhere. Only constants are folded, as they are there.
 */
import { asIndex, binary, call, changing, constant, index, load, local } from '../ir/build.js'
import type { ComputedRow, Expr, For, Kernel, Numbers, Row, StepProgram, Stmt } from '../ir/ir.js'
import { hasBody, mapExpr, namesIn, visitAll } from '../ir/walk.js'
import { folded } from './fold-constants.js'
import { freshName } from './fresh-name.js'

export function withRowsWrittenOut(program: StepProgram): StepProgram {
  const kernel = (k: Kernel): Kernel => ({ ...k, body: rowsWrittenOut(k.body) })
  return { ...program, preparation: program.preparation.map(kernel), kernels: program.kernels.map(kernel) }
}

export function rowsWrittenOut(body: readonly Stmt[]): readonly Stmt[] {
  return written(body, new Set(namesIn(body)))
}

function written(stmts: readonly Stmt[], taken: Set<string>): readonly Stmt[] {
  return stmts.flatMap((stmt): readonly Stmt[] => {
    if (!hasBody(stmt)) return [stmt]
    const within = { ...stmt, body: written(stmt.body, taken) }
    return within.kind === 'for' && within.domain.kind === 'row' ? rowWritten(within, within.domain, taken) : [within]
  })
}

function rowWritten(row: For, domain: Row, taken: Set<string>): readonly Stmt[] {
  const { layout } = domain
  if (layout.kind !== 'computed') return [row]
  const { before, body } = placed(domain, layout, row.body, taken)
  return [...before, ...loopOf(domain, layout, body, taken)]
}

/** The body, with the place of each synapse, where it asks for that: in a row they are consecutive. */
function placed({ synapse, source }: Row, { rowStart }: ComputedRow, body: readonly Stmt[], taken: Set<string>) {
  let isAsked = false
  visitAll(body, (expr) => {
    if (expr.kind === 'local' && expr.name === synapse) isAsked = true
  })
  if (!isAsked) return { before: [], body }
  if (!rowStart) throw new Error('internal error of spikec: the place of a synapse that has none')
  const next = changing(freshName('place', taken), 'i32')
  const before: readonly Stmt[] = [{ kind: 'var', name: next.name, value: load(rowStart, source, 'gathered') }]
  return {
    before,
    body: [
      { kind: 'let', name: synapse, value: next },
      { kind: 'assign', name: next.name, value: binary('add', next, index(1)) },
      ...body,
    ] as readonly Stmt[],
  }
}

function loopOf(domain: Row, layout: ComputedRow, body: readonly Stmt[], taken: Set<string>): readonly Stmt[] {
  const { targetsBy: by, targets } = layout
  const { target } = domain
  if (by.kind === 'condition') {
    const inner = by.condition ? where(folded(by.condition), body) : body
    const all: Stmt = { kind: 'for', domain: { kind: 'neurons', index: target, count: targets }, body: inner }
    return by.rows ? where(folded(by.rows), [all]) : [all]
  }
  const { partner, numbers } = by
  if (!numbers) return reaching(partner, domain, targets, body, taken)
  const number = local(freshName('number', taken), 'f64')
  const counted = (expr: Expr) =>
    mapExpr(folded(expr), (node) => (node.kind === 'local' && node.type === 'f64' ? number : node))
  const inner = numbers.condition ? where(counted(numbers.condition), body) : body
  return overNumbers(numbers, number, reaching(counted(partner), domain, targets, inner, taken), taken)
}

/** From `start` to before `stop`, as the runtime counts them. */
function overNumbers(numbers: Numbers, number: Expr & { name: string }, body: readonly Stmt[], taken: Set<string>) {
  const [start, stop, step] = [numbers.start, numbers.stop, numbers.step].map(folded)
  const named = (name: string, value: Expr) => {
    const found = local(freshName(name, taken), 'f64')
    return { found, stmt: { kind: 'let', name: found.name, value } as const }
  }
  const isOne = step.kind === 'constant' && step.value === 1
  const first = named('first', start)
  const stride = named('stride', step)
  const length = binary('subtract', stop, first.found)
  const turns = named('turns', call('ceil', isOne ? length : binary('divide', length, stride.found)))
  const turn = changing(freshName('turn', taken), 'f64')
  const along = isOne ? turn : binary('multiply', turn, stride.found)
  const loop: Stmt = {
    kind: 'while',
    over: 'numbers',
    condition: binary('less', turn, turns.found),
    body: [
      { kind: 'let', name: number.name, value: binary('add', first.found, along) },
      { kind: 'assign', name: turn.name, value: binary('add', turn, constant(1)) },
      ...body,
    ],
  }
  return [
    first.stmt,
    ...(isOne ? [] : [stride.stmt]),
    turns.stmt,
    { kind: 'var', name: turn.name, value: constant(0) },
    loop,
  ] as readonly Stmt[]
}

/** The body for the neuron that a number is cut off to, if it is one. */
function reaching(
  partner: Expr,
  { target }: Row,
  targets: number,
  body: readonly Stmt[],
  taken: Set<string>,
): readonly Stmt[] {
  const reached = local(freshName('reached', taken), 'f64')
  const isNeuron = binary('and', binary('greater', reached, constant(-1)), binary('less', reached, constant(targets)))
  // What is cut off to 0 from below has no sign then.
  const whole = asIndex(call('maximum', reached, constant(0)))
  return [
    { kind: 'let', name: reached.name, value: folded(partner) },
    ...where(isNeuron, [{ kind: 'let', name: target, value: whole }, ...body]),
  ]
}

function where(condition: Expr, body: readonly Stmt[]): readonly Stmt[] {
  return [{ kind: 'if', condition, body }]
}
