import { describe, expect, test } from 'vitest'
import {
  matrix,
  Network,
  NeuronGroup,
  PoissonInput,
  type PoissonInputOptions,
  SpikecError,
  StateMonitor,
} from '../../src/index.js'
import { chiSquareFit, histogram, RARE } from '../statistics.js'

const target = (model = 'v : 1\nw : volt\nk : integer\nb : boolean\ns : 1 (shared)\nsub = v : 1', N = 200) =>
  new NeuronGroup(N, model, { name: 'P' })

/** Probabilities of 0, 1, … of n tries, from the mode on by their ratios. */
function binomialProbabilities(n: number, p: number): readonly number[] {
  const logs = [n * Math.log1p(-p)]
  for (let k = 0; k < n; k++) logs.push(logs[k] + Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p))
  return logs.map(Math.exp)
}

/** What was added to v in each of some steps, of all neurons. */
async function added(n: number, rate: string, steps: number, backend: 'js' | 'wasm' = 'wasm'): Promise<number[]> {
  const P = target()
  const net = new Network(P, new PoissonInput(P, 'v', n, rate, 1), { seed: 11, backend })
  const values: number[] = []
  for (let k = 0; k < steps; k++) {
    P.set('v', 0)
    await net.run('0.1*ms')
    values.push(...P.get('v'))
  }
  return values
}

describe('the numbers of spikes', () => {
  test.each([
    [1, 0.3],
    [10, 0.01],
    [40, 0.5],
    [1000, 0.001],
    [1000, 0.2],
    [300, 0.99],
    [100_000, 0.002],
  ])('are binomial, n = %d, p = %d', async (n, p) => {
    const values = await added(n, `${p * 1e4}*Hz`, 100)
    const probabilities = binomialProbabilities(Math.min(n, 2000), p)
    const some = n > 2000 ? poissonLike(n, p) : probabilities
    expect(Math.abs(chiSquareFit(histogram(values), some))).toBeLessThan(RARE)
  })

  /** Of many tries: the same ratios, without powers that are too small for a double. */
  function poissonLike(n: number, p: number): readonly number[] {
    return binomialProbabilities(n, p).slice(0, 2000)
  }

  test.each(['js', 'wasm'] as const)('are sure where the probability is 0 or 1, %s', async (backend) => {
    expect(new Set(await added(7, '0*Hz', 3, backend))).toEqual(new Set([0]))
    expect(new Set(await added(7, '10*kHz', 3, backend))).toEqual(new Set([7]))
    expect(new Set(await added(0, '1*kHz', 3, backend))).toEqual(new Set([0]))
  })

  test('are the same in both backends', async () => {
    expect(await added(1000, '20*Hz', 20, 'js')).toEqual(await added(1000, '20*Hz', 20, 'wasm'))
  })

  test('of two inputs to one variable are independent', async () => {
    const P = target('v : 1\nu : 1', 2000)
    const [A, B] = ['v', 'u'].map((name) => new PoissonInput(P, name, 50, '1*kHz', 1))
    const net = new Network(P, A, B, { seed: 3 })
    let [sum, n] = [0, 0]
    for (let k = 0; k < 10; k++) {
      P.set({ v: 0, u: 0 })
      await net.run('0.1*ms')
      const [v, u] = [P.get('v'), P.get('u')]
      v.forEach((x, i) => {
        sum += (x - 5) * (u[i] - 5)
        n++
      })
    }
    expect(Math.abs(sum / n / 4.5) * Math.sqrt(n)).toBeLessThan(RARE)
  })
})

describe('the weight', () => {
  test('is in the unit of the variable, and may differ from neuron to neuron', async () => {
    const P = target()
    const I = new PoissonInput(P, 'w', 3, '10*kHz', '(i + 1)*W', { namespace: { W: '2*mV' } })
    await new Network(P, I, { seed: 1 }).run('0.2*ms')
    expect([...P.get('w').slice(0, 3)]).toEqual([0, 1, 2].map((i) => 2 * 3 * ((i + 1) * 0.002)))
  })

  test('adds to whole numbers, cut off', async () => {
    const P = target()
    await new Network(P, new PoissonInput(P, 'k', 3, '10*kHz', 0.5), { seed: 1 }).run('0.2*ms')
    expect(P.get('k')[0]).toBe(2)
  })
})

