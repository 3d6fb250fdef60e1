/** What a benchmark reports, and how several runs of several programs become one such report. */
import { inPrecision, type Verdict, verdict } from './agreement.js'
import { medians, ratio } from './statistics.js'
import type { Precision, Workload } from './workloads.js'

/** Numbers by their names; which there are depends on the kind of the workload. */
export type Figures = Readonly<Record<string, number>>

/** One figure: its name in JSON, how a table shows it, and the name of its ratio where it has one. */
export interface Column {
  readonly key: string
  readonly head: string
  readonly digits: number
  /** A table's unit is this many times smaller than that of JSON. */
  readonly scale?: number
  readonly ratio?: string
}

/**
 * `setup_s` goes from the program's start to its first time step, `total_s` to its exit, `rss_mb` is the peak;
 * `whole_s`, of setting up, is Brian2's program to its exit, its results written, where spikec's is the same as `setup_s`;
 * there `rss_mb` is what is above the process as it was before, and `process_mb` all of it.
 * `bytes_per_synapse` is the growth of the resident memory, the user's own matrix not counted.
 */
export const COLUMNS: Readonly<Record<Workload['kind'], readonly Column[]>> = {
  model: [
    { key: 'setup_s', head: 'setup s', digits: 2, ratio: 'setup' },
    { key: 'sim_s', head: 'sim s', digits: 3, ratio: 'sim' },
    { key: 'total_s', head: 'total s', digits: 2, ratio: 'total' },
    { key: 'rss_mb', head: 'memory MB', digits: 0, ratio: 'rss' },
    { key: 'spikes', head: 'spikes', digits: 0 },
  ],
  bind: [
    { key: 'bind_s', head: 'bind ms', digits: 1, scale: 1000, ratio: 'bind' },
    { key: 'bytes_per_synapse', head: 'bytes/synapse', digits: 2, ratio: 'bytes' },
    { key: 'rss_mb', head: 'memory MB', digits: 0 },
  ],
  'first-step': [
    { key: 'cold_s', head: 'cold ms', digits: 0, scale: 1000, ratio: 'cold' },
    { key: 'warm_s', head: 'warm ms', digits: 0, scale: 1000, ratio: 'warm' },
  ],
  'set-up': [
    { key: 'setup_s', head: 'setup s', digits: 3, ratio: 'setup' },
    { key: 'whole_s', head: 'whole s', digits: 3, ratio: 'whole' },
    { key: 'rss_mb', head: 'memory MB', digits: 0, ratio: 'rss' },
    { key: 'process_mb', head: 'process MB', digits: 0 },
    { key: 'synapses', head: 'synapses', digits: 0 },
  ],
  silent: [
    { key: 'active_us', head: 'active us', digits: 1, ratio: 'active' },
    { key: 'silent_us', head: 'silent us', digits: 1, ratio: 'silent' },
    { key: 'silent_over_active', head: 'silent/active', digits: 3 },
    { key: 'spikes', head: 'spikes', digits: 0 },
  ],
  check: [
    { key: 'warm_ms', head: 'warm ms', digits: 1 },
    { key: 'warm_wrong_ms', head: 'misspelt', digits: 1 },
    { key: 'cold_eqs_ms', head: '.eqs ms', digits: 0 },
    { key: 'cold_eqs_wrong_ms', head: 'misspelt', digits: 0 },
    { key: 'cold_ts_ms', head: '.ts ms', digits: 0 },
    { key: 'cold_ts_wrong_ms', head: 'misspelt', digits: 0 },
  ],
  ablation: [
    { key: 'sim_s', head: 'sim s', digits: 3 },
    { key: 'spikes', head: 'spikes', digits: 0 },
  ],
}

/** One pass switched off. */
export interface Ablated {
  readonly pass: string
  readonly sim_s: number
  /** Its simulation time over that with all passes on: above 1, the pass is worth having. */
  readonly ratio: number | null
  readonly agreement: Verdict
}

