/** What can be wrong with inputs that are drawn at random. */
import { check, matrix, Network, NeuronGroup, PoissonGroup, PoissonInput, renderAll } from '../../src/index.js'

const group = (rates: string) => () => new Network(new PoissonGroup(3, rates, { name: 'inputs' }), { seed: 1 }).build()

const input = (variable: string, N: number, rate: string, weight: string | number) => () => {
  const P = new NeuronGroup(3, 'dv/dt = -v/(10*ms) : volt\nI = 2*v : volt', { name: 'P' })
  return new Network(P, new PoissonInput(P, variable, N, rate, weight, { name: 'inputs' }), { seed: 1 }).build()
}

export const badPoisson: readonly (readonly [title: string, program: () => unknown])[] = [
  ['Poisson rates in seconds', group('10*ms')],
  ['Poisson rates without a unit', group('10')],
  ['Poisson rates of an expression without a unit', group('10*(1 + sin(2*pi*t/second))')],
  ['Poisson rates of an unknown name', group('rate*int(i < 5)')],
  ['Poisson rates below 0', group('-10*Hz')],
  [
    'Poisson rates of which one is below 0',
    () => new Network(new PoissonGroup(3, matrix([1, -2, 3], 'Hz'), { name: 'inputs' })).build(),
  ],
  [
    'Poisson rates above one spike a step',
    () => {
      throw new Error(renderAll(check(new Network(new PoissonGroup(3, matrix([1, 20, 3], 'kHz'), { name: 'inputs' })))))
    },
  ],
  ['Poisson rates that are random', group('10*Hz*rand()')],
  ['Poisson inputs with a weight of another unit', input('v', 10, '10*Hz', '0.1*mA')],
  ['Poisson inputs with a weight without a unit', input('v', 10, '10*Hz', 0.1)],
  ['Poisson inputs at a rate that changes', input('v', 10, '10*Hz*sin(t/ms)', '0.1*mV')],
  ['Poisson inputs at a rate in seconds', input('v', 10, '10*ms', '0.1*mV')],
  ['Poisson inputs at too high a rate', input('v', 10, '20*kHz', '0.1*mV')],
  ['Poisson inputs, one and a half', input('v', 1.5, '10*Hz', '0.1*mV')],
  ['Poisson inputs to a variable that is not there', input('u', 10, '10*Hz', '0.1*mV')],
  ['Poisson inputs to a subexpression', input('I', 10, '10*Hz', '0.1*mV')],
  ['Poisson rates as a number', () => new PoissonGroup(3, 10 as unknown as string)],
]
