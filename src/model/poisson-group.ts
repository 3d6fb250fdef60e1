import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { refuseAssigned } from './assigned.js'
import { describeValue } from './describe.js'
import { asMatrix, isMatrix, isNumberArray, type Vector } from './matrix.js'
import { NeuronGroup } from './neuron-group.js'
import { checkOptions, checkOrder, checkTexts, type NamespaceInput, namespaceOf } from './options.js'
import type { Matrix, PoissonGroupSpec } from './spec.js'

export interface PoissonGroupOptions {
  readonly name?: string
  /** The step of the group's own clock, `'0.05*ms'`; the network's where absent. */
  readonly dt?: string
  /** Where several objects act in one slot of a step, those with a lower order act first; 0 where absent. */
  readonly order?: number
  /** What the names in `rates` mean: quantities as strings, numbers, matrices. */
  readonly namespace?: NamespaceInput
}

/**
 * Neurons that spike at random: each of them, in each step, with the probability `rates*dt`, whatever else happens.
 *
 * A quantity or an array gives them a parameter `rates : Hz`, one value for each neuron, which can be set, read and recorded.
 * Any other expression is the subexpression `rates`, worked out in every step.
 */
export class PoissonGroup extends NeuronGroup {
  static {
    refuseAssigned(PoissonGroup.prototype)
  }

  override readonly defaultName: string = 'poissongroup'
  private readonly ratesGiven: string | Matrix

  /**
   * @param N how many neurons
   * @param rates a quantity, `'10*Hz'`; a rate for each neuron, `matrix(values, 'Hz')`; or an expression of the time and of
   *   the neuron, `'10*Hz*(1 + sin(2*pi*t/second))*(i < 5)'`
   * @throws SpikecError if `rates` is none of them
   */
  constructor(
    N: number,
    rates: string | Matrix | Vector,
    private readonly given: PoissonGroupOptions = {},
  ) {
    checkOptions(given, ['name', 'dt', 'order', 'namespace'], 'PoissonGroup')
    checkTexts(given, ['name', 'dt'], 'PoissonGroup')
    checkOrder(given, 'PoissonGroup')
    const name = given.name === undefined ? {} : { name: given.name }
    super(N, '', name)
    this.ratesGiven = ratesOf(rates)
  }

  override toSpec(name: string): PoissonGroupSpec {
    const { dt, order, namespace } = this.given
    return {
      kind: 'PoissonGroup',
      name,
      N: this.N,
      rates: this.ratesGiven,
      ...(dt !== undefined && { dt }),
      ...(order !== undefined && { order }),
      ...(this.operations.length > 0 && { operations: this.operations }),
      ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
    }
  }
}

function ratesOf(rates: unknown): string | Matrix {
  if (typeof rates === 'string') return rates
  if (Array.isArray(rates) || isNumberArray(rates) || isMatrix(rates)) return asMatrix(rates)
  const problem = `it is a string, '10*Hz', or an array with a unit, matrix(values, 'Hz'), and is ${describeValue(rates)}`
  throw new SpikecError([diagnostic('V008', { what: '`rates` of PoissonGroup', problem })])
}
