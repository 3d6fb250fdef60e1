import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { VariableView } from '../runtime/view.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import { checkEquations, type Equations, equationsSpec } from './equations.js'
import { checkMethod, type ExplicitStateUpdater, methodSpec } from './explicit-state-updater.js'
import { type LinkableValues, type LinkedVariable, linkSpecs, linksApart } from './linked-var.js'
import { checkMethodOptions, type MethodOptions } from './method-options.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { type OperationOptions, operationOf, refuseInNetwork } from './operations.js'
import { checkOptions, checkOrder, checkTexts, type NamespaceInput, namespaceOf } from './options.js'
import { placedSets, setNow } from './sets.js'
import type { EventCodeSpec, EventSpec, GroupSpec, OperationSpec, PoissonGroupSpec } from './spec.js'
import { bounds, Subgroup } from './subgroup.js'
import { inUnit, type SetOptions, type ValueInput } from './values.js'

/** The methods of integration by name; see docs/integrators.md. */
export type Method =
  | 'exact'
  | 'linear'
  | 'exponential_euler'
  | 'euler'
  | 'rk2'
  | 'rk4'
  | 'heun'
  | 'milstein'
  | 'gsl'
  | 'gsl_rk2'
  | 'gsl_rk4'
  | 'gsl_rkf45'
  | 'gsl_rkck'
  | 'gsl_rk8pd'

export interface NeuronGroupOptions {
  readonly name?: string
  /** A condition: a neuron for which it holds spikes. */
  readonly threshold?: string
  /** Statements for the neurons that spiked. */
  readonly reset?: string
  /** A time (`'5*ms'`, or an expression of time), or a condition that holds as long as a neuron is refractory. */
  readonly refractory?: string
  /**
   * Events beside the spike, by names of your own: `{ rise: 'v > 0*mV' }`. A condition is looked at in the slot
   * `'after_thresholds'`, or where `{ condition, when, order }` says.
   */
  readonly events?: Readonly<Record<string, string | EventSpec>>
  /**
   * `'exact'`, `'exponential_euler'`, `'euler'`, `'rk2'`, `'rk4'`, `'heun'` or `'milstein'`, or a scheme of your own. Where
   * absent, the reference's choice: exact for linear equations, else Euler, and Heun for multiplicative noise. Adaptive:
   * `'gsl'` (the same as `'gsl_rkf45'`), `'gsl_rk2'`, `'gsl_rk4'`, `'gsl_rkck'` or `'gsl_rk8pd'`.
   */
  readonly method?: Method | (string & {}) | ExplicitStateUpdater
  /** Of an adaptive method: `{ absolute_error_per_variable: { v: '1*uvolt' } }`. */
  readonly method_options?: MethodOptions
  /** The step of the group's own clock, `'0.05*ms'`; the network's where absent. */
  readonly dt?: string
  /** Where several objects act in one slot of a step, those with a lower order act first; 0 where absent. */
  readonly order?: number
  /** What the names in the strings mean: quantities as strings, numbers, matrices. */
  readonly namespace?: NamespaceInput
}

const OPTIONS = [
  'name',
  'threshold',
  'reset',
  'refractory',
  'events',
  'method',
  'method_options',
  'dt',
  'order',
  'namespace',
]
const TEXTS = ['name', 'threshold', 'reset', 'refractory', 'dt']

/** A group of N neurons with the same equations. */
export class NeuronGroup implements ModelObject {
  static {
    refuseAssigned(NeuronGroup.prototype)
  }

  readonly place = nextPlace()
  readonly defaultName: string = 'neurongroup'
  readonly givenName: string | undefined
  /** false: from the next run on it is not integrated and does not spike, and keeps its state. */
  active = true
  home: Home | undefined
  readonly actions: PlacedAction[] = []
  readonly operations: OperationSpec[] = []
  private readonly eventCodes: EventCodeSpec[] = []
  private readonly links = new Map<string, LinkedVariable>()

  /**
   * @param N how many neurons
   * @param model equations, one a line: `dv/dt = -v/tau : volt`, `I = g*v : amp`, `g : siemens`; or `Equations`
   */
  constructor(
    readonly N: number,
    readonly model: string | Equations,
    private readonly options: NeuronGroupOptions = {},
  ) {
    checkOptions(options, OPTIONS, 'NeuronGroup')
    this.givenName = options.name
    checkTexts(options, TEXTS, 'NeuronGroup')
    if (options.method_options !== undefined) checkMethodOptions(options.method_options)
    checkMethod(options.method, 'NeuronGroup')
    checkOrder(options, 'NeuronGroup')
    checkEvents(options.events)
    checkEquations(model, 'NeuronGroup')
    if (model === undefined) {
      const problem = "its equations are missing: new NeuronGroup(10, 'dv/dt = -v/tau : volt')"
      throw new SpikecError([diagnostic('V008', { what: 'NeuronGroup', problem })])
    }
  }

