/**
 * When does a neuron spike at the same times again? Driven by a constant current, noise of its own lets the trains drift apart; driven by a
 * fluctuating one that is the same in every trial, it spikes reliably. Mainen and Sejnowski (1995), Science 268: 1503. The 25
 * neurons of a group are 25 trials: they all read the one input through a linked variable.
 */
import { linked_var, Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
import { figure, line, spikes as marks } from 'spikec/plot'

const TRIALS = 25

const input = new NeuronGroup(1, 'dx/dt = -x/tau_input + sqrt(2/tau_input)*xi : 1', {
  name: 'input',
  method: 'euler',
  namespace: { tau_input: '5*ms' },
})

const neuron = {
  threshold: 'x > 1',
  reset: 'x = 0',
  refractory: '5*ms',
  method: 'euler',
  namespace: { tau: '10*ms', sigma: 0.015 },
}
const P = new NeuronGroup(
  TRIALS,
  `dx/dt = (0.9 + 0.5*I - x)/tau + sigma*sqrt(2/tau)*xi : 1
   I : 1 (linked)`,
  { name: 'P', ...neuron },
)
P.set({ x: 'rand()', I: linked_var(input, 'x') })

/** The same neurons, with a constant current in place of the input. */
const Q = new NeuronGroup(TRIALS, 'dx/dt = (1.05 - x)/tau + sigma*sqrt(2/tau)*xi : 1', { name: 'Q', ...neuron })

const spikes = new SpikeMonitor(P, { name: 'spikes' })
const drifting = new SpikeMonitor(Q, { name: 'drifting' })
const trace = new StateMonitor(input, 'x', { name: 'trace', record: true })
const net = new Network(input, P, Q, spikes, drifting, trace, { duration: '500*ms', seed: 2 })
export default net

export function picture(): string {
  const ms = (times: Float64Array) => times.map((seconds) => seconds * 1000)
  const range = [0, net.t * 1000] as const
  const x = { range, labels: false }
  const y = { name: 'trial', range: [-0.7, TRIALS - 0.3] as const }
  return figure({
    title: 'Reliability of spike timing',
    panels: [
      {
        title: 'A constant current',
        x,
        y,
        height: 170,
        layers: [marks(ms(drifting.t), drifting.i, { colour: 'ink' })],
      },
      {
        title: 'A fluctuating one, the same in each trial',
        x,
        y,
        height: 170,
        layers: [marks(ms(spikes.t), spikes.i)],
      },
      {
        x: { name: 'time (ms)', range },
        y: 'its fluctuation',
        height: 80,
        layers: [line(ms(trace.t), trace.get('x')[0])],
      },
    ],
  })
}
