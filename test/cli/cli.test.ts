import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STAGES } from '../../src/cli/stages.js'
import { textAt } from '../check/support.js'
import { root, spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

const SMALL = `
import { Network, NeuronGroup, SpikeMonitor, StateMonitor } from 'spikec'
const P = new NeuronGroup(10, 'dv/dt = (drive*(1 + i*0.1) - v)/tau : volt', {
  name: 'P', threshold: 'v > 10*mV', reset: 'v = 0*mV', namespace: { tau: '10*ms', drive: '12*mV' },
})
export default new Network(P, new SpikeMonitor(P, { name: 'spikes' }), new StateMonitor(P, 'v', { name: 'trace', record: [0, 2] }), {
  duration: '100*ms', seed: 5,
})
`
const small = written(folder, 'small.ts', SMALL)

describe('run', () => {
  test('prints a summary on stdout, and on a stderr that is no terminal nothing but the methods that were chosen', () => {
    const { status, stdout, stderr } = spikec('run', small)
    expect(status).toBe(0)
    expect(stderr).toBe('P: method exact (chosen: the equations are linear)\n')
    for (const said of ['--quiet', '--json']) expect(spikec('run', small, said).stderr).toBe('')
    expect(stdout).toMatch(/neurons {2}10\n/)
    expect(stdout).toMatch(/seed {2}5\n/)
  })

  test('what a model streams is where it says, and neither in other files nor in pictures', () => {
    const streamed = join(folder, 'streamed.npy')
    const text = SMALL.replace(
      /new StateMonitor\(.*?\)(?=, \{)/,
      (made) => `${made}.streamTo(${JSON.stringify(streamed)})`,
    )
    const out = join(folder, 'streams')
    const { status, stdout } = spikec('run', written(folder, 'streams.ts', text), '--json', '--out', out)
    expect({ status, files: JSON.parse(stdout).files }).toEqual({
      status: 0,
      files: ['spikes.csv', 'summary.json', 'raster.svg'],
    })
    expect(readFileSync(streamed).subarray(1, 6).toString()).toBe('NUMPY')
  })

  test.each([
    ['npz', ['raster.svg', 'results.npz', 'summary.json', 'traces.svg']],
    ['json', ['raster.svg', 'results.json', 'summary.json', 'traces.svg']],
    ['csv', ['raster.svg', 'spikes.csv', 'summary.json', 'trace.csv', 'traces.svg']],
  ])('--format %s', (format, files) => {
    const out = join(folder, `format-${format}`)
    const { stdout } = spikec('run', small, '--json', '--out', out, '--format', format)
    expect([...JSON.parse(stdout).files].sort()).toEqual(files)
    expect(readdirSync(out).sort()).toEqual(files)
  })

  test('--json is one object, --out writes everything whole', () => {
    const out = join(folder, 'out')
    const { stdout } = spikec('run', small, '--json', '--out', out)
    const summary = JSON.parse(stdout)
    expect(summary).toMatchObject({
      model: 'small',
      neurons: 10,
      synapses: 0,
      seed: 5,
      duration_s: 0.1,
      interrupted: false,
    })
    const names = ['raster.svg', 'spikes.csv', 'summary.json', 'trace.t.npy', 'trace.v.npy', 'traces.svg']
    expect(readdirSync(out).sort()).toEqual(names)
    const rows = readFileSync(join(out, 'spikes.csv'), 'utf8').trim().split('\n')
    expect(rows).toHaveLength(1 + summary.spikes)
    expect(readFileSync(join(out, 'trace.v.npy')).subarray(1, 6).toString()).toBe('NUMPY')
  })

  test('--set, --duration and --seed change the run', () => {
    const more = JSON.parse(
      spikec('run', small, '--json', '--set', 'drive=20*mV', '--duration', '0.2*second', '--seed', '9').stdout,
    )
    const usual = JSON.parse(spikec('run', small, '--json').stdout)
    expect(more.spikes).toBeGreaterThan(2 * usual.spikes)
    expect(more).toMatchObject({ duration_s: 0.2, seed: 9 })
  })

  test('a duration is told without the rounding of its steps', () => {
    expect(600 * 1e-4).not.toBe(0.06)
    expect(spikec('run', small, '--duration', '60*ms').stdout).toMatch(/spikes {2}\d+ in 60 ms \(mean rate/)
    expect(spikec('run', small, '--duration', '1.5*second').stdout).toMatch(/spikes {2}[\d,]+ in 1.5 s \(mean rate/)
    expect(JSON.parse(spikec('run', small, '--json', '--duration', '60*ms').stdout).duration_s).toBe(0.06)
  })

  test('--duration may be an expression of the network’s names, with their new values', () => {
    const file = written(folder, 'named.ts', SMALL.replace('seed: 5,', "seed: 5, namespace: { T: '30*ms' },"))
    const duration = (...args: readonly string[]) =>
      JSON.parse(spikec('run', file, '--json', ...args).stdout).duration_s
    expect(duration('--duration', '2*T')).toBe(0.06)
    expect(duration('--duration', '2*T', '--set', 'T=10*ms')).toBe(0.02)
  })

  test('a model may be a function of parameters', () => {
    const text = SMALL.replace('const P', 'export default ({ N = 3 }) => { const P')
      .replace('NeuronGroup(10', 'NeuronGroup(N')
      .replace('export default new', 'return new')
    const file = written(folder, 'function.ts', `${text}}`)
    expect(JSON.parse(spikec('run', file, '--json').stdout).neurons).toBe(3)
    expect(JSON.parse(spikec('run', file, '--json', '--param', 'N=7').stdout).neurons).toBe(7)
  })

  test('a JSON model gives the same as the program that it came from', () => {
    const json = written(folder, 'small.json', spikec('inspect', small, '--stage', 'model').stdout)
    const [a, b] = [small, json].map((file) => JSON.parse(spikec('run', file, '--json').stdout))
    expect(b.spikes).toBe(a.spikes)
  })

  test('an interrupted run writes what it has, and says so', async () => {
    const out = join(folder, 'interrupted')
    const child = spawn(
      process.execPath,
      [join(root, 'dist/src/cli/main.js'), 'run', small, '--duration', '100000*second', '--out', out],
      { stdio: 'pipe' },
    )
    let said = ''
    child.stderr.on('data', (data) => (said += data))
    await new Promise((resolve) => setTimeout(resolve, 2500))
    child.kill('SIGINT')
    const status = await new Promise((resolve) => child.on('exit', resolve))
    expect(status).toBe(130)
    expect(said).toContain(`what was recorded until then is in ${out}`)
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).interrupted).toBe(true)
  })
})

describe('what is wrong', () => {
  const cases: readonly (readonly [string, string, readonly string[], number, RegExp])[] = [
    ['a missing file', 'none', ['nowhere.ts'], 3, /error\[C001\]: nowhere\.ts can't be read/],
    ['no default export', 'export const x = 1', [], 1, /error\[C002\].*it has no default export/],
    ['another default export', 'export default [1]', [], 1, /error\[C002\].*its default export is an array/],
    ['a file that throws', 'throw new Error("no luck")', [], 1, /error\[C003\].*:1:\d+ can't be loaded: no luck/],
    ['a file that is no program', 'export default (', [], 1, /error\[C003\].*line 1/],
    ['a wrong model', SMALL.replace('12*mV', '12*ms'), [], 1, /error\[U001\]/],
    ['an unknown parameter', SMALL, ['--set', 'tua=1*ms'], 1, /error\[C004\].*did you mean `tau`/],
    [
      'a parameter in another unit',
      SMALL,
      ['--set', 'tau=1*mV'],
      1,
      /error\[U010\]: `tau` must be in second, and is in volt/,
    ],
    ['a duration in another unit', SMALL, ['--duration', '1*mV'], 1, /error\[V009\]/],
    ['an unusable seed', SMALL, ['--seed', '-1'], 1, /error\[V008\]: the seed/],
    ['an empty seed', SMALL, ['--seed', ''], 1, /error\[V008\]: the seed.*is ""/],
    ['a duration of names that are not there', SMALL, ['--duration', '2*T'], 1, /error\[N001\]: `T`/],
    [
      'a parameter for a file that is no function',
      SMALL,
      ['--param', 'N=3'],
      1,
      /error\[V008\]: --param N: .*exports no/,
    ],
  ]
  test.each(cases)('%s', (name, text, args, code, message) => {
    const file =
      text === 'none' ? [] : [written(folder, `${name.replace(/\W/g, '-')}.ts`, text.replace('10*mV', '10*mV'))]
    const { status, stderr, stdout } = spikec('run', ...file, ...args, '--out', join(folder, 'none'))
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(stdout).toBe('')
    expect(status).toBe(code)
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })

  test('what was recorded before numbers blew up is written in the format that is asked for', () => {
    const file = written(folder, 'blown-npz.ts', SMALL.replace('drive*(1 + i*0.1) - v', 'drive + v*1e9'))
    const out = join(folder, 'blown-npz')
    expect(spikec('run', file, '--out', out, '--format', 'npz').status).toBe(4)
    expect(readdirSync(out)).toContain('results.npz')
  })

  test('numbers that blow up: the step is told, and what was recorded before is written', () => {
    const file = written(folder, 'blown.ts', SMALL.replace('drive*(1 + i*0.1) - v', 'drive + v*1e9'))
    const out = join(folder, 'blown')
    const { status, stderr, stdout } = spikec('run', file, '--out', out)
    expect(stderr).toMatch(/error\[B001\]: P\.v of neuron \d became NaN in the step at [\d.]+ ms\n/)
    expect(stderr).toContain(`what was recorded until then is in ${out}`)
    expect([status, stdout]).toEqual([4, ''])
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).interrupted).toBe(true)
    expect(spikec('run', file, '--allow-nan', '--json', '--quiet').status).toBe(0)
  })

  test('each kernel is timed, if that is asked for', () => {
    const { stdout, stderr } = spikec('run', small, '--profile', '--quiet')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/\nProfiling summary\n=================\n(update_P +[\d.]+ [mu]?s +[\d.]+ %\n)?/)
    const { profile } = JSON.parse(spikec('run', small, '--profile', '--json').stdout)
    expect(profile.map(({ kernel }: { kernel: string }) => kernel)).toContain('update_P')
  })

  test.each(['run', 'check', 'build', 'inspect'])('%s of a folder', (command) => {
    const { status, stdout, stderr } = spikec(command, folder)
    const said = `${stdout}${stderr}`
    expect(said).toContain(`error[C001]: ${folder} can't be read: it is a folder`)
    expect(status).toBe(3)
  })

  test('a parameter for a JSON model', () => {
    const json = written(folder, 'handed.json', spikec('inspect', small, '--stage', 'model').stdout)
    expect(spikec('run', json, '--param', 'N=3')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--param N'),
    })
  })

  test('usage', () => {
    expect(spikec('frobnicate').status).toBe(2)
    expect(spikec('run').status).toBe(2)
    expect(spikec('run', small, '--nonesuch').status).toBe(2)
    expect(spikec('inspect', small, '--stage', 'nonesuch').status).toBe(2)
    expect(spikec('--help').status).toBe(0)
  })

  test('a folder that can not be made', () => {
    const { status, stderr } = spikec('run', small, '--out', join(small, 'inside-a-file'))
    expect(status).toBe(1)
    expect(stderr).toContain('error[C006]')
  })
})

