import type { KernelMemory, StepKernels } from 'spikec/runtime'
import { propagator } from 'spikec/runtime'

/** The kernels of one simulation, over its memory. */
export function createStep(memory: KernelMemory): StepKernels {
  const { parameters, derived } = memory
  const P_v = memory.f64('P.v')
  const P_ge = memory.f64('P.ge')
  const P_gi = memory.f64('P.gi')
  const P_lastspikeStep = memory.f64('P:lastspikeStep')
  const P_spikes = memory.i32('P:spikes')
  const P_spikeCount = memory.i32('P:spikeCount')
  const Ce_w_e = memory.f64('Ce.w_e')
  const Ci_w_i = memory.f64('Ci.w_i')
  const spikes_counts = memory.i32('spikes:counts')
  const spikes_recorded = memory.i32('spikes:recorded')
  const spikes_i = memory.i32('spikes:i')
  const spikes_step = memory.f64('spikes:step')

  /** What follows from the parameters alone, computed once before a run. */
  function prelude(): void {
    const taum = parameters[0] // 20*ms
    const taue = parameters[1] // 5*ms
    const taui = parameters[2] // 10*ms
    const El = parameters[5] // -49*mV
    // the refractory period 5*ms in whole steps
    derived[0] = 50 /* maximum(1, timestep(5*ms, dt)) */
    // dv/dt has v: -1/taum, ge: 1/taum, gi: 1/taum; dge/dt has ge: -1/taue; dgi/dt has gi: -1/taui
    const matrix_of_P = Float64Array.of(
      -1 / taum, 1 / taum, 1 / taum,
      0, -1 / taue, 0,
      0, 0, -1 / taui,
    )
    const propagator_of_P = propagator(3, matrix_of_P, 0.0001 /* dt */, true)
    derived[1] = propagator_of_P.P[0] // how much of v becomes v in one step
    derived[2] = propagator_of_P.P[1] // how much of ge becomes v in one step
    derived[3] = propagator_of_P.P[2] // how much of gi becomes v in one step
    derived[4] = propagator_of_P.Q[0] // how much of the constant part of dv/dt becomes v in one step
    derived[5] = propagator_of_P.P[4] // how much of ge becomes ge in one step
    derived[6] = propagator_of_P.P[8] // how much of gi becomes gi in one step
    // El/taum*P.v_from_input_of_v
    derived[7] = El / taum * derived[4]
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
    reset_P(step)
    if (step % 64 === 0) flush_P(step / 64)
  }

  return { prelude, prepare, run, hasRoom, kernels: { 'update_P': update_P, 'record_spikes': record_spikes, 'deliver_Ce': deliver_Ce, 'deliver_Ci': deliver_Ci, 'reset_P': reset_P, 'flush_P': flush_P } }

  /** The equations of P, one step on (exact). Which neurons of P spike. */
  function update_P(step: number): void {
    const P_refractory_steps = derived[0] // the refractory period 5*ms in whole steps
    const P_v_from_v = derived[1] // how much of v becomes v in one step
    const P_v_from_ge = derived[2] // how much of ge becomes v in one step
    const P_v_from_gi = derived[3] // how much of gi becomes v in one step
    const v_constant = derived[7] // El/taum*P.v_from_input_of_v
    const P_ge_from_ge = derived[5] // how much of ge becomes ge in one step
    const P_gi_from_gi = derived[6] // how much of gi becomes gi in one step
    const Vt = parameters[3] // -50*mV
    P_spikeCount[0] = 0
    for (let i = 0; i < 4000; i++) {
      const not_refractory = P_lastspikeStep[i] <= step - P_refractory_steps
      const v = P_v[i]
      const ge = P_ge[i]
      const gi = P_gi[i]
      // dv/dt = (ge + gi - (v - El))/taum : volt (unless refractory)
      const v_new = not_refractory ? v * P_v_from_v + ge * P_v_from_ge + gi * P_v_from_gi + v_constant : v
      P_v[i] = v_new
      // dge/dt = -ge/taue : volt
      P_ge[i] = ge * P_ge_from_ge
      // dgi/dt = -gi/taui : volt
      P_gi[i] = gi * P_gi_from_gi
      // threshold: v > Vt
      if (v_new > Vt && not_refractory) {
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
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      const rowStart = i * 4000
      for (let j = 0; j < 4000; j++) {
        const k = rowStart + j
        // ge_post += w_e
        P_ge[j] += Ce_w_e[k] * 0.001 /* mV */
      }
    }
  }

  /** on_pre of Ci: the spikes of P reach P. */
  function deliver_Ci(step: number): void {
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      const rowStart = i * 4000
      for (let j = 0; j < 4000; j++) {
        const k = rowStart + j
        // gi_post += w_i
        P_gi[j] += Ci_w_i[k] * 0.001 /* mV */
      }
    }
  }

  /** The reset of the neurons of P that spiked. */
  function reset_P(step: number): void {
    const Vr = parameters[4] // -60*mV
    for (let s = 0; s < P_spikeCount[0]; s++) {
      const i = P_spikes[s]
      // v = Vr
      P_v[i] = Vr
    }
  }

  /** Values that have decayed to nothing become 0: subnormal numbers are slow. */
  function flush_P(step: number): void {
    for (let i = 0; i < 4000; i++) {
      P_v[i] = Math.abs(P_v[i]) < 1e-250 ? 0 : P_v[i]
      P_ge[i] = Math.abs(P_ge[i]) < 1e-250 ? 0 : P_ge[i]
      P_gi[i] = Math.abs(P_gi[i]) < 1e-250 ? 0 : P_gi[i]
    }
  }
}
