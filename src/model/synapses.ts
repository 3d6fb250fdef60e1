import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { type Representation, representationText } from '../runtime/representation.js'
import type { VariableView } from '../runtime/view.js'
import { refuseAssigned } from './assigned.js'
import { type ConnectInput, ruleOf } from './connect-rule.js'
import { Edges } from './edges.js'
import { checkEquations, type Equations, equationsSpec } from './equations.js'
import { checkMethod, type ExplicitStateUpdater, methodSpec } from './explicit-state-updater.js'
import { isMatrix, isNumberArray, matrix } from './matrix.js'
import { checkMethodOptions, type MethodOptions } from './method-options.js'
import type { Method } from './neuron-group.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { type OperationOptions, operationOf } from './operations.js'
import { checkOptions, checkOrder, checkTexts, type NamespaceInput, namespaceOf } from './options.js'
import { refuseNonNames } from './recorded.js'
import { placedSets, setNow } from './sets.js'
import type { Matrix, OperationSpec, PathwaySpec, SynapsesSpec } from './spec.js'
import { isPopulation, nameIn, type Population, refuseNonPopulation } from './subgroup.js'
import { choiceOf } from './synapse-choice.js'
import { type GetOptions, inUnit, type SetOptions, type ValueInput, type Values } from './values.js'

export interface SynapsesOptions {
  readonly name?: string
  /** Variables of each synapse: `w : volt`; subexpressions are computed on the fly: `w = u[i]*v[j] : volt`. */
  readonly model?: string | Equations
  /** Statements for each synapse when its presynaptic neuron spikes: `ge += w`; or several pathways by their names. */
  readonly on_pre?: PathwaySpec
  /** The same for the postsynaptic neuron. */
  readonly on_post?: PathwaySpec
  /** What the pathways follow: one event for all of them, or one for some by their names; the spike where none is named. */
  readonly on_event?: PathwaySpec
  /** From the event to the statements: the same time for all synapses of the pathway `pre`; or one for each pathway by its name. */
  readonly delay?: PathwaySpec
  /**
   * Where in a step pathways act, by their names: `{ post: -2 }`; those with a lower number first. It is -1 for pathways of
   * `on_pre` and 1 for those of `on_post`. Those of one number act as they are given.
   */
  readonly orders?: Readonly<Record<string, number>>
  /**
   * The name of an integer variable that numbers the synapses of each pair of neurons: 0, 1, 2, … Several for a pair are
   * then not warned about.
   */
  readonly multisynaptic_index?: string
  /** How equations that are integrated in every step are: as of a group, and the reference's choice where absent. */
  readonly method?: Method | (string & {}) | ExplicitStateUpdater
  /** Of an adaptive method. */
  readonly method_options?: MethodOptions
  /** The step of the synapses' own clock, by which equations and operations go; pathways go by the clock of the neurons that they follow. */
  readonly dt?: string
  /** Where several objects act in one slot of a step, those with a lower order act first; 0 where absent. */
  readonly order?: number
  readonly namespace?: NamespaceInput
}

const OPTIONS = [
  'name',
  'model',
  'on_pre',
  'on_post',
  'on_event',
  'delay',
  'orders',
  'multisynaptic_index',
  'method',
  'method_options',
  'dt',
  'order',
  'namespace',
]
/** Options of the reference that are refused by name. */
const NOT_YET = ['clock']

/** Synapses from one group to another, or within one; a source or target may also be other synapses, which are counted as they were made. */
export class Synapses implements ModelObject {
  static {
    refuseAssigned(Synapses.prototype)
  }

  readonly place = nextPlace()
  readonly defaultName = 'synapses'
  readonly givenName: string | undefined
  readonly source: Population | Synapses
  readonly target: Population | Synapses
  /** false: from the next run on spikes do nothing to it, and those on their way wait until it is active again. */
  active = true
  home: Home | undefined
  readonly actions: PlacedAction[] = []
  private readonly operations: OperationSpec[] = []
  private readonly options: SynapsesOptions

