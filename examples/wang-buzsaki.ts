/**
 * A fast-spiking interneuron of the hippocampus: Wang and Buzsáki (1996), Journal of Neuroscience 16: 6402. Its sodium channels
 * activate at once, and its spikes leave a shallow afterhyperpolarisation, so that it fires at high rates.
 */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { figure, line } from 'spikec/plot'

const P = new NeuronGroup(
  1,
  `dv/dt = (Iapp - g_Na*m**3*h*(v - ENa) - g_K*n**4*(v - EK) - gl*(v - El))/Cm : volt
   m = alpha_m/(alpha_m + beta_m) : 1
   dh/dt = phi*(alpha_h*(1 - h) - beta_h*h) : 1
   dn/dt = phi*(alpha_n*(1 - n) - beta_n*n) : 1
   alpha_m = 1/exprel(-(v + 35*mV)/(10*mV))/ms : hertz
   beta_m = 4*exp(-(v + 60*mV)/(18*mV))/ms : hertz
   alpha_h = 0.07*exp(-(v + 58*mV)/(20*mV))/ms : hertz
   beta_h = 1/(1 + exp(-(v + 28*mV)/(10*mV)))/ms : hertz
   alpha_n = 0.1/exprel(-(v + 34*mV)/(10*mV))/ms : hertz
   beta_n = 0.125*exp(-(v + 44*mV)/(80*mV))/ms : hertz`,
  {
    name: 'P',
    method: 'exponential_euler',
    namespace: {
      Cm: '1*ufarad/cm**2',
      Iapp: '2*uA/cm**2',
      g_Na: '35*msiemens/cm**2',
      g_K: '9*msiemens/cm**2',
      gl: '0.1*msiemens/cm**2',
      ENa: '55*mV',
      EK: '-90*mV',
      El: '-65*mV',
      phi: 5,
    },
  },
)
P.set({ v: '-70*mV', h: 1 })

const trace = new StateMonitor(P, ['v', 'h', 'n'], { name: 'trace', record: true })

export default new Network(P, trace, { dt: '0.01*ms', duration: '100*ms' })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const [v, h, n] = [trace.get('v', 'mV')[0], trace.get('h')[0], trace.get('n')[0]]
  return figure({
    title: 'A fast-spiking interneuron',
    subtitle: 'after Wang and Buzsáki, with a constant current of 2 µA/cm²',
    columns: 3,
    panels: [
      { span: 2, height: 250, x: 'time (ms)', y: 'potential (mV)', layers: [line(t, v)] },
      {
        height: 250,
        x: 'potential (mV)',
        y: { name: 'open', range: [0, 1] },
        layers: [line(v, n, { label: 'n', colour: 2, width: 1 }), line(v, h, { label: 'h', colour: 1, width: 1 })],
      },
    ],
  })
}
