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

  return { fills: { set_P_v_0 }, pairs: {} }
}
