/** Measures a workload: the programs take turns, so that a machine which gets slower in between slows them all. */
import { type Brian, runBrianBind, runBrianFirstStep, runBrianModel, runBrianSetUp, runBrianSilent } from './brian.js'
import { withFolder } from './folders.js'
import { compileNative, hasNative, runNative } from './native.js'
import type { Asked } from './options.js'
import { ablated, type BenchResult, benchResult, type Choice, type Figures } from './results.js'
import {
  type Measured,
  passNames,
  precisionCalled,
  runAblation,
  runBind,
  runCheck,
  runFirstStep,
  runModel,
  runSetUp,
  runSilent,
} from './spikec.js'
import type {
  AblationWorkload,
  BindWorkload,
  CheckWorkload,
  FirstStepWorkload,
  ModelWorkload,
  Precision,
  SetUpWorkload,
  SilentWorkload,
  Workload,
} from './workloads.js'

export interface Plan {
  readonly asked: Asked
  readonly runs: number
  /** null where it is not to be measured. */
  readonly brian: (Brian & { readonly runs: number }) | null
  readonly native: boolean
  readonly progress: (line: string) => void
}

export async function measure(workload: Workload, plan: Plan): Promise<readonly BenchResult[]> {
  switch (workload.kind) {
    case 'model':
      return [await measureModel(workload, plan)]
    case 'bind':
      return measureBind(workload, plan)
    case 'first-step':
      return [await measureFirstStep(workload, plan)]
    case 'set-up':
      return [await measureSetUp(workload, plan)]
    case 'silent':
      return [await measureSilent(workload, plan)]
    case 'ablation':
      return [await measureAblation(workload, plan)]
    case 'check':
      return [await measureCheck(workload, plan)]
  }
}

/** What is asked for, which a program that tells what it does corrects. */
export function askedChoice(workload: Workload, { backend, precision }: Asked): Choice {
  const own = workload.kind === 'model' ? workload.precision : undefined
  const known = own ?? precisionCalled(precision)
  return { ...(backend && { backend }), ...(known && { precision: known }) }
}

interface Player {
  readonly called: string
  readonly count: number
  readonly run: (turn: number) => Promise<void>
}

/** Each has its first turn before any has its second. */
async function takeTurns(name: string, players: readonly Player[], progress: Plan['progress']): Promise<void> {
  const rounds = Math.max(...players.map(({ count }) => count))
  for (let turn = 1; turn <= rounds; turn++) {
    for (const { called, count, run } of players) {
      if (turn > count) continue
      progress(`${name}: ${called}, run ${turn} of ${count}`)
      await run(turn)
    }
  }
}

interface Programs {
  readonly ours: (turn: number) => Promise<Measured>
  readonly theirs: (brian: Brian, turn: number) => Promise<Figures>
  readonly native?: (turn: number) => Promise<Figures>
}

async function inTurn(workload: Workload, plan: Plan, { ours, theirs, native }: Programs): Promise<BenchResult> {
  const { brian, runs, asked, progress } = plan
  const done = { ours: [] as Measured[], theirs: [] as Figures[], native: [] as Figures[] }
  const players: Player[] = [
    { called: 'spikec', count: runs, run: async (turn) => void done.ours.push(await ours(turn)) },
  ]
  if (brian) {
    const run = async (turn: number) => void done.theirs.push(await theirs(brian, turn))
    players.push({ called: 'Brian2', count: brian.runs, run })
  }
  if (native) {
    players.push({ called: 'by hand', count: runs, run: async (turn) => void done.native.push(await native(turn)) })
  }
  await takeTurns(workload.name, players, progress)
  const choice = { ...askedChoice(workload, asked), ...done.ours[0].choice }
  return benchResult(workload, choice, { ...done, ours: done.ours.map(({ figures }) => figures) })
}

async function measureModel(workload: ModelWorkload, plan: Plan): Promise<BenchResult> {
  const precision = askedChoice(workload, plan.asked).precision ?? 'f64'
  const programs: Programs = {
    ours: (turn) => runModel(workload, plan.asked, turn),
    theirs: (brian, turn) => runBrianModel(brian, workload, turn),
  }
  const { native } = workload
  if (!plan.native || native === null || !hasNative(workload, precision)) return inTurn(workload, plan, programs)
  return withFolder(async (folder) => {
    const file = await compileNative(native.program, folder)
    return inTurn(workload, plan, { ...programs, native: (turn) => runNative(file, workload, precision, turn) })
  })
}

function measureFirstStep(workload: FirstStepWorkload, plan: Plan): Promise<BenchResult> {
  return inTurn(workload, plan, {
    ours: () => runFirstStep(workload, plan.asked),
    theirs: (brian) => runBrianFirstStep(brian, workload),
  })
}

function measureSetUp(workload: SetUpWorkload, plan: Plan): Promise<BenchResult> {
  return inTurn(workload, plan, {
    ours: () => runSetUp(workload, plan.asked),
    theirs: (brian, turn) => runBrianSetUp(brian, workload, turn),
  })
}

/** Brian2 checks units when a model is run, so there is nothing to compare with. */
function measureCheck(workload: CheckWorkload, plan: Plan): Promise<BenchResult> {
  return inTurn(workload, { ...plan, brian: null }, { ours: runCheck, theirs: async () => ({}) })
}

function measureSilent(workload: SilentWorkload, plan: Plan): Promise<BenchResult> {
  return inTurn(workload, plan, {
    ours: (turn) => runSilent(workload, plan.asked, turn),
    theirs: (brian, turn) => runBrianSilent(brian, workload, turn),
  })
}

/** Brian2 is measured once, with its own precision, and both of spikec's are compared with that. */
async function measureBind(workload: BindWorkload, plan: Plan): Promise<readonly BenchResult[]> {
  const { asked, brian, runs, progress } = plan
  const ours = new Map<Precision, Figures[]>(workload.precisions.map((precision) => [precision, []]))
  const theirs: Figures[] = []
  const players: Player[] = [...ours].map(([precision, figures]) => ({
    called: `spikec, ${precision}`,
    count: runs,
    run: async () => void figures.push(await runBind(workload, asked, precision)),
  }))
  if (brian) {
    const run = async () => void theirs.push(await runBrianBind(brian, workload))
    players.push({ called: 'Brian2', count: brian.runs, run })
  }
  await takeTurns(workload.name, players, progress)
  const { backend } = asked
  return [...ours].map(([precision, figures]) =>
    benchResult(workload, { ...(backend && { backend }), precision }, { ours: figures, theirs }),
  )
}

/** Every run has the same seed, so that it is the same network. */
async function measureAblation(workload: AblationWorkload, plan: Plan): Promise<BenchResult> {
  const { asked, runs, progress } = plan
  const on: Figures[] = []
  const off = new Map<string, Figures[]>((await passNames()).map((pass) => [pass, []]))
  const player = (called: string, passes: string, figures: Figures[]): Player => ({
    called,
    count: runs,
    run: async () => void figures.push(await runAblation(workload, asked, 1, passes)),
  })
  const without = [...off].map(([pass, figures]) => player(`without ${pass}`, `all,-${pass}`, figures))
  await takeTurns(workload.name, [player('all passes', 'all', on), ...without], progress)
  const choice = askedChoice(workload, asked)
  const result = benchResult(workload, choice, { ours: on })
  return { ...result, without: ablated(workload, result.precision, result.spikec ?? {}, off) }
}
