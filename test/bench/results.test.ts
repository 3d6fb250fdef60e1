import { describe, expect, it } from 'vitest'
import { parseReport } from '../../bench/process.js'
import { bindResult, isBindResult, modelResult } from '../../bench/results.js'
import { alignColumns, formatResult } from '../../bench/table.js'
import { type BindWorkload, findWorkload, type ModelWorkload, workloads } from '../../bench/workloads.js'

const dense = findWorkload('dense') as ModelWorkload
const bind = findWorkload('bind') as BindWorkload
const ours = { setup_s: 0.5, sim_s: 0.4, total_s: 1, rss_mb: 400, spikes: 48000 }
const theirs = { setup_s: 15, sim_s: 0.8, total_s: 20, rss_mb: 1200, spikes: 48100 }

describe('the registry', () => {
  it('has no name twice', () => expect(new Set(workloads.map((w) => w.name)).size).toBe(workloads.length))
  it('does not know every name', () => expect(findWorkload('nonesuch')).toBeUndefined())
})

describe('modelResult', () => {
  it('compares the medians with Brian2', () => {
    const slow = { ...ours, sim_s: 9 }
    const fast = { ...ours, sim_s: 0.1 }
    expect(modelResult(dense, {}, [slow, ours, fast], [theirs])).toEqual({
      workload: 'dense',
      backend: 'js',
      precision: 'f64',
      runs: { spikec: 3, brian2: 1 },
      spikec: ours,
      brian2: theirs,
      ratio: { setup: 0.03333, sim: 0.5, total: 0.05, rss: 0.3333 },
    })
  })

  it('has null in the place of Brian2 where it is not there', () => {
    expect(modelResult(dense, {}, [ours], [])).toMatchObject({ brian2: null, ratio: null, runs: { brian2: 0 } })
  })

  it('believes a child that tells its backend and precision', () => {
    const result = modelResult(dense, { backend: 'typescript', precision: 'f32' }, [ours], [])
    expect(result).toMatchObject({ backend: 'typescript', precision: 'f32' })
  })

  it('leaves out of the figures what the child told besides', () => {
    const told = { ...ours, backend: 'wasm', precision: 'f64' as const }
    expect(modelResult(dense, told, [told], []).spikec).toEqual(ours)
  })
})

describe('bindResult', () => {
  const result = bindResult(
    bind,
    'f32',
    [{ bind_s: 0.002, bytes_per_synapse: 4, rss_mb: 200 }],
    [{ bind_s: 0.8, bytes_per_synapse: 16, rss_mb: 680 }],
  )
  it('compares time and memory', () => expect(result.ratio).toEqual({ bind: 0.0025, bytes: 0.25 }))
  it('can be told from a model', () => {
    expect(isBindResult(result)).toBe(true)
    expect(isBindResult(modelResult(dense, {}, [ours], []))).toBe(false)
  })
  it('has a ratio of 0 where nothing has grown', () => {
    const free = { bind_s: 0.002, bytes_per_synapse: 0, rss_mb: 200 }
    const other = { bind_s: 0.8, bytes_per_synapse: 16, rss_mb: 680 }
    expect(bindResult(bind, 'f64', [free], [other]).ratio).toEqual({ bind: 0.0025, bytes: 0 })
  })
  it('is printed', () => {
    expect(formatResult(result, 'one matrix')).toBe(`bind (js, f32): one matrix
          bind ms  bytes/synapse  memory MB
  spikec      2.0           4.00        200
  Brian2    800.0          16.00        680
  ratio    0.0025           0.25
  medians of 1 run of spikec, of 1 run of Brian2
`)
  })
})

describe('formatResult', () => {
  it('has a row for each program and one for the ratio', () => {
    expect(
      formatResult(modelResult(dense, {}, [ours, ours], [theirs]), 'two matrices'),
    ).toBe(`dense (js, f64): two matrices
              setup s  sim s  total s  memory MB  spikes
  spikec         0.50  0.400     1.00        400   48000
  Brian2 C++    15.00  0.800    20.00       1200   48100
  ratio         0.033   0.50    0.050       0.33
  medians of 2 runs of spikec, of 1 run of Brian2
`)
  })

  it('says so where Brian2 was not measured', () => {
    const text = formatResult(modelResult(dense, {}, [ours], []), 'two matrices')
    expect(text).toContain('medians of 1 run of spikec; Brian2 was not measured')
    expect(text).not.toContain('ratio')
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
