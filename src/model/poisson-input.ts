import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type Home, type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkOrder, checkTexts, type NamespaceInput, namespaceOf } from './options.js'
import type { PoissonInputSpec, Slot } from './spec.js'
import { nameIn, type Population, refuseNonPopulation } from './subgroup.js'

export interface PoissonInputOptions {
  readonly name?: string
  /** The slot of the schedule in which the inputs arrive; `'synapses'` where absent. */
  readonly when?: Slot
  /** Where several objects act in one slot of a step, those with a lower order act first; 0 where absent. */
  readonly order?: number
  /** What the names in the rate and the weight mean: quantities as strings, numbers. */
  readonly namespace?: NamespaceInput
}

/**
 * What N independent inputs that spike at random add to a variable of each neuron: in each step a binomial number of spikes,
 * times their weight. No input is simulated by itself, so a thousand cost what one does.
 */
export class PoissonInput implements ModelObject {
  readonly place = nextPlace()
  readonly defaultName = 'poissoninput'
  readonly givenName: string | undefined
  home: Home | undefined
  /** false: from the next run on nothing arrives. */
  active = true
  readonly actions: readonly PlacedAction[] = []

  /**
   * @param target the group, or the part of one, whose neurons get the inputs, each of them its own
   * @param variable the variable that they are added to
   * @param N how many inputs a neuron has
   * @param rate the rate of each input, `'10*Hz'`: a quantity, or an expression of constants
   * @param weight what one spike adds, `'0.1*mV'`: an expression of the neuron, in the unit of the variable
   * @throws SpikecError if an argument is of another kind
   */
  constructor(
    readonly target: Population,
    readonly variable: string,
    readonly N: number,
    readonly rate: string,
    readonly weight: string | number,
    private readonly options: PoissonInputOptions = {},
  ) {
    refuseNonPopulation(target, 'the target of PoissonInput')
    checkTexts({ variable, rate }, ['variable', 'rate'], 'PoissonInput')
    if (typeof weight !== 'string' && typeof weight !== 'number') {
      const problem = `it is a string, '0.1*mV', or a plain number, and is ${describeValue(weight)}`
      throw new SpikecError([diagnostic('V008', { what: '`weight` of PoissonInput', problem })])
    }
    checkOptions(options, ['name', 'when', 'order', 'namespace'], 'PoissonInput')
    checkTexts(options, ['name', 'when'], 'PoissonInput')
    checkOrder(options, 'PoissonInput')
    this.givenName = options.name
  }

  toSpec(name: string, nameOf: (object: ModelObject) => string): PoissonInputSpec {
    const { when, order, namespace } = this.options
    return {
      kind: 'PoissonInput',
      name,
      target: nameIn(nameOf, this.target),
      variable: this.variable,
      N: this.N,
      rate: this.rate,
      weight: this.weight,
      ...(when !== undefined && { when }),
      ...(order !== undefined && { order }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
    }
  }
}
