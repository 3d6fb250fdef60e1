/**
 * Variables of synapses that are the same for all synapses of a neuron: the trace of its spikes, or how much transmitter it has
 * left. They are kept once for each neuron, and worked out once for each of its events instead of once for each synapse.
 *
 * A variable is kept by the neurons of one side if only pathways of that side write to it, what they write is made of nothing
 * but constants, what that neuron has, and other such variables, and it is set to nothing else. What nothing writes to, and is
 * set to one number, is kept once for all synapses.
 */
import { isSeenOtherwise, isSetAlike, variablesAlike } from '../2-resolve/alike.js'
import { childrenOf } from '../2-resolve/expression.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import { clockDriven, type Model, type Pathway, type Synapses, synapsesOf } from '../2-resolve/model.js'
import { isGroup } from '../2-resolve/population.js'
import type { Expression, Reference, Statement, Temporary, Variable } from '../2-resolve/symbols.js'
import type { EventDrivenUpdate } from '../4-integrate/event-driven.js'
import { assertInternal } from '../diagnostics/index.js'

type Side = Pathway['side']

/** Who keeps a variable: the neurons of a side, each for its own synapses, or one number is there for all. */
export type Keeper = Side | 'all'

/** What is kept by the neurons of synapses in place of the synapses themselves. */
export interface Keeping {
  /** Of event-driven ones, the sides with pathways: each of their neurons keeps when it last brought its synapses up to date. */
  readonly sides: readonly Side[]
  /** The variables, by their names. */
  readonly variables: ReadonlyMap<string, Keeper>
}

/** Is there none for each synapse? */
export function isKept(variable: Variable, keeping: ReadonlyMap<string, Keeping>): boolean {
  const own = keeping.get(variable.owner)
  if (variable.role === 'internal') return variable.name === 'lastupdate' && own !== undefined && own.sides.length > 0
  return own?.variables.has(variable.name) ?? false
}

/** @param everySynapse the names of synapses that are to have a value each all the same */
export function keepingOf(
  model: Model,
  updates: ReadonlyMap<Synapses, EventDrivenUpdate>,
  everySynapse: ReadonlySet<string>,
): ReadonlyMap<string, Keeping> {
  const found = new Map<string, Keeping>()
  for (const synapses of synapsesOf(model)) {
    if (everySynapse.has(synapses.name) || isSeenOtherwise(synapses, model)) continue
    const keeping = keepingFor(synapses, updates.get(synapses), model)
    if (keeping.sides.length > 0 || keeping.variables.size > 0) found.set(synapses.name, keeping)
  }
  return found
}

/** Where an event reaches all synapses of a neuron at the same time, it is known for all at once when they were last brought up to date. */
function keepingFor(synapses: Synapses, update: EventDrivenUpdate | undefined, model: Model): Keeping {
  const alike = new Map<Variable, Keeper>(variablesAlike(synapses, model).map((variable) => [variable, 'all']))
  if (!reachesAllAtOnce(synapses, model)) return { sides: [], variables: byName(alike) }
  const sides = (['pre', 'post'] as const).filter((side) => synapses.pathways.some((pathway) => pathway.side === side))
  const kept = keptVariables(synapses, sides, alike, update, model)
  return { sides: update ? sides : [], variables: byName(kept) }
}

function byName(kept: ReadonlyMap<Variable, Keeper>): ReadonlyMap<string, Keeper> {
  return new Map([...kept].map(([{ name }, keeper]) => [name, keeper]))
}

function reachesAllAtOnce(synapses: Synapses, model: Model): boolean {
  const { source, target, pathways, name } = synapses
  if (!isGroup(source) || !isGroup(target) || pathways.length === 0) return false
  if (pathways.some(({ delays }) => delays !== undefined)) return false
  return !model.actions.some(
    (action) => action.kind === 'set' && action.variable.owner === name && action.variable.name === 'lastupdate',
  )
}

/** Where an expression stands of which it is asked whether it is the same for all synapses of a neuron. */
interface Place {
  readonly side: Side
  readonly kept: ReadonlyMap<Variable, Keeper>
  /** Names of statements that are known to be. */
  readonly temporaries: ReadonlySet<Temporary>
  /** May variables of that neuron be read, and which may not since they are written to meanwhile. */
  readonly neuron: boolean
  readonly written: ReadonlySet<string>
  /** May nothing be read but constants, time, and what is kept? */
  readonly plain?: true
}

