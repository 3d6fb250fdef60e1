/**
 * A neuron's own steps through a time step, as long as the errors of an embedded Runge-Kutta pair allow.
 *
 * The control of the step size is the GNU Scientific Library's (its manual, section 27.3, "Adaptive Step-size Control"; Press
 * et al., Numerical Recipes in C, 1992, section 16.2): with r the largest of the variables' errors, each measured by its
 * absolute error, a step is taken back where r > 1.1, and tried again with S r^(-1/p) of its length, at least a fifth; where
 * r < 0.5 the next one is S r^(-1/(p + 1)) as long. S = 0.9, and p is the order that the library gives the method. The time
 * is counted from the beginning of the time step, so that the steps do not depend on how late it is.
 */
import type { Integrated } from '../2-resolve/model.js'
import type { Variable } from '../2-resolve/symbols.js'
import { type Coefficient, type EmbeddedPair, numberOf } from '../4-integrate/embedded-pairs.js'
import type { AdaptiveScheme, Assignment } from '../4-integrate/update.js'
import { binary, call, changing, constant, index, load, local, not, select } from '../ir/build.js'
import type { ArrayRef, Constant, Expr, If, Stmt, Store, Var } from '../ir/ir.js'
import { keyOf, visitExpr } from '../ir/walk.js'
import { arrayOf } from './arrays.js'
import { printEquationComment, printResolved } from './comments.js'
import { lowerNumber, type Site } from './expression.js'
import { FAILURE, failureArrays } from './failures.js'
import { STEP } from './time.js'
import { usedOnly } from './used-only.js'

const SAFETY = 0.9
const LARGEST = { kept: 1.1, shrink: 0.2 }
/** What the library has; its manual says 5. */
const MOST_GROWTH = 4.9

// With a colon no variable of a model can have the name.
const SIZE = local('step:size', 'f64')
const IS_LAST = local('is:last', 'bool')
const ACCEPTED = local('is:accepted', 'bool')
const ERROR = local('largest:error', 'f64')
const GROWTH = local('step:growth', 'f64')
const NEXT = changing('next:size', 'f64')
const DONE = changing('time:done', 'f64')
const TAKEN = changing('steps:taken', 'f64')
const BACK = changing('steps:back', 'f64')
const FAILED = changing('failed:as', 'f64')

interface Lowering {
  readonly owner: Integrated
  readonly scheme: AdaptiveScheme
  readonly site: Site
  readonly dt: Expr
  readonly i: Expr
}

/** The statements for one neuron or synapse; what they need of it is named by `site.keep`, before them. */
export function adaptiveSteps(owner: Integrated, scheme: AdaptiveScheme, site: Site, i: Expr): readonly Stmt[] {
  const lowering: Lowering = { owner, scheme, site, dt: constant(owner.clock.dt, 'dt'), i }
  const { adaptable } = scheme.options
  const stages = stagesOf(lowering)
  const turn = usedOnly([
    ...(adaptable ? sizeOfStep(lowering) : [named(SIZE, lowering.dt)]),
    ...stages,
    ...newState(lowering),
    ...errorOfStep(lowering),
    accepted(lowering),
    refused(lowering),
    noteOfFailure(lowering),
  ])
  const going = binary('and', binary('less', DONE, lowering.dt), binary('equal', FAILED, constant(0)))
  const comment = adaptable ? `steps of ${scheme.pair.about}` : `one step of ${scheme.pair.about}`
  return [
    ...variables(lowering),
    { kind: 'while', condition: going, body: turn, comment },
    ...scheme.slopes.map((slope): Stmt => storeOf(slope, lowering)),
    ...keptSteps(lowering),
  ]
}

function named(name: { readonly name: string }, value: Expr, comment?: string): Stmt {
  return { kind: 'let', name: name.name, value, ...(comment !== undefined && { comment }) }
}

function assign(name: { readonly name: string }, value: Expr): Stmt {
  return { kind: 'assign', name: name.name, value }
}

function where(condition: Expr, body: readonly Stmt[], comment?: string): If {
  return { kind: 'if', condition, body, ...(comment !== undefined && { comment }) }
}

