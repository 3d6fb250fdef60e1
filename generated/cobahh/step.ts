import type { KernelMemory, StepKernels } from 'spikec/runtime'
import { exp, exprel } from 'spikec/runtime'

/** The kernels of one simulation, over its memory. */
export function createStep(memory: KernelMemory): StepKernels {
  const { parameters, derived } = memory
  const P_v = memory.f64('P.v')
  const P_m = memory.f64('P.m')
  const P_n = memory.f64('P.n')
  const P_h = memory.f64('P.h')
  const P_ge = memory.f64('P.ge')
  const P_gi = memory.f64('P.gi')
  const P_lastspikeStep = memory.f64('P:lastspikeStep')
  const P_spikes = memory.i32('P:spikes')
  const P_spikeCount = memory.i32('P:spikeCount')
  const Ce_rowStart = memory.u32('Ce:rowStart')
  const Ce_target = memory.u16('Ce:target')
  const Ci_rowStart = memory.u32('Ci:rowStart')
  const Ci_target = memory.u16('Ci:target')
  const spikes_counts = memory.i32('spikes:counts')
  const spikes_recorded = memory.i32('spikes:recorded')
  const spikes_i = memory.i32('spikes:i')
  const spikes_step = memory.f64('spikes:step')

  /** What follows from the parameters alone, computed once before a run. */
  function prelude(): void {
    const area = parameters[0] // 20000*umetre**2
    const El = parameters[1] // -65*mV
    const ENa = parameters[3] // 50*mV
    const EK = parameters[2] // -90*mV
    const taue = parameters[7] // 5*ms
    const taui = parameters[8] // 10*ms
    // the refractory period 3*ms in whole steps
    derived[0] = 30 /* maximum(1, timestep(3*ms, dt)) */
    // -(0.00005*siemens*(cm ** -2)*area)
    derived[1] = -(0.5 /* 0.00005*siemens*(cm ** -2) */ * area)
    // 100*msiemens*(cm ** -2)*area
    derived[2] = 1000 /* 100*msiemens*(cm ** -2) */ * area
    // 30*msiemens*(cm ** -2)*area
    derived[3] = 300 /* 30*msiemens*(cm ** -2) */ * area
    // 1/(1*ufarad*(cm ** -2)*area)
    derived[4] = 1 / (0.01 /* 1*ufarad*(cm ** -2) */ * area)
    // 0.00005*siemens*(cm ** -2)*area*El
    derived[5] = 0.5 /* 0.00005*siemens*(cm ** -2) */ * area * El
    // -ENa
    derived[6] = -ENa
    // -EK
    derived[7] = -EK
    // -1/taue
    derived[8] = -1 / taue
    // exprel(-1/taue*dt)
    derived[9] = exprel(-1 / taue * 0.0001 /* dt */)
    // -1/taui
    derived[10] = -1 / taui
    // exprel(-1/taui*dt)
    derived[11] = exprel(-1 / taui * 0.0001 /* dt */)
  }

  /** What is constant for each neuron during a run. */
  function prepare(step: number): void {
  }

  /** Runs the steps from `first` to before `end`; stops earlier where a recorder is full, and says where. */
  function run(first: number, end: number): number {
    for (let step = first; step < end; step++) {
      if (!hasRoom()) return step
      advance(step)
    }
    return end
  }

  /** Can every recorder take what one more step may bring? */
  function hasRoom(): boolean {
    return spikes_recorded[0] <= 61536
  }

  /** One step, in the order of the schedule. */
  function advance(step: number): void {
    update_P(step)
    record_spikes(step)
    deliver_Ce(step)
    deliver_Ci(step)
    if (step % 64 === 0) flush_P(step / 64)
  }

  return { prelude, prepare, run, hasRoom, kernels: { 'update_P': update_P, 'record_spikes': record_spikes, 'deliver_Ce': deliver_Ce, 'deliver_Ci': deliver_Ci, 'flush_P': flush_P } }

  /** The equations of P, one step on (exponential_euler). Which neurons of P spike. */
  function update_P(step: number): void {
    const VT = parameters[4] // -63*mV
    const v_constant_2 = derived[2] // 100*msiemens*(cm ** -2)*area
    const v_constant_3 = derived[3] // 30*msiemens*(cm ** -2)*area
    const v_constant = derived[1] // -(0.00005*siemens*(cm ** -2)*area)
    const v_constant_4 = derived[4] // 1/(1*ufarad*(cm ** -2)*area)
    const v_constant_5 = derived[5] // 0.00005*siemens*(cm ** -2)*area*El
    const Ee = parameters[5] // 0*mV
    const Ei = parameters[6] // -80*mV
    const v_constant_6 = derived[6] // -ENa
    const v_constant_7 = derived[7] // -EK
    const P_ge_constant = derived[8] // -1/taue
    const P_ge_constant_2 = derived[9] // exprel(-1/taue*dt)
    const P_gi_constant = derived[10] // -1/taui
    const P_gi_constant_2 = derived[11] // exprel(-1/taui*dt)
    const P_refractory_steps = derived[0] // the refractory period 3*ms in whole steps
    P_spikeCount[0] = 0
    for (let i = 0; i < 4000; i++) {
      const v = P_v[i]
      const ge = P_ge[i]
      const gi = P_gi[i]
      const m = P_m[i]
      const h = P_h[i]
      const n = P_n[i]
      // u = (v - VT)/mV
      const u = (v - VT) * 1000 /* 1/mV */
      // alpha_m = 0.32*4/exprel((13 - u)/4)/ms
      const alpha_m = 1.28 /* 0.32*4 */ / exprel((13 - u) * 0.25 /* 1/4 */) * 1000 /* 1/ms */
      // beta_m = 0.28*5/exprel((u - 40)/5)/ms
      const beta_m = 1.4000000000000001 /* 0.28*5 */ / exprel((u - 40) * 0.2 /* 1/5 */) * 1000 /* 1/ms */
      // alpha_n = 0.032*5/exprel((15 - u)/5)/ms
      const alpha_n = 0.16 /* 0.032*5 */ / exprel((15 - u) * 0.2 /* 1/5 */) * 1000 /* 1/ms */
      // beta_n = 0.5*exp((10 - u)/40)/ms
      const beta_n = 0.5 * exp((10 - u) * 0.025 /* 1/40 */) * 1000 /* 1/ms */
      // alpha_h = 0.128*exp((17 - u)/18)/ms
      const alpha_h = 0.128 * exp((17 - u) * 0.05555555555555555 /* 1/18 */) * 1000 /* 1/ms */
      // beta_h = 4/(1 + exp((40 - u)/5))/ms
      const beta_h = 4 / (1 + exp((40 - u) * 0.2 /* 1/5 */)) * 1000 /* 1/ms */
      const v_common_2 = v_constant_2 * (m * m * m) * h
      const v_common_4 = n * n
      const v_common_3 = v_constant_3 * (v_common_4 * v_common_4)
      const v_common = (v_constant - ge - gi - v_common_2 - v_common_3) * v_constant_4
      // dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - g_na*m**3*h*(v - ENa) - g_kd*n**4*(v - EK))/Cm : volt
      const v_new = v + (v_common * v + (v_constant_5 + ge * Ee + gi * Ei - v_common_2 * v_constant_6 - v_common_3 * v_constant_7) * v_constant_4) * 0.0001 /* dt */ * exprel(v_common * 0.0001 /* dt */)
      P_v[i] = v_new
      const m_common = -alpha_m - beta_m
      // dm/dt = alpha_m*(1 - m) - beta_m*m : 1
      P_m[i] = m + (m_common * m + alpha_m) * 0.0001 /* dt */ * exprel(m_common * 0.0001 /* dt */)
      const n_common = -alpha_n - beta_n
      // dn/dt = alpha_n*(1 - n) - beta_n*n : 1
      P_n[i] = n + (n_common * n + alpha_n) * 0.0001 /* dt */ * exprel(n_common * 0.0001 /* dt */)
      const h_common = -alpha_h - beta_h
      // dh/dt = alpha_h*(1 - h) - beta_h*h : 1
      P_h[i] = h + (h_common * h + alpha_h) * 0.0001 /* dt */ * exprel(h_common * 0.0001 /* dt */)
      // dge/dt = -ge/taue : siemens
      P_ge[i] = ge + P_ge_constant * ge * 0.0001 /* dt */ * P_ge_constant_2
      // dgi/dt = -gi/taui : siemens
      P_gi[i] = gi + P_gi_constant * gi * 0.0001 /* dt */ * P_gi_constant_2
      // threshold: v > -20*mV
      if (v_new > -0.02 /* -20*mV */ && P_lastspikeStep[i] <= step - P_refractory_steps) {
        P_spikes[P_spikeCount[0]++] = i
        P_lastspikeStep[i] = step
      }
    }
  }

  /** spikes records the spikes of P. */
  function record_spikes(step: number): void {
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      spikes_counts[i] += 1
      const entry = spikes_recorded[0]++
      spikes_i[entry] = i
      spikes_step[entry] = step
    }
  }

  /** on_pre of Ce: the spikes of P reach P. */
  function deliver_Ce(step: number): void {
    const we = parameters[9] // 6*nS
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      const rowEnd = Ce_rowStart[i + 1]
      for (let k = Ce_rowStart[i]; k < rowEnd; k++) {
        const j = Ce_target[k]
        // ge_post += we
        P_ge[j] += we
      }
    }
  }

  /** on_pre of Ci: the spikes of P reach P. */
  function deliver_Ci(step: number): void {
    const wi = parameters[10] // 67*nS
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      const rowEnd = Ci_rowStart[i + 1]
      for (let k = Ci_rowStart[i]; k < rowEnd; k++) {
        const j = Ci_target[k]
        // gi_post += wi
        P_gi[j] += wi
      }
    }
  }

  /** Values that have decayed to nothing become 0: subnormal numbers are slow. */
  function flush_P(step: number): void {
    for (let i = 0; i < 4000; i++) {
      P_v[i] = Math.abs(P_v[i]) < 1e-250 ? 0 : P_v[i]
      P_m[i] = Math.abs(P_m[i]) < 1e-250 ? 0 : P_m[i]
      P_n[i] = Math.abs(P_n[i]) < 1e-250 ? 0 : P_n[i]
      P_h[i] = Math.abs(P_h[i]) < 1e-250 ? 0 : P_h[i]
      P_ge[i] = Math.abs(P_ge[i]) < 1e-250 ? 0 : P_ge[i]
      P_gi[i] = Math.abs(P_gi[i]) < 1e-250 ? 0 : P_gi[i]
    }
  }
}
