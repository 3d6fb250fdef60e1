/** What must hold of any text, whatever it is. */

import type { Equation, Expression, Statement } from '../../src/1-parse/ast.js'
import { printEquation, printExpression, printStatement } from '../../src/1-parse/print.js'
import { check, lint } from '../../src/compile.js'
import { type Diagnostic, render } from '../../src/diagnostics/index.js'
import type { GroupSpec, ModelSpec, SynapsesSpec } from '../../src/model/spec.js'
import { type Kind, outcomeOf, type Tree, withoutSpans } from '../1-parse/support.js'

/** What does not hold of a text; undefined if everything does. */
export function problemOf(kind: Kind, text: string): string | undefined {
  try {
    return parserProblem(kind, text) ?? checkerProblem(kind, text)
  } catch (error) {
    return `it throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

function parserProblem(kind: Kind, text: string): string | undefined {
  const { trees, diagnostics } = outcomeOf(kind, text)
  if (trees.length + diagnostics.length === 0) return 'it is neither read nor refused'
  for (const diagnostic of diagnostics) {
    if (diagnostic.code === 'S016') return `it has several readings: ${diagnostic.message}`
    const problem = placeProblem(diagnostic)
    if (problem) return problem
  }
  return diagnostics.length === 0 ? printedProblem(kind, text, trees) : undefined
}

/** Printing what was read and reading it again gives the same tree. */
function printedProblem(kind: Kind, text: string, trees: readonly Tree[]): string | undefined {
  const printed = trees.map((tree) => print(kind, tree)).join('\n')
  const again = outcomeOf(kind, printed)
  if (again.diagnostics.length > 0)
    return `printed, it is refused: ${JSON.stringify(printed)}: ${again.diagnostics[0].message}`
  const same = JSON.stringify(withoutSpans(again.trees)) === JSON.stringify(withoutSpans(trees))
  return same
    ? undefined
    : `printed, it is read as something else: ${JSON.stringify(text)} -> ${JSON.stringify(printed)}`
}

function print(kind: Kind, tree: Tree): string {
  // The parser of each kind gives trees of that kind.
  if (kind === 'expression') return printExpression(tree as Expression)
  return kind === 'equations' ? printEquation(tree as Equation) : printStatement(tree as Statement)
}

function placeProblem(diagnostic: Diagnostic): string | undefined {
  const { code, source, span, labels, fixes } = diagnostic
  if (!source || !span) return `${code} has no place: ${diagnostic.message}`
  const places = [
    { source, span },
    ...labels.map((label) => ({ source: label.source ?? source, span: label.span })),
    ...fixes.map((fix) => ({ source, span: fix.span })),
  ]
  for (const place of places) {
    const { start, end } = place.span
    if (!(start >= 0 && end >= start && end <= place.source.text.length))
      return `${code} points to ${start}..${end} of a text of ${place.source.text.length}: ${diagnostic.message}`
  }
  return /undefined|\[object|NaN/.test(render(diagnostic)) && !/undefined|\[object|NaN/.test(source.text)
    ? `${code} speaks of ${render(diagnostic)}`
    : undefined
}

/** These speak of an object as a whole, and of no place in its strings. */
const WITHOUT_PLACE = new Set(['N010', 'V008', 'X001'])

function checkerProblem(kind: Kind, text: string): string | undefined {
  const model = modelWith(kind, text)
  const found = check(model)
  const lints = found.some(({ severity }) => severity === 'error') ? [] : lint(model)
  for (const diagnostic of [...found, ...lints]) {
    if (!diagnostic.source && WITHOUT_PLACE.has(diagnostic.code)) continue
    const problem = placeProblem(diagnostic)
    if (problem) return problem
  }
  return undefined
}

const NAMES =
  'I : amp\ng : siemens\nx : 1\nn : integer\nb : boolean\nw : volt\nge : siemens\nC : farad\nR : ohm\nu = v/mV : 1'
const CONSTANTS = {
  tau: '10*ms',
  taum: '20*ms',
  El: '-70*mV',
  Vt: '-50*mV',
  Vr: '-65*mV',
  gL: '10*nS',
  Cm: '200*pF',
  E_e: '0*mV',
}

/** A model that the text is a part of, with names that it may use. */
function modelWith(kind: Kind, text: string): ModelSpec {
  const equations = kind === 'equations' ? `${text}\n${NAMES}` : `dv/dt = (El - v)/taum : volt\n${NAMES}`
  const group: GroupSpec = {
    kind: 'NeuronGroup',
    name: 'P',
    N: 2,
    model: equations,
    threshold: kind === 'expression' ? text : 'x > 1',
    ...(kind === 'statements' && { reset: text }),
    method: 'euler',
    namespace: CONSTANTS,
  }
  const synapses: SynapsesSpec = {
    kind: 'Synapses',
    name: 'S',
    source: 'P',
    target: 'P',
    ...(kind === 'statements' && { on_pre: text }),
    ...(kind === 'expression' && { on_pre: 'x_post += 1', delay: text }),
    namespace: CONSTANTS,
  }
  const connect = { kind: 'connect', target: 'S', rule: kind === 'expression' ? { condition: text } : {} } as const
  return { objects: [group, synapses], actions: [connect] }
}

/** A shorter text of which the same can be said, by leaving out ever smaller pieces. */
export function shortened(kind: Kind, text: string, problem: (kind: Kind, text: string) => string | undefined): string {
  for (let size = text.length >> 1; size > 0; size = size === 1 ? 0 : size >> 1) {
    for (let at = 0; at + size <= text.length; at++) {
      const shorter = text.slice(0, at) + text.slice(at + size)
      if (shorter !== text && problem(kind, shorter) !== undefined) return shortened(kind, shorter, problem)
    }
  }
  return text
}
