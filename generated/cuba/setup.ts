import type { KernelMemory, SetupKernels } from 'spikec/runtime'
import { streamKey, uniform } from 'spikec/runtime'

/** What is computed before a run: initial values, and which pairs of neurons are connected. */
export function createSetup(memory: KernelMemory): SetupKernels {
  const { parameters } = memory
  const stream_P_v_set = streamKey('P.v:set')

  /** v = Vr + rand()*(Vt - Vr) */
  function set_P_v_0(step: number): void {
    const P_v = memory.f64('P.v')
    const Vr = parameters[4] // -60*mV
    const Vt = parameters[3] // -50*mV
    for (let i = 0; i < 4000; i++) {
      // v = Vr + rand()*(Vt - Vr)
      P_v[i] = Vr + uniform(memory.seed, stream_P_v_set, i, 0, 0, 0) * (Vt - Vr)
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

  return { fills: { set_P_v_0 }, pairs: { rows_Ce, p_Ce, rows_Ci, p_Ci } }
}
