/** Resolved expression -> IR. All arithmetic is in doubles; conditions are `bool`. */
import type { Clock } from '../2-resolve/model.js'
import type {
  ArrayConstant,
  BinaryNode,
  CallNode,
  ElementNode,
  Expression,
  Noise,
  Reference,
  Side,
  Special,
  Subexpression,
  Temporary,
  TimedArray,
  Variable,
} from '../2-resolve/symbols.js'
import { assertInternal, unreachable } from '../diagnostics/index.js'
import {
  asIndex,
  asNumber,
  asTruth,
  binary,
  call,
  constant,
  derived,
  index,
  load,
  negate,
  not,
  parameter,
  select,
  truth,
} from '../ir/build.js'
import type { Access, BinaryOperation, Expr, Intrinsic } from '../ir/ir.js'
import { arrayOf } from './arrays.js'
import type { ModelContext } from './context.js'
import { isKept } from './kept-by-neuron.js'
import { linkedPlace, linkOf } from './links.js'
import { partCalled, seenFrom } from './population.js'
import { lowerCount, type NumbersOfSynapses } from './synapse-counts.js'
import { stepBefore, stepDue, stepOf } from './time.js'
import { lowerTimed } from './timed.js'

/** The element of a group's or synapses' arrays that a name means. */
export interface Place {
  readonly index: Expr
  readonly access: Access
  /** How many there are is not known, so that data have to be looked at before they are read by their number. */
  readonly unbounded?: true
  /** What `i` or `j` is, where that is another number: elements of a part of a group are counted from its start. */
  readonly number?: Expr
}

/** Where an expression is evaluated. */
export interface Site {
  readonly context: ModelContext
  /** `own`: the neuron of a group, or the synapse; `pre`, `post`: the neurons of a synapse. */
  readonly places: { readonly [side in Side]?: Place }
  /** How many elements the object has (`N`), and those on both sides of a synapse. */
  readonly sizes: { readonly N: Expr; readonly N_pre?: Expr; readonly N_post?: Expr }
  /** How many synapses the neurons of a synapse have, by arrays with a number for each neuron of a side. */
  readonly counts?: NumbersOfSynapses
  /** The source of random numbers: the stream's name, the indices and the step that count them. */
  readonly random: {
    readonly stream: string
    readonly indices: readonly [Expr, Expr]
    readonly step: Expr
    draws: number
  }
  readonly temporaries: Map<Temporary, Expr>
  /** Gives a load or a subexpression a name of its own, where that is wanted. */
  readonly keep?: (name: string, value: Expr, subexpression?: Subexpression) => Expr
  /** Data read at a computed index are checked, where that is possible. */
  readonly checked: boolean
  /** Who is refractory is still what it was in the last step. */
  readonly beforeUpdates?: boolean
  /** In a stage of an adaptive method: where the time and the integrated variables have been moved to. */
  readonly moved?: { readonly time: Expr; readonly values: ReadonlyMap<Variable, Expr> }
  /** What variables that are kept by neurons are now, in a kernel that has brought them up to date. */
  readonly kept?: (variable: Variable) => Expr
  /** By which the kernel goes, and by which `t` and `dt` are meant: the owner's. */
  readonly clock: Clock
  readonly ownClock: Clock
  /** What a generator of connect() counts. */
  readonly iteration?: Expr
}

export function lowerNumber(node: Expression, site: Site): Expr {
  return asNumber(lowerExpression(node, site))
}

export function lowerTruth(node: Expression, site: Site): Expr {
  return asTruth(lowerExpression(node, site))
}

