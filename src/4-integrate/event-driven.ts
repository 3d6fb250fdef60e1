/** Event-driven equations are solved over the time between two events, which only linear ones can be. */
import type { Synapses } from '../2-resolve/model.js'
import { diagnostic, type Report } from '../diagnostics/index.js'
import { linearForm } from './linear.js'
import { deriveLinearForm } from './symbolic.js'

export function checkEventDriven({ name, equations }: Synapses, report: Report): void {
  const driven = equations.filter(({ drive }) => drive === 'event-driven')
  const variables = driven.map(({ variable }) => variable)
  for (const { variable, derivative } of driven) {
    const { source, value } = derivative
    if (linearForm(value, variables, deriveLinearForm)) continue
    const reason = `d${variable.name}/dt is not linear in ${variables.map((v) => `\`${v.name}\``).join(', ')}`
    const help = [`mark \`${variable.name}\` (clock-driven): it is then integrated in every step`]
    report(diagnostic('M001', { method: 'event-driven', owner: name, reason }, { source, span: value.span, help }))
  }
}
