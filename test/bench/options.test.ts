import { describe, expect, it } from 'vitest'
import { readSettings, type Settings, USAGE } from '../../bench/options.js'
import { BenchError } from '../../bench/process.js'
import { workloads } from '../../bench/workloads.js'

function settings(...args: readonly string[]): Settings {
  const found = readSettings(args)
  if (found === 'help') throw new Error('help was asked for')
  return found
}
const named = (...args: readonly string[]) => settings(...args).chosen.map(({ name }) => name)

function refusal(...args: readonly string[]): BenchError {
  try {
    readSettings(args)
  } catch (error) {
    if (error instanceof BenchError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the workloads chosen', () => {
  it('are all of them where none is named', () => expect(settings().chosen).toEqual(workloads))
  it('are those that are named, in that order, once', () =>
    expect(named('bind', 'cuba', 'bind')).toEqual(['bind', 'cuba']))
  it('are one where a name is also the beginning of others', () => expect(named('dense')).toEqual(['dense']))
  it('are all that a name begins', () => {
    expect(named('small')).toEqual(['small-1', 'small-10'])
    expect(named('ablations')).toEqual(['ablations-cuba', 'ablations-cobahh', 'ablations-dense'])
  })
  it('are not guessed', () => expect(refusal('smal')).toMatchObject({ exitCode: 2 }))
})

describe('the options', () => {
  it('ask spikec for nothing by themselves', () =>
    expect(settings()).toMatchObject({ runs: 5, brianRuns: 3, native: false, json: false, asked: {} }))
  it('can ask for a backend and a precision', () =>
    expect(settings('--backend', 'wasm', '--precision', 'single').asked).toEqual({
      backend: 'wasm',
      precision: 'single',
    }))
  it('can leave Brian2 out', () => expect(settings('--brian-runs', '0').brianRuns).toBe(0))
  it('can ask for help', () => expect(readSettings(['--help'])).toBe('help'))

  it.each([
    [['--runs', '0'], '--runs takes a whole number of at least 1'],
    [['--runs', '1.5'], '--runs takes a whole number'],
    [['--brian-runs', '-1'], '--brian-runs'],
    [['--backend', 'c'], '--backend takes wasm or js, not `c`'],
    [['--precision', 'f32'], '--precision takes double or single, not `f32`'],
    [['--nonesuch'], '--nonesuch'],
    [['nonesuch'], 'There is no workload `nonesuch`; there are dense'],
  ])('refuse %j', (args, message) => {
    const error = refusal(...args)
    expect(error.exitCode).toBe(2)
    expect(error.message).toContain(message)
  })
})

describe('the usage', () => {
  it.each(workloads)('has $name', ({ name, title }) => expect(USAGE).toContain(`${name.padEnd(18)} ${title}`))
})
