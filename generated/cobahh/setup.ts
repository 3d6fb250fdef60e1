import type { KernelMemory, SetupKernels } from 'spikec/runtime'
import { normal, streamKey } from 'spikec/runtime'

/** What is computed before a run: initial values, and which pairs of neurons are connected. */
export function createSetup(memory: KernelMemory): SetupKernels {
  const { parameters } = memory
  const stream_P_v_set = streamKey('P.v:set')
  const stream_P_ge_set = streamKey('P.ge:set')
  const stream_P_gi_set = streamKey('P.gi:set')

  /** v = El + (randn()*5 - 5)*mV */
  function set_P_v_0(step: number): void {
    const P_v = memory.f64('P.v')
    const El = parameters[1] // -65*mV
    for (let i = 0; i < 4000; i++) {
      // v = El + (randn()*5 - 5)*mV
      P_v[i] = El + (normal(memory.seed, stream_P_v_set, i, 0, 0, 0) * 5 - 5) * 0.001 /* mV */
    }
  }

  /** ge = (randn()*1.5 + 4)*10*nS */
  function set_P_ge_1(step: number): void {
    const P_ge = memory.f64('P.ge')
    for (let i = 0; i < 4000; i++) {
      // ge = (randn()*1.5 + 4)*10*nS
      P_ge[i] = (normal(memory.seed, stream_P_ge_set, i, 0, 0, 0) * 1.5 + 4) * 10 * 1e-9 /* nS */
    }
  }

  /** gi = (randn()*12 + 20)*10*nS */
  function set_P_gi_2(step: number): void {
    const P_gi = memory.f64('P.gi')
    for (let i = 0; i < 4000; i++) {
      // gi = (randn()*12 + 20)*10*nS
      P_gi[i] = (normal(memory.seed, stream_P_gi_set, i, 0, 0, 0) * 12 + 20) * 10 * 1e-9 /* nS */
    }
  }

  /** rows: i < 3200 */
  function rows_Ce(step: number): (i: number, j: number) => number {
    return (i: number, j: number) => (i < 3200 ? 1 : 0)
  }

  /** p: 0.02 */
  function p_Ce(step: number): (i: number, j: number) => number {
    return (i: number, j: number) => 0.02
  }

  /** rows: i >= 3200 */
  function rows_Ci(step: number): (i: number, j: number) => number {
    return (i: number, j: number) => (i >= 3200 ? 1 : 0)
  }

  /** p: 0.02 */
  function p_Ci(step: number): (i: number, j: number) => number {
    return (i: number, j: number) => 0.02
  }

  return { fills: { set_P_v_0, set_P_ge_1, set_P_gi_2 }, pairs: { rows_Ce, p_Ce, rows_Ci, p_Ci } }
}
