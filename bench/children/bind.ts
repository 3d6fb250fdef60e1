/** What it takes to bind one N x N matrix to all-to-all synapses. The process is started with `--expose-gc`. */
import { matrix, Network, NeuronGroup, Synapses } from 'spikec'
import { networkOptions, type Parameters } from '../models/parameters.js'
import type { Precision } from '../workloads.js'

export interface BindRequest {
  readonly N: number
  /** Of the matrix. */
  readonly precision: Precision
  /** What spikec is asked for. */
  readonly params: Parameters
}

export async function bindChild({ N, precision, params }: BindRequest) {
  // What happens once in a process, such as loading the compiler, is not counted; nor is it on Brian2's side.
  await bind(numbers(8, precision), 8, params)

  const W = numbers(N, precision)
  const before = residentBytes()
  const { seconds, kept } = await bind(W, N, params)
  const grown = residentBytes() - before
  // Whatever was bound must still be there when the memory is measured.
  if (kept.length === 0 || W.length !== N * N) throw new Error('nothing was bound')
  return {
    bind_s: seconds,
    synapses: N * N,
    bytes_per_synapse: grown / (N * N),
    rss_mb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    precision,
  }
}

async function bind(W: Float64Array | Float32Array, N: number, params: Parameters) {
  const P = new NeuronGroup(N, 'g : 1', { threshold: 'g > 1', reset: 'g = 0' })
  const S = new Synapses(P, P, { model: 'w : 1', on_pre: 'g += w', namespace: { W: matrix(W, [N, N]) } })
  const net = new Network(P, S, networkOptions(params, '1*ms'))
  S.connect()
  S.set({ w: 'W[i,j]' })
  // The groups and the code of the model are there before the clock starts on Brian2's side too: what is counted is
  // looking through the matrix, connecting, and moving it into place, and not the compilation.
  await net.build()
  return { seconds: net.timings.bind, kept: [net, S] }
}

/** Numbers between 0 and 1, none of them like its neighbours. */
function numbers(N: number, precision: Precision): Float64Array | Float32Array {
  const W = precision === 'f64' ? new Float64Array(N * N) : new Float32Array(N * N)
  for (let k = 0; k < W.length; k++) W[k] = (k * Math.SQRT2) % 1
  return W
}

function residentBytes(): number {
  if (!globalThis.gc) throw new Error('start node with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().rss
}
