/** connect(): the functions that the runtime asks, and the data that it is given. */
import { evaluateConstant } from '../2-resolve/evaluate.js'
import type { Connect, Connectivity, Synapses } from '../2-resolve/model.js'
import type { Expression, Sourced } from '../2-resolve/symbols.js'
import { binary, constant, local } from '../ir/build.js'
import type { Expr, SetupFunction } from '../ir/ir.js'
import type { SetupStep } from '../runtime/description.js'
import type { Data } from '../runtime/kernels.js'
import { dataName } from './arrays.js'
import { printResolved } from './comments.js'
import { readingCopies } from './computed.js'
import type { ModelContext } from './context.js'
import { lowerNumber, lowerTruth, type Site } from './expression.js'
import { lowerPartner } from './partner.js'
import { sizeIndex } from './population.js'
import { rowsAndPairs } from './rows.js'
import { synapseSite } from './site.js'
import { ticking } from './time.js'

type ConnectStep = Extract<SetupStep, { readonly kind: 'connect' }>
type Rule = Exclude<ConnectStep['rule'], { readonly kind: 'dense' }>

export interface Into {
  readonly functions: SetupFunction[]
  readonly data: Map<string, Data>
  /** Notes the data that an expression reads. */
  readonly bind: (expression: Expression) => void
}

/** One call among several for the same synapses: what it is called by, and by which its random numbers are counted. */
export interface Call {
  readonly synapses: Synapses
  /** Of its functions and data: `S`, and `S_2` of the second call. */
  readonly name: string
  readonly stream: string
  /** What the functions read, as they are to read it. */
  readonly read: (expr: Expr) => Expr
}

/** `before`: how often the synapses were connected before. */
export function lowerConnect(
  { synapses, connectivity, n }: Connect,
  before: number,
  context: ModelContext,
  into: Into,
): ConnectStep {
  const owner = synapses.name
  const read = readingCopies(synapses, context)
  const further = before === 0 ? '' : String(before + 1)
  const call = { synapses, name: further ? `${owner}_${further}` : owner, stream: `${owner}:connect${further}`, read }
  const layout = context.layouts.get(synapses)?.kind
  if (layout === 'dense' || layout === 'one-to-one')
    return { kind: 'connect', synapses: owner, rule: { kind: 'dense' } }
  const rule = pairsOf(connectivity, call, context, into)
  const times = n && {
    n: pairFunction('n', n.value, lowerNumber(n.value, repeatedSite('n', call, context)), call, into),
  }
  return { kind: 'connect', synapses: owner, rule: { ...rule, ...times } }
}

function pairsOf(connectivity: Connectivity, call: Call, context: ModelContext, into: Into): Rule {
  const { stream } = call
  switch (connectivity.kind) {
    case 'all':
    case 'all-but-self': {
      return { kind: 'all', diagonal: connectivity.kind === 'all' }
    }
    case 'pairs': {
      const [i, j] = [`${call.name}:i`, `${call.name}:j`]
      into.data.set(i, connectivity.i).set(j, connectivity.j)
      const { p } = connectivity
      if (!p) return { kind: 'pairs', i, j }
      const name = pairFunction('p', p.value, lowerNumber(p.value, repeatedSite('p', call, context)), call, into)
      const constantP = evaluateConstant(p.value) !== undefined
      return { kind: 'pairs', i, j, chance: { p: name, constantP, stream } }
    }
    case 'nonzero': {
      const { array, matrix } = connectivity
      const name = array ? dataName(array) : `${call.name}:nonzero`
      into.data.set(name, matrix.data)
      return { kind: 'nonzero', data: name, columns: matrix.shape[1] ?? 1 }
    }
    case 'partner':
      return lowerPartner(call, connectivity, context, into)
    case 'condition':
      return randomPairs(connectivity, call, context, into)
  }
}

function randomPairs(
  { condition, p }: Extract<Connectivity, { kind: 'condition' }>,
  call: Call,
  context: ModelContext,
  into: Into,
) {
  const { rows, pairs } = condition
    ? rowsAndPairs(lowerTruth(condition.value, pairSite('condition', call, context)))
    : {}
  const add = (what: string, { value }: Sourced<Expression>, result: Expr | undefined) =>
    result && { [what]: pairFunction(what, value, result, call, into) }
  return {
    kind: 'condition' as const,
    ...(condition && { ...add('rows', condition, rows), ...add('condition', condition, pairs) }),
    ...(p && add('p', p, lowerNumber(p.value, pairSite('p', call, context)))),
    constantP: p !== undefined && evaluateConstant(p.value) !== undefined,
    stream: call.stream,
  }
}

/** Adds a function of the pair of neurons; gives its name. */
export function pairFunction(what: string, value: Expression, found: Expr, { name, read }: Call, into: Into): string {
  into.bind(value)
  const named = `${what}_${name}`
  const result = read(found)
  into.functions.push({ kind: 'pair', name: named, title: `${what}: ${printResolved(value)}`, body: [], result })
  return named
}

/** Of one pair of neurons: synapses have no places yet. */
export function pairSite(
  what: string,
  { synapses, stream }: Pick<Call, 'synapses' | 'stream'>,
  context: ModelContext,
): Site {
  const options = { stream: `${stream}:${what}`, step: constant(0), checked: true, clock: ticking(context) }
  const site = synapseSite(synapses, context, options)
  return { ...site, random: { ...site.random, indices: [local('j', 'i32'), local('i', 'i32')] } }
}

/** Of one of several choices of the same pair, which `k` counts: each draws numbers of its own, as its synapses do. */
function repeatedSite(what: string, call: Call, context: ModelContext): Site {
  const site = pairSite(what, call, context)
  const further = binary('multiply', local('k', 'i32'), sizeIndex(call.synapses.source))
  const indices = [local('j', 'i32'), binary('add', local('i', 'i32'), further)] as const
  return { ...site, random: { ...site.random, indices } }
}
