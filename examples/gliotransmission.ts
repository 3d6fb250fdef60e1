/**
 * Astrocytes that change how synapses release transmitter: calcium in the astrocyte oscillates, and each time that it rises over a threshold
 * a gliotransmitter is let out, which binds to receptors of the synapse and lowers the share that a spike releases. Three synapses between the
 * same two neurons: one by itself, and two with an astrocyte each, which are synapses onto synapses. De Pittà et al. (2011), PLoS
 * Computational Biology 7: e1002293; equations and constants of Stimberg, Goodman, Brette and De Pittà (2019), Computational Glioscience, example 3.
 */
import { matrix, Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses } from 'spikec'
import { figure, horizontal, line } from 'spikec/plot'

/** Astrocytes take their time to settle, in seconds. */
const TRANSIENT = 16.5
const STIMULUS = [0, 50, 100, 150, 200, 300, 310, 320, 330, 340, 350, 360, 370, 380, 390, 400]

const input = new SpikeGeneratorGroup(
  1,
  STIMULUS.map(() => 0),
  matrix(
    STIMULUS.map((ms) => ms + TRANSIENT * 1000),
    'ms',
  ),
  { name: 'input' },
)
const target = new NeuronGroup(1, '', { name: 'target' })

const S = new Synapses(input, target, {
  name: 'S',
  model: `dY_S/dt = -Omega_c*Y_S : mmolar (clock-driven)          # transmitter in the cleft
          dGamma_S/dt = O_G*G_A*(1 - Gamma_S) - Omega_G*Gamma_S : 1 (clock-driven)  # receptors that are activated
          du_S/dt = -Omega_f*u_S : 1 (clock-driven)               # the share that a spike releases
          dx_S/dt = Omega_d*(1 - x_S) : 1 (clock-driven)          # of what there is
          r_S : 1
          G_A : mmolar`,
  on_pre: `U_0 = (1 - Gamma_S)*U_rest + alpha*Gamma_S
           u_S += U_0*(1 - u_S)
           r_S = u_S*x_S
           x_S -= r_S
           Y_S += rho_c*Y_T*r_S`,
  method: 'exact',
  namespace: {
    rho_c: 0.005,
    Y_T: '500*mmolar',
    Omega_c: '40/second',
    U_rest: 0.6,
    Omega_f: '3.33/second',
    Omega_d: '2.0/second',
    O_G: '1.5/umolar/second',
    Omega_G: '0.5/(60*second)',
    alpha: 0.0,
  },
})
S.connect({ n: 3 })

const astrocytes = new NeuronGroup(
  2,
  `dI/dt = J_delta - J_3K - J_5P + J_ex : mmolar                    # inositol trisphosphate
   J_delta = O_delta/(1 + I/kappa_delta)*C**2/(C**2 + K_delta**2) : mmolar/second
   J_3K = O_3K*C**4/(C**4 + K_D**4)*I/(I + K_3K) : mmolar/second
   J_5P = Omega_5P*I : mmolar/second
   excess = I - I_bias : mmolar
   J_ex = -F_ex/2*(1 + tanh((abs(excess) - I_Theta)/omega_I))*sign(excess) : mmolar/second
   I_bias : mmolar (constant)
   dC/dt = (Omega_C*m_inf**3*h**3 + Omega_L)*(C_T - (1 + rho_A)*C) - O_P*C**2/(C**2 + K_P**2) : mmolar
   dh/dt = (h_inf - h)/tau_h : 1
   m_inf = I/(I + d_1)*C/(C + d_5) : 1
   h_inf = Q_2/(Q_2 + C) : 1
   tau_h = 1/(O_2*(Q_2 + C)) : second
   Q_2 = d_2*(I + d_1)/(I + d_3) : mmolar
   dx_A/dt = Omega_A*(1 - x_A) : 1                                # gliotransmitter that is ready
   dG_A/dt = -Omega_e*G_A : mmolar                                # and outside`,
  {
    name: 'astrocytes',
    // Once for each time that calcium rises over the threshold.
    threshold: 'C > C_Theta',
    refractory: 'C > C_Theta',
    reset: `G_A += rho_e*G_T*U_A*x_A
            x_A -= U_A*x_A`,
    method: 'rk4',
    namespace: {
      O_P: '0.9*umolar/second',
      K_P: '0.05*umolar',
      C_T: '2*umolar',
      rho_A: 0.18,
      Omega_C: '6/second',
      Omega_L: '0.1/second',
      d_1: '0.13*umolar',
      d_2: '1.05*umolar',
      O_2: '0.2/umolar/second',
      d_3: '0.9434*umolar',
      d_5: '0.08*umolar',
      O_delta: '0.6*umolar/second',
      kappa_delta: '1.5*umolar',
      K_delta: '0.1*umolar',
      Omega_5P: '0.05/second',
      K_D: '0.7*umolar',
      K_3K: '1.0*umolar',
      O_3K: '4.5*umolar/second',
      F_ex: '2.0*umolar/second',
      I_Theta: '0.3*umolar',
      omega_I: '0.05*umolar',
      C_Theta: '0.5*umolar',
      Omega_A: '0.6/second',
      U_A: 0.6,
      G_T: '200*mmolar',
      rho_e: 6.5e-4,
      Omega_e: '60/second',
    },
  },
)
astrocytes.set({ x_A: 1, h: 0.9, I: '0.4*umolar', I_bias: matrix([0.8, 1.25], 'umolar') })

const modulation = new Synapses(astrocytes, S, { name: 'modulation', model: 'G_A_post = G_A_pre : mmolar (summed)' })
modulation.connect({ j: 'i + 1' })

const released = new StateMonitor(S, ['u_S', 'x_S', 'Y_S'], { name: 'released', record: true })
const calcium = new StateMonitor(astrocytes, ['C', 'G_A'], { name: 'calcium', record: true })
const net = new Network(input, target, S, astrocytes, modulation, released, calcium, {
  dt: '1*ms',
  duration: '17.1*second',
})
export default net

export function picture(): string {
  const seconds = { name: 'time (s)', range: [0, net.t] as const }
  const from = Math.min(TRANSIENT * 1000, released.t.length - 1)
  const ms = released.t.slice(from).map((second) => (second - TRANSIENT) * 1000)
  const since = { name: 'time since the first spike (ms)', range: [0, 600] as const }
  const labels = ['no astrocyte', 'weakly driven', 'strongly driven']
  const panel = (y: string, variable: string, scale: number) => ({
    x: since,
    y,
    height: 130,
    layers: released.get(variable).map((trace, k) =>
      line(
        ms,
        trace.slice(from).map((value) => value * scale),
        { label: labels[k] },
      ),
    ),
  })
  return figure({
    title: 'Astrocytes that change the release of transmitter',
    panels: [
      {
        x: seconds,
        y: 'calcium (µM)',
        height: 130,
        layers: [
          horizontal(0.5, { dashed: true, opacity: 0.6 }),
          ...calcium.get('C').map((C, k) =>
            line(
              calcium.t,
              C.map((value) => value * 1000),
              { label: labels[k + 1], colour: k === 0 ? 1 : 2 },
            ),
          ),
        ],
      },
      panel('share released u', 'u_S', 1),
      panel('what there is x', 'x_S', 1),
      panel('transmitter (µM)', 'Y_S', 1000),
    ],
  })
}
