/** Have two programs done the same work? They have if their neurons spiked as often, or, where nothing is simulated, if there are as many synapses. */

/**
 * `equal` is for networks in which nothing is random: what differs is rounding, and the order of additions. `band` is for
 * random ones, of which each program and each seed draws another: their rates must lie near each other.
 */
export interface Agreement {
  readonly rule: 'equal' | 'band'
  /** The largest difference that is let pass, as a part of the larger number. */
  readonly tolerance: number
  /** What is counted: spikes where absent. */
  readonly counted?: 'spikes' | 'synapses'
}

export interface Verdict extends Agreement {
  readonly spikes: readonly [ours: number, theirs: number]
  readonly difference: number
  readonly ok: boolean
}

/** In single precision nothing can be more alike than this, since a spike may come a step earlier or later. */
const SINGLE_TOLERANCE = 0.01

export const equal = (tolerance: number): Agreement => ({ rule: 'equal', tolerance })
export const band = (tolerance: number): Agreement => ({ rule: 'band', tolerance })

export function inPrecision(agreement: Agreement, precision: 'f64' | 'f32'): Agreement {
  return precision === 'f64' ? agreement : { ...agreement, tolerance: Math.max(agreement.tolerance, SINGLE_TOLERANCE) }
}

/** A network in which nothing spikes does not show that the same work was done, so two zeros are no agreement. */
export function verdict(agreement: Agreement, ours: number, theirs: number): Verdict {
  const larger = Math.max(ours, theirs)
  const difference = larger > 0 ? Math.abs(ours - theirs) / larger : 1
  return {
    ...agreement,
    spikes: [ours, theirs],
    difference: Number(difference.toPrecision(4)),
    ok: difference <= agreement.tolerance,
  }
}

export function verdictText(
  { rule, tolerance, counted = 'spikes', spikes, difference, ok }: Verdict,
  other: string,
): string {
  const [ours, theirs] = spikes
  const counts = `${ours} ${counted} of spikec, ${theirs} of ${other}`
  const allowed = rule === 'equal' ? `must be equal to ${percent(tolerance)}` : `must lie within ${percent(tolerance)}`
  return ok
    ? `same work: ${counts}, ${percent(difference)} apart; ${allowed}`
    : `MISMATCH: ${counts}, ${percent(difference)} apart, but ${allowed}. The times above do not compare the same work`
}

function percent(part: number): string {
  return `${Number((part * 100).toPrecision(2))} %`
}