  /** Without a target the synapses are within the source: `new Synapses(P, { on_pre: 'v += w' })`. */
  constructor(source: Population | Synapses, options: SynapsesOptions)
  constructor(source: Population | Synapses, target?: Population | Synapses, options?: SynapsesOptions)
  constructor(
    source: Population | Synapses,
    second: Population | Synapses | SynapsesOptions = source,
    third?: SynapsesOptions,
  ) {
    refuseNonPopulation(source, 'the source of Synapses')
    const within = third === undefined && isPlain(second)
    const [target, options] = within ? [source, second] : [second as Population | Synapses, third ?? {}]
    refuseNonPopulation(target, 'the target of Synapses')
    refuseMissing(options, NOT_YET, 'Synapses')
    checkOptions(options, OPTIONS, 'Synapses')
    checkTexts(options, ['name', 'multisynaptic_index', 'dt'], 'Synapses')
    checkOrder(options, 'Synapses')
    checkEquations(options.model, 'Synapses')
    checkMethod(options.method, 'Synapses')
    if (options.method_options !== undefined) checkMethodOptions(options.method_options)
    checkPathways(options)
    this.source = source
    this.target = target
    this.options = options
    this.givenName = options.name
  }

  /**
   * Makes synapses, after those that there are. Without a rule: from every neuron to every neuron, with no index stored.
   * `{ condition: 'i != j' }`, `{ p: 0.1 }`, `{ i: [...], j: [...] }`, `{ j: '(i + 1) % N_post' }` for one from each neuron,
   * `{ j: 'k for k in range(i - 3, i + 4) if k != i' }` or `sample(…)` for several, or
   * `{ nonzero: W }` for the entries of a matrix, which may also be named. `n: 2` makes two for each pair that is chosen,
   * next to each other. New synapses are numbered from the last one on; their variables are 0.
   */
  connect(rule: ConnectInput = {}): this {
    this.home?.refuseWhileRunning('connect()')
    this.actions.push({ place: nextPlace(), action: { kind: 'connect', target: '', rule: ruleOf(rule) } })
    return this
  }

  /**
   * Sets synaptic variables: a string expression (`'W[i,j]'`, `'0.1*mV*rand()'`), a matrix of the groups' shape, one value
   * for each synapse in order, or a single value. A matrix that is set as a whole is moved into the simulation's memory once.
   *
   * `delay` is how long a spike takes to each synapse, on the pathway `pre`, and `'NAME.delay'` on another one:
   * `{ delay: 'abs(x_pre - x_post)/speed', 'post.delay': '1*ms' }`. Set between runs, it holds for the spikes from then on.
   * Where the option `delay` gives one for all synapses, that can be set anew, for all.
   */
  set(values: Values, options?: SetOptions): this
  set(variable: string, value: ValueInput, options?: SetOptions): this
  set(first: Values | string, second?: ValueInput | SetOptions, third?: SetOptions): this {
    this.home?.refuseWhileRunning('set()')
    const placed = placedSets(first, second, third)
    if (!setNow(this, placed)) this.actions.push(...placed)
    return this
  }

  /**
   * Statements for every synapse, carried out every `dt`: `run_regularly('I = I0*rand()', { dt: '10*ms' })`. What is (shared)
   * is written first, once.
   */
  run_regularly(code: string, options: OperationOptions = {}): this {
    this.operations.push(operationOf(code, options, this.home))
    return this
  }

  /** The presynaptic neuron of each synapse. */
  get i(): Int32Array {
    const home = homeOf(this)
    return home.simulation().pairs(home.nameOf(this)).i
  }

  /** The postsynaptic neuron of each synapse. */
  get j(): Int32Array {
    const home = homeOf(this)
    return home.simulation().pairs(home.nameOf(this)).j
  }

  /** How many synapses there are. */
  get N(): number {
    const home = homeOf(this)
    return home.simulation().synapseCount(home.nameOf(this))
  }