/** What may be is taken to be, until it is found to depend on what is not. */
function keptVariables(
  synapses: Synapses,
  sides: readonly Side[],
  alike: ReadonlyMap<Variable, Keeper>,
  update: EventDrivenUpdate | undefined,
  model: Model,
): ReadonlyMap<Variable, Keeper> {
  const kept = new Map(alike)
  for (const variable of synapses.variables.values()) {
    const side = sideThatWrites(variable, synapses)
    if (side && mayBeKept(variable, synapses, update)) kept.set(variable, side)
  }
  for (const [variable, side] of fed(synapses, kept))
    if (mayBeKept(variable, synapses, update)) kept.set(variable, side)
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const [variable, side] of [...kept]) {
      if (side === 'all') continue
      const isSame = isSameForAll(variable, side, synapses, sides, kept, model)
      if (!isSame || othersFollow(variable, synapses, kept)) kept.delete(variable)
    }
    if (!stepsTogether(synapses, kept))
      for (const { variable } of clockDriven(synapses).equations) kept.delete(variable)
  }
  return kept
}

/** Variables that no statement writes to, but whose equations read what one side's statements do: they follow that. */
function fed({ equations }: Synapses, kept: ReadonlyMap<Variable, Keeper>): ReadonlyMap<Variable, Keeper> {
  const found = new Map<Variable, Keeper>()
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { variable, derivative } of equations) {
      if (kept.has(variable) || found.has(variable)) continue
      const feeding = [...kept, ...found].find(([one, side]) => side !== 'all' && reads(derivative.value, one))
      if (feeding) found.set(variable, feeding[1])
    }
  }
  return found
}

/** What is integrated in every step is integrated together: for all neurons of a side, or for all synapses. */
function stepsTogether(synapses: Synapses, kept: ReadonlyMap<Variable, Keeper>): boolean {
  return new Set(clockDriven(synapses).equations.map(({ variable }) => kept.get(variable))).size < 2
}

/** The side whose neurons keep what the equations that are integrated in every step change. */
export function integratingSide(synapses: Synapses, keeping: ReadonlyMap<string, Keeping>): Side | undefined {
  const [equation] = clockDriven(synapses).equations
  const keeper = equation && keeping.get(synapses.name)?.variables.get(equation.variable.name)
  return keeper === 'all' ? undefined : keeper
}

/** The side of all pathways that write to it; undefined where there is none, or both do. */
function sideThatWrites(variable: Variable, { pathways }: Synapses): Side | undefined {
  const writing = pathways.filter(({ code }) => code.value.some(({ target }) => target === variable))
  const sides = new Set(writing.map(({ side }) => side))
  return sides.size === 1 ? writing[0].side : undefined
}

function mayBeKept(variable: Variable, synapses: Synapses, update: EventDrivenUpdate | undefined): boolean {
  const { role, shared } = variable
  if (shared || (role !== 'differential' && role !== 'parameter') || variable === synapses.multisynapticIndex)
    return false
  const equation = synapses.equations.find((one) => one.variable === variable)
  if (equation && (synapses.adaptive || update?.coupled?.variables.includes(variable))) return false
  return !synapses.operations.some(({ code }) => code.value.some(({ target }) => target === variable))
}

function isSameForAll(
  variable: Variable,
  side: Side,
  synapses: Synapses,
  sides: readonly Side[],
  kept: ReadonlyMap<Variable, Keeper>,
  model: Model,
): boolean {
  // An equation is solved synapse after synapse, as the statements are carried out, and sees what those have written.
  const written = new Set(synapses.pathways.flatMap((pathway) => [...writtenBy(pathway, kept)]))
  const place: Place = { side, kept, temporaries: new Set(), neuron: true, written }
  const equation = synapses.equations.find((one) => one.variable === variable)
  // Between two events of the neuron those of the other side do not look at what the neuron has.
  const isStepped = equation?.drive !== 'event-driven'
  const ofEquation = isStepped
    ? { ...place, kept: stepped(side, synapses, kept), neuron: false, plain: true as const }
    : { ...place, neuron: sides.length === 1 }
  if (equation && !isUniform(equation.derivative.value, ofEquation)) return false
  if (!isSetAlike(variable, synapses, model)) return false
  return synapses.pathways
    .filter((pathway) => pathway.side === side)
    .every((pathway) => {
      const uniform = uniformStatements(pathway, kept)
      return pathway.code.value.every((statement) => statement.target !== variable || uniform.has(statement))
    })
}

/** What is integrated in every step with it: anything else may be a coefficient, which is worked out for each synapse. */
function stepped(side: Side, synapses: Synapses, kept: ReadonlyMap<Variable, Keeper>): ReadonlyMap<Variable, Keeper> {
  const variables = clockDriven(synapses).equations.map(({ variable }) => variable)
  return new Map(variables.flatMap((variable) => (kept.get(variable) === side ? [[variable, side] as const] : [])))
}

