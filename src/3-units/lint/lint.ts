/** Lints: what is possible and hardly meant. None of them keeps a model from running. */
import type { Model } from '../../2-resolve/model.js'
import type { Report } from '../../diagnostics/index.js'
import { duplicates } from './duplicates.js'
import { eventOrder } from './event-order.js'
import { floorDivision } from './floor-division.js'
import { magnitudes } from './magnitudes.js'
import { resetAboveThreshold } from './reset.js'
import type { Rule } from './rule.js'
import { timeStep } from './time-step.js'
import { unused } from './unused.js'

const RULES: readonly Rule[] = [
  magnitudes,
  timeStep,
  unused,
  floorDivision,
  eventOrder,
  duplicates,
  resetAboveThreshold,
]

/** For models without errors. */
export function lintModel(model: Model, report: Report): void {
  for (const rule of RULES) rule(model, report)
}
