/**
 * L005: synaptic statements whose result depends on the order of the events of one step. The rule is the reference's
 * (brian2/codegen/permutation_analysis.py), but for random numbers, which here go by synapse and not by order.
 */

import { visit } from '../../2-resolve/expression.js'
import { type Connectivity, type Model, type Synapses, synapsesOf } from '../../2-resolve/model.js'
import type { AssignmentOperator, Expression, Reference, Side, Sourced, Statement } from '../../2-resolve/symbols.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'

export function eventOrder(model: Model, report: Report): void {
  for (const synapses of synapsesOf(model)) {
    for (const { code } of synapses.pathways) checkPathway(code.source.role, code, shared(synapses, model), report)
  }
}

/** The sides on which one neuron may have several synapses that act in one step. */
function shared(synapses: Synapses, model: Model): ReadonlySet<Side> {
  const connections = model.actions.flatMap((action) =>
    action.kind === 'connect' && action.synapses === synapses ? [action] : [],
  )
  const sides = (['pre', 'post'] as const).filter(
    (side) => connections.length !== 1 || !connections.every((one) => !one.n && isReachedOnce(one.connectivity, side)),
  )
  return new Set(sides)
}

function isReachedOnce(connectivity: Connectivity, side: 'pre' | 'post'): boolean {
  if (connectivity.kind === 'pairs') {
    const indices = side === 'pre' ? connectivity.i : connectivity.j
    return areDifferent(indices)
  }
  if (connectivity.kind === 'partner') return connectivity.side !== side && !connectivity.iteration
  if (connectivity.kind !== 'condition' || !connectivity.condition) return false
  const { value } = connectivity.condition
  if (value.kind !== 'binary' || value.operator !== '==') return false
  const names = [value.left, value.right].map((node) =>
    node.kind === 'reference' && node.symbol.kind === 'special' ? node.symbol.name : '',
  )
  return names.sort().join() === 'i,j'
}

function areDifferent(indices: ArrayLike<number>): boolean {
  const seen = new Set<number>()
  // Most lists come to a neuron again soon.
  for (let k = 0; k < indices.length; k++) {
    if (seen.has(indices[k])) return false
    seen.add(indices[k])
  }
  return true
}

/** A variable of a neuron on a side: `v` of the postsynaptic one. */
function keyOf({ symbol, side }: Pick<Reference, 'symbol' | 'side'>): string {
  return `${side} ${symbol.name}`
}

function checkPathway(
  what: string,
  { source, value: written }: Sourced<readonly Statement[]>,
  sides: ReadonlySet<Side>,
  report: Report,
): void {
  const changed = new Map<string, Set<Way>>()
  const statements = written.map(shortened)
  for (const { target, side, operator } of statements) {
    if (target.kind !== 'variable' || !sides.has(side)) continue
    const key = keyOf({ symbol: target, side })
    const ways = changed.get(key) ?? new Set()
    changed.set(key, ways.add(WAYS[operator]))
  }
  const temporaries = new Map<string, ReadonlySet<string>>()
  for (const statement of statements) {
    const { target, side, value, span, operator } = statement
    const reads = readsOf(value, temporaries)
    const own = keyOf({ symbol: target, side })
    if (target.kind === 'temporary') {
      temporaries.set(
        target.name,
        operator === '=' ? reads : new Set([...reads, ...(temporaries.get(target.name) ?? [])]),
      )
      continue
    }
    const culprit = [...reads].find((key) => changed.has(key)) ?? mixed(own, reads, operator, changed.get(own))
    if (culprit === undefined) continue
    const [written, read] = [target.name, culprit.slice(culprit.indexOf(' ') + 1)]
    report(diagnostic('L005', { what, written, read }, { source, span }))
    return
  }
}

/** `x = x + y` is `x += y`, and so with products. */
function shortened(statement: Statement): Statement {
  const { value, operator, target, side } = statement
  if (operator !== '=' || value.kind !== 'binary') return statement
  const isTarget = (node: Expression) => node.kind === 'reference' && node.symbol === target && node.side === side
  const { left, right } = value
  const commutes = value.operator === '+' || value.operator === '*'
  if (!commutes && value.operator !== '-' && value.operator !== '/') return statement
  if (isTarget(left)) return { ...statement, operator: `${value.operator}=`, value: right }
  return commutes && isTarget(right) ? { ...statement, operator: `${value.operator}=`, value: left } : statement
}

/** What statements do to a value: sums commute with each other, and so do products. */
type Way = 'sum' | 'product' | 'assignment'

const WAYS: Readonly<Record<AssignmentOperator, Way>> = {
  '=': 'assignment',
  '+=': 'sum',
  '-=': 'sum',
  '*=': 'product',
  '/=': 'product',
  '%=': 'assignment',
}

/** The variable itself, where it is changed in ways that do not commute: a sum and a product, or values of single synapses. */
function mixed(
  own: string,
  reads: ReadonlySet<string>,
  operator: AssignmentOperator,
  ways: ReadonlySet<Way> | undefined,
): string | undefined {
  if (!ways) return undefined
  if (ways.size > 1) return own
  return operator === '=' && reads.size > 0 ? own : undefined
}

/** The variables that a value is made of, of synapses and of neurons on both sides. */
function readsOf(value: Expression, temporaries: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reads = new Set<string>()
  const enter = (expression: Expression, sideOf: (side: Side) => Side): void =>
    visit(expression, (node) => {
      if (node.kind !== 'reference') return
      const { symbol } = node
      const side = sideOf(node.side)
      if (symbol.kind === 'variable') reads.add(keyOf({ symbol, side }))
      if (symbol.kind === 'temporary') for (const key of temporaries.get(symbol.name) ?? []) reads.add(key)
      if (symbol.kind === 'subexpression' && symbol.expression)
        // A neuron's subexpression reads that neuron's variables.
        enter(symbol.expression, (inner) => (inner === 'own' ? side : inner))
    })
  enter(value, (side) => side)
  return reads
}
