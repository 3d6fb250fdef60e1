/** What happens before the run: which pairs are connected, and what variables are set to. */

import { isTimeOfEvent } from '../2-resolve/actions.js'
import { visit } from '../2-resolve/expression.js'
import {
  type Group,
  type Model,
  type ResolvedAction,
  type SetVariable,
  type Synapses,
  startOf,
} from '../2-resolve/model.js'
import type { Expression, ModelSymbol, Subexpression, Variable } from '../2-resolve/symbols.js'
import { assertInternal } from '../diagnostics/index.js'
import { asNumber, binary, constant, index, local } from '../ir/build.js'
import type { ArrayRef, Expr, SetupFunction, Stmt } from '../ir/ir.js'
import type { SetupStep } from '../runtime/description.js'
import type { Data } from '../runtime/kernels.js'
import { arrayOf, dataName } from './arrays.js'
import { wholeMatrix } from './bindings.js'
import { printResolved } from './comments.js'
import { lowerConnect } from './connect.js'
import type { ModelContext } from './context.js'
import { activeIn, lowerExpression, lowerNumber, lowerTruth, placeOf, type Site } from './expression.js'
import { spikesStep } from './generator.js'
import { linkOf } from './links.js'
import { eachElement, eachOfSide, neuronSite, synapseSite } from './site.js'
import { storable } from './statements.js'
import { asSteps, inSteps, ticking } from './time.js'

export interface LoweredSetup {
  readonly steps: readonly SetupStep[]
  readonly functions: readonly SetupFunction[]
  /** Data that the steps name, as the user's own arrays. */
  readonly data: ReadonlyMap<string, Data>
}

/**
 * The actions from the one numbered `first` on. Random numbers are counted by how often their own variable has been set,
 * so that they do not depend on what else a model does.
 */
export function lowerSetup(
  actions: readonly ResolvedAction[],
  context: ModelContext,
  first = 0,
  /** What is given its spikes before anything else happens. */
  groups: readonly Group[] = [],
): LoweredSetup {
  const data = new Map<string, Data>()
  const functions: SetupFunction[] = []
  const given = groups.flatMap((group) =>
    group.generator ? [spikesStep(group, group.generator.spikes, '', data)] : [],
  )
  const steps = actions.slice(first).map((action, k): SetupStep => {
    if (action.kind === 'spikes') return spikesStep(action.group, action.spikes, String(first + k), data)
    if (action.kind === 'connect') {
      const bind = (expression: Expression) => bindArrays(expression, data, context)
      const ordinal = connectsBefore(action.synapses.name, actions.slice(0, first + k))
      return lowerConnect(action, ordinal, context, { functions, data, bind })
    }
    const before = actions
      .slice(0, first + k)
      .filter((earlier) => earlier.kind === 'set' && earlier.variable === action.variable)
    return lowerSet(action, { place: first + k, count: before.length }, context, data, functions)
  })
  return { steps: [...given, ...steps], functions, data }
}

/** How often the synapses were connected before: random numbers are counted by that. */
function connectsBefore(name: string, earlier: readonly ResolvedAction[]): number {
  return earlier.filter((action) => action.kind === 'connect' && action.synapses.name === name).length
}

/** Where a set() stands among the actions, and how many of the same variable came before. */
interface Ordinal {
  readonly place: number
  readonly count: number
}

type DataMap = Map<string, Data>

function bindArrays(expression: Expression | undefined, data: DataMap, { model }: ModelContext): void {
  const see = (node: Expression): void => {
    if (node.kind === 'element' || node.kind === 'timed') data.set(dataName(node.array), node.array.matrix.data)
  }
  if (expression) walk(expression, model, see)
}

/** Everything that an expression is made of, through the names that stand for other expressions. */
function walk(expression: Expression, model: Model, see: (node: Expression) => void): void {
  visit(expression, (node) => {
    see(node)
    if (node.kind !== 'reference') return
    const symbol = linkedTo(node.symbol, model)
    const body =
      symbol.kind === 'subexpression' ? symbol.expression : symbol.kind === 'constant' ? symbol.definition : undefined
    if (body) walk(body, model, see)
  })
}

/** What a name stands for in the end, which may be another group's subexpression. */
function linkedTo(symbol: ModelSymbol, model: Model): ModelSymbol {
  if (symbol.kind !== 'variable' || symbol.role !== 'linked') return symbol
  return linkedTo(linkOf(symbol, { model }).target, model)
}

