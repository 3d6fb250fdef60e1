import { expect, test } from 'vitest'
import { matrix, Network, NeuronGroup, StateMonitor, Synapses } from '../../src/index.js'

const EQUATIONS = `dv/dt = (I/g - v)/tau : volt (unless refractory)
I = 2*g*(u[i]*mV + E) : amp
E = v/2 : volt
late = t > 0.5*ms and not_refractory : boolean
all = k*g : siemens (shared)
g : siemens
k : 1 (shared)`
const NAMES = { tau: '10*ms', u: [1, 2, 3] }

function network(method: string) {
  const P = new NeuronGroup(3, EQUATIONS.replace('all = k*g', 'all = k*nS'), {
    name: 'P',
    threshold: 'v > 100*mV',
    reset: 'v = 0*mV',
    refractory: '1*ms',
    namespace: NAMES,
    method,
  })
  P.set({ g: '2*nS', v: '(i + 1)*mV', k: 4 })
  const M = new StateMonitor(P, ['I', 'E'], { record: true })
  return { P, M, net: new Network(P, M, { seed: 1 }) }
}

test.each(['euler', 'rk4'])('a subexpression is read as it is, before and after runs (%s)', async (method) => {
  const { P, M, net } = network(method)
  expect([...P.get('E', 'mV')]).toEqual([0.5, 1, 1.5])
  expect([...P.get('I', 'pA')].map((x) => Number(x.toFixed(9)))).toEqual([6, 12, 18])
  expect([...P.get('late')]).toEqual([0, 0, 0])
  expect([...P.get('all', 'nS')]).toEqual([4])
  await net.run('1*ms')
  const I = P.get('I')
  expect([...P.get('late')]).toEqual([1, 1, 1])
  await net.run('0.1*ms')
  expect([...I]).toEqual(M.get('I').map((trace) => trace[10]))
  P.set({ v: 0 })
  expect([...P.get('E')]).toEqual([0, 0, 0])
})

test('what reading leaves behind changes no run', async () => {
  const [read, unread] = [network('euler'), network('euler')]
  await read.net.run('1*ms')
  read.P.get('I')
  await read.net.run('1*ms')
  await unread.net.run('2*ms')
  expect(read.P.get('v')).toEqual(unread.P.get('v'))
})

test.each<readonly [string, object]>([
  ['all pairs', {}],
  ['all but self', { condition: 'i != j' }],
  ['a condition', { condition: 'i <= j' }],
  ['pairs in any order', { i: [2, 0, 2, 1], j: [1, 2, 0, 1] }],
])('of synapses, one value a synapse in order: %s', async (_, rule) => {
  const P = new NeuronGroup(3, 'v : 1', { threshold: 'v > 1', reset: '' })
  const W = matrix([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ])
  const S = new Synapses(P, { model: 'w = W[i,j] + 10*v_pre + 100*x : 1\nx : 1', on_pre: 'v += w', namespace: { W } })
  P.set({ v: 'i' })
  S.connect(rule).set({ x: 'j' })
  await new Network(P, S).build()
  const expected = Array.from(S.i, (i, k) => W.data[3 * i + S.j[k]] + 10 * i + 100 * S.j[k])
  expect(expected.length).toBeGreaterThan(3)
  expect([...S.get('w')]).toEqual(expected)
})

test('a name that is none is still told', () => {
  const { P } = network('euler')
  expect(() => P.get('J')).toThrow('N007')
})
