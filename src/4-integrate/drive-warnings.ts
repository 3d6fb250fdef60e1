/** What is possible in equations of synapses, and costs more or means less than it may seem to. */
import { codesOf } from '../2-resolve/expansion.js'
import { referencesOf } from '../2-resolve/expression.js'
import { type Model, monitorsOf, type Synapses, type SynapticEquation, synapsesOf } from '../2-resolve/model.js'
import type { Expression, ModelSymbol, Variable } from '../2-resolve/symbols.js'
import { diagnostic, type Report } from '../diagnostics/index.js'
import { whyNotLinear } from './event-driven.js'

export function warnOfDrives(model: Model, report: Report): void {
  for (const synapses of synapsesOf(model)) {
    warnOfChanging(synapses, report)
    warnOfUnmarked(synapses, model, report)
  }
}

/** Of a neuron's variable only the value at the event is known, and it is taken for the whole time since the last one. */
function warnOfChanging({ name: owner, equations }: Synapses, report: Report): void {
  for (const { variable, derivative, drive } of equations) {
    const used = drive === 'event-driven' ? changingNeuronIn(derivative.value, owner) : undefined
    if (!used) continue
    const { source, value } = derivative
    const parameters = { name: variable.name, used: used.name, owner: used.owner }
    report(diagnostic('F008', parameters, { source, span: value.span }))
  }
}

/** A variable of a neuron that its own equations change. */
function changingNeuronIn(expression: Expression, synapses: string): Variable | undefined {
  const variables = [...symbolsIn(expression)].filter((symbol) => symbol.kind === 'variable')
  return variables.find(({ owner, role }) => owner !== synapses && (role === 'differential' || role === 'held'))
}

/** Everything that an expression is made of, through the subexpressions that it names. */
function symbolsIn(expression: Expression, found = new Set<ModelSymbol>()): ReadonlySet<ModelSymbol> {
  for (const { symbol } of referencesOf(expression)) {
    if (found.has(symbol)) continue
    found.add(symbol)
    if (symbol.kind === 'subexpression' && symbol.expression) symbolsIn(symbol.expression, found)
  }
  return found
}

/** Equations without a mark are integrated in every step, as in the reference. Where only events need them, that is said. */
function warnOfUnmarked(synapses: Synapses, model: Model, report: Report): void {
  const hasPathways = codesOf(synapses).length > synapses.operations.length
  // What a function of the user's own reads is not known.
  if (!hasPathways || model.parts.some((part) => part.kind === 'network-operation')) return
  const possible = possiblyEventDriven(synapses)
  const read = readBetweenEvents(synapses, possible, model)
  if (possible.some(({ variable }) => read.has(variable))) return
  for (const { variable } of possible) {
    if (variable.origin) report(diagnostic('F007', { name: variable.name, owner: synapses.name }, variable.origin))
  }
}

/** Of the equations without a mark, those that could be event-driven together. */
function possiblyEventDriven({ name, equations }: Synapses): readonly SynapticEquation[] {
  const marked = equations.filter(({ drive }) => drive === 'event-driven')
  let possible = equations.filter(({ drive }) => drive === undefined)
  for (let before = -1; before !== possible.length; ) {
    before = possible.length
    const driven = [...marked, ...possible]
    const others = new Set(equations.filter((equation) => !driven.includes(equation)).map(({ variable }) => variable))
    possible = possible.filter((equation) => {
      const { value } = equation.derivative
      const readsOthers = [...symbolsIn(value)].some((symbol) => symbol.kind === 'variable' && others.has(symbol))
      return !readsOthers && !changingNeuronIn(value, name) && whyNotLinear(equation, driven) === undefined
    })
  }
  return possible
}

/** What needs its value in every step, or in every few: sums, other equations, operations and monitors. */
function readBetweenEvents(
  { equations, sums, held, operations }: Synapses,
  possible: readonly SynapticEquation[],
  model: Model,
): ReadonlySet<ModelSymbol> {
  const read = new Set<ModelSymbol>()
  const expressions = [
    ...sums.map(({ expression }) => expression.value),
    ...held.map(({ expression }) => expression.value),
    ...equations.flatMap((one) =>
      one.drive === 'event-driven' || possible.includes(one) ? [] : [one.derivative.value],
    ),
    ...operations.flatMap(({ code }) => code.value.map(({ value }) => value)),
  ]
  for (const expression of expressions) symbolsIn(expression, read)
  for (const { code } of operations)
    for (const { target } of code.value) if (target.kind === 'variable') read.add(target)
  for (const monitor of monitorsOf(model)) {
    if (monitor.kind === 'rate-monitor') continue
    for (const recorded of monitor.variables) {
      read.add(recorded)
      if (recorded.kind === 'subexpression' && recorded.expression) symbolsIn(recorded.expression, read)
    }
  }
  return read
}