export function lowerExpression(node: Expression, site: Site): Expr {
  switch (node.kind) {
    case 'number':
      return constant(node.value)
    case 'boolean':
      return truth(node.value)
    case 'reference':
      return lowerReference(node, site)
    case 'unary':
      if (node.operator === 'not') return not(lowerTruth(node.operand, site))
      return node.operator === '-' ? negate(lowerNumber(node.operand, site)) : lowerNumber(node.operand, site)
    case 'binary':
      return lowerBinary(node, site)
    case 'call':
      return lowerCall(node, site)
    case 'element':
      return lowerElement(node, site)
    case 'timed':
      return keep(site, node.array.name, lowerTimed(node, site))
    case 'application':
      return lowerExpression(node.body, site)
    case 'conditional':
      return select(lowerTruth(node.condition, site), lowerNumber(node.then, site), lowerNumber(node.otherwise, site))
    case 'propagator':
      return keep(site, propagatorName(node), site.context.propagatorAt(node, placeOf('own', site).index))
    default:
      return unreachable(node)
  }
}

function propagatorName(node: Extract<Expression, { kind: 'propagator' }>): string {
  const { variables } = node.system
  return `${variables[node.row].name}_from_${variables[node.column].name}`
}

const OPERATIONS: { readonly [operator in BinaryNode['operator']]: BinaryOperation } = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floor-divide',
  '%': 'remainder',
  '**': 'power',
  '<': 'less',
  '<=': 'less-equal',
  '>': 'greater',
  '>=': 'greater-equal',
  '==': 'equal',
  '!=': 'not-equal',
  and: 'and',
  or: 'or',
}

function lowerBinary(node: BinaryNode, site: Site): Expr {
  const lower = node.operator === 'and' || node.operator === 'or' ? lowerTruth : lowerNumber
  return binary(OPERATIONS[node.operator], lower(node.left, site), lower(node.right, site))
}

function lowerCall(node: CallNode, site: Site): Expr {
  const { random } = site
  switch (node.function) {
    case 'rand':
    case 'randn': {
      const distribution = node.function === 'rand' ? 'uniform' : 'normal'
      const { stream, indices, step } = random
      return { kind: 'random', type: 'f64', distribution, stream, indices, step, draw: random.draws++ }
    }
    case 'int': {
      const value = lowerExpression(node.arguments[0], site)
      return value.type === 'bool' ? asNumber(value) : call('truncate', asNumber(value))
    }
    case 'poisson':
    case 'binomial': {
      const { stream, indices, step } = random
      const parameters = node.arguments.map((argument) => lowerNumber(argument, site))
      const draw = random.draws++
      return { kind: 'random', type: 'f64', distribution: node.function, parameters, stream, indices, step, draw }
    }
    default: {
      const intrinsic: Intrinsic = node.function
      return call(intrinsic, ...node.arguments.map((argument) => lowerNumber(argument, site)))
    }
  }
}

function lowerReference(node: Reference, site: Site): Expr {
  const { symbol, side } = node
  switch (symbol.kind) {
    case 'variable':
      return lowerVariable(symbol, side, site)
    case 'subexpression':
      return lowerSubexpression(symbol, side, site)
    case 'constant': {
      if (symbol.definition) return lowerExpression(symbol.definition, site)
      const slot = parameter(site.context.parameterName(symbol))
      return symbol.type === 'boolean' ? asTruth(slot) : slot
    }
    case 'literal':
      return constant(symbol.value, symbol.name)
    case 'special':
      return lowerSpecial(symbol, side, site)
    case 'temporary': {
      const value = site.temporaries.get(symbol)
      assertInternal(value, `the temporary ${symbol.name} has no value`)
      return value
    }
    case 'array':
      throw new Error('internal error of spikec: an array without an index')
    case 'argument':
      throw new Error('internal error of spikec: an argument of a function that was not written out')
    case 'noise':
      return lowerNoise(symbol, site)
    default:
      return unreachable(symbol)
  }
}

function keep(site: Site, name: string, value: Expr, subexpression?: Subexpression): Expr {
  return site.keep ? site.keep(name, value, subexpression) : value
}

export function placeOf(side: Side, site: Site): Place {
  const place = site.places[side]
  assertInternal(place, `no element is meant on side ${side}`)
  return place
}

function numberOf(side: Side, site: Site): Expr {
  const { number, index: at } = placeOf(side, site)
  return number ?? at
}

function suffixed(name: string, side: Side): string {
  return side === 'own' ? name : `${name}_${side}`
}

