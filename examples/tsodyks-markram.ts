/**
 * Synapses that tire and that warm up: transmitter is recovered, active or inactive, and a spike releases a share `u` of what is recovered.
 * Where the share is large, synapses depress; where it is small and rises with each spike, they facilitate first. Tsodyks, Pawelzik
 * and Markram (1998), Neural Computation 10: 821, figure 1.
 */
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses } from 'spikec'
import { figure, line, type Panel } from 'spikec/plot'

interface Connection {
  readonly name: string
  readonly title: string
  /** Of the membrane. */
  readonly tau: string
  readonly resistance: string
  readonly amplitude: string
  readonly inactivation: string
  readonly recovery: string
  readonly U: number
  /** Absent where the share stays what it is. */
  readonly facilitation?: string
  readonly rate: number
  /** When spikes end, and when the picture does, in ms. */
  readonly until: number
  readonly shown: number
}

function depressing({ recovery, inactivation, U }: Connection) {
  return {
    model: `dx/dt = z/tau_rec : 1 (clock-driven)
            dy/dt = -y/tau_in : 1 (clock-driven)
            z = 1 - x - y : 1
            I_post = A*y : amp (summed)`,
    // What is released comes from x as it was before.
    on_pre: `y += U*x
             x -= U*x`,
    namespace: { tau_rec: recovery, tau_in: inactivation, U },
  }
}

function facilitating(connection: Connection, tau: string) {
  const { model, namespace } = depressing(connection)
  return {
    model: `${model}
            du/dt = -u/tau_f : 1 (clock-driven)`,
    on_pre: `u += U*(1 - u)
             y += u*x
             x -= u*x`,
    namespace: { ...namespace, tau_f: tau },
  }
}

/** A train of spikes through one synapse into a passive membrane. */
function connection(given: Connection) {
  const { name, tau, resistance, amplitude, facilitation, rate, until } = given
  const spikes = Array.from({ length: Math.ceil(((until - 100) * rate) / 1000) }, (_, k) => 100 + (k * 1000) / rate)
  const input = new SpikeGeneratorGroup(
    1,
    spikes.map(() => 0),
    matrix(spikes, 'ms'),
    { name: `input_${name}` },
  )
  const neuron = new NeuronGroup(
    1,
    `dv/dt = (R*I - v)/tau : volt
     I : amp`,
    { name: `neuron_${name}`, method: 'exact', namespace: { tau, R: resistance } },
  )
  const kind = facilitation === undefined ? depressing(given) : facilitating(given, facilitation)
  const S = new Synapses(input, neuron, {
    ...kind,
    name: `S_${name}`,
    method: 'exponential_euler',
    namespace: { ...kind.namespace, A: amplitude },
  })
  S.connect()
  S.set({ x: 1 })
  return { given, trace: new StateMonitor(neuron, 'v', { name, record: true }), objects: [input, neuron, S] }
}

const facilitated = {
  tau: '60*ms',
  resistance: '1*Gohm',
  amplitude: '1540*pA',
  inactivation: '1.5*ms',
  recovery: '130*ms',
  U: 0.03,
  facilitation: '530*ms',
}
const connections = [
  connection({
    name: 'depression',
    title: 'depression, 20 Hz',
    tau: '40*ms',
    resistance: '100*Mohm',
    amplitude: '250*pA',
    inactivation: '3*ms',
    recovery: '800*ms',
    U: 0.6,
    rate: 20,
    until: 1100,
    shown: 1200,
  }),
  connection({ name: 'slow', title: 'facilitation, 20 Hz', ...facilitated, rate: 20, until: 1100, shown: 1200 }),
  connection({ name: 'fast', title: 'facilitation, 70 Hz', ...facilitated, rate: 70, until: 375, shown: 500 }),
]

const parts = connections.flatMap(({ objects, trace }) => [...objects, trace])
const net = new Network(...parts, { duration: '1200*ms' })
export default net

export function picture(): string {
  const panels = connections.map(
    ({ given, trace }): Panel => ({
      title: given.title,
      x: { name: 'time (ms)', range: [0, Math.min(given.shown, net.t * 1000)] },
      y: 'potential (mV)',
      height: 140,
      layers: [
        line(
          trace.t.map((seconds) => seconds * 1000),
          trace.get('v', 'mV')[0],
        ),
      ],
    }),
  )
  return figure({ title: 'Synapses that tire and that warm up', panels })
}
