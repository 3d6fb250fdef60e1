/** The stages that find what is wrong with a model: those before anything is optimised or printed, which need not be loaded. */
import { checkConnected } from './2-resolve/connected.js'
import { checkData } from './2-resolve/data.js'
import { checkExpansion } from './2-resolve/expansion.js'
import { refuseUnlinked } from './2-resolve/links.js'
import { clockDriven, type Model, synapsesOf } from './2-resolve/model.js'
import { checkRepresentations } from './2-resolve/representation.js'
import { resolveModel } from './2-resolve/resolve.js'
import { checkShapes } from './2-resolve/shapes.js'
import { checkSeen } from './2-resolve/synapses-of-synapses.js'
import { checkUnits } from './3-units/check.js'
import { lintModel } from './3-units/lint/lint.js'
import { withProposals } from './3-units/undeclared.js'
import { warnOfDrives } from './4-integrate/drive-warnings.js'
import { checkEventDriven } from './4-integrate/event-driven.js'
import { integrate } from './4-integrate/integrate.js'
import type { StateUpdate } from './4-integrate/update.js'
import { lower, type Owner, type Updates } from './5-lower/lower.js'
import { checkMemory } from './5-lower/memory.js'
import { type Diagnostic, diagnostic, type Report, SpikecError } from './diagnostics/index.js'
import type { ModelSpec } from './model/spec.js'

/** Stages 1 to 4: everything that can be wrong with a model, found in one go. */
export function analyse(spec: ModelSpec, report: Report): { readonly model: Model; readonly updates: Updates } {
  const resolution: Diagnostic[] = []
  const model = resolveModel(spec, (found) => resolution.push(found))
  withProposals(resolution, spec).forEach(report)
  checkShapes(model, report)
  checkRepresentations(model, report)
  checkSeen(model, report)
  checkUnits(model, report)
  const updates = checkExpansion(model, report) ? integrateAll(model, report) : new Map()
  return { model, updates }
}

function integrateAll(model: Model, report: Report): Updates {
  for (const synapses of synapsesOf(model)) checkEventDriven(synapses, report)
  warnOfDrives(model, report)
  return new Map(
    model.parts.flatMap((part): (readonly [Owner, StateUpdate])[] => {
      if (part.kind !== 'group' && part.kind !== 'synapses') return []
      const update = integrate(part.kind === 'group' ? part : clockDriven(part), report)
      return update ? [[part, update]] : []
    }),
  )
}

/** More than this is told of no model: looking for what each of thousands of names may have meant takes seconds. */
const MOST_MISTAKES = 1000

class TooManyMistakes extends Error {}

export interface CheckSpecOptions {
  readonly toRun?: boolean
  readonly lint?: boolean
}

/**
 * What is wrong with a model, errors and warnings, without compiling it.
 *
 * @param toRun false: it is not to be run here, and may have what spikec understands and does not run yet
 * @param lint true: what is hardly meant is told as well, where there are no errors
 */
export function check(spec: ModelSpec, options: CheckSpecOptions = {}): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => {
    if (diagnostics.length === MOST_MISTAKES) throw new TooManyMistakes()
    diagnostics.push(found)
  }
  try {
    return checked(spec, options, diagnostics, report)
  } catch (error) {
    if (!(error instanceof TooManyMistakes)) throw error
    const limit = `there are more than ${MOST_MISTAKES} mistakes, and these are the first`
    return [...diagnostics, diagnostic('S010', { limit })]
  }
}

function checked(
  spec: ModelSpec,
  { toRun = true, lint = false }: CheckSpecOptions,
  diagnostics: readonly Diagnostic[],
  report: Report,
): readonly Diagnostic[] {
  const { model, updates } = analyse(spec, report)
  checkConnected(spec, report)
  checkData(spec, report)
  const wrong = () => diagnostics.some((d) => d.severity === 'error')
  if (wrong()) return diagnostics
  // What nothing uses here may be used elsewhere, where it is to run.
  if (lint) lintModel(model, (found) => (toRun || found.code !== 'L003') && report(found))
  if (!toRun) return diagnostics
  refuseUnlinked(model, report)
  if (wrong()) return diagnostics
  try {
    checkMemory(lower(model, updates, report), report)
  } catch (error) {
    if (error instanceof SpikecError) return [...diagnostics, ...error.diagnostics]
    throw error
  }
  return diagnostics
}

/** What is possible in a model and hardly meant. Of a model with errors nothing is said; check() tells those. */
export function lint(spec: ModelSpec): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const report = (found: Diagnostic) => diagnostics.push(found)
  const { model } = analyse(spec, report)
  if (diagnostics.some((d) => d.severity === 'error')) return []
  const lints: Diagnostic[] = []
  lintModel(model, (found) => lints.push(found))
  return lints
}
