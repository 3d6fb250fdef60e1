import { describe, expect, test } from 'vitest'
import { Network, NeuronGroup, Synapses } from '../../src/index.js'
import type { Backend } from '../../src/runtime/wasm.js'

function made(backend: Backend, tau = '10*ms', drive = '2*mV') {
  const P = new NeuronGroup(3, 'dv/dt = (drive*(i + 1) - v)/tau : volt', {
    name: 'P',
    threshold: 'v > 3*mV',
    reset: 'v = 0.1*drive',
    refractory: 'tau/5',
    namespace: { tau, drive },
  })
  const S = new Synapses(P, { on_pre: 'v += w*k', model: 'w : 1', namespace: { k: '0.01*mV' }, delay: '2*ms' })
  S.connect('i != j')
  return { P, S, net: new Network(P, S, { backend, namespace: { T: '5*ms' } }) }
}

describe.each(['js', 'wasm'] satisfies readonly Backend[])('constants between runs, in %s', (backend) => {
  test('go on as if the network had had them from there on', async () => {
    const { P, net } = made(backend)
    await net.run('3*ms')
    const v = P.get('v')
    net.setParameters({ tau: '4*ms', drive: '5*mV' })
    expect(P.get('v')).toEqual(v)
    await net.run('20*ms')
    const other = made(backend, '4*ms', '5*mV')
    other.P.set({ v: '2*mV*(i + 1)*(1 - exp(-3/10.0))' })
    await other.net.run('20*ms')
    expect([...P.get('v')].map((x) => x.toPrecision(9))).toEqual([...other.P.get('v')].map((x) => x.toPrecision(9)))
  })

  test('what was set before has the values before, what is set after those after', async () => {
    const { P, net } = made(backend)
    await net.run('1*ms')
    P.set({ v: 'drive' })
    net.setParameters({ drive: '3*mV' })
    expect(P.get('v', 'mV')[0]).toBeCloseTo(2, 9)
    P.set({ v: 'drive' })
    expect(P.get('v', 'mV')[0]).toBeCloseTo(3, 9)
    net.setParameters({ T: '2*ms' })
    expect((await net.run('T')).duration).toBeCloseTo(0.002, 12)
  })

  test('what is wrong with them is told, and changes nothing', async () => {
    const { P, net } = made(backend)
    await net.run('1*ms')
    expect(() => net.setParameters({ tau: '4*mV' })).toThrow('error[U010]')
    expect(() => net.setParameters({ tua: '4*ms' })).toThrow('did you mean `tau`')
    const first = P.get('v')
    await net.run('1*ms')
    const other = made(backend)
    await other.net.run('2*ms')
    expect(first).not.toEqual(P.get('v'))
    expect(P.get('v')).toEqual(other.P.get('v'))
  })
})

test('a constant that is built into the kernels is refused', async () => {
  const P = new NeuronGroup(2, 'v : 1', { threshold: 'v > 1' })
  const S = new Synapses(P, { on_pre: 'v += 1', delay: 'd', namespace: { d: '1*ms' } }).connect()
  const net = new Network(P, S)
  await net.run('1*ms')
  expect(() => net.setParameters({ d: '2*ms' })).toThrow('`d` can’t be set'.replace('’', "'"))
})

test('while the network runs they stay', async () => {
  const { net } = made('js')
  const problems: string[] = []
  const report = () => {
    try {
      net.setParameters({ tau: '1*ms' })
    } catch (error) {
      problems.push(String(error))
    }
  }
  await net.run('1*ms', { report })
  expect(problems[0]).toContain('error[V008]: setParameters()')
})
