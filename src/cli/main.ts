#!/usr/bin/env node
/** The command line. Commands are loaded when they are called for, so that `--help` and `check` stay quick. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { EXIT } from '../runtime/node/drive.js'
import { exitCodeOf } from '../runtime/node/program.js'
import { ABOUT_STAGES, STAGES } from './stages.js'

const list = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

function version(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version
    } catch {
      // The package stands one folder higher when it has been built.
    }
  }
  return 'unknown'
}

function precision(): Option {
  return new Option('--precision <name>', 'of the variables and of the arithmetic of the steps').choices([
    'double',
    'single',
  ])
}

function command(): Command {
  const program = new Command('spikec')
    .description('Compiles, checks and runs spiking neural networks written as equation strings.')
    .version(version())
    .exitOverride()
    .showHelpAfterError('(spikec --help tells what there is)')

  const passes = () =>
    new Option('--passes <list>', 'which passes of the optimiser run, with commas between; see below').default('all')
  const aboutPasses = `
--passes is read from left to right: all, none, the name of a pass to run it, -NAME to leave it out.
A list that begins with a minus begins with all. They change the speed, and of some results the last bit.
  --passes all,-fuse-loops                   all but one
  --passes fold-constants,hoist-invariants   exactly these
  --passes none                              the kernels as they were lowered
The passes with what each does: spikec inspect FILE --stage timings`

  const runs = (named: Command): Command =>
    named
      .option('--set <name=value>', 'another value for a named constant, such as taum=25*ms (again and again)', list)
      .option('--param <name=value>', 'handed to a model file that exports a function (again and again)', list)

  runs(program.command('run'))
    .argument('<file>', 'a model: .ts, .js or .json')
    .description('runs a model')
    .option('--duration <time>', "how long to run, such as '2*second'")
    .option('--seed <n>', 'the seed of all random numbers')
    .addOption(
      new Option(
        '--backend <name>',
        'what the steps run in: wasm where there is WebAssembly SIMD, else js; both give the same bits',
      ).choices(['wasm', 'js']),
    )
    .addOption(precision())
    .addOption(passes())
    .option('--out <folder>', 'where to write spikes, traces, a picture and a summary')
    .addOption(
      new Option(
        '--format <name>',
        'write recordings there as one file for NumPy, as one of JSON, or as tables',
      ).choices(['npz', 'json', 'csv']),
    )
    .option('--json', 'the summary as JSON on stdout')
    .option('--quiet', 'no progress on stderr')
    .option('--allow-nan', 'goes on where a variable is no longer a finite number')
    .option('--profile', 'what each kernel takes of the time; they are called one by one, so the whole takes longer')
    .addHelpText('after', '\nexample:\n  spikec run examples/cuba.ts --set taum=25*ms --out results')
    .addHelpText('after', aboutPasses)
    .action(async (file, options) => finish(async () => (await import('./run.js')).run(file, options)))

  program
    .command('check')
    .argument('<files...>', 'models: .ts, .js or .json, or files of equations: .eqs')
    .description('finds what is wrong with models, without simulating them')
    .option('--json', 'diagnostics as JSON on stdout, for editors')
    .option('--fix', 'makes the changes that are safe, and checks again')
    .option('--watch', 'checks again after each change, until it is interrupted')
    .option('--no-lint', 'nothing about what is possible and hardly meant')
    .option('--allow <code>', 'a warning or lint that is not to be told, such as L003 (again and again)', list)
    .option('--strict', 'exit code 1 for warnings and lints, too')
    .addHelpText('after', '\nexample:\n  spikec check examples/cuba.ts examples/lif.eqs --watch')
    .action(async (files, options) => finish(async () => (await import('./check.js')).check(files, options)))

  runs(program.command('build'))
    .argument('<file>', 'a model: .ts, .js or .json')
    .description('packs a model into one file that runs by itself')
    .addOption(
      new Option('--target <target>', 'what the file is for').choices(['node', 'html', 'module']).default('node'),
    )
    .addOption(precision())
    .addOption(passes())
    .option('--out <file>', 'the file to write; MODEL.mjs where absent')
    .addHelpText('after', '\nexample:\n  spikec build examples/cuba.ts && node cuba.mjs --set taum=25*ms')
    .addHelpText('after', aboutPasses)
    .action(async (file, options) => finish(async () => (await import('./build.js')).build(file, options)))

  program
    .command('inspect')
    .argument('<file>', 'a model: .ts, .js or .json')
    .description('shows a model as a stage of the compiler sees it')
    .addOption(new Option('--stage <stage>', 'which stage').choices(STAGES).default('ts'))
    .option('--json', 'with --stage cost: the report as JSON')
    .addOption(precision())
    .addOption(passes())
    .addHelpText('after', `\n${ABOUT_STAGES}`)
    .addHelpText('after', aboutPasses)
    .action(async (file, options) => finish(async () => (await import('./inspect.js')).inspect(file, options)))

  program
    .command('explain')
    .argument('<code>', 'the code of a message, such as U001')
    .description('explains a message, with a bad and a good example')
    .action(async (code) => finish(async () => (await import('./explain.js')).explain(code)))
  return program
}

async function finish(work: () => Promise<number> | number): Promise<void> {
  process.exitCode = await exitCodeOf(async () => work())
}

try {
  await command().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
}