test('it comes in its slot, and not to refractory neurons', async () => {
  const P = new NeuronGroup(1, 'dv/dt = 0/second : 1 (unless refractory)\nu : 1', {
    threshold: 'v > 2.5',
    reset: 'v = 0',
    refractory: '0.3*ms',
  })
  const M = new StateMonitor(P, ['v', 'u'], { record: true })
  const options: PoissonInputOptions = { when: 'before_start', order: 2 }
  const inputs = [new PoissonInput(P, 'v', 1, '10*kHz', 1), new PoissonInput(P, 'u', 1, '10*kHz', 1, options)]
  await new Network(P, M, ...inputs, { seed: 1 }).run('1*ms')
  // After three steps it spikes in the fourth, and takes nothing until the third step after that.
  expect([...M.get('v')[0]]).toEqual([0, 1, 2, 3, 0, 0, 0, 1, 2, 3])
  expect([...M.get('u')[0]]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('it adds to a part of a group', async () => {
  const P = target('v : 1', 8)
  await new Network(P, new PoissonInput(P.slice(2, 5), 'v', 1, '10*kHz', 'i + 1'), { seed: 1 }).run('0.2*ms')
  expect([...P.get('v')]).toEqual([0, 0, 2, 4, 6, 0, 0, 0])
})

test('it stands still where it is not active', async () => {
  const P = target()
  const I = new PoissonInput(P, 'v', 1, '10*kHz', 1)
  const net = new Network(P, I, { seed: 1 })
  await net.run('0.2*ms')
  I.active = false
  await net.run('0.2*ms')
  expect(P.get('v')[0]).toBe(2)
})

test('as JSON and back', () => {
  const P = target()
  const I = new PoissonInput(P, 'v', 10, '1*kHz', '2*x', { when: 'end', order: 1, namespace: { x: 1 } })
  const json = JSON.parse(JSON.stringify(new Network(P, I).toJSON()))
  expect(JSON.parse(JSON.stringify(Network.fromJSON(json).toJSON()))).toEqual(json)
  expect(json.objects[1]).toMatchObject({ kind: 'PoissonInput', variable: 'v', weight: '2*x', when: 'end' })
})

describe('what is wrong is said', () => {
  const codesOf = (made: () => PoissonInput): readonly string[] => {
    try {
      const I = made()
      new Network(I.target as NeuronGroup, I).inspect()
    } catch (error) {
      if (error instanceof SpikecError) return error.diagnostics.map(({ code }) => code)
      throw error
    }
    return []
  }
  type Arguments = [variable: string, N: number, rate: string, weight: string | number]
  test.each<[string, string, Arguments]>([
    ['a weight of another unit', 'U010', ['w', 10, '1*Hz', '1*mA']],
    ['a weight without one', 'U010', ['w', 10, '1*Hz', 1]],
    ['a rate of another unit', 'U010', ['v', 10, '1*ms', 1]],
    ['a rate that changes', 'V008', ['v', 10, '1*Hz*sin(t/second)', 1]],
    ['a rate that is too high', 'V020', ['v', 10, '20*kHz', 1]],
    ['a rate below 0', 'V020', ['v', 10, '-1*Hz', 1]],
    ['half an input', 'V008', ['v', 2.5, '1*Hz', 1]],
    ['fewer than none', 'V008', ['v', -1, '1*Hz', 1]],
    ['a variable that is not there', 'N007', ['x', 10, '1*Hz', 1]],
    ['a subexpression', 'V006', ['sub', 10, '1*Hz', 1]],
    ['a condition', 'V006', ['b', 10, '1*Hz', 1]],
    ['a variable of all neurons', 'V006', ['s', 10, '1*Hz', 1]],
  ])('%s', (_, code, [variable, N, rate, weight]) => {
    expect(codesOf(() => new PoissonInput(target(), variable, N, rate, weight))).toEqual([code])
  })

  test('a slot that there is not', () => {
    const wrong = { when: 'never' } as unknown as PoissonInputOptions
    expect(codesOf(() => new PoissonInput(target(), 'v', 1, '1*Hz', 1, wrong))).toEqual(['V008'])
  })

  test('arguments of another kind', () => {
    expect(() => new PoissonInput({} as NeuronGroup, 'v', 1, '1*Hz', 1)).toThrow('V008')
    expect(() => new PoissonInput(target(), 'v', 1, 1 as unknown as string, 1)).toThrow('V008')
    expect(() => new PoissonInput(target(), 'v', 1, '1*Hz', matrix([1]) as unknown as string)).toThrow('V008')
    expect(() => new PoissonInput(target(), 'v', 1, '1*Hz', 1, { dt: '1*ms' } as object)).toThrow('V014')
  })

  test('a constant that is given another value, by which it becomes too high', async () => {
    const P = target()
    const net = new Network(P, new PoissonInput(P, 'v', 1, 'f', 1), { namespace: { f: '1*Hz' }, seed: 1 })
    net.setParameters({ f: '20*kHz' })
    await expect(net.run('1*ms')).rejects.toThrow('V020')
  })
})