/** The values of a variable: what it has now, and in the stage of that number. */
const nowOf = ({ name }: Variable) => changing(`${name}:now`, 'f64')
const nextOf = ({ name }: Variable) => local(`${name}:next`, 'f64')
const inStage = ({ name }: Variable, k: number) => local(`${name}:${k + 1}`, 'f64')
const slopeIn = ({ name }: Variable, k: number) => local(`k${k + 1}:${name}`, 'f64')
const errorOf = ({ name }: Variable) => local(`${name}:error`, 'f64')
const timeIn = (k: number) => local(`t:${k + 1}`, 'f64')

/** Where a variable of the simulator's is kept, if it is. */
function keptIn({ owner, site }: Lowering, name: string): ArrayRef | undefined {
  const variable = owner.variables.get(name)
  return variable && arrayOf(variable, site.context.precision)
}

function variables(lowering: Lowering): readonly Stmt[] {
  const { scheme, site, dt, i } = lowering
  const variable = ({ name }: { readonly name: string }, value: Expr): Var => ({ kind: 'var', name, value })
  const last = keptIn(lowering, '_last_timestep')
  const state = scheme.slopes.map((slope) => {
    return variable(nowOf(slope.variable), load(arrayOf(slope.variable, site.context.precision), i, 'contiguous'))
  })
  const size = variable(NEXT, last ? load(last, i, 'contiguous') : dt)
  return [
    ...state,
    ...(scheme.options.adaptable ? [size] : []),
    variable(DONE, constant(0)),
    ...(needsTaken(lowering) ? [variable(TAKEN, constant(0))] : []),
    ...(keptIn(lowering, '_failed_steps') ? [variable(BACK, constant(0))] : []),
    variable(FAILED, constant(0)),
  ]
}

function needsTaken(lowering: Lowering): boolean {
  const { adaptable, maxSteps } = lowering.scheme.options
  return (adaptable && maxSteps > 0) || keptIn(lowering, '_step_count') !== undefined
}

/** The last step ends where the time step does; how long it is says nothing of how long the next may be. */
function sizeOfStep({ dt }: Lowering): readonly Stmt[] {
  const left = local('time:left', 'f64')
  return [
    named(left, binary('subtract', dt, DONE)),
    named(IS_LAST, binary('greater-equal', NEXT, left)),
    named(SIZE, select(IS_LAST, left, NEXT)),
  ]
}

/** The slopes of each stage, from the state and the time that the stage is at. */
function stagesOf(lowering: Lowering): readonly Stmt[] {
  const { scheme } = lowering
  const integrated = scheme.slopes.map(({ variable }) => variable)
  return scheme.pair.stages.flatMap(({ at, from }, k): readonly Stmt[] => {
    const time = k === 0 ? binary('add', startOf(lowering), DONE) : binary('add', timeIn(0), times(fraction(at), SIZE))
    const head = [
      named(timeIn(k), time, `stage ${k + 1}, ${placeOf(at)}`),
      ...integrated.map((variable) =>
        named(inStage(variable, k), k === 0 ? nowOf(variable) : movedBy(variable, from.map(fraction))),
      ),
    ]
    return [...head, ...slopesOf(k, integrated, lowering)]
  })
}

/** The time at which the time step begins. */
function startOf({ site, dt }: Lowering): Expr {
  const start = binary('multiply', STEP, dt)
  return site.keep ? site.keep('t', start) : start
}

function slopesOf(k: number, integrated: readonly Variable[], { scheme, site }: Lowering): readonly Stmt[] {
  const values = new Map(integrated.map((variable) => [variable, inStage(variable, k)]))
  const within: Stmt[] = []
  const inside = new Set([timeIn(k), ...values.values()].map(({ name }) => name))
  const stage: Site = { ...site, moved: { time: timeIn(k), values }, keep: keeperWithin(within, inside, k, site.keep) }
  for (const { variable, value } of scheme.slopes) within.push(named(slopeIn(variable, k), lowerNumber(value, stage)))
  return within
}

type Keep = Site['keep']