function lowerVariable(variable: Variable, side: Side, site: Site): Expr {
  if (variable.role === 'linked') return lowerLinked(variable, side, site)
  const moved = side === 'own' ? site.moved?.values.get(variable) : undefined
  if (moved) return moved
  if (side === 'own' && isKept(variable, site.context.keeping)) {
    return site.kept ? site.kept(variable) : keep(site, variable.name, site.context.keptAt(variable, site))
  }
  const place = variable.shared ? { index: index(0), access: 'shared' as const } : placeOf(side, site)
  if (variable.role === 'internal') return lowerInternal(variable, place, side, site)
  const array = arrayOf(variable, site.context.precision)
  const value = load(array, place.index, place.access)
  const bound = site.context.bindings.get(array.name)
  const scaled = bound && bound.scale !== 1 ? binary('multiply', value, constant(bound.scale, bound.unit)) : value
  return keep(site, suffixed(variable.name, side), scaled)
}

/** White noise over a step: of variance dt, and the same wherever the neuron's equations name it, whatever else they draw. */
function lowerNoise({ owner, name }: Noise, site: Site): Expr {
  const { indices, step } = site.random
  const distribution = 'normal'
  const number: Expr = { kind: 'random', type: 'f64', distribution, stream: `${owner}.${name}`, indices, step, draw: 0 }
  return keep(site, name, binary('multiply', call('sqrt', constant(site.ownClock.dt, 'dt')), number))
}

/** The other group's variable, as that group has it, at the neuron that is meant there. */
function lowerLinked(variable: Variable, side: Side, site: Site): Expr {
  const { target } = linkOf(variable, site.context)
  const { within, ...place } = linkedPlace(variable, placeOf(side, site), site.context)
  const { keep: _, ...there } = seenFrom(target.owner, place, site)
  const span = { start: 0, end: 0 }
  const value = lowerExpression({ kind: 'reference', symbol: target, side: 'own', span }, there)
  // An index that is a variable may point at no neuron, whose value is no number then.
  const none = value.type === 'bool' ? truth(false) : constant(Number.NaN)
  const checked = within ? select(within, value.type === 'bool' ? value : asNumber(value), none) : value
  return keep(site, suffixed(variable.name, side), checked)
}

/** `lastspike` and `lastupdate` are kept as step numbers, and so is who is refractory where that is decided by a fixed time. */
function lowerInternal(variable: Variable, place: Place, side: Side, site: Site): Expr {
  if (variable.name === 'lastspike' || variable.name === 'lastupdate') {
    const step = load(arrayOf(variable, site.context.precision), place.index, place.access)
    const { dt } = clockOf(variable.owner, site)
    return keep(site, suffixed(variable.name, side), binary('multiply', step, constant(dt, 'dt')))
  }
  if (variable.name === 'not_refractory')
    return keep(site, suffixed('not_refractory', side), activeIn(site, variable.owner, place))
  return keep(
    site,
    suffixed(variable.name, side),
    load(arrayOf(variable, site.context.precision), place.index, place.access),
  )
}

/**
 * Before the run there are no derived values yet: the refractory period is worked out where it is needed. Between runs a
 * neuron is what it was in the last step.
 */
export function activeIn(site: Site, owner: string, place: Place): Expr {
  const mode = site.context.refractoriness.get(owner)
  if (mode?.kind !== 'steps' || !site.checked) return notRefractory(owner, place, site)
  const clock = clockOf(owner, site)
  const period = call('maximum', constant(1), call('timestep', lowerNumber(mode.time, site), constant(clock.dt, 'dt')))
  return rested(owner, place, period, stepBefore(clock, site.clock))
}

/** `now - last >= period` of whole numbers, so put that one side is the same for all neurons. */
function rested(owner: string, place: Place, period: Expr, now: Expr): Expr {
  const last = load({ name: `${owner}:lastspikeStep`, element: 'f64', holds: 'f64' }, place.index, place.access)
  return binary('less-equal', last, binary('subtract', now, period))
}

