/** What a benchmark reports, and how several runs of two programs become one such report. */
import { medians, ratio } from './statistics.js'
import type { BindWorkload, ModelWorkload, Precision } from './workloads.js'

/** `setup_s` goes from the program's start to its first time step, `total_s` to its exit, `rss_mb` is the peak. */
export interface ModelFigures {
  readonly setup_s: number
  readonly sim_s: number
  readonly total_s: number
  readonly rss_mb: number
  readonly spikes: number
}

/** `bytes_per_synapse` is the growth of the resident memory, the user's own matrix not counted. */
export interface BindFigures {
  readonly bind_s: number
  readonly bytes_per_synapse: number
  readonly rss_mb: number
}

const MODEL_FIGURES = ['setup_s', 'sim_s', 'total_s', 'rss_mb', 'spikes'] as const
const BIND_FIGURES = ['bind_s', 'bytes_per_synapse', 'rss_mb'] as const

interface Result<Figures, Ratio extends string> {
  readonly workload: string
  readonly backend: string
  readonly precision: Precision
  readonly runs: { readonly spikec: number; readonly brian2: number }
  readonly spikec: Figures
  readonly brian2: Figures | null
  /** spikec's figure divided by Brian2's: below 1, spikec needs less. */
  readonly ratio: Readonly<Record<Ratio, number | null>> | null
}

export type ModelResult = Result<ModelFigures, 'setup' | 'sim' | 'total' | 'rss'>
export type BindResult = Result<BindFigures, 'bind' | 'bytes'>
export type BenchResult = ModelResult | BindResult

export function isBindResult(result: BenchResult): result is BindResult {
  return 'bind_s' in result.spikec
}

/** What a child of spikec chose by itself, where it tells. */
export interface Choice {
  readonly backend?: string
  readonly precision?: Precision
}

export function modelResult(
  workload: ModelWorkload,
  choice: Choice,
  ours: readonly ModelFigures[],
  theirs: readonly ModelFigures[],
): ModelResult {
  const spikec = medians(ours, MODEL_FIGURES)
  const brian2 = theirs.length > 0 ? medians(theirs, MODEL_FIGURES) : null
  return {
    workload: workload.name,
    backend: choice.backend ?? workload.backend,
    precision: choice.precision ?? workload.precision,
    runs: { spikec: ours.length, brian2: theirs.length },
    spikec,
    brian2,
    ratio: brian2 && {
      setup: ratio(spikec.setup_s, brian2.setup_s),
      sim: ratio(spikec.sim_s, brian2.sim_s),
      total: ratio(spikec.total_s, brian2.total_s),
      rss: ratio(spikec.rss_mb, brian2.rss_mb),
    },
  }
}

export function bindResult(
  workload: BindWorkload,
  precision: Precision,
  ours: readonly BindFigures[],
  theirs: readonly BindFigures[],
): BindResult {
  const spikec = medians(ours, BIND_FIGURES)
  const brian2 = theirs.length > 0 ? medians(theirs, BIND_FIGURES) : null
  return {
    workload: workload.name,
    backend: 'js',
    precision,
    runs: { spikec: ours.length, brian2: theirs.length },
    spikec,
    brian2,
    ratio: brian2 && {
      bind: ratio(spikec.bind_s, brian2.bind_s),
      bytes: ratio(spikec.bytes_per_synapse, brian2.bytes_per_synapse),
    },
  }
}
