/** What can be wrong with inputs that are drawn at random. */
import { Network, PoissonGroup } from '../../src/index.js'

const group = (rates: string) => () => new Network(new PoissonGroup(3, rates, { name: 'inputs' }), { seed: 1 }).build()

export const badPoisson: readonly (readonly [title: string, program: () => unknown])[] = [
  ['Poisson rates in seconds', group('10*ms')],
  ['Poisson rates without a unit', group('10')],
  ['Poisson rates of an expression without a unit', group('10*(1 + sin(2*pi*t/second))')],
  ['Poisson rates of an unknown name', group('rate*int(i < 5)')],
  ['Poisson rates that are random', group('10*Hz*rand()')],
  ['Poisson rates as a number', () => new PoissonGroup(3, 10 as unknown as string)],
]