  /**
   * A variable's or subexpression's value for each synapse in order, in base SI units or in the unit named; or for some of
   * them, `get('w', { unit: 'mV', where: 'i == 5' })`, `get('w', { at: { i: 5, j: [1, 2] } })`.
   */
  get(variable: string, options: string | GetOptions = {}): Float64Array {
    if (typeof options !== 'object') return this.all(variable, options)
    checkOptions(options, ['unit', 'where', 'at'], 'get()')
    checkTexts(options, ['unit', 'where'], 'get()')
    const values = this.all(variable, options.unit)
    const { where, at } = options
    if (where === undefined && at === undefined) return values
    if (where !== undefined && at !== undefined) {
      const problem = 'it names the synapses, so it can not be combined with where'
      throw new SpikecError([diagnostic('V008', { what: '`at` of get()', problem })])
    }
    const home = homeOf(this)
    if (at !== undefined) {
      const numbers = home.simulation().numbersOf(home.nameOf(this), choiceOf(at, 'get()'))
      return Float64Array.from(numbers, (number) => values[number])
    }
    const chosen = home.chosen(home.nameOf(this), where ?? '')
    return values.filter((_, number) => chosen[number] !== 0)
  }

  private all(variable: string, unit?: string): Float64Array {
    const home = homeOf(this)
    const computed = home.computed(home.nameOf(this), variable)
    if (computed) return inUnit(computed.values, computed.unit, unit, variable)
    const values = home.simulation().values(home.nameOf(this), knownName(variable))
    return inUnit(values, this.unitOf(variable, home), unit, variable)
  }

  /**
   * A variable as a matrix, a row for each presynaptic neuron, ready to be set again.
   *
   * @param absent what stands where there is no synapse
   * @throws SpikecError if a pair of neurons has several synapses
   */
  getMatrix(variable: string, unit?: string, absent = 0): Matrix {
    const home = homeOf(this)
    const own = this.unitOf(variable, home)
    const values = inUnit(home.simulation().matrix(home.nameOf(this), knownName(variable), absent), own, unit, variable)
    return matrix(values, [this.source.N, this.target.N], unit ?? (own === '1' ? undefined : own))
  }

  /**
   * The synapses as edges, in order: their neurons, and a variable or several of them, `getEdges('w', 'mV')`,
   * `getEdges(['w', 'c'])`. `connect(E)` and `set(E.columns)` make them again.
   *
   * @param unit of one variable; others come in base SI units
   */
  getEdges(variables: string | readonly string[] = [], unit?: string): Edges {
    const home = homeOf(this)
    const names = typeof variables === 'string' ? [variables] : variables
    refuseNonNames(names, 'getEdges()')
    if (names.length !== 1 && unit !== undefined) {
      const problem = 'it is of one variable: those of several come in base SI units'
      throw new SpikecError([diagnostic('V008', { what: 'the unit of getEdges()', problem })])
    }
    const columns = names.map((name) => {
      const values = this.get(name, unit)
      const own = this.unitOf(name, home)
      return [name, matrix(values, [values.length], unit ?? (own === '1' ? undefined : own))] as const
    })
    return new Edges(this.i, this.j, Object.fromEntries(columns), [this.source.N, this.target.N])
  }

  /**
   * How the synapses stand in memory: which representation, why that one, what stores each variable, and the bytes; `text` says
   * the same in lines.
   */
  describe(): Representation & { readonly text: string } {
    const home = homeOf(this)
    const found = home.simulation().representation(home.nameOf(this))
    return { ...found, text: representationText(found) }
  }

  private unitOf(variable: string, home: Home): string {
    const name = home.nameOf(this)
    const synapses = home.simulation().description.synapses.find((s) => s.name === name)
    const known = knownName(variable)
    if (synapses?.pathways.some((pathway) => pathway.delayName === known)) return 'second'
    return synapses?.variables.find((v) => v.name === known)?.unit ?? '1'
  }

  /**
   * The memory of a variable itself, in base SI units, one for each synapse in order: what is written to it is the variable's value.
   * Ask for it anew when synapses have been made since.
   *
   * @throws SpikecError where the variable is not kept as it is
   */
  view(variable: string): VariableView {
    const home = homeOf(this)
    return home.view(home.nameOf(this), knownName(variable))
  }

