/** How the synapses of an object stand in memory, and what that takes: as data, and in words. */
import type {
  ArrayDescription,
  ElementType,
  KeptDescription,
  SetupStep,
  SimulationDescription,
  SynapsesDescription,
} from './description.js'
import { type State, synapsesCalled } from './state.js'
import { denseCount } from './synapses.js'

/**
 * What stores a synaptic variable: one number of a type for each synapse, the user's own array, one number for all, one for each
 * neuron of a side (for those of both, where what a synapse has follows from both), or nothing.
 */
export type Storage = ElementType | `bound ${ElementType}` | 'shared' | `${ElementType} a ${Keeper}` | 'computed'

type Keeper = 'presynaptic neuron' | 'postsynaptic neuron' | 'neuron'

const KEEPERS: { readonly [by in Exclude<KeptDescription['by'], 'all'>]: Keeper } = {
  pre: 'presynaptic neuron',
  post: 'postsynaptic neuron',
  both: 'neuron',
}

export interface Representation {
  readonly name: string
  /** `none`: connect() has not been called. */
  readonly representation: SynapsesDescription['layout']
  /** Of the neuron at the other end of each synapse. */
  readonly index: 'none' | 'u16' | 'u32'
  readonly weights: { readonly [variable: string]: Storage }
  /** Undefined while they are not made, where their number does not follow from the model. */
  readonly synapses: number | undefined
  /** How many are to be expected, where that is known. */
  readonly expected?: number
  /** Of what is known: where there are no synapses yet, arrays of one element for each are not in it. */
  readonly bytes: Bytes
  /** Of the arrays that have an element for each synapse. */
  readonly bytesPerSynapse: number
  /** Why it is this representation. */
  readonly why: string
}

export interface Bytes {
  /** Which neurons the synapses lead to. */
  readonly indices: number
  readonly variables: number
  /** The delays of each synapse, and what is made of them. */
  readonly delays: number
  /** The synapses of each postsynaptic neuron, where something asks for these. */
  readonly columns: number
  readonly total: number
}

type Part = Exclude<keyof Bytes, 'total'>

const BYTES: { readonly [element in ElementType]: number } = { f64: 8, f32: 4, i32: 4, u32: 4, u16: 2, u8: 1 }

/** @param lengthOf an array, undefined while it is not known */
export function representationOf(
  synapses: SynapsesDescription,
  { arrays, setup }: { readonly arrays: readonly ArrayDescription[]; readonly setup: readonly SetupStep[] },
  lengthOf: (array: ArrayDescription) => number | undefined,
  made?: number,
): Representation {
  const { name, layout, why, computed, variables } = synapses
  const bytes = { indices: 0, variables: 0, delays: 0, columns: 0 }
  let bytesPerSynapse = 0
  for (const array of arrays) {
    const part = partOf(array, synapses)
    if (!part) continue
    const one = BYTES[array.element]
    bytes[part] += (lengthOf(array) ?? 0) * one
    if (isOfSynapses(array, synapses)) bytesPerSynapse += one
  }
  const bound = new Set(setup.flatMap((step) => (step.kind === 'data' && step.bound ? [step.array] : [])))
  const stored = variables.map(({ name: variable, array, shared, kept }): readonly [string, Storage] => {
    const element = arrays.find((one) => one.name === array)?.element ?? 'f64'
    if (kept && kept.by !== 'all') return [variable, `${element} a ${KEEPERS[kept.by]}`]
    return [variable, shared || kept ? 'shared' : bound.has(array) ? `bound ${element}` : element]
  })
  const target = arrays.find((array) => array.name === `${name}:target`)?.element
  return {
    name,
    representation: layout,
    index: target === 'u16' || target === 'u32' ? target : 'none',
    weights: Object.fromEntries([...stored, ...computed.map((variable) => [variable, 'computed'] as const)]),
    synapses: made ?? countKnown(synapses),
    ...(synapses.expected && { expected: synapses.expected.count }),
    bytes: { ...bytes, total: bytes.indices + bytes.variables + bytes.delays + bytes.columns },
    bytesPerSynapse,
    why,
  }
}