/** Where only some synapses are set, which they are stands beside what is done. */
function lowerSet(
  set: SetVariable,
  ordinal: Ordinal,
  context: ModelContext,
  data: DataMap,
  functions: SetupFunction[],
): SetupStep {
  const step = lowerWholeSet(set, ordinal, context, data, functions)
  const { at, owner } = set
  if (!at || !('array' in step)) return step
  const kept = (part: string, list: readonly number[]) => {
    const name = `${owner.name}:at${ordinal.place}.${part}`
    data.set(name, Int32Array.from(list))
    return name
  }
  const chosen = 'numbers' in at ? { numbers: kept('numbers', at.numbers) } : { i: kept('i', at.i), j: kept('j', at.j) }
  return { ...step, at: { synapses: owner.name, ...chosen } }
}

function lowerWholeSet(
  set: SetVariable,
  ordinal: Ordinal,
  context: ModelContext,
  data: DataMap,
  functions: SetupFunction[],
): SetupStep {
  const { variable, owner, setting, where } = set
  const array = arrayOf(variable, context.precision)
  const synapses = owner.kind === 'synapses' && !variable.shared ? { synapses: owner.name } : {}
  const isPart = owner.kind === 'group' && owner.window !== undefined && !variable.shared
  const from = isPart ? { start: startOf(owner) } : {}
  const isBound = context.bindings.has(array.name) ? { bound: true as const } : {}
  const moved = (name: string, scale: number, shape: readonly number[]): SetupStep => {
    const place = { array: array.name, ...synapses, variable: variable.name }
    return { kind: 'data', ...place, data: name, scale, shape, ...from, ...isBound }
  }
  if (setting.kind === 'data') {
    const name = `${array.name}:set${ordinal.place}`
    const { data: given, shape } = setting.value
    if (isTimeOfEvent(variable)) {
      const steps = Float64Array.from(given, (x) => asSteps(x * setting.scale, owner.clock))
      data.set(name, steps)
      // What is told of synapses is in seconds, and is divided by the step.
      return moved(name, owner.kind === 'synapses' ? owner.clock.dt : 1, shape)
    }
    data.set(name, variable.type === 'boolean' ? truthValues(given) : given)
    return moved(name, setting.scale, shape)
  }
  const bound = context.bindings.get(array.name)
  const isTime = isTimeOfEvent(variable)
  if (setting.kind === 'number' && !where && !isPart) {
    const value = isTime ? asSteps(setting.value, owner.clock) : setting.value / (bound?.scale ?? 1)
    return { kind: 'fill', array: array.name, value }
  }
  const whole =
    !where && !isTime && setting.kind === 'expression' ? wholeMatrix(setting.expression.value, owner) : undefined
  if (whole) {
    data.set(dataName(whole), whole.matrix.data)
    return moved(dataName(whole), whole.scale, whole.matrix.shape)
  }
  bindArrays(setting.kind === 'expression' ? setting.expression.value : undefined, data, context)
  bindArrays(where?.value, data, context)
  const name = `set_${variable.owner}_${variable.name.replace('.', '_')}_${ordinal.place}`
  functions.push({ kind: 'fill', name, title: titleOf(set), body: fillBody(set, array, ordinal.count, context) })
  return { kind: 'function', function: name, array: array.name }
}

/** Every number but 0 is true, in an array as in an expression. */
function truthValues(data: Float64Array | Float32Array): Float64Array {
  return Float64Array.from(data, (x) => (x === 0 ? 0 : 1))
}

function titleOf({ variable, setting, where }: SetVariable): string {
  const value =
    setting.kind === 'expression'
      ? printResolved(setting.expression.value)
      : setting.kind === 'number'
        ? String(setting.value)
        : 'data'
  return `${variable.name} = ${value}${where ? ` where ${printResolved(where.value)}` : ''}`
}