/** An equation of another variable that reads it would need its value at a time of its own. */
function othersFollow(variable: Variable, { equations }: Synapses, kept: ReadonlyMap<Variable, Keeper>): boolean {
  return equations.some(
    (equation) =>
      equation.drive === 'event-driven' &&
      kept.get(equation.variable) !== kept.get(variable) &&
      reads(equation.derivative.value, variable),
  )
}

function reads(node: Expression, variable: Variable): boolean {
  if (node.kind === 'reference') {
    const { symbol } = node
    if (symbol === variable) return true
    return symbol.kind === 'subexpression' && symbol.expression !== undefined && reads(symbol.expression, variable)
  }
  return childrenOf(node).some((child) => reads(child, variable))
}

/** The statements of a pathway that do, or give, the same for all synapses of the neuron that has the event. */
export function uniformStatements(pathway: Pathway, kept: ReadonlyMap<Variable, Keeper>): ReadonlySet<Statement> {
  const { side, code } = pathway
  const temporaries = new Set<Temporary>()
  const place: Place = { side, kept, temporaries, neuron: true, written: writtenBy(pathway, kept) }
  const uniform = new Set<Statement>()
  for (const statement of code.value) {
    const { target, operator, value } = statement
    const isAdded = operator !== '='
    if (target.kind === 'temporary') {
      const same = isUniform(value, place) && (!isAdded || temporaries.has(target))
      if (same) uniform.add(statement)
      if (same) temporaries.add(target)
      else temporaries.delete(target)
    } else if (statement.side === 'own' && kept.get(target) === side && isUniform(value, place)) uniform.add(statement)
  }
  return uniform
}

/** What a pathway writes to synapse after synapse, of neurons and of synapses. */
function writtenBy({ code }: Pathway, kept: ReadonlyMap<Variable, Keeper>): ReadonlySet<string> {
  const targets = code.value.map(({ target }) => target)
  return new Set(
    targets.flatMap((target) =>
      target.kind === 'variable' && !kept.has(target) ? [`${target.owner}.${target.name}`] : [],
    ),
  )
}

/** Is it the same for all synapses of a neuron? */
function isUniform(node: Expression, place: Place): boolean {
  switch (node.kind) {
    case 'reference':
      return isUniformName(node, place)
    case 'call':
      if (FUNCTIONS[node.function].random) return false
      break
    case 'propagator':
      return false
    case 'element':
    case 'timed':
      if (place.plain) return false
      break
    default:
  }
  return childrenOf(node).every((child) => isUniform(child, place))
}

function isUniformName({ symbol, side }: Reference, place: Place): boolean {
  switch (symbol.kind) {
    case 'constant':
    case 'literal':
      return true
    case 'temporary':
      return place.temporaries.has(symbol)
    case 'special':
      if (symbol.name === 'i' || symbol.name === 'j')
        return !place.plain && place.side === (symbol.name === 'i' ? 'pre' : 'post')
      return ['t', 'dt', 't_in_timesteps', 'N_pre', 'N_post'].includes(symbol.name)
    case 'subexpression':
      if (!symbol.expression || place.plain) return false
      return side === 'own' ? isUniform(symbol.expression, place) : isOfNeuron(side, symbol.expression, place)
    case 'variable':
      if (side === 'own' && symbol.shared) return place.neuron && !place.written.has(`${symbol.owner}.${symbol.name}`)
      if (side === 'own') return [place.side, 'all'].includes(place.kept.get(symbol) ?? '')
      return isOfNeuron(side, { kind: 'reference', symbol, side: 'own', span: { start: 0, end: 0 } }, place)
    default:
      return false
  }
}

/** What the neuron with the event has, and nothing meanwhile writes to. */
function isOfNeuron(side: Reference['side'], node: Expression, place: Place): boolean {
  if (side !== place.side || !place.neuron) return false
  const isStill = (one: Expression): boolean => {
    if (one.kind === 'call' && FUNCTIONS[one.function].random) return false
    if (one.kind !== 'reference') return childrenOf(one).every(isStill)
    const { symbol } = one
    if (symbol.kind === 'variable')
      return symbol.role !== 'linked' && !place.written.has(`${symbol.owner}.${symbol.name}`)
    return symbol.kind !== 'subexpression' || (symbol.expression !== undefined && isStill(symbol.expression))
  }
  return isStill(node)
}

/** How many numbers are kept. */
export function countKept({ source, target }: Synapses, keeper: Keeper): number {
  if (keeper === 'all') return 1
  const { size } = keeper === 'pre' ? source : target
  assertInternal(size !== undefined, 'neurons of a group keep what they do')
  return size
}
