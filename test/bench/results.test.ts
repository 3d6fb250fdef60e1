import { describe, expect, it } from 'vitest'
import { parseReport } from '../../bench/process.js'
import {
  ablated,
  type BenchResult,
  benchResult,
  COLUMNS,
  failedResult,
  isSound,
  type Runs,
} from '../../bench/results.js'
import { silenceFigures } from '../../bench/spikec.js'
import { alignColumns, formatResult } from '../../bench/table.js'
import { type Workload, workloads } from '../../bench/workloads.js'

function workloadCalled<Kind extends Workload['kind']>(kind: Kind, name: string): Workload & { kind: Kind } {
  const found = workloads.find((workload) => workload.name === name)
  if (found?.kind !== kind) throw new Error(`no ${kind} ${name}`)
  return found as Workload & { kind: Kind }
}

const dense = workloadCalled('model', 'dense')
const bind = workloadCalled('bind', 'bind')
const ours = { setup_s: 0.5, sim_s: 0.4, total_s: 1, rss_mb: 400, spikes: 48000 }
const theirs = { setup_s: 15, sim_s: 0.8, total_s: 20, rss_mb: 1200, spikes: 48010 }
const native = { sim_s: 0.2, spikes: 48000 }
const result = (runs: Partial<Runs>) => benchResult(dense, {}, { ours: [ours], ...runs })

describe('benchResult', () => {
  it('compares the medians with Brian2', () => {
    const slow = { ...ours, sim_s: 9 }
    const fast = { ...ours, sim_s: 0.1 }
    expect(result({ ours: [slow, ours, fast], theirs: [theirs] })).toEqual({
      workload: 'dense',
      backend: 'wasm',
      precision: 'f64',
      runs: { spikec: 3, brian2: 1, native: 0 },
      spikec: ours,
      brian2: theirs,
      native: null,
      ratio: { setup: 0.03333, sim: 0.5, total: 0.05, rss: 0.3333 },
      native_ratio: null,
      agreement: {
        brian2: { rule: 'equal', tolerance: 0.001, spikes: [48000, 48010], difference: 0.0002083, ok: true },
        native: null,
      },
    })
  })

  it('has null in the place of Brian2 where it is not there', () => {
    expect(result({})).toMatchObject({ brian2: null, ratio: null, runs: { brian2: 0 }, agreement: { brian2: null } })
  })

  it('compares with a program written by hand', () => {
    expect(result({ native: [native] })).toMatchObject({ native, native_ratio: { sim: 2 }, runs: { native: 1 } })
  })

  it('believes a run that tells its backend and precision', () => {
    const told = benchResult(dense, { backend: 'wasm', precision: 'f32' }, { ours: [ours] })
    expect(told).toMatchObject({ backend: 'wasm', precision: 'f32' })
  })

  it('leaves out of the figures what was told besides', () => {
    expect(result({ ours: [{ ...ours, more: 1 }] }).spikec).toEqual(ours)
  })

  it('has figures and ratios of its kind, and no agreement where nothing spikes', () => {
    const [mine, other] = [
      { bind_s: 0.002, bytes_per_synapse: 0, rss_mb: 200 },
      { bind_s: 0.8, bytes_per_synapse: 16, rss_mb: 680 },
    ]
    const bound = benchResult(bind, { precision: 'f32' }, { ours: [mine], theirs: [other] })
    expect(bound).toMatchObject({ ratio: { bind: 0.0025, bytes: 0 }, agreement: { brian2: null } })
  })

  it.each(workloads)('has JSON for $name with nothing in it that JSON has not', (workload) => {
    const figures = Object.fromEntries(COLUMNS[workload.kind].map(({ key }) => [key, 1]))
    const whole = benchResult(workload, {}, { ours: [figures], theirs: [figures] })
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
    expect(whole.spikec).toEqual(figures)
    expect(isSound(whole)).toBe(true)
  })
})

describe('isSound', () => {
  const wrong = { ...theirs, spikes: 40000 }
  it('holds where there is nothing to compare', () => expect(isSound(result({}))).toBe(true))
  it('fails where Brian2 counts other spikes', () => expect(isSound(result({ theirs: [wrong] }))).toBe(false))
  it('fails where the program written by hand does', () =>
    expect(isSound(result({ theirs: [theirs], native: [{ ...native, spikes: 1 }] }))).toBe(false))
  it('fails where a workload could not be measured', () =>
    expect(isSound(failedResult(dense, {}, 'no such option'))).toBe(false))
  it('fails where a pass changes the spikes', () => {
    const dense = workloadCalled('ablation', 'ablations-dense')
    const on = { sim_s: 1, spikes: 1000 }
    const without = ablated(dense, 'f64', on, new Map([['fuse-loops', [{ sim_s: 2, spikes: 900 }]]]))
    expect(without).toMatchObject([{ pass: 'fuse-loops', sim_s: 2, ratio: 2, agreement: { ok: false } }])
    expect(isSound({ ...benchResult(dense, {}, { ours: [on] }), without })).toBe(false)
  })
})

