/** L002: a step that is longer than what it is to resolve. */
import { groupsOf, type Model } from '../../2-resolve/model.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'
import { equalDimensions, formatQuantity, SECOND } from '../../units/index.js'
import { divisors } from './rule.js'

export function timeStep(model: Model, report: Report): void {
  for (const { equations, method, clock } of groupsOf(model)) {
    // Solved exactly, an equation is right for any step.
    if (method === 'exact' || method === 'linear') continue
    for (const { derivative } of equations) {
      for (const { name, dimension, value, text } of divisors(derivative.value)) {
        if (!equalDimensions(dimension, SECOND) || !(value > 0) || clock.dt <= value) continue
        const parameters = { dt: formatQuantity(clock.dt, SECOND), name, tau: text }
        report(diagnostic('L002', parameters, { source: derivative.source, span: derivative.value.span }))
      }
    }
  }
}