/** Names what depends on the stage within it, each value once; everything else is named before the steps. */
function keeperWithin(within: Stmt[], inside: Set<string>, k: number, outer: Keep): NonNullable<Keep> {
  const kept = new Map<string, Expr>()
  return (name, value, subexpression) => {
    if (value.kind === 'constant' || value.kind === 'slot' || value.kind === 'local') return value
    if (!mentions(value, inside)) return outer ? outer(name, value, subexpression) : value
    const key = keyOf(value)
    const known = kept.get(key)
    if (known) return known
    let unique = `${name}:${k + 1}`
    for (let again = 2; inside.has(unique); again++) unique = `${name}:${k + 1}:${again}`
    inside.add(unique)
    const comment =
      k === 0 && subexpression?.expression
        ? `${subexpression.name} = ${printResolved(subexpression.expression)}`
        : undefined
    within.push(named({ name: unique }, value, comment))
    const found = local(unique, value.type)
    kept.set(key, found)
    return found
  }
}

function mentions(expr: Expr, names: ReadonlySet<string>): boolean {
  let found = false
  visitExpr(expr, (node) => {
    if (node.kind === 'local' && names.has(node.name)) found = true
  })
  return found
}

function fraction(coefficient: Coefficient): Constant {
  const plain = !coefficient.includes('/')
  return constant(numberOf(coefficient), plain ? undefined : coefficient)
}

function placeOf(at: Coefficient): string {
  if (at === '0') return 'where the step begins'
  return at === '1' ? 'where the step ends' : `at ${at} of the step`
}

function opposite({ value, note }: Constant): Constant {
  return constant(-value, note?.replace(/^-/, ''))
}

function times(factor: Constant, value: Expr): Expr {
  return factor.value === 1 ? value : binary('multiply', factor, value)
}

/** The value with which the step begins, and the step times that much of each stage's slope. */
function movedBy(variable: Variable, amounts: readonly Constant[]): Expr {
  const rise = weighted(variable, amounts)
  return rise ? binary('add', inStage(variable, 0), binary('multiply', SIZE, rise)) : inStage(variable, 0)
}

function weighted(variable: Variable, amounts: readonly Constant[]): Expr | undefined {
  let sum: Expr | undefined
  for (const [k, amount] of amounts.entries()) {
    if (amount.value === 0) continue
    const slope = slopeIn(variable, k)
    const minus = sum !== undefined && amount.value < 0
    const term = times(minus ? opposite(amount) : amount, slope)
    sum = sum ? binary(minus ? 'subtract' : 'add', sum, term) : term
  }
  return sum
}

function newState({ scheme }: Lowering): readonly Stmt[] {
  return scheme.slopes.map(({ variable }) =>
    named(nextOf(variable), movedBy(variable, scheme.pair.weights.map(fraction))),
  )
}

function errorWeights({ weights, compared, factor }: EmbeddedPair): readonly Constant[] {
  return weights.map((weight, k) => constant(numberOf(factor) * (numberOf(weight) - numberOf(compared[k]))))
}

/** The error of each variable, measured by what it may be, and the largest of them. */
function errorOfStep({ scheme, site }: Lowering): readonly Stmt[] {
  const { pair, options, slopes } = scheme
  const each = slopes.map(({ variable }) => {
    const difference = binary('multiply', SIZE, weighted(variable, errorWeights(pair)) ?? constant(0))
    const own = options.errors.get(variable)
    const allowed = own ? lowerNumber(own.value, site) : constant(options.absoluteError)
    return named(errorOf(variable), binary('divide', call('abs', difference), allowed))
  })
  const errors = slopes.map(({ variable }): Expr => errorOf(variable))
  return [
    ...each,
    named(
      ERROR,
      errors.reduce((largest, error) => call('maximum', largest, error)),
    ),
    named(ACCEPTED, binary('less-equal', ERROR, constant(LARGEST.kept))),
  ]
}

/** 0.9 r^(-1/p) */
function changeOf(order: number): Expr {
  return binary('divide', constant(SAFETY), binary('power', ERROR, constant(1 / order)))
}

function accepted(lowering: Lowering): Stmt {
  const { scheme, dt } = lowering
  const { adaptable, maxSteps } = scheme.options
  const moved = scheme.slopes.map(({ variable }) => assign(nowOf(variable), nextOf(variable)))
  const counted = needsTaken(lowering) ? [assign(TAKEN, binary('add', TAKEN, constant(1)))] : []
  if (!adaptable) return where(ACCEPTED, [...moved, ...counted, assign(DONE, dt)])
  const enough = binary('greater-equal', TAKEN, constant(maxSteps, 'max_steps'))
  const goOn = where(not(IS_LAST), [
    named(GROWTH, growthOf(lowering)),
    assign(NEXT, call('minimum', dt, binary('multiply', SIZE, GROWTH))),
    ...(maxSteps > 0 ? [where(enough, [assign(FAILED, constant(FAILURE.tooManySteps))])] : []),
  ])
  const done = assign(DONE, select(IS_LAST, dt, binary('add', DONE, SIZE)))
  return where(ACCEPTED, [...moved, ...counted, done, goOn])
}