export interface BenchResult {
  readonly workload: string
  readonly backend: string
  readonly precision: Precision
  readonly runs: { readonly spikec: number; readonly brian2: number; readonly native: number }
  /** null where it could not be measured; `error` says why. */
  readonly spikec: Figures | null
  readonly brian2: Figures | null
  /** What a program written by hand needs: `sim_s` and `spikes`. */
  readonly native: Figures | null
  /** spikec's figure divided by Brian2's: below 1, spikec needs less. */
  readonly ratio: Readonly<Record<string, number | null>> | null
  readonly native_ratio: { readonly sim: number | null } | null
  readonly agreement: { readonly brian2: Verdict | null; readonly native: Verdict | null }
  readonly without?: readonly Ablated[]
  readonly error?: string
}

/** What a run of spikec chose by itself, where it tells. */
export interface Choice {
  readonly backend?: string
  readonly precision?: Precision
}

export interface Runs {
  readonly ours: readonly Figures[]
  readonly theirs?: readonly Figures[]
  readonly native?: readonly Figures[]
}

export const NO_AGREEMENT: BenchResult['agreement'] = { brian2: null, native: null }

export function benchResult(workload: Workload, choice: Choice, runs: Runs): BenchResult {
  const { ours, theirs = [], native = [] } = runs
  const columns = COLUMNS[workload.kind]
  const keys = columns.map(({ key }) => key)
  const spikec = medians(ours, keys)
  const brian2 = theirs.length > 0 ? medians(theirs, keys) : null
  const byHand = native.length > 0 ? medians(native, ['sim_s', 'spikes']) : null
  const precision = choice.precision ?? 'f64'
  return {
    workload: workload.name,
    backend: choice.backend ?? 'wasm',
    precision,
    runs: { spikec: ours.length, brian2: theirs.length, native: native.length },
    spikec,
    brian2,
    native: byHand,
    ratio: brian2 && ratios(columns, spikec, brian2),
    native_ratio: byHand && { sim: ratio(spikec.sim_s, byHand.sim_s) },
    agreement: {
      brian2: brian2 && compared(workload, precision, spikec, brian2),
      native: byHand && compared(workload, precision, spikec, byHand),
    },
  }
}

/** The place of a result that could not be had. */
export function failedResult(workload: Workload, choice: Choice, error: string): BenchResult {
  return {
    workload: workload.name,
    backend: choice.backend ?? 'wasm',
    precision: choice.precision ?? 'f64',
    runs: { spikec: 0, brian2: 0, native: 0 },
    spikec: null,
    brian2: null,
    native: null,
    ratio: null,
    native_ratio: null,
    agreement: NO_AGREEMENT,
    error,
  }
}

/** The passes in the order in which they were switched off, each against all of them on. */
export function ablated(
  workload: Workload & { readonly kind: 'ablation' },
  precision: Precision,
  on: Figures,
  off: ReadonlyMap<string, readonly Figures[]>,
): readonly Ablated[] {
  return [...off].map(([pass, runs]) => {
    const { sim_s, spikes } = medians(runs, ['sim_s', 'spikes'])
    return {
      pass,
      sim_s,
      ratio: ratio(sim_s, on.sim_s),
      agreement: verdict(inPrecision(workload.agreement, precision), on.spikes, spikes),
    }
  })
}

/** Whether every comparison in it is one of the same work, and none of its programs failed. */
export function isSound({ agreement, without = [], error }: BenchResult): boolean {
  const verdicts = [agreement.brian2, agreement.native, ...without.map((pass) => pass.agreement)]
  return error === undefined && verdicts.every((found) => found?.ok ?? true)
}

function ratios(columns: readonly Column[], ours: Figures, theirs: Figures): Record<string, number | null> {
  return Object.fromEntries(
    columns.flatMap(({ key, ratio: name }) => (name === undefined ? [] : [[name, ratio(ours[key], theirs[key])]])),
  )
}

function compared(workload: Workload, precision: Precision, ours: Figures, theirs: Figures): Verdict | null {
  if (!('agreement' in workload)) return null
  const { counted = 'spikes' } = workload.agreement
  return verdict(inPrecision(workload.agreement, precision), ours[counted], theirs[counted])
}
