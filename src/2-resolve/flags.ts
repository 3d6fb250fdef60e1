/** The flags of equations: which kind of equation may have which, and which exclude each other. */
import type * as ast from '../1-parse/ast.js'
import { type Diagnostic, diagnostic, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { Owner } from './equations.js'

const KINDS = {
  differential: 'a differential equation',
  subexpression: 'a subexpression',
  parameter: 'a parameter',
} as const

/** The flags that each kind of equation may have. */
export const ALLOWED_FLAGS = {
  group: {
    differential: ['unless refractory'],
    subexpression: ['shared', 'constant over dt'],
    parameter: ['constant', 'shared', 'linked'],
  },
  synapses: {
    differential: ['event-driven', 'clock-driven'],
    subexpression: ['summed', 'shared', 'constant over dt'],
    parameter: ['constant', 'shared'],
  },
} as const

export const ALL_FLAGS = [
  'constant',
  'shared',
  'linked',
  'constant over dt',
  'unless refractory',
  'event-driven',
  'clock-driven',
  'summed',
] as const

export function isFlag(name: string): boolean {
  return ALL_FLAGS.some((known) => known === name)
}

/** Flags that no other flag may stand beside. */
const ALONE: ReadonlySet<string> = new Set(['linked', 'summed', 'event-driven', 'clock-driven'])

export function hasFlag({ flags }: ast.Equation, name: string): boolean {
  return flags.some((flag) => flag.name === name)
}

/** Says what is wrong with the flags of an equation; one mistake of them is enough. */
export function checkFlags(owner: Owner, equation: ast.Equation, source: Source, report: Report): void {
  for (const [place, flag] of equation.flags.entries()) {
    const problem = problemOf(flag, equation.flags.slice(0, place), owner, equation, source)
    if (!problem) continue
    report(problem)
    return
  }
}

function problemOf(
  flag: ast.Flag,
  before: readonly ast.Flag[],
  owner: Owner,
  equation: ast.Equation,
  source: Source,
): Diagnostic | undefined {
  const allowed: readonly string[] = ALLOWED_FLAGS[owner.kind][equation.kind]
  const name = equation.name.name
  const { span } = flag
  if (!isFlag(flag.name)) {
    const meant = nearest(flag.name, ALL_FLAGS)
    const fixes = meant ? [{ title: 'did you mean', span, replacement: meant, safe: true }] : []
    return diagnostic('F002', { flag: flag.name, name }, { source, span, fixes })
  }
  if (!allowed.includes(flag.name)) {
    const possible = allowed.map((known) => `(${known})`).join(', ')
    const parameters = { flag: flag.name, name, kind: KINDS[equation.kind], allowed: `it may have ${possible}` }
    return diagnostic('F001', parameters, { source, span })
  }
  const other = before.find((earlier) => earlier.name === flag.name || ALONE.has(earlier.name) || ALONE.has(flag.name))
  return other && diagnostic('F003', { name, first: other.name, second: flag.name }, { source, span })
}