describe('silenceFigures', () => {
  it('puts the silent step over the active one', () =>
    expect(silenceFigures(20, 30, parseReport('{"spikes": 7}'))).toEqual({
      active_us: 20,
      silent_us: 30,
      silent_over_active: 1.5,
      spikes: 7,
    }))
})

describe('formatResult', () => {
  const text = (found: BenchResult) => formatResult(found, { ...dense, title: 'two matrices' })

  it('has a row for each program and for each ratio', () => {
    expect(
      text(result({ ours: [ours, ours], theirs: [theirs], native: [native] })),
    ).toBe(`dense (wasm, f64): two matrices
              setup s  sim s  total s  memory MB  spikes
  spikec         0.50  0.400     1.00        400   48000
  Brian2        15.00  0.800    20.00       1200   48010
  by hand              0.200                       48000
  to Brian2     0.033   0.50    0.050       0.33
  to by hand             2.0
  same work: 48000 spikes of spikec, 48010 of Brian2, 0.021 % apart; must be equal to 0.1 %
  same work: 48000 spikes of spikec, 48000 of the program written by hand, 0 % apart; must be equal to 0.1 %
  medians of 2 runs of spikec, of 1 run of Brian2, of 1 run of the program written by hand
`)
  })

  it('is loud where the work was not the same', () => {
    expect(text(result({ theirs: [{ ...theirs, spikes: 40000 }] }))).toContain(
      '  MISMATCH: 48000 spikes of spikec, 40000 of Brian2, 17 % apart, but must be equal to 0.1 %.',
    )
  })

  it('says so where Brian2 was not measured', () => {
    expect(text(result({}))).toContain('medians of 1 run of spikec; Brian2 was not measured')
    expect(text(result({}))).not.toContain('ratio')
  })

  it('says so where nothing was measured', () =>
    expect(text(failedResult(dense, {}, 'no such option'))).toBe(
      'dense (wasm, f64): two matrices\n  NOT MEASURED: no such option\n',
    ))

  it('scales what is too small for its unit', () => {
    const bound = benchResult(bind, {}, { ours: [{ bind_s: 0.002, bytes_per_synapse: 4, rss_mb: 200 }] })
    expect(formatResult(bound, bind)).toContain('\n  spikec      2.0           4.00        200\n')
  })

  it('is loud where silence is slower', () => {
    const silent = workloadCalled('silent', 'silent-hh')
    const figures = silenceFigures(20, 30, parseReport('{"spikes": 7}'))
    expect(formatResult(benchResult(silent, {}, { ours: [figures] }), silent)).toContain('SLOWER WHEN SILENT')
  })

  it('has a row for each pass switched off', () => {
    const ablations = workloadCalled('ablation', 'ablations-dense')
    const on = { sim_s: 1, spikes: 1000 }
    const without = ablated(ablations, 'f64', on, new Map([['fuse-loops', [{ sim_s: 2, spikes: 1000 }]]]))
    const found = { ...benchResult(ablations, {}, { ours: [on] }), without }
    expect(formatResult(found, ablations)).toContain('  without fuse-loops  2.000    2.0\n')
  })
})

describe('alignColumns', () => {
  it('puts names to the left and numbers to the right', () => {
    const rows = [
      ['', 'n'],
      ['long name', '1'],
      ['x', '100'],
    ]
    expect(alignColumns(rows)).toBe('               n\n  long name    1\n  x          100')
  })
})

describe('parseReport', () => {
  it('reads numbers and texts by their path', () => {
    const report = parseReport('{\n "timings": { "sim_s": 0.5 },\n "backend": "wasm" }\n')
    expect(report.number('timings.sim_s')).toBe(0.5)
    expect(report.text('backend')).toBe('wasm')
    expect(report.text('precision')).toBeUndefined()
  })
  it('takes the last line where something was printed before it', () => {
    expect(parseReport('compiling\n{"spikes": 3}\n').number('spikes')).toBe(3)
  })
  it('names the number that is missing', () => {
    expect(() => parseReport('{"timings": {}}').number('timings.sim_s')).toThrow('timings.sim_s')
    expect(() => parseReport('{"timings": null}').number('timings.sim_s')).toThrow('timings.sim_s')
  })
  it('refuses what is not JSON', () => expect(() => parseReport('done')).toThrow('printed no JSON'))
})
