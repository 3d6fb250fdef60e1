/** What connect() is given, as plain data. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type Edges, isEdges } from './edges.js'
import { isMatrix, isNumberArray } from './matrix.js'
import { checkOptions } from './options.js'
import type { ConnectRule, Matrix } from './spec.js'

/** One neuron, or a list of them, or an expression. */
type Neurons = number | ArrayLike<number> | string

/**
 * A rule; a condition by itself; a matrix, for one synapse for each entry that is not zero; or edges, for a synapse each.
 */
export type ConnectInput =
  | string
  | Matrix
  | Edges
  | (Omit<ConnectRule, 'i' | 'j'> & { readonly i?: Neurons; readonly j?: Neurons; readonly edges?: Edges })

export function ruleOf(given: ConnectInput): ConnectRule {
  if (typeof given === 'string') return { condition: given }
  if (isMatrix(given)) return { nonzero: given }
  if (isEdges(given)) return pairsOf(given)
  if (typeof given !== 'object' || given === null || Array.isArray(given) || isNumberArray(given)) throw noRule(given)
  refuseGenerator(given)
  checkOptions(given, Object.keys(RULE), 'connect()')
  checkRule(given)
  const { i, j, edges, ...rule } = given
  if (edges) return { ...rule, ...pairsOf(edges) }
  return { ...rule, ...(i !== undefined && { i: listed(i) }), ...(j !== undefined && { j: listed(j) }) }
}

function noRule(given: unknown): SpikecError {
  const problem = `it takes a rule such as { p: 0.1 } or a condition, and is given ${describeValue(given)}`
  return new SpikecError([diagnostic('V008', { what: 'connect()', problem }, { help: ruleInstead(given) })])
}

/** What the reference would take. */
function ruleInstead(given: unknown): readonly string[] {
  if (typeof given === 'boolean')
    return ["connect() alone connects all to all, and a condition is a string: connect('i != j')"]
  if (typeof given === 'number') return [`a probability is written connect({ p: ${given} })`]
  if (Array.isArray(given) && Array.isArray(given[0])) return ['a matrix is made by matrix(): connect(matrix(W))']
  return typeof given === 'object' ? ['lists of neurons have names: connect({ i: [0, 1], j: [5, 9] })'] : []
}

function pairsOf({ i, j, shape }: Edges): ConnectRule {
  return { i, j, ...(shape && { shape }) }
}

/** One neuron may be given as a number. */
function listed(neurons: Neurons): ArrayLike<number> | string {
  return typeof neurons === 'number' ? [neurons] : neurons
}

/** A generator is what the reference calls the text, and not what it is given as. */
function refuseGenerator(given: object): void {
  if (!('generator' in given)) return
  const problem = "it is given as `j: 'k for k in …'`, or as `i`"
  throw new SpikecError([diagnostic('V008', { what: 'the generator of connect()', problem })])
}

const KNOWN: readonly unknown[] = ['dense', 'csr', 'one-to-one', 'procedural']
const REPRESENTATIONS = '`dense`, `csr`, `one-to-one` or `procedural`'

/** What each part of a rule may be given as. */
const RULE: { readonly [part in keyof ConnectRule | 'edges']-?: readonly [kinds: readonly string[], wanted: string] } =
  {
    condition: [['string', 'boolean'], 'a condition such as `i != j`'],
    p: [['number', 'string'], 'a probability or an expression'],
    n: [['number', 'string'], 'a number of synapses or an expression'],
    i: [['number', 'list', 'string'], 'a list of neurons, or an expression of j'],
    j: [['number', 'list', 'string'], 'a list of neurons, or an expression of i'],
    edges: [['edges'], 'edges, such as edges() and loadEdges() give'],
    shape: [['list'], '[rows, columns], the sizes of the two groups'],
    skip_if_invalid: [['boolean'], 'true or false'],
    nonzero: [['string', 'matrix'], 'a matrix, or the name of one of the namespace'],
    representation: [['string'], REPRESENTATIONS],
  }

function checkRule(rule: object): void {
  for (const [part, value] of Object.entries(rule)) {
    if (value === undefined) continue
    const [kinds, wanted] = RULE[part as keyof typeof RULE]
    const kind = kindOf(value)
    if (kinds.includes(kind) && (part !== 'representation' || KNOWN.includes(value))) continue
    const problem = `it is ${wanted}, and not ${describeValue(value)}`
    throw new SpikecError([diagnostic('V008', { what: `\`${part}\` of connect()`, problem })])
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value) || isNumberArray(value)) return 'list'
  if (isMatrix(value)) return 'matrix'
  return isEdges(value) ? 'edges' : typeof value
}