/** Where the layout says it. */
function countKnown({ layout, sources, targets }: SynapsesDescription): number | undefined {
  if (layout === 'none') return 0
  if (layout === 'csr' || layout === 'procedural') return undefined
  return typeof sources === 'number' && typeof targets === 'number'
    ? denseCount({ layout, sources, targets })
    : undefined
}

/** Has the array an element for each synapse, or for each place of one? */
function isOfSynapses({ name, length }: ArrayDescription, synapses: SynapsesDescription): boolean {
  const isOfNeurons = synapses.variables.some(({ array, kept }) => kept && array === name)
  if (isOfNeurons || name.startsWith(`${synapses.name}:lastupdate.`)) return false
  if (typeof length !== 'number') return 'synapsesOf' in length && length.synapsesOf === synapses.name
  const { layout, sources, targets } = synapses
  if (typeof sources !== 'number' || typeof targets !== 'number') return false
  if (layout === 'one-to-one') return length === Math.min(sources, targets) && length > 1
  return layout.startsWith('dense') && length === sources * targets && length > 1
}

/** Lists, and what synapses are drawn by; `kept…`: what they are computed from. */
const INDICES = ['rowStart', 'target', 'repeat', 'seed', 'scale', 'total', 'count', 'place']

/** What an array of these synapses is for; undefined for arrays of others. */
function partOf(
  { name: array }: ArrayDescription,
  { name, pathways, variables }: SynapsesDescription,
): Part | undefined {
  if (pathways.some(({ delays }) => delays?.array === array)) return 'delays'
  if (variables.some((variable) => variable.array === array)) return 'variables'
  const [owner, what, more] = array.split(':')
  if (owner !== name || what === undefined) return undefined
  if (what === 'incoming' || what === 'outgoing') return 'columns'
  if (more !== undefined) return 'delays'
  return INDICES.includes(what) || /^kept\d/.test(what) ? 'indices' : 'variables'
}

/** In lines for people. */
export function representationText(one: Representation): string {
  const { name, representation, index, weights, bytes, bytesPerSynapse, why } = one
  const count = countText(one)
  const parts = Object.entries(bytes).filter(([part, size]) => part !== 'total' && size > 0)
  const listed = parts.map(([part, size]) => `${part} ${bytesText(size)}`)
  const stored = Object.entries(weights).map(([variable, storage]) => `${variable}: ${storage}`)
  return [
    `${name}: ${representation}, since ${why}`,
    `  synapses   ${count}`,
    `  index      ${index}`,
    ...(stored.length > 0 ? [`  variables  ${stored.join(', ')}`] : []),
    `  memory     ${bytesText(bytes.total)}${listed.length > 0 ? ` (${listed.join(', ')})` : ''}, ${bytesPerSynapse} B for each synapse`,
  ].join('\n')
}

export function countText({ synapses, expected }: Representation): string {
  if (synapses !== undefined) return `${synapses} of them`
  return expected === undefined ? 'as many as are made' : `about ${expected} of them`
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** As it is in a simulation. */
export function representationNow(name: string, state: State): Representation {
  const { memory, model, connected } = state
  const lengthOf = ({ name: array }: ArrayDescription) => (memory.has(array) ? memory.view(array).length : undefined)
  return representationOf(synapsesCalled(name, state), model.description, lengthOf, connected.get(name)?.count)
}

/** As it is known before anything is made. */
export function representationsPlanned(description: SimulationDescription): readonly Representation[] {
  const lengthOf = ({ length }: ArrayDescription) => (typeof length === 'number' ? length : undefined)
  return description.synapses.map((synapses) => representationOf(synapses, description, lengthOf))
}