export function notRefractory(owner: string, place: Place, site: Site): Expr {
  const mode = site.context.refractoriness.get(owner) ?? { kind: 'never' }
  switch (mode.kind) {
    case 'never':
      return truth(true)
    case 'steps': {
      const now = (site.beforeUpdates ? stepBefore : stepOf)(clockOf(owner, site), site.clock)
      return rested(owner, place, derived(`${owner}.refractory_steps`), now)
    }
    case 'kept':
      return load({ name: `${owner}:notRefractory`, element: 'u8', holds: 'bool' }, place.index, place.access)
  }
}

function clockOf(owner: string, { context }: Site): Clock {
  return partCalled(owner, context).clock
}

/** A subexpression is evaluated anew wherever it stands; its own names are meant on the side that it was named on. */
function lowerSubexpression(symbol: Subexpression, side: Side, site: Site): Expr {
  assertInternal(symbol.expression, `${symbol.name} was not resolved`)
  // A part of a group counts its neurons itself, and the group's subexpressions count them as the group does.
  const isOwn = side === 'own' && site.places.own?.number === undefined
  const inside = isOwn ? site : seenFrom(symbol.owner, placeOf(side, site), site)
  const value = lowerExpression(symbol.expression, inside)
  return keep(site, suffixed(symbol.name, side), symbol.type === 'boolean' ? asTruth(value) : value, symbol)
}

function lowerSpecial(symbol: Special, side: Side, site: Site): Expr {
  switch (symbol.name) {
    case 't':
      return (
        site.moved?.time ?? binary('multiply', stepDue(site.ownClock, site.clock), constant(site.ownClock.dt, 'dt'))
      )
    case 'dt':
      return constant(site.ownClock.dt, 'dt')
    case 't_in_timesteps':
      return stepDue(site.ownClock, site.clock)
    case 'i':
    case 'j':
      return asNumber(numberOf(side, site))
    case 'iteration':
      assertInternal(site.iteration, 'a number of an iteration outside of one')
      return asNumber(site.iteration)
    case 'N':
      return site.sizes.N
    case 'N_pre':
    case 'N_post': {
      const size = site.sizes[symbol.name]
      assertInternal(size !== undefined, `${symbol.name} outside synapses`)
      return size
    }
    case 'N_incoming':
    case 'N_outgoing':
      return lowerCount(symbol.name, site)
  }
}

function lowerElement(node: ElementNode, site: Site): Expr {
  const { array } = node
  const { shape } = array.matrix
  const at = node.indices.map((expression, axis) => lowerIndex(expression, axis, node, site))
  const place = at.length === 1 ? at[0] : binary('add', binary('multiply', at[0], index(shape[1])), at[1])
  return loadData(array, place, 'gathered', site)
}

/** One of a namespace's data, in base SI units. Those that kernels of the step read are held in the memory. */
export function loadData(array: ArrayConstant | TimedArray, place: Expr, access: Access, site: Site): Expr {
  if (!site.checked) site.context.bound.set(`${array.owner}.${array.name}`, array)
  const single =
    array.matrix.data instanceof Float32Array || (!site.checked && site.context.model.precision === 'single')
  const element = single ? 'f32' : 'f64'
  const value = load({ name: `${array.owner}.${array.name}`, element, holds: 'f64' }, place, access)
  return array.scale === 1 ? value : binary('multiply', value, constant(array.scale, array.matrix.unit))
}

function lowerIndex(node: Expression, axis: number, element: ElementNode, site: Site): Expr {
  if (
    node.kind === 'reference' &&
    node.symbol.kind === 'special' &&
    (node.symbol.name === 'i' || node.symbol.name === 'j')
  ) {
    if (!placeOf(node.side, site).unbounded) return numberOf(node.side, site)
  }
  assertInternal(site.checked, 'a computed index in a kernel of the step')
  const { name, matrix } = element.array
  const axes = matrix.shape.length === 1 ? ['values'] : ['rows', 'columns']
  const value = asIndex(lowerNumber(node, site))
  return { kind: 'checked-index', type: 'i32', value, size: matrix.shape[axis], array: name, axis: axes[axis] }
}
