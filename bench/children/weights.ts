/** One of the forms of weights: what it takes until it is in place, and then for a spike. The process is started with `--expose-gc`. */
import { setTimeout } from 'node:timers/promises'
import { Network, NeuronGroup, type Synapses } from 'spikec'
import { FORMS } from './weight-forms.js'

export interface WeightsRequest {
  readonly form: string
  readonly N: number
  /** Where files may be put. */
  readonly folder: string
}

export async function weightsChild({ form, N, folder }: WeightsRequest) {
  // What happens once in a process, such as loading the compiler, is not counted.
  await (await made(8, FORMS[form](8, folder))).net.run('1*ms')
  const bind = FORMS[form](N, folder)

  const before = await residentBytes()
  const started = performance.now()
  const cpu = processorTime()
  const { net, S } = await made(N, bind)
  const [set_up_ms, cpu_ms] = [performance.now() - started, processorTime() - cpu]
  const kept = (await residentBytes()) - before

  // Each neuron spikes once in 20 steps, so all rows are read in turn.
  await net.run('10*ms')
  const running = processorTime()
  await net.run('20*ms')
  const spike_us = ((processorTime() - running) * 1000) / (10 * N)
  return { synapses: S.N, set_up_ms, cpu_ms, kept_mb: kept / 1e6, spike_us }
}

async function made(N: number, bind: (P: NeuronGroup) => Synapses) {
  const P = new NeuronGroup(N, 'dx/dt = 1/(2*ms) : 1\nv : volt', {
    threshold: 'x > 1',
    reset: 'x = 0',
    method: 'euler',
  })
  P.set({ x: '(i % 20)/20' })
  const S = bind(P)
  const net = new Network(P, S, { seed: 1 })
  await net.build()
  return { net, S }
}

/** Of this process, in ms: other programs on the machine have less of a part in it than in the time on the clock. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function residentBytes(): Promise<number> {
  if (!globalThis.gc) throw new Error('start node with --expose-gc')
  // Arrays that nothing refers to are given back by another thread.
  globalThis.gc()
  await setTimeout(200)
  globalThis.gc()
  return process.memoryUsage().rss
}
