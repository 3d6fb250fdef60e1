/**
 * Neurons of the cochlear nucleus: Rothman and Manis (2003), Journal of Neurophysiology 89: 3097. All have the same channels, in
 * other numbers: what each type does with one and the same current follows from its potassium channels alone.
 */
import { matrix, Network, NeuronGroup, StateMonitor } from 'spikec'
import { figure, line, vertical } from 'spikec/plot'

/** Maximal conductances in nS: high-threshold, low-threshold and transient potassium, h. */
const TYPES = {
  'I-c (stellate)': [150, 0, 0, 0.5],
  'I-t: with transient potassium': [80, 0, 65, 0.5],
  'II-I: with a little low-threshold potassium': [150, 35, 0, 3.5],
  'II (bushy): with much of it': [150, 200, 0, 20],
}
const types = Object.values(TYPES)

const P = new NeuronGroup(
  types.length,
  `dv/dt = (gl*(El - v) + ina + ikht + iklt + ika + ih + I)/C : volt
   I = Ipulse*int(t >= 50*ms) : amp
   u = v/mV : 1
   # sodium
   ina = gna*m**3*h*(ENa - v) : amp
   dm/dt = (minf - m)/mtau : 1
   dh/dt = (hinf - h)/htau : 1
   minf = 1/(1 + exp(-(u + 38)/7)) : 1
   hinf = 1/(1 + exp((u + 65)/6)) : 1
   mtau = (10/(5*exp((u + 60)/18) + 36*exp(-(u + 60)/25)) + 0.04)*ms : second
   htau = (100/(7*exp((u + 60)/11) + 10*exp(-(u + 60)/25)) + 0.6)*ms : second
   # high-threshold potassium
   ikht = gkht*(nf*n**2 + (1 - nf)*p)*(EK - v) : amp
   dn/dt = (ninf - n)/ntau : 1
   dp/dt = (pinf - p)/ptau : 1
   ninf = (1 + exp(-(u + 15)/5))**-0.5 : 1
   pinf = 1/(1 + exp(-(u + 23)/6)) : 1
   ntau = (100/(11*exp((u + 60)/24) + 21*exp(-(u + 60)/23)) + 0.7)*ms : second
   ptau = (100/(4*exp((u + 60)/32) + 5*exp(-(u + 60)/22)) + 5)*ms : second
   # low-threshold potassium
   iklt = gklt*w**4*z*(EK - v) : amp
   dw/dt = (winf - w)/wtau : 1
   dz/dt = (zinf - z)/ztau : 1
   winf = (1 + exp(-(u + 48)/6))**-0.25 : 1
   zinf = zss + (1 - zss)/(1 + exp((u + 71)/10)) : 1
   wtau = (100/(6*exp((u + 60)/6) + 16*exp(-(u + 60)/45)) + 1.5)*ms : second
   ztau = (1000/(exp((u + 60)/20) + exp(-(u + 60)/8)) + 50)*ms : second
   # transient potassium
   ika = gka*a**4*b*c*(EK - v) : amp
   da/dt = (ainf - a)/atau : 1
   db/dt = (binf - b)/btau : 1
   dc/dt = (binf - c)/ctau : 1
   ainf = (1 + exp(-(u + 31)/6))**-0.25 : 1
   binf = (1 + exp((u + 66)/7))**-0.5 : 1
   atau = (100/(7*exp((u + 60)/14) + 29*exp(-(u + 60)/24)) + 0.1)*ms : second
   btau = (1000/(14*exp((u + 60)/27) + 29*exp(-(u + 60)/24)) + 1)*ms : second
   ctau = (90/(1 + exp((-66 - u)/17)) + 10)*ms : second
   # h
   ih = gh*r*(Eh - v) : amp
   dr/dt = (rinf - r)/rtau : 1
   rinf = 1/(1 + exp((u + 76)/7)) : 1
   rtau = (100000/(237*exp((u + 60)/12) + 17*exp(-(u + 60)/14)) + 25)*ms : second
   gkht : siemens (constant)
   gklt : siemens (constant)
   gka : siemens (constant)
   gh : siemens (constant)`,
  {
    name: 'P',
    method: 'exponential_euler',
    namespace: {
      C: '12*pF',
      gna: '1000*nS',
      gl: '2*nS',
      ENa: '50*mV',
      EK: '-70*mV',
      Eh: '-43*mV',
      El: '-65*mV',
      nf: 0.85,
      zss: 0.5,
      Ipulse: '250*pA',
    },
  },
)
;['gkht', 'gklt', 'gka', 'gh'].forEach((name, k) => {
  P.set(
    name,
    matrix(
      types.map((type) => type[k]),
      'nS',
    ),
  )
})
P.set({ v: 'El' })

const trace = new StateMonitor(P, 'v', { name: 'trace', record: true })

export default new Network(P, trace, { duration: '150*ms' })

export function picture(): string {
  const t = trace.t.map((seconds) => seconds * 1000)
  const v = trace.get('v', 'mV')
  return figure({
    title: 'Cell types of the cochlear nucleus',
    subtitle: 'after Rothman and Manis: 250 pA from 50 ms on',
    columns: 2,
    panels: Object.keys(TYPES).map((title, k) => ({
      title,
      x: k < 2 ? { labels: false, range: [40, 150] } : { name: 'time (ms)', range: [40, 150] },
      y: { name: k % 2 === 0 ? 'v (mV)' : '', range: [-80, 60] },
      height: 130,
      layers: [vertical(50, { dashed: true }), line(t, v[k], { width: 1.1 })],
    })),
  })
}
