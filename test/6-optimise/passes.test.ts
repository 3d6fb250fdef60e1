import { describe, expect, test } from 'vitest'
import { optimise, PASSES } from '../../src/6-optimise/passes.js'
import { printProgram } from '../../src/ir/print.js'
import type { ModelSpec } from '../../src/model/spec.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

/** A model in which every pass has something to do. */
const MODEL: ModelSpec = modelSpec(
  [
    groupSpec(
      'dv/dt = (ge - v + a**3)/taum : 1 (unless refractory)\ndge/dt = -ge/taue : 1\na : 1\ndx/dt = -(x + a)*x/(3*taue)*exp(-taum/taue) - (x + a)*x*a/taum : 1',
      {
        N: 20,
        threshold: 'v > 1 and x >= 0',
        reset: 'v = -a*2/3; x += 0.1',
        refractory: '1*ms',
        method: 'euler',
        namespace: { taum: '10*ms', taue: '5*ms' },
      },
    ),
    groupSpec('dv/dt = (1.5 - v)/tau : 1\ntau : second', {
      name: 'Q',
      N: 20,
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: 'tau/5',
    }),
    synapsesSpec({ on_pre: 'ge += w*0.3/N_pre*(1 + 0.1*tanh(a_pre))', model: 'w : 1', delay: '0.5*ms' }),
    synapsesSpec({ name: 'T', source: 'Q', on_pre: 'ge += 0.4' }),
    { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'ge', 'x'], record: true },
    { kind: 'SpikeMonitor', name: 'spikes', source: 'P' },
  ],
  [
    { kind: 'set', target: 'P', variable: 'v', value: 'rand()' },
    { kind: 'set', target: 'P', variable: 'a', value: '0.4 + i/30.0' },
    { kind: 'set', target: 'P', variable: 'x', value: '1 + i' },
    { kind: 'set', target: 'Q', variable: 'tau', value: '(3 + i)*ms' },
    { kind: 'connect', target: 'S', rule: { condition: 'i != j' } },
    { kind: 'set', target: 'S', variable: 'w', value: 'i + j/2' },
    { kind: 'connect', target: 'T', rule: { p: 0.3 } },
  ],
)

async function outcome(...off: readonly string[]) {
  const simulation = simulationOf(MODEL, { withoutPasses: new Set(off) })
  await simulation.run(0.03)
  const { i: neurons, t } = simulation.spikes('spikes')
  return {
    spikes: [...neurons].map((k, n) => `${k} at ${t[n].toFixed(5)}`),
    traces: ['v', 'ge', 'x'].flatMap((name) => simulation.traces('M', name)),
  }
}

describe('a pass that is switched off', () => {
  const names = PASSES.map((pass) => pass.name)

  test('is there, has a name of its own, and does something to the model of these tests', () => {
    expect(names).toContain('fuse-loops')
    expect(new Set(names).size).toBe(names.length)
    const { program: lowered } = compiled(MODEL).lowered
    const all = printProgram(optimise(lowered).program)
    for (const name of names) {
      const without = optimise(lowered, new Set([name]))
      expect(printProgram(without.program), name).not.toBe(all)
      expect(without.timings.map((t) => t.name)).toEqual(names.filter((other) => other !== name))
    }
  })

  test.each([...names.map((name) => [name]), names])('%s: the results are the same within 1e-12', async (...off) => {
    const [expected, got] = [await outcome(), await outcome(...off)]
    expect(expected.spikes.length).toBeGreaterThan(20)
    expect(got.spikes).toEqual(expected.spikes)
    got.traces.forEach((trace, k) => {
      trace.forEach((value, n) => {
        const other = expected.traces[k][n]
        expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(other)))
      })
    })
  })

  test('only reciprocals and powers as products may change the last bit', async () => {
    const [expected, got] = [await outcome('reciprocals', 'fold-constants'), await outcome(...names)]
    expect(got).toEqual(expected)
  })
})
