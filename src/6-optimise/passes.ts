/** Stage 6: passes over the program of a step. Each is a function from IR to IR, has a name, and can be switched off. */
import type { SetupFunction, StepProgram } from '../ir/ir.js'
import { mapStmts } from '../ir/walk.js'
import { shareCommonSubexpressions } from './common-subexpressions.js'
import { rowsWrittenOut, withRowsWrittenOut } from './computed-rows.js'
import { flushSubnormals } from './flush-subnormals.js'
import { folded } from './fold-constants.js'
import { fuseLoops } from './fuse-loops.js'
import { hoistInvariants } from './hoist-invariants.js'
import { hoistRowInvariants } from './hoist-row-invariants.js'
import { mapProgram } from './map.js'
import { narrowed } from './narrow.js'
import { withReciprocal } from './reciprocals.js'

export interface Pass {
  readonly name: string
  /** What it does, in one line. */
  readonly about: string
  readonly run: (program: StepProgram) => StepProgram
}

export const PASSES: readonly Pass[] = [
  {
    name: 'fold-constants',
    about: 'computes what is made of numbers alone, and writes small whole powers as products',
    run: (program) => mapProgram(program, folded),
  },
  {
    name: 'fuse-loops',
    about: 'joins the threshold to the state update, so that the new values need not be read again',
    run: fuseLoops,
  },
  {
    name: 'reciprocals',
    about: 'turns a division by what does not change into a product with its reciprocal',
    run: (program) => mapProgram(program, withReciprocal),
  },
  {
    name: 'hoist-invariants',
    about: 'computes what depends on parameters alone once, before the run',
    run: hoistInvariants,
  },
  {
    name: 'hoist-row-invariants',
    about: 'computes once, before a row of synapses, what is the same for all of them',
    run: hoistRowInvariants,
  },
  {
    name: 'common-subexpressions',
    about: 'computes once what several equations of a loop have in common',
    run: shareCommonSubexpressions,
  },
  {
    name: 'flush-subnormals',
    about: 'sets to 0 what has decayed to nothing, before it becomes slow',
    run: flushSubnormals,
  },
]

export type PassName = string

export interface Optimised {
  readonly program: StepProgram
  readonly timings: readonly PassTiming[]
}

/** The milliseconds that a pass took, and what it was given and gave. */
export interface PassTiming {
  readonly name: PassName
  readonly ms: number
  readonly before: StepProgram
  readonly after: StepProgram
}

/** Runs the passes in their order, but for those that are switched off. */
export function optimise(program: StepProgram, off: ReadonlySet<PassName> = new Set()): Optimised {
  const timings: PassTiming[] = []
  let current = program
  for (const pass of PASSES) {
    if (off.has(pass.name)) continue
    const before = current
    const start = performance.now()
    current = pass.run(before)
    timings.push({ name: pass.name, ms: performance.now() - start, before, after: current })
  }
  return { program: withRowsWrittenOut(narrowed(current)), timings }
}

/** What runs once gains nothing but readability from passes: only constants are folded. */
export function optimiseSetup(setup: SetupFunction): SetupFunction {
  if (setup.kind === 'fill') return { ...setup, body: rowsWrittenOut(mapStmts(setup.body, folded)) }
  return { ...setup, result: folded(setup.result) }
}
