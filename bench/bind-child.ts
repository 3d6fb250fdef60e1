/**
 * Measures what it takes to bind one N x N matrix to all-to-all synapses, through the public face of the built package,
 * and prints one line of JSON. Runs in a process of its own, started with `--expose-gc`.
 */
import { pathToFileURL } from 'node:url'
import type * as Spikec from 'spikec'
import type { Precision } from './workloads.js'

export async function bindChild(index: string, N: number, precision: Precision): Promise<void> {
  const spikec = (await import(pathToFileURL(index).href)) as typeof Spikec

  // What happens once in a process, such as loading the compiler, is not counted; nor is it on Brian2's side.
  await bind(spikec, numbers(8, precision), 8)

  const W = numbers(N, precision)
  const before = residentBytes()
  const { seconds, kept } = await bind(spikec, W, N)
  const grown = residentBytes() - before
  const report = {
    bind_s: seconds,
    synapses: N * N,
    bytes_per_synapse: grown / (N * N),
    rss_mb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    precision,
  }
  console.log(JSON.stringify(report))
  // Whatever was bound must still be there when the memory is measured.
  if (kept.length === 0 || W.length !== N * N) throw new Error('nothing was bound')
}

async function bind(spikec: typeof Spikec, W: Float64Array | Float32Array, N: number) {
  const P = new spikec.NeuronGroup(N, 'g : 1', { threshold: 'g > 1', reset: 'g = 0' })
  const S = new spikec.Synapses(P, P, {
    model: 'w : 1',
    on_pre: 'g += w',
    namespace: { W: spikec.matrix(W, [N, N]) },
  })
  const net = new spikec.Network(P, S, { duration: '1*ms' })
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
