import { afterEach, describe, expect, test, vi } from 'vitest'
import { Network, NeuronGroup, type RunProgress } from '../../src/index.js'
import { textReport } from '../../src/runtime/node/text-report.js'

const network = () => new Network(new NeuronGroup(2, 'dv/dt = -v/ms : 1'))

afterEach(() => {
  vi.restoreAllMocks()
})

describe('report', () => {
  test.each(['stdout', 'stderr'] as const)('%s: lines in the reference’s words', async (report) => {
    const lines: string[] = []
    vi.spyOn(process[report], 'write').mockImplementation((line) => lines.push(String(line)) > 0)
    await network().run('0.5*second', { report })
    expect(lines[0]).toBe('Starting simulation at t=0 s for a duration of 0.5 s\n')
    expect(lines.at(-1)).toMatch(/^0\.5 s \(100%\) simulated in (< 1s|\d+s)\n$/)
  })

  test('every few seconds it tells what is done and what remains', () => {
    const lines: string[] = []
    let clock = 0
    const report = textReport(
      (line) => lines.push(line),
      2,
      () => clock,
    )
    report.begin(1, 20)
    for (clock of [0, 1000, 2000, 3900, 4000]) report.update(clock / 10_000)
    clock = 10_000
    report.update(1)
    expect(lines).toEqual([
      'Starting simulation at t=1 s for a duration of 20 s\n',
      '4 s (20%) simulated in 2s, estimated 8s remaining.\n',
      '8 s (40%) simulated in 4s, estimated 6s remaining.\n',
      '20 s (100%) simulated in 10s\n',
    ])
  })

  test('a function is told the part done, the time, and when the run began', async () => {
    const net = network()
    await net.run('1*ms')
    const calls: (readonly [number, number, RunProgress])[] = []
    await net.run('2*ms', { report: (...given) => calls.push(given), report_period: '3600*second' })
    expect(calls.map(([fraction]) => fraction)).toEqual([0, 1])
    expect(calls[1][1]).toBeCloseTo(3e-3, 12)
    expect(calls[1][2]).toMatchObject({ start: 1e-3, duration: 2e-3 })
    expect(calls[1][2].elapsed).toBeGreaterThanOrEqual(0)
  })

  test.each([
    [{ report: 'txt' as 'text' }, '`report` of run()'],
    [{ report: 'stderr' as const, report_period: '3*mV' }, 'U010'],
  ])('%o is refused', async (options, message) => {
    await expect(network().run('1*ms', options)).rejects.toThrow(message)
  })
})

describe('stop()', () => {
  test('from a report', async () => {
    const net = network()
    const report = await net.run('10*second', { report: (fraction) => fraction > 0 && net.stop() })
    expect(report.interrupted).toBe(true)
    expect(net.t).toBeLessThan(10)
  })

  test('from a timer', { timeout: 20_000 }, async () => {
    const net = network()
    setTimeout(() => net.stop(), 5)
    expect((await net.run('1e5*second')).interrupted).toBe(true)
  })

  test('before a run, it stops nothing', async () => {
    const net = network()
    net.stop()
    await net.run('1*ms')
    net.stop()
    expect((await net.run('1*ms')).interrupted).toBe(false)
  })
})
