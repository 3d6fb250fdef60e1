/** Objects with steps of their own, against what the reference gives for the same model (golden/clocks.py). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses } from '../../src/index.js'

const reference = JSON.parse(readFileSync(new URL('golden/clocks.json', import.meta.url), 'utf8'))

function expectNear(found: readonly ArrayLike<number>[], expected: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((trace, k) => {
    expect(trace).toHaveLength(expected[k].length)
    expected[k].forEach((value, n) => {
      expect(Math.abs(trace[n] - value)).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(value))
    })
  })
}

test.each(['wasm', 'js'] as const)(
  'two groups, synapses, operations and monitors by six clocks (%s)',
  async (backend) => {
    const FAST = new NeuronGroup(2, 'dv/dt = (1.5 - v)/tau : 1 (unless refractory)\nseen = t/ms : 1\nk : 1', {
      name: 'FAST',
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: '1*ms',
      dt: '0.05*ms',
      method: 'euler',
    })
    const SLOW = new NeuronGroup(2, 'dv/dt = -v/tau : 1 (unless refractory)\nx : 1', {
      name: 'SLOW',
      threshold: 'v > 0.6',
      reset: 'v = 0',
      refractory: '1.2*ms + 0*x*ms',
      dt: '0.15*ms',
      method: 'euler',
    })
    const S = new Synapses(FAST, SLOW, { model: 'w : 1', on_pre: 'v_post += w*(1 + t/(10*ms))', delay: '0.4*ms' })
    S.connect().set({ w: '0.3 + 0.1*i + 0.05*j' })
    const B = new Synapses(SLOW, FAST, { on_pre: 'v_post -= 0.2', delay: '0.3*ms' }).connect('i == j')
    FAST.run_regularly('k += t/ms + dt/ms', { dt: '0.5*ms' })
    SLOW.run_regularly('x = t/ms', { dt: '0.05*ms', when: 'end' })
    const M = new StateMonitor(FAST, ['v', 'seen', 'k', 'not_refractory'], { record: true, dt: '1*ms' })
    const N = new StateMonitor(SLOW, ['v', 'x', 'not_refractory'], { record: true, dt: '0.35*ms' })
    const [SF, SS] = [new SpikeMonitor(FAST), new SpikeMonitor(SLOW)]
    const network = new Network(FAST, SLOW, S, B, M, N, SF, SS, { namespace: { tau: '5*ms' }, backend })
    await network.run('12*ms')

    expectNear([M.t, N.t], [reference.M.t, reference.N.t])
    expectNear(M.get('v'), reference.M.v)
    expectNear(M.get('seen'), reference.M.seen)
    expectNear(M.get('k'), reference.M.k)
    expectNear(M.get('not_refractory'), reference.M.nr)
    expectNear(N.get('v'), reference.N.v)
    expectNear(N.get('x'), reference.N.x)
    expectNear(N.get('not_refractory'), reference.N.nr)
    expectNear([SF.i, SF.t, SS.i, SS.t], [reference.SF.i, reference.SF.t, reference.SS.i, reference.SS.t])
  },
)

test('a run goes on by every clock from where the last one ended', async () => {
  const P = new NeuronGroup(1, 'n : integer', { dt: '0.3*ms' })
  P.run_regularly('n += 1')
  const network = new Network(P, { dt: '0.2*ms' })
  const counts: number[] = []
  for (let k = 0; k < 4; k++) {
    await network.run('0.4*ms')
    counts.push(P.get('n')[0])
  }
  // Steps begin at 0, 0.3, 0.6, 0.9, 1.2 and 1.5 ms.
  expect(counts).toEqual([2, 3, 4, 6])
  expect(network.t).toBeCloseTo(1.6e-3, 12)
})