describe('check', () => {
  test('finds every mistake of every file and runs nothing', () => {
    const two = written(folder, 'two.ts', SMALL.replace('- v)/tau', '- v)').replace("'v = 0*mV'", "'v = 0'"))
    const { status, stdout, stderr } = spikec('check', two, small)
    expect(status).toBe(1)
    expect(stderr.match(/^error\[/gm)).toHaveLength(2)
    expect(stdout).toBe(`${two}: 2 errors\n${small}: nothing wrong\n`)
  })

  test('--json', () => {
    const bad = written(folder, 'bad.ts', SMALL.replace('v > 10*mV', 'v > 10'))
    const [first] = JSON.parse(spikec('check', bad, '--json').stdout)
    expect(first).toMatchObject({ version: 1, file: bad })
    expect(first.diagnostics[0]).toMatchObject({
      code: 'U001',
      family: 'dimension',
      severity: 'error',
      certainty: 'exact',
      range: { start: { line: 3 }, end: { line: 3 } },
    })
    expect(textAt(readFileSync(bad, 'utf8'), first.diagnostics[0].range)).toBe('v > 10')
  })
})

describe('check of what is hardly meant', () => {
  const slow = written(folder, 'slow.ts', SMALL.replace("tau: '10*ms'", "tau: '10*second'"))

  test('tells it, and finds nothing wrong', () => {
    const { status, stdout, stderr } = spikec('check', slow)
    expect(stderr).toContain('lint[L001]: `tau` is 10*second')
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${slow}: 1 lint\n` })
  })

  test.each([['--no-lint'], ['--allow', 'L001'], ['--strict', '--allow', 'L001', '--allow', 'L003']])(
    'not with %j',
    (...flags) => {
      expect(spikec('check', slow, ...flags)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: `${slow}: nothing wrong\n`,
      })
    },
  )

  test('--strict makes it an error', () => {
    expect(spikec('check', slow, '--strict').status).toBe(1)
  })

  test('an error is told, whatever is allowed', () => {
    const bad = written(folder, 'allowed.ts', SMALL.replace('v > 10*mV', 'v > 10'))
    expect(spikec('check', bad, '--allow', 'U001')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('U001'),
    })
  })

  test('and running says nothing of it', () => {
    expect(spikec('run', slow).stderr).not.toContain('lint')
  })
})

describe('inspect and explain', () => {
  test.each(STAGES)('--stage %s', (stage) => {
    const { status, stdout, stderr } = spikec('inspect', small, '--stage', stage)
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.length).toBeGreaterThan(50)
  })

  test('the trees of a scheme are shown with those of the equations', () => {
    const scheme = `import { ExplicitStateUpdater, Network, NeuronGroup } from 'spikec'
const method = new ExplicitStateUpdater('k = dt*f(x, t)\\nx_new = x + k')
export default new Network(new NeuronGroup(1, 'dv/dt = -v/ms : 1', { name: 'P', method }))`
    const { stdout } = spikec('inspect', written(folder, 'scheme.ts', scheme), '--stage', 'ast')
    const lines: readonly { readonly target: { readonly name: string } }[] = JSON.parse(stdout).P.method
    expect(lines.map(({ target }) => target.name)).toEqual(['k', 'x_new'])
  })

  test('passes are chosen', () => {
    const ir = (...passes: readonly string[]) => spikec('inspect', small, '--stage', 'ir', ...passes).stdout
    expect(ir('--passes', 'all')).toBe(ir())
    const without = ir('--passes', 'all,-fuse-loops')
    expect(without).not.toBe(ir())
    expect(ir('--passes=-fuse-loops')).toBe(without)
    expect(ir('--passes', 'fold-constants')).not.toContain('flush')
  })

  test.each(['inspect', 'run', 'build'])('%s refuses a pass that there is not', (command) => {
    const { status, stderr } = spikec(command, small, '--passes', 'all,-fuse-lops')
    expect(status).toBe(2)
    expect(stderr).toContain('did you mean `fuse-loops`?')
  })

  test('run and build take passes', () => {
    const counted = (...passes: readonly string[]) => spikec('run', small, '--json', '--quiet', ...passes)
    expect(JSON.parse(counted('--passes', 'none').stdout).spikes).toEqual(JSON.parse(counted().stdout).spikes)
    const out = join(folder, 'unoptimised.mjs')
    expect(spikec('build', small, '--out', out, '--passes', 'none').status).toBe(0)
    expect(readFileSync(out, 'utf8')).not.toContain('flush_P')
  })

  test('timings tell what each pass made of the program', () => {
    const { stdout } = spikec('inspect', small, '--stage', 'timings', '--passes', 'all,-reciprocals')
    expect(stdout).toMatch(/^fuse-loops +\d+\.\d\d ms +\d+ -> \d+ +joins/m)
    expect(stdout).toMatch(/^reciprocals +off +turns/m)
  })

  test('explain', () => {
    expect(spikec('explain', 'u001')).toMatchObject({ status: 0, stdout: expect.stringContaining('v > 1*mV') })
    expect(spikec('explain', 'U000')).toMatchObject({ status: 2 })
  })
})

test('the kernels in generated/ are those of the examples', () => {
  expect(() =>
    execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root, stdio: 'pipe' }),
  ).not.toThrow()
})
