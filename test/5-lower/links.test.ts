/** Linked variables, against what the reference gives for the same model (golden/links.py). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { linked_var, Network, NeuronGroup, SpikeMonitor, StateMonitor } from '../../src/index.js'

const reference = JSON.parse(readFileSync(new URL('golden/links.json', import.meta.url), 'utf8'))

function expectNear(what: string, found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length, what).toBe(expected.length)
  const wrong = expected.findIndex((value, k) => !(Math.abs(found[k] - value) <= 1e-12 + 1e-9 * Math.abs(value)))
  expect(wrong < 0 ? undefined : `${what}[${wrong}]: ${found[wrong]}, and not ${expected[wrong]}`).toBeUndefined()
}

function build(backend: 'wasm' | 'js') {
  const A = new NeuronGroup(
    4,
    `dx/dt = (1.2 - x)/(5*ms*(1 + i)) : 1
level : volt
n : integer
up = x > 0.5 : boolean
y = 2*x + i : 1
c : 1 (shared)`,
    { name: 'A', threshold: 'x > 1', reset: 'x = 0; n += 1', method: 'exact' },
  )
  const B = new NeuronGroup(
    6,
    `dv/dt = (xin*bar*10 - v)/(3*ms) : volt
dz/dt = -z*yin/(10*ms) + one/(10*ms) : 1
xin : 1 (linked)
bar : volt (linked)
yin : 1 (linked)
one : 1 (linked)
nin : integer (linked)
isup : boolean (linked)
k : integer
cin : 1 (linked)
far : volt (linked)
w = xin + yin : 1`,
    { name: 'B', threshold: 'v > 2*bar and isup', reset: 'v = -bar*nin; k = (k + 1) % 4', method: 'euler' },
  )
  const C = new NeuronGroup(3, 'b : volt (linked)', { name: 'C' })
  A.set({ level: '(2 + i)*mV', c: 0.3, x: '0.1*i' })
  B.set({
    k: 'i % 4',
    z: '0.2*i',
    xin: linked_var(A, 'x', { index: [3, 2, 1, 0, 1, 2] }),
    bar: linked_var(A, 'level', { index: Int32Array.of(0, 1, 2, 3, 0, 1) }),
    yin: linked_var(A, 'y', { index: [0, 0, 1, 1, 2, 3] }),
    one: linked_var(A.slice(2, 3), 'x'),
    nin: linked_var(A, 'n', { index: [0, 1, 2, 3, 0, 1] }),
    isup: linked_var(A, 'up', { index: [0, 1, 2, 3, 3, 3] }),
    cin: linked_var(A, 'c'),
    far: linked_var(A.slice(1, 4), 'level', { index: [0, 1, 2, 2, 1, 0] }),
  })
  C.set('b', linked_var(A.slice(1, 4), 'level'))
  A.run_regularly('level += 0.3*mV', { dt: '2*ms' })
  const variables = ['v', 'z', 'xin', 'bar', 'yin', 'one', 'w', 'nin', 'cin', 'far']
  const M = new StateMonitor(B, variables, { record: true, dt: '1*ms' })
  const N = new StateMonitor(C, 'b', { record: true, dt: '1*ms' })
  const S = new SpikeMonitor(B, { variables: ['xin', 'bar'] })
  return { network: new Network(A, B, C, M, N, S, { backend }), A, B, M, N, S, variables }
}

test.each(['wasm', 'js'] as const)('what the reference gives (%s)', async (backend) => {
  const { network, B, M, N, S, variables } = build(backend)
  await network.run('25*ms')
  for (const variable of variables)
    M.get(variable).forEach((trace, k) => {
      expectNear(`${variable} of ${k}`, trace, reference.M[variable][k])
    })
  N.get('b').forEach((trace, k) => {
    expectNear(`b of ${k}`, trace, reference.N.b[k])
  })
  for (const [what, found] of Object.entries({ i: S.i, t: S.t })) expectNear(what, found, reference.S[what])
  for (const variable of ['xin', 'bar']) expectNear(variable, B.get(variable), reference.final[variable])
})

test('both backends give the same bits, and so does the model from its JSON', async () => {
  const [a, b] = [build('wasm'), build('js')]
  const again = Network.fromJSON(JSON.parse(JSON.stringify(a.network.toJSON())))
  for (const network of [a.network, b.network, again]) await network.run('30*ms')
  const copy = again.parts.find((part) => part instanceof NeuronGroup && part.givenName === 'B')
  for (const variable of ['v', 'z']) {
    expect(b.B.get(variable)).toEqual(a.B.get(variable))
    expect(copy instanceof NeuronGroup && copy.get(variable)).toEqual(a.B.get(variable))
  }
})

test.each(['wasm', 'js'] as const)('an index that is a variable can change (%s)', async (backend) => {
  const A = new NeuronGroup(3, 'x : 1')
  const B = new NeuronGroup(2, 'k : integer\nx : 1 (linked)\ncopy : 1')
  A.set({ x: '10*(i + 1)' })
  B.set({ k: [0, 2], x: linked_var(A, 'x', { index: 'k' }) })
  B.run_regularly('copy = x')
  const network = new Network(A, B, { backend })
  await network.run('0.1*ms')
  expect([...B.get('copy')]).toEqual([10, 30])
  B.set({ k: [1, 5] })
  await network.run('0.1*ms', { allow_nan: true })
  expect([...B.get('copy')]).toEqual([20, Number.NaN])
  expect([...B.get('x')]).toEqual([20, Number.NaN])
})

describe('what is wrong', () => {
  const A = () => new NeuronGroup(3, 'x : 1\ng : siemens\nb : boolean', { name: 'A' })
  const B = (equations = 'x : 1 (linked)') => new NeuronGroup(2, equations, { name: 'B' })
  const message = async (a: NeuronGroup, b: NeuronGroup) => {
    try {
      await new Network(a, b).build()
      return 'nothing'
    } catch (error) {
      return String(error)
    }
  }
  test.each<[string, (a: NeuronGroup) => NeuronGroup, string]>([
    ['no link', () => B(), 'N018'],
    ['a variable that is not declared so', (a) => B('x : 1').set({ x: linked_var(a, 'x') }), 'N019'],
    ['another unit', (a) => B().set({ x: linked_var(a, 'g', { index: [0, 1] }) }), 'U016'],
    ['a truth value', (a) => B().set({ x: linked_var(a, 'b', { index: [0, 1] }) }), 'U016'],
    ['an unknown variable', (a) => B().set({ x: linked_var(a, 'xx') }), 'N007'],
    ['sizes that differ', (a) => B().set({ x: linked_var(a, 'x') }), 'V018'],
    ['an index of another length', (a) => B().set({ x: linked_var(a, 'x', { index: [0] }) }), 'V018'],
    ['an index outside', (a) => B().set({ x: linked_var(a, 'x', { index: [0, 3] }) }), 'I001'],
    ['an index that is no variable', (a) => B().set({ x: linked_var(a, 'x', { index: 'k' }) }), 'V018'],
  ])('%s', async (_, make, code) => {
    const a = A()
    expect(await message(a, make(a))).toContain(code)
  })

  test('a circle, through subexpressions too', async () => {
    const P = new NeuronGroup(2, 'x : 1 (linked)\ny = 2*x : 1')
    const Q = new NeuronGroup(2, 'z : 1 (linked)')
    P.set({ x: linked_var(Q, 'z') })
    Q.set({ z: linked_var(P, 'y') })
    expect(await message(P, Q)).toContain('V018')
  })

  test('a link that comes after the network was made', () => {
    const [a, b] = [A(), B()]
    new Network(a, b)
    expect(() => b.set({ x: linked_var(a, 'x') })).toThrow(/V008/)
  })
})
