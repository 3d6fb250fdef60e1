/**
 * Rate units whose excitatory weights grow with the activity of both sides and are scaled by that of their target: those that are stimulated
 * together form an assembly. Tetzlaff, Dasgupta, Kulvicius and Wörgötter (2015), Scientific Reports 5: 12866, sped up 50 times and for six
 * trials of 250 ms. Bands are means and standard deviations of four runs of Brian 2.5.1.
 */
import { test } from 'vitest'
import { Network, NeuronGroup, StateMonitor, Synapses, TimedArray } from '../../src/index.js'
import { expectWithin, mean } from '../numbers.js'

const UNITS = 100
const STIMULATED = 20

test('assemblies of units that are stimulated together', { timeout: 60_000 }, async () => {
  const P = new NeuronGroup(
    UNITS,
    `F = F_max/(1 + exp(beta*(epsilon - u))) : 1
     du/dt = (-u + R*(I_E - I_I + W_max*stimulus))/tau_u + R*W_max*20*sqrt((dt/ms)/ms)*xi : 1
     I_E : 1
     I_I : 1
     stimulus = int(i < stimulated)*gate(t)*wave(t) : 1`,
    { method: 'euler', name: 'P' },
  )
  const E = new Synapses(P, P, {
    name: 'E',
    model: `dw/dt = F_pre*F_post/tau_H + (F_T - F_post)*w**2/(ratio*tau_H) : 1 (clock-driven)
            I_E_post = w*F_pre : 1 (summed)`,
    method: 'euler',
  })
  E.connect({ p: 0.1 })
  const I = new Synapses(P, P, {
    name: 'I',
    model: `w : 1
            I_I_post = w*F_pre : 1 (summed)`,
  })
  I.connect({ p: 0.2 })
  I.set({ w: '0.3*W_max' })
  const trace = new StateMonitor(P, 'F', { record: true, dt: '5*ms' })
  const network = new Network(P, E, I, trace, {
    dt: '0.5*ms',
    seed: 3,
    namespace: {
      beta: 0.03,
      epsilon: 120,
      F_max: 100,
      F_T: 1,
      tau_u: '1*ms',
      R: 0.012,
      ratio: 60,
      tau_H: '600*ms',
      W_max: Math.sqrt((60 * 100 ** 2) / 99),
      stimulated: STIMULATED,
      gate: new TimedArray([1, 0, 1, 0, 1, 0], { dt: '250*ms' }),
      wave: new TimedArray(
        Array.from({ length: 3000 }, (_, k) => 100 * (Math.sin(0.1 * (k + 1)) + 1)),
        { dt: '0.5*ms' },
      ),
    },
  })
  await network.run('1.5*second')

  expectWithin(E.i.length, 1000, 30)
  expectWithin(I.i.length, 2000, 40)
  const w = E.get('w')
  const within = (k: number) => E.i[k] < STIMULATED && E.j[k] < STIMULATED
  expectWithin(mean(w.filter((_, k) => within(k))), 37.6, 1.7)
  expectWithin(mean(w.filter((_, k) => !within(k))), 13.6, 0.95)
  const F = trace.get('F')
  expectWithin(mean(F.slice(0, STIMULATED).flatMap((values) => [...values])), 26.8, 5.6)
  expectWithin(mean(F.slice(STIMULATED).flatMap((values) => [...values])), 5.3, 2.2)
})
