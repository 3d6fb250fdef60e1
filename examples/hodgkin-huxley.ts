/**
 * The squid's giant axon as Hodgkin and Huxley (1952), Journal of Physiology 117: 500, described it, at one point of its membrane:
 * a step of current, the spikes that it evokes, and the gates of the channels that make them.
 */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { area, figure, line } from 'spikec/plot'

const P = new NeuronGroup(
  1,
  `dv/dt = (I - I_Na - I_K - gl*(v - El))/Cm : volt
   dm/dt = alpha_m*(1 - m) - beta_m*m : 1
   dh/dt = alpha_h*(1 - h) - beta_h*h : 1
   dn/dt = alpha_n*(1 - n) - beta_n*n : 1
   I_Na = g_Na*m**3*h*(v - ENa) : amp/metre**2
   I_K = g_K*n**4*(v - EK) : amp/metre**2
   I = I0*int(t >= 10*ms and t < 60*ms) : amp/metre**2
   alpha_m = 1/exprel(-(v + 40*mV)/(10*mV))/ms : hertz
   beta_m = 4*exp(-(v + 65*mV)/(18*mV))/ms : hertz
   alpha_h = 0.07*exp(-(v + 65*mV)/(20*mV))/ms : hertz
   beta_h = 1/(1 + exp(-(v + 35*mV)/(10*mV)))/ms : hertz
   alpha_n = 0.1/exprel(-(v + 55*mV)/(10*mV))/ms : hertz
   beta_n = 0.125*exp(-(v + 65*mV)/(80*mV))/ms : hertz`,
  {
    name: 'P',
    method: 'exponential_euler',
    namespace: {
      Cm: '1*ufarad/cm**2',
      g_Na: '120*msiemens/cm**2',
      g_K: '36*msiemens/cm**2',
      gl: '0.3*msiemens/cm**2',
      ENa: '50*mV',
      EK: '-77*mV',
      El: '-54.4*mV',
      I0: '10*uA/cm**2',
    },
  },
)
P.set({
  v: '-65*mV',
  m: 'alpha_m/(alpha_m + beta_m)',
  h: 'alpha_h/(alpha_h + beta_h)',
  n: 'alpha_n/(alpha_n + beta_n)',
})

const trace = new StateMonitor(P, ['v', 'm', 'h', 'n', 'I_Na', 'I_K', 'I'], { name: 'trace', record: true })

export default new Network(P, trace, { dt: '0.01*ms', duration: '80*ms' })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const of = (variable: string, unit = '1') => trace.get(variable, unit)[0]
  const current = of('I', 'uA/cm**2')
  const above = { name: '', labels: false }
  return figure({
    title: 'Hodgkin and Huxley’s squid axon',
    subtitle: 'a step of current, the spikes that it evokes, and what makes them',
    panels: [
      { x: above, y: 'potential (mV)', layers: [line(t, of('v', 'mV'), { colour: 'ink' })], height: 170 },
      {
        x: above,
        y: { name: 'open', range: [0, 1] },
        layers: [
          line(t, of('m'), { label: 'm: activation of sodium' }),
          line(t, of('h'), { label: 'h: its inactivation' }),
          line(t, of('n'), { label: 'n: potassium' }),
        ],
        height: 130,
      },
      {
        x: above,
        y: 'current (mA/cm²)',
        layers: [
          line(t, of('I_Na', 'mA/cm**2'), { label: 'sodium' }),
          line(t, of('I_K', 'mA/cm**2'), { label: 'potassium', colour: 2 }),
        ],
        height: 130,
      },
      {
        x: 'time (ms)',
        y: 'input (µA/cm²)',
        layers: [
          area(
            t,
            current.map(() => 0),
            current,
            { colour: 4 },
          ),
        ],
        height: 50,
      },
    ],
  })
}