/** A power is worked out only where the step may grow, and less than it may at most. */
function growthOf({ scheme }: Lowering): Expr {
  const order = scheme.pair.order + 1
  const small = (SAFETY / MOST_GROWTH) ** order
  const change = call('maximum', constant(1), changeOf(order))
  const growth = select(binary('less', ERROR, constant(small)), constant(MOST_GROWTH), change)
  return select(binary('less', ERROR, constant(0.5)), growth, constant(1))
}

/** A step whose error is no number is tried again with a fifth of its length, as one whose error is infinite. */
function refused(lowering: Lowering): Stmt {
  const { scheme, dt } = lowering
  const counted = keptIn(lowering, '_failed_steps') ? [assign(BACK, binary('add', BACK, constant(1)))] : []
  const finite = binary('less', ERROR, constant(Number.POSITIVE_INFINITY))
  const reason = (ifFinite: number) => select(finite, constant(ifFinite), constant(FAILURE.notFinite))
  if (!scheme.options.adaptable)
    return where(not(ACCEPTED), [...counted, assign(FAILED, reason(FAILURE.errorOfOneStep))])
  const change = changeOf(scheme.pair.order)
  const least = constant(LARGEST.shrink)
  const shrunk = select(finite, call('maximum', least, change), least)
  const tooShort = binary('equal', binary('add', dt, NEXT), dt)
  return where(not(ACCEPTED), [
    ...counted,
    assign(NEXT, binary('multiply', SIZE, shrunk)),
    where(tooShort, [assign(FAILED, reason(FAILURE.shortestStep))]),
  ])
}

/** The first failure is kept: the run stops before the next time step. */
function noteOfFailure({ owner, scheme, i }: Lowering): Stmt {
  const { count, note } = failureArrays(owner.name)
  const first = binary('equal', load(count, index(0), 'shared'), index(0))
  const values = [FAILED, { kind: 'convert', type: 'f64', value: i } as const, STEP, culprit(scheme.slopes), DONE]
  const stores = values.map((value, k) => storeAt(note, k, value))
  const failed = binary('not-equal', FAILED, constant(0))
  return where(binary('and', failed, first), [storeAt(count, 0, index(1)), ...stores])
}

function storeAt(array: ArrayRef, place: number, value: Expr): Store {
  return { kind: 'store', array, index: index(place), access: 'shared', value }
}

/** The number of the variable with the largest error, or of the first whose error is no number. */
function culprit(slopes: readonly Assignment[]): Expr {
  const finite = binary('less', ERROR, constant(Number.POSITIVE_INFINITY))
  const bound = select(finite, ERROR, constant(Number.POSITIVE_INFINITY))
  const all = slopes.map(({ variable }, k) => ({ k, isIt: not(binary('less', errorOf(variable), bound)) }))
  return all
    .slice(0, -1)
    .reduceRight((rest: Expr, { k, isIt }) => select(isIt, constant(k), rest), constant(slopes.length - 1))
}

function storeOf(slope: Assignment, { site, i }: Lowering): Stmt {
  const array = arrayOf(slope.variable, site.context.precision)
  const comment = printEquationComment(slope)
  return { kind: 'store', array, index: i, access: 'contiguous', value: nowOf(slope.variable), comment }
}

/** What is left of the steps for the next time step, or for whoever asks. */
function keptSteps(lowering: Lowering): readonly Stmt[] {
  const { scheme, i } = lowering
  const store = (name: string, value: Expr): readonly Stmt[] => {
    const array = keptIn(lowering, name)
    return array ? [{ kind: 'store', array, index: i, access: 'contiguous', value }] : []
  }
  const whole = (value: Expr): Expr => ({ kind: 'convert', type: 'i32', value })
  return [
    ...(scheme.options.adaptable ? store('_last_timestep', NEXT) : []),
    ...store('_failed_steps', whole(BACK)),
    ...store('_step_count', whole(TAKEN)),
  ]
}
