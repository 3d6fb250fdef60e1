/**
 * How the synapses of an object are to stand in memory: what connectivity, variables and pathways allow, what is cheapest of
 * that, or what was asked for by name.
 *
 * A synapse that is drawn again stores nothing, and takes ten times as long and more as one that is read from a list, which stores 2 or 4
 * bytes. So synapses are drawn again where their lists would not fit into memory, or where that is asked for. Those that are computed again
 * from the numbers of their neurons (`computed.ts`) are so where that is asked for.
 */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { RepresentationName } from '../model/spec.js'
import { MOST_BYTES } from '../runtime/memory.js'
import { type PartsAndActions, variablesAlike } from './alike.js'
import { againstComputed, hasPlaces } from './computed.js'
import { evaluateConstant } from './evaluate.js'
import type { Connect, Connectivity, Model, Pathway, Synapses } from './model.js'
import type { Expression } from './symbols.js'

export type Kind = RepresentationName | 'dense-without-diagonal'

export interface Chosen {
  readonly kind: Kind
  readonly why: string
}

/** Another representation than the one that was asked for can't be had; `against`: what stands against it. */
interface Refused {
  readonly asked: RepresentationName
  readonly against: string
}

type Calls = readonly [Connect, ...Connect[]]

/** What is asked for and does not fit is told by `checkRepresentations`, and stands as if it had not been asked for. */
export function representationOf(calls: Calls, model: PartsAndActions): Chosen {
  const found = chosenFor(calls, model)
  return 'against' in found ? byCost(calls, model) : found
}

export function checkRepresentations(model: Model, report: Report): void {
  const calls = new Map<Synapses, [Connect, ...Connect[]]>()
  for (const action of model.actions) {
    if (action.kind !== 'connect') continue
    const earlier = calls.get(action.synapses)
    if (earlier) earlier.push(action)
    else calls.set(action.synapses, [action])
  }
  for (const [{ name }, own] of calls) {
    const found = chosenFor(own, model)
    if (!('against' in found)) continue
    const { kind, why } = byCost(own, model)
    const help = [`without \`representation\` they are ${kind}, since ${why}`]
    report(diagnostic('V077', { name, asked: found.asked, against: found.against }, { help }))
  }
}

function chosenFor(calls: Calls, model: PartsAndActions): Chosen | Refused {
  const asked = calls.find(({ representation }) => representation !== undefined)?.representation
  if (asked === undefined) return byCost(calls, model)
  const against = againstIt(asked, calls, model)
  if (against !== undefined) return { asked, against }
  const other = calls.find(({ representation = asked }) => representation !== asked)?.representation
  if (other !== undefined) return { asked, against: `another call of connect() asks for ${other}` }
  const [{ connectivity }] = calls
  const kind = asked === 'dense' && connectivity.kind === 'all-but-self' ? 'dense-without-diagonal' : asked
  const how = asked === 'procedural' ? `, and ${howFound(connectivity)}` : ''
  return { kind, why: `connect() asks for it${how}` }
}

function howFound(connectivity: Connectivity): string {
  if (constantChance(connectivity) !== undefined) return 'they are drawn again at every spike'
  return connectivity.kind === 'condition'
    ? 'at every spike the condition is asked of all neurons of the other side'
    : 'the neurons that they lead to are computed at every spike'
}

function againstIt(asked: RepresentationName, calls: Calls, model: PartsAndActions): string | undefined {
  switch (asked) {
    case 'csr':
      return undefined
    case 'dense':
      return againstDense(calls)
    case 'one-to-one':
      return againstOneToOne(calls)
    case 'procedural':
      return againstProcedural(calls, model)
  }
}

function byCost(calls: Calls, model: PartsAndActions): Chosen {
  if (againstDense(calls) === undefined) {
    const place = 'so its place says which pair it is'
    return calls[0].connectivity.kind === 'all'
      ? { kind: 'dense', why: `there is one for each pair of neurons, ${place}` }
      : {
          kind: 'dense-without-diagonal',
          why: `there is one for each pair of neurons but those of a neuron with itself, ${place}`,
        }
  }
  if (againstOneToOne(calls) === undefined)
    return { kind: 'one-to-one', why: 'each leads to the neuron of the same number' }
  if (tooManyForLists(calls) && againstProcedural(calls, model) === undefined)
    return { kind: 'procedural', why: 'lists of them would not fit into memory, and they store nothing' }
  return { kind: 'csr', why: calls.length > 1 ? SEVERAL : reasonForLists(calls[0]) }
}

const SEVERAL = 'several calls of connect() make them'

/** What is against two forms that one call alone can have, with one synapse for each pair that it names. */
function againstOneRule([{ n, synapses }, ...further]: Calls): string | undefined {
  if (further.length > 0) return SEVERAL
  if (synapses.source.size === undefined || synapses.target.size === undefined)
    return 'how many neurons or synapses there are on both sides is not known before a run'
  return n === undefined ? undefined : '`n` says how many each pair has'
}

function againstDense(calls: Calls): string | undefined {
  const { connectivity } = calls[0]
  const isAll = connectivity.kind === 'all' || connectivity.kind === 'all-but-self'
  return againstOneRule(calls) ?? (isAll ? undefined : 'not every pair of neurons has a synapse')
}

function againstOneToOne(calls: Calls): string | undefined {
  const [{ connectivity, synapses }] = calls
  return (
    againstOneRule(calls) ??
    (isOneToOne(connectivity, synapses) ? undefined : "it takes `j: 'i'` or the condition `i == j`")
  )
}

