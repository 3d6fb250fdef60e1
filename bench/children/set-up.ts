/** What a network needs from its objects to its first step done. The process is started with `--expose-gc`. */
import type { Parameters } from '../models/parameters.js'
import setUp from '../models/set-up.js'

export interface SetUpRequest {
  readonly params: Parameters
}

export async function setUpChild({ params }: SetUpRequest) {
  // What happens once in a process, such as loading the compiler, is not counted, as Brian2's compiling is not.
  await setUp({ ...params, n: 10, synapses: 20 }).run('0.1*ms')

  const before = residentBytes()
  const network = setUp(params)
  const started = performance.now()
  await network.run('0.1*ms')
  const setup_s = (performance.now() - started) / 1000
  const peak = process.resourceUsage().maxRSS * 1024
  const { simulation } = network.inspect()
  return { setup_s, rss_mb: (peak - before) / 1e6, process_mb: peak / 1e6, synapses: simulation.synapseCount('S') }
}

function residentBytes(): number {
  if (!globalThis.gc) throw new Error('start node with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().rss
}