function fillBody(set: SetVariable, array: ArrayRef, count: number, context: ModelContext): readonly Stmt[] {
  const { owner, variable, setting } = set
  const stream = `${variable.owner}.${variable.name}:set`
  // What is set later may be set again and again: the runtime counts.
  const counted = context.late ? local('count', 'f64') : constant(count)
  const options = { stream, step: counted, checked: true, clock: ticking(context) }
  const each =
    owner.kind === 'group' ? neuronSite(owner, context, options, 'contiguous') : synapseSite(owner, context, options)
  const site: Site = variable.shared ? { ...each, random: { ...each.random, indices: [index(0), index(0)] } } : each
  assertInternal(setting.kind !== 'data', 'data are not set element by element')
  const written = setting.kind === 'number' ? constant(setting.value) : lowerExpression(setting.expression.value, site)
  const value = isTimeOfEvent(variable) ? inSteps(asNumber(written), owner.clock) : written
  const keeper = owner.kind === 'synapses' ? context.keeping.get(owner.name)?.variables.get(variable.name) : undefined
  const place = placeOf(keeper && keeper !== 'all' ? keeper : 'own', site)
  const isOne = variable.shared || keeper === 'all'
  const at = isOne ? index(0) : keeper ? (place.number ?? place.index) : place.index
  const bound = context.bindings.get(array.name)
  const held =
    bound && bound.scale !== 1
      ? binary('divide', storable(value, variable), constant(bound.scale, bound.unit))
      : storable(value, variable)
  const store: Stmt = { kind: 'store', array, index: at, access: 'contiguous', value: held, comment: titleOf(set) }
  const condition = settable(set, site)
  const body: readonly Stmt[] = condition ? [{ kind: 'if', condition, body: [store] }] : [store]
  if (isOne) return body
  return [keeper && owner.kind === 'synapses' ? eachOfSide(owner, keeper, body) : eachElement(owner, context, body)]
}

/** The array that values of a subexpression are put into when they are asked for; it is not in a simulation's memory. */
export function askedArray(owner: string): ArrayRef {
  return { name: `${owner}:asked`, element: 'f64', holds: 'f64' }
}

/** A function that works out a value for each element that no array holds, as the variables are when it is called. */
export function lowerAsked(
  owner: Group | Synapses,
  asked: Subexpression | Variable,
  context: ModelContext,
  name = 'asked',
): LoweredSetup {
  const data: DataMap = new Map()
  const reference: Expression = { kind: 'reference', symbol: asked, side: 'own', span: { start: 0, end: 0 } }
  bindArrays(reference, data, context)
  const value = lowerNumber(reference, askedSite(owner, context))
  const at = asked.shared ? index(0) : local(owner.kind === 'group' ? 'i' : 'k', 'i32')
  const store: Stmt = { kind: 'store', array: askedArray(owner.name), index: at, access: 'contiguous', value }
  const body = asked.shared ? [store] : [eachElement(owner, context, [store])]
  const title = `${asked.name} of ${owner.name}, as it is now`
  return { steps: [], functions: [{ kind: 'fill', name, title, body }], data }
}

/** A function that works out for each synapse whether a condition holds, into the same array. */
export function lowerChoice(owner: Synapses, condition: Expression, context: ModelContext): LoweredSetup {
  const data: DataMap = new Map()
  bindArrays(condition, data, context)
  const value = asNumber(lowerTruth(condition, askedSite(owner, context)))
  const store: Stmt = {
    kind: 'store',
    array: askedArray(owner.name),
    index: local('k', 'i32'),
    access: 'contiguous',
    value,
  }
  const title = `the synapses of ${owner.name} for which ${printResolved(condition)}`
  return {
    steps: [],
    functions: [{ kind: 'fill', name: 'asked', title, body: [eachElement(owner, context, [store])] }],
    data,
  }
}

function askedSite(owner: Group | Synapses, context: ModelContext): Site {
  const late: ModelContext = { ...context, late: true }
  const options = { stream: '', checked: true, clock: ticking(context) }
  return owner.kind === 'group' ? neuronSite(owner, late, options, 'contiguous') : synapseSite(owner, late, options)
}

/** Which elements are set. A string leaves a variable marked (unless refractory) alone where its neuron is, as in the reference. */
function settable({ owner, variable, where, setting }: SetVariable, site: Site): Expr | undefined {
  const chosen = where && lowerTruth(where.value, site)
  const isString = where !== undefined || setting.kind === 'expression'
  if (!site.context.late || !variable.unlessRefractory || !isString) return chosen
  const active = activeIn(site, owner.name, placeOf('own', site))
  return chosen ? binary('and', chosen, active) : active
}
