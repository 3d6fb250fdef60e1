/** What kernels take of a run's time. */

/** Of one kernel; a list of them begins with the slowest. */
export interface Profiled {
  readonly kernel: string
  readonly owner: string
  /** What it does, in the model's words. */
  readonly title: string
  /** Wall-clock time. */
  readonly seconds: number
  readonly percent: number
}

export function sortedProfile(
  kernels: readonly { readonly name: string; readonly owner: string; readonly title: string }[],
  seconds: ReadonlyMap<string, number>,
): readonly Profiled[] {
  const whole = [...seconds.values()].reduce((sum, one) => sum + one, 0)
  return kernels
    .map(({ name, owner, title }) => {
      const own = seconds.get(name) ?? 0
      return { kernel: name, owner, title, seconds: own, percent: whole > 0 ? (100 * own) / whole : 0 }
    })
    .sort((a, b) => b.seconds - a.seconds)
}

/** A table as the reference's: names, times and parts of the whole, the slowest first. `show`: how many rows. */
export function profileText(profile: readonly Profiled[], show: number = profile.length): string {
  const rows = profile.slice(0, show)
  const width = Math.max(0, ...rows.map(({ kernel }) => kernel.length))
  const unit = unitFor(Math.max(0, ...rows.map(({ seconds }) => seconds)))
  const head = 'Profiling summary'
  const lines = rows.map(({ kernel, seconds, percent }) => {
    return `${kernel.padEnd(width)}  ${(seconds / unit.size).toFixed(2).padStart(8)} ${unit.name}  ${percent.toFixed(2).padStart(6)} %`
  })
  return [head, '='.repeat(head.length), ...lines].join('\n')
}

function unitFor(seconds: number): { readonly name: string; readonly size: number } {
  return seconds >= 1
    ? { name: 's', size: 1 }
    : seconds >= 1e-3
      ? { name: 'ms', size: 1e-3 }
      : { name: 'us', size: 1e-6 }
}
