import { describe, expect, test } from 'vitest'
import { Network, NetworkOperation, NeuronGroup, profiling_summary, SpikeMonitor, Synapses } from '../../src/index.js'
import { profileText } from '../../src/runtime/profile.js'
import type { Backend } from '../../src/runtime/wasm.js'

function made(backend: Backend) {
  const P = new NeuronGroup(50, 'dv/dt = (1.5 - v)/(5*ms) + 0.1*xi*ms**-0.5 : 1', {
    threshold: 'v > 1',
    reset: 'v = 0',
    name: 'P',
    method: 'euler',
  })
  const S = new Synapses(P, { on_pre: 'v += 0.01', name: 'S', delay: '1*ms' }).connect({ p: 0.3 })
  const M = new SpikeMonitor(P, { name: 'M' })
  const op = new NetworkOperation(() => undefined, { dt: '1*ms', name: 'op' })
  return { P, M, net: new Network(P, S, M, op, { seed: 3, backend }) }
}

describe.each(['js', 'wasm'] satisfies readonly Backend[])('in %s', (backend) => {
  test('a run whose kernels are timed gives the same bits, and tells the slowest first', async () => {
    const [plain, timed] = [made(backend), made(backend)]
    await plain.net.run('60*ms')
    await timed.net.run('20*ms')
    await timed.net.run('20*ms', { profile: true })
    await timed.net.run('20*ms')
    expect(timed.P.get('v')).toEqual(plain.P.get('v'))
    expect(timed.M.t).toEqual(plain.M.t)
    const { profile } = timed.net
    const { kernels } = timed.net.inspect().simulation.description
    expect(profile.map(({ kernel }) => kernel).sort()).toEqual(kernels.map(({ name }) => name).sort())
    expect(profile.map(({ seconds }) => seconds)).toEqual(profile.map(({ seconds }) => seconds).sort((a, b) => b - a))
    expect(profile.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 9)
    expect(profile.find(({ kernel }) => kernel === 'deliver_S')).toMatchObject({ owner: 'S' })
  })
})

test('there is none without a run that was asked to', async () => {
  const { net } = made('js')
  await net.run('1*ms')
  expect(() => net.profile).toThrow('error[V045]')
})

test('as a table', () => {
  const row = (kernel: string, seconds: number, percent: number) => ({
    kernel,
    owner: 'P',
    title: '',
    seconds,
    percent,
  })
  const profile = [row('update_P', 0.0123, 90), row('reset', 0.00137, 10)]
  expect(profileText(profile)).toBe(`Profiling summary
=================
update_P     12.30 ms   90.00 %
reset         1.37 ms   10.00 %`)
  expect(profileText(profile, 1)).not.toContain('reset')
  expect(profileText([])).toBe('Profiling summary\n=================')
})

test('of a network', async () => {
  const { net } = made('js')
  await net.run('1*ms', { profile: true })
  expect(profiling_summary(net, 2).split('\n')).toHaveLength(4)
})