  /**
   * `set({ v: 'Vr + rand()*(Vt - Vr)' })`: strings are evaluated for each neuron, in the order of the program. A variable
   * that is declared (linked) takes `linked_var(Q, 'x')`, before the group is in a network.
   */
  set(values: LinkableValues, options?: SetOptions): this
  set(variable: string, value: ValueInput | LinkedVariable, options?: SetOptions): this
  set(first: LinkableValues | string, second?: ValueInput | LinkedVariable | SetOptions, third?: SetOptions): this {
    this.home?.refuseWhileRunning('set()')
    const { links, rest } = linksApart(first, second)
    for (const [name, link] of links) {
      refuseInNetwork('linking a variable', this.home)
      this.links.set(name, link)
    }
    if (rest === 'nothing') return this
    const placed =
      typeof first === 'string'
        ? placedSets(first, second as ValueInput, third)
        : placedSets(rest, second as SetOptions)
    if (!setNow(this, placed)) this.actions.push(...placed)
    return this
  }

  /**
   * Statements for every neuron, carried out every `dt`: `run_regularly('I = I0*rand()', { dt: '10*ms' })`. What is (shared)
   * is written first, once.
   */
  run_regularly(code: string, options: OperationOptions = {}): this {
    this.operations.push(operationOf(code, options, this.home))
    return this
  }

  /**
   * Statements for the neurons to which an event happens, one of `events` or `'spike'`, after the resets of the step where
   * no other slot is named.
   */
  run_on_event(event: string, code: string, options: Omit<EventCodeSpec, 'event' | 'code'> = {}): this {
    const what = 'run_on_event()'
    refuseInNetwork(what, this.home)
    checkOptions(options, ['when', 'order'], what)
    checkTexts({ event, code, ...options }, ['event', 'code', 'when'], what)
    checkOrder(options, what)
    this.eventCodes.push({ event, code, ...options })
    return this
  }

  /** The neurons from `start` to before `stop`, as JavaScript's arrays are sliced: they stand wherever a group does. */
  slice(start?: number, stop?: number): Subgroup {
    return new Subgroup(this, ...bounds(start, stop, this.N))
  }

  /** A variable's or subexpression's value for each neuron, in base SI units or in the unit named. */
  get(variable: string, unit?: string): Float64Array {
    const home = homeOf(this)
    const name = home.nameOf(this)
    const computed = home.computed(name, variable)
    if (computed) return inUnit(computed.values, computed.unit, unit, variable)
    const simulation = home.simulation()
    const values = simulation.values(name, variable)
    const own = simulation.description.groups.find((g) => g.name === name)?.variables.find((v) => v.name === variable)
    return inUnit(values, own?.unit ?? '1', unit, variable)
  }

  /**
   * The memory of a variable itself, in base SI units, one for each neuron in order: what is written to it is the variable's value.
   * Ask for it anew when synapses have been made since.
   *
   * @throws SpikecError where the variable is not kept as it is
   */
  view(variable: string): VariableView {
    const home = homeOf(this)
    return home.view(home.nameOf(this), variable)
  }

  toSpec(name: string, nameOf: (object: ModelObject) => string): GroupSpec | PoissonGroupSpec {
    const { threshold, reset, refractory, events, method, method_options, dt, order, namespace } = this.options
    return {
      kind: 'NeuronGroup',
      name,
      N: this.N,
      model: equationsSpec(this.model),
      ...(threshold !== undefined && { threshold }),
      ...(reset !== undefined && { reset }),
      ...(refractory !== undefined && { refractory }),
      ...(events !== undefined && { events }),
      ...(this.eventCodes.length > 0 && { run_on_event: this.eventCodes }),
      ...(this.links.size > 0 && { links: linkSpecs(this.links, nameOf) }),
      ...(method !== undefined && { method: methodSpec(method) }),
      ...(method_options !== undefined && { method_options }),
      ...(dt !== undefined && { dt }),
      ...(order !== undefined && { order }),
      ...(this.operations.length > 0 && { operations: this.operations }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
    }
  }
}

function checkEvents(events: NeuronGroupOptions['events'] = {}): void {
  if (typeof events !== 'object' || events === null || Array.isArray(events)) {
    const problem = `they are written { name: condition }, and this is ${describeValue(events)}`
    throw new SpikecError([diagnostic('V008', { what: '`events` of NeuronGroup', problem })])
  }
  for (const [name, given] of Object.entries(events)) {
    const owner = `the event ${name} of NeuronGroup`
    const event = typeof given === 'object' && given !== null ? given : { condition: given }
    checkOptions(event, ['condition', 'when', 'order'], owner)
    checkTexts(event, ['condition', 'when'], owner)
    checkOrder(event, owner)
    if (event.condition === undefined)
      throw new SpikecError([diagnostic('V008', { what: owner, problem: 'its condition is missing' })])
  }
}