  toSpec(name: string, nameOf: (object: ModelObject) => string): SynapsesSpec {
    const { model, on_pre, on_post, on_event, delay, orders, dt, order, namespace } = this.options
    const { multisynaptic_index, method, method_options } = this.options
    return {
      kind: 'Synapses',
      name,
      source: nameIn(nameOf, this.source),
      target: nameIn(nameOf, this.target),
      ...(model !== undefined && { model: equationsSpec(model) }),
      ...(on_pre !== undefined && { on_pre }),
      ...(on_post !== undefined && { on_post }),
      ...(on_event !== undefined && { on_event }),
      ...(delay !== undefined && { delay }),
      ...(orders !== undefined && { orders }),
      ...(multisynaptic_index !== undefined && { multisynaptic_index }),
      ...(method !== undefined && { method: methodSpec(method) }),
      ...(method_options !== undefined && { method_options }),
      ...(dt !== undefined && { dt }),
      ...(order !== undefined && { order }),
      ...(this.operations.length > 0 && { operations: this.operations }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
    }
  }
}

/** `delay` is that of the pathway `pre`. */
function knownName(variable: string): string {
  return variable === 'pre.delay' ? 'delay' : variable
}

/** The statements of each pathway, under a name of its own. */
function checkPathways({ on_pre, on_post, on_event, delay, orders }: SynapsesOptions): void {
  for (const [option, given] of Object.entries({ on_event, delay })) {
    if (option === 'delay') refuseDelays(given)
    const isNamed = typeof given === 'object' && given !== null
    const texts = isNamed ? given : { [option]: given }
    const owner = isNamed ? `${option} of Synapses` : 'Synapses'
    checkTexts(texts, Object.keys(texts), owner, option === 'delay' ? Object.keys(texts) : [])
  }
  checkOrders(orders)
  const names = new Set<string>()
  for (const [option, given] of Object.entries({ on_pre, on_post })) {
    const pathways = typeof given === 'object' && given !== null ? given : { [option.slice(3)]: given }
    checkTexts(pathways, Object.keys(pathways), `${option} of Synapses`)
    for (const [name, code] of Object.entries(pathways)) {
      if (code === undefined) continue
      const what = `the pathway \`${name}\` of Synapses`
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || names.has(name)) {
        const problem = names.has(name) ? 'there are two of this name' : 'this is not a name'
        throw new SpikecError([diagnostic('V008', { what, problem })])
      }
      names.add(name)
    }
  }
}

/** Delays that differ are set, as other variables are. */
function refuseDelays(given: unknown): void {
  if (!Array.isArray(given) && !isMatrix(given) && !isNumberArray(given)) return
  const problem = 'it is one time for all synapses, or one for each pathway by its name, and not an array'
  const help = ["a delay for each synapse is set once they are connected: set({ delay: matrix([1, 2], 'ms') })"]
  throw new SpikecError([diagnostic('V008', { what: '`delay` of Synapses', problem }, { help })])
}

function checkOrders(orders: unknown): void {
  if (orders === undefined) return
  const isPlainObject = typeof orders === 'object' && orders !== null && !Array.isArray(orders)
  if (isPlainObject && Object.values(orders).every((order) => Number.isInteger(order))) return
  const problem = 'they are whole numbers by the names of pathways, such as { post: -2 }'
  throw new SpikecError([diagnostic('V008', { what: '`orders` of Synapses', problem })])
}

/** Options, and not a group or anything else. */
function isPlain(value: Population | Synapses | SynapsesOptions): value is SynapsesOptions {
  return typeof value === 'object' && value !== null && !isPopulation(value) && !Array.isArray(value)
}

function refuseMissing(options: object, missing: readonly string[], owner: string): void {
  const found = Object.keys(options).find((option) => missing.includes(option))
  if (found === undefined) return
  throw new SpikecError([diagnostic('X001', { feature: `the option \`${found}\` of ${owner}` })])
}
