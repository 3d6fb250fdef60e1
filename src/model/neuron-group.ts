import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { VariableView } from '../runtime/view.js'
import { describeValue } from './describe.js'
import { checkEquations, type Equations, equationsSpec } from './equations.js'
import { checkMethod, type ExplicitStateUpdater, methodSpec } from './explicit-state-updater.js'
import { type Home, homeOf, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { type OperationOptions, operationOf } from './operations.js'
import { checkOptions, checkOrder, checkTexts, type NamespaceInput, namespaceOf } from './options.js'
import type { GroupSpec, OperationSpec, PoissonGroupSpec } from './spec.js'
import { inUnit, type SetOptions, setActions, type ValueInput, type Values } from './values.js'

export interface NeuronGroupOptions {
  readonly name?: string
  /** A condition: a neuron for which it holds spikes. */
  readonly threshold?: string
  /** Statements for the neurons that spiked. */
  readonly reset?: string
  /** A time (`'5*ms'`, or an expression of time), or a condition that holds as long as a neuron is refractory. */
  readonly refractory?: string
  /**
   * `'exact'`, `'exponential_euler'`, `'euler'`, `'rk2'`, `'rk4'`, `'heun'` or `'milstein'`, or a scheme of your own. Where
   * absent, the reference's choice: exact for linear equations, else Euler, and Heun for multiplicative noise.
   */
  readonly method?: string | ExplicitStateUpdater
  /** The step of the group's own clock, `'0.05*ms'`; the network's where absent. */
  readonly dt?: string
  /** Where several objects act in one slot of a step, those with a lower order act first; 0 where absent. */
  readonly order?: number
  /** What the names in the strings mean: quantities as strings, numbers, matrices. */
  readonly namespace?: NamespaceInput
}

const OPTIONS = ['name', 'threshold', 'reset', 'refractory', 'method', 'dt', 'order', 'namespace']
const TEXTS = ['name', 'threshold', 'reset', 'refractory', 'dt']

/** A group of N neurons with the same equations. */
export class NeuronGroup implements ModelObject {
  readonly place = nextPlace()
  readonly defaultName: string = 'neurongroup'
  readonly givenName: string | undefined
  /** false: from the next run on it is not integrated and does not spike, and keeps its state. */
  active = true
  home: Home | undefined
  readonly actions: PlacedAction[] = []
  protected readonly operations: OperationSpec[] = []

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
    checkMethod(options.method, 'NeuronGroup')
    checkOrder(options, 'NeuronGroup')
    checkEquations(model, 'NeuronGroup')
    if (model === undefined) {
      const problem = "its equations are missing: new NeuronGroup(10, 'dv/dt = -v/tau : volt')"
      throw new SpikecError([diagnostic('V008', { what: 'NeuronGroup', problem })])
    }
  }

  /** `set({ v: 'Vr + rand()*(Vt - Vr)' })`: strings are evaluated for each neuron, in the order of the program. */
  set(values: Values, options?: SetOptions): this
  set(variable: string, value: ValueInput, options?: SetOptions): this
  set(first: Values | string, second?: ValueInput | SetOptions, third?: SetOptions): this {
    this.home?.refuseWhileRunning('set()')
    const placed = placedSets(first, second, third)
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

  toSpec(name: string): GroupSpec | PoissonGroupSpec {
    const { threshold, reset, refractory, method, dt, order, namespace } = this.options
    return {
      kind: 'NeuronGroup',
      name,
      N: this.N,
      model: equationsSpec(this.model),
      ...(threshold !== undefined && { threshold }),
      ...(reset !== undefined && { reset }),
      ...(refractory !== undefined && { refractory }),
      ...(method !== undefined && { method: methodSpec(method) }),
      ...(dt !== undefined && { dt }),
      ...(order !== undefined && { order }),
      ...(this.operations.length > 0 && { operations: this.operations }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
    }
  }
}

/** Within a network operation, it is set at once. */
export function setNow(object: ModelObject, placed: readonly PlacedAction[]): boolean {
  const { home } = object
  const target = home?.nameOf(object) ?? ''
  const sets = placed.flatMap(({ action }) => (action.kind === 'set' ? [{ ...action, target }] : []))
  return home?.setNow(sets) ?? false
}

/** set({...}, options) or set(name, value, options), as actions on an object that is named later. */
export function placedSets(
  first: Values | string,
  second?: ValueInput | SetOptions,
  third?: SetOptions,
): readonly PlacedAction[] {
  if (typeof first !== 'string' && (typeof first !== 'object' || first === null)) {
    const problem = `it takes { variable: value }, or a variable and its value, and is given ${describeValue(first)}`
    throw new SpikecError([diagnostic('V008', { what: 'set()', problem })])
  }
  const [values, options] =
    typeof first === 'string' ? [{ [first]: second as ValueInput }, third] : [first, second as SetOptions | undefined]
  checkOptions(options ?? {}, ['where'], 'set()')
  checkTexts(options ?? {}, ['where'], 'set()')
  return setActions('', values, options ?? {}).map((action) => ({ place: nextPlace(), action }))
}
