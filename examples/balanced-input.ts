/**
 * Why do neurons of cortex fire irregularly? A neuron that many weak excitatory inputs drive over its threshold counts them up and fires like a
 * clock. Where inhibition balances excitation, the mean stays beneath the threshold, fluctuations make the spikes, and they come
 * irregularly. Softky and Koch (1993), Journal of Neuroscience 13: 334; Shadlen and Newsome (1994), Current Opinion in Neurobiology 4: 569.
 */
import { Network, NeuronGroup, PoissonInput, SpikeMonitor, StateMonitor } from 'spikec'
import { figure, histogram, horizontal, line, type Panel } from 'spikec/plot'

const neurons = (name: string) =>
  new NeuronGroup(100, 'dv/dt = -v/tau : volt (unless refractory)', {
    name,
    threshold: 'v > Vt',
    reset: 'v = 0*mV',
    refractory: '2*ms',
    method: 'exact',
    namespace: { tau: '20*ms', Vt: '15*mV' },
  })

const excited = neurons('excited')
const drive = new PoissonInput(excited, 'v', 1000, '8.2*Hz', '0.1*mV')

const balanced = neurons('balanced')
const excitation = new PoissonInput(balanced, 'v', 1000, '5.6*Hz', '0.5*mV')
const inhibition = new PoissonInput(balanced, 'v', 1000, '4.6*Hz', '-0.5*mV')

const traces = [excited, balanced].map(
  (group) => new StateMonitor(group, 'v', { name: `${group.givenName}_v`, record: 0 }),
)
const spikes = [excited, balanced].map((group) => new SpikeMonitor(group, { name: `${group.givenName}_spikes` }))

export default new Network(excited, drive, balanced, excitation, inhibition, ...traces, ...spikes, {
  duration: '3*second',
  seed: 1,
})

/** Between one spike of a neuron and the next, in ms. */
function intervals(monitor: SpikeMonitor): readonly number[] {
  return monitor.spikeTrains().flatMap((train) => Array.from(train.subarray(1), (t, k) => (t - train[k]) * 1000))
}

/** The standard deviation as a part of the mean: 0 for a clock, 1 for a Poisson process. */
function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean
}

export function picture(): string {
  const edges = Array.from({ length: 61 }, (_, k) => 4 * k)
  const rows = ['Excitation alone', 'Excitation and inhibition in balance'].flatMap((title, k): readonly Panel[] => {
    const between = intervals(spikes[k])
    return [
      {
        title,
        span: 2,
        x: { name: 'time (ms)', range: [0, 500] },
        y: { name: 'v (mV)', range: [-10, 16] },
        height: 150,
        layers: [
          horizontal(15, { dashed: true }),
          line(
            traces[k].t.map((seconds) => seconds * 1000),
            traces[k].get('v', 'mV')[0],
            { width: 1, colour: k as 0 | 1 },
          ),
        ],
      },
      {
        title: between.length > 0 ? `variation ${variation(between).toFixed(2)}` : '',
        x: { name: 'between two spikes (ms)', range: [0, 200] },
        y: 'how often',
        height: 150,
        layers: [histogram(between, edges, { colour: k as 0 | 1 })],
      },
    ]
  })
  return figure({ title: 'Balanced input makes irregular spikes', columns: 3, panels: rows })
}