function isOneToOne(connectivity: Connectivity, { source, target }: Synapses): boolean {
  if (connectivity.kind === 'condition')
    return !connectivity.p && connectivity.condition !== undefined && compares('==', connectivity.condition.value)
  if (connectivity.kind !== 'partner' || connectivity.iteration) return false
  const { side, partner, skip } = connectivity
  // A neuron that is not there is told when synapses are made, one by one.
  if (source.size === undefined || target.size === undefined) return false
  const fits = side === 'post' ? source.size <= target.size : target.size <= source.size
  return isNumberOf(partner.value, side === 'post' ? 'i' : 'j') && (skip || fits)
}

function againstProcedural(calls: Calls, model: PartsAndActions): string | undefined {
  const [call] = calls
  const { name, pathways } = call.synapses
  const delayed = pathways.find(({ delays }) => delays !== undefined)
  const back = pathways.find(({ side, code }) => side === 'post' && code.value.length > 0)
  const other = model.parts.find(
    (part) => part.kind === 'synapses' && [part.source.name, part.target.name].includes(name),
  )
  return (
    againstOneRule(calls) ??
    (constantChance(call.connectivity) === undefined ? againstComputed(call) : againstDrawn(call, model)) ??
    (delayed && `the delay of the pathway \`${delayed.name}\` is set`) ??
    (back && againstBack(call, back, model)) ??
    (other && `\`${other.name}\` begins or ends at these synapses`)
  )
}

/**
 * A condition is asked of all neurons of either side. But which of the synapses of a neuron one is, which must be known to find
 * what is stored of it, is known on the presynaptic side alone.
 */
function againstBack({ connectivity, synapses }: Connect, { name }: Pathway, model: PartsAndActions) {
  const looks = `the pathway \`${name}\` looks for the synapses of postsynaptic neurons`
  if (connectivity.kind !== 'condition' || connectivity.p) return looks
  return hasPlaces(synapses, model) ? `${looks}, and each has values of its own` : undefined
}

/** Which of them a drawn one is, is not known when it is reached. */
function againstDrawn({ synapses }: Connect, model: PartsAndActions): string | undefined {
  const { name, variables, operations, sums } = synapses
  const alike = variablesAlike(synapses, model)
  const stored = [...variables.values()].find((variable) => !variable.shared && !alike.includes(variable))
  const monitor = model.parts.find((part) => part.kind === 'synapses-monitor' && part.source.name === name)
  return (
    (stored && `\`${stored.name}\` has a value for each synapse`) ??
    (sums.length > 0 ? `the sum \`${sums[0].target.name}\` goes over all synapses in every step` : undefined) ??
    (operations.length > 0 ? 'run_regularly() goes through all synapses' : undefined) ??
    (monitor && `the monitor \`${monitor.name}\` records synapses`)
  )
}

/** The probability of synapses that are drawn all alike, and nothing else chooses among. */
export function constantChance(connectivity: Connectivity): number | undefined {
  if (connectivity.kind !== 'condition' || !connectivity.p) return undefined
  const { condition, p } = connectivity
  if (condition && !isTrue(condition.value) && !compares('!=', condition.value)) return undefined
  return evaluateConstant(p.value)
}

/** How many synapses are to be expected where it is known without drawing them. */
export function expectedNumber({ connectivity, synapses, n }: Connect): number | undefined {
  if (n !== undefined) return undefined
  const { source, target } = synapses
  const chance = constantChance(connectivity)
  const isSized = source.size !== undefined && target.size !== undefined
  if (chance !== undefined && isSized) return Math.round(source.size * target.size * chance)
  return connectivity.kind === 'pairs' && !connectivity.p ? connectivity.i.length : undefined
}

/** What to do where lists of the synapses do not fit. */
export function insteadOfLists(calls: Calls, model: PartsAndActions): string {
  const against = againstProcedural(calls, model)
  return withoutLists(calls, model) ?? `procedural would take nothing, and does not fit: ${against}`
}

/** How they would be stored without lists, if they can be. */
export function withoutLists(calls: Calls, model: PartsAndActions): string | undefined {
  if (againstProcedural(calls, model) !== undefined) return undefined
  const less = hasPlaces(calls[0].synapses, model) ? 'store no lists' : 'take nothing'
  return `procedural would ${less}: connect({ …, representation: 'procedural' })`
}

function tooManyForLists([call]: Calls): boolean {
  const bytes = (call.synapses.target.size ?? 0) <= 65536 ? 2 : 4
  return (expectedNumber(call) ?? 0) * bytes > MOST_BYTES
}

export function leavesOutItself(connectivity: Connectivity): boolean {
  const condition = connectivity.kind === 'condition' ? connectivity.condition : undefined
  return condition !== undefined && compares('!=', condition.value)
}

function isTrue(condition: Expression): boolean {
  return condition.kind === 'boolean' && condition.value
}

/** `i == j` or `i != j`, either way round. */
export function compares(operator: '==' | '!=', condition: Expression): boolean {
  if (condition.kind !== 'binary' || condition.operator !== operator) return false
  const { left, right } = condition
  return (isNumberOf(left, 'i') && isNumberOf(right, 'j')) || (isNumberOf(left, 'j') && isNumberOf(right, 'i'))
}

function isNumberOf(node: Expression, name: 'i' | 'j'): boolean {
  return node.kind === 'reference' && node.symbol.kind === 'special' && node.symbol.name === name
}

function reasonForLists({ connectivity, n }: Connect): string {
  if (n) return '`n` says how many each pair has'
  switch (connectivity.kind) {
    case 'all':
    case 'all-but-self':
      return 'they are made one by one'
    case 'pairs':
      return 'their pairs are listed'
    case 'nonzero':
      return 'they are the entries of a matrix that are not 0'
    case 'partner':
      return connectivity.iteration ? 'a generator says which there are' : 'an expression says which there are'
    case 'condition':
      return connectivity.p ? 'they are drawn at random' : 'a condition says which there are'
  }
}
