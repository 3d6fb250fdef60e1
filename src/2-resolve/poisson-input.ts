/** What many inputs that spike at random add to a variable of a group. */
import { parseExpression } from '../1-parse/parse.js'
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { ModelSpec, PoissonInputSpec } from '../model/spec.js'
import { settableVariable } from './actions.js'
import { evaluateConstant } from './evaluate.js'
import { resolveExpression } from './expression.js'
import { resolveCondition, scopeOfGroup } from './group.js'
import type { PoissonInput } from './model.js'
import type { ResolvedNamespace } from './namespace.js'
import { relocated, type Scope } from './scope.js'
import { type Building, groupCalled } from './sources.js'
import type { Expression, Sourced, Variable } from './symbols.js'
import { resolvePlace } from './timing.js'

export function resolvePoissonInput(
  spec: PoissonInputSpec,
  model: ModelSpec,
  namespace: ResolvedNamespace,
  building: Building,
): PoissonInput | undefined {
  const { name, N } = spec
  const { report, clocks } = building
  const target = groupCalled(spec.target, name, model, building)
  const isCount = Number.isInteger(N) && N >= 0 && N < 2 ** 31
  if (!isCount) {
    const problem = `it must be a whole number from 0 to ${2 ** 31 - 1}, and is ${N}`
    report(diagnostic('V008', { what: `the number of inputs of ${name}`, problem }))
  }
  if (!target) return undefined
  const scope = scopeOfGroup(target, namespace.scope)
  const rate = resolveRate(spec, scope, report)
  const variable = settableVariable(spec.variable, target, `the variable of ${name}`, report)
  const weight = variable && resolveWeight(spec, scope, report)
  const place = resolvePlace({ when: 'synapses', ...spec }, name, target.clock, clocks, report)
  if (!isCount || !rate || !variable || !weight || !place) return undefined
  const why = whyNoSum(variable, name)
  if (why !== undefined) {
    const source: Source = { text: spec.variable, role: `the variable of ${name}` }
    report(diagnostic('V006', { name: variable.name, why }, { source, span: { start: 0, end: spec.variable.length } }))
    return undefined
  }
  checkProbability(name, rate, target.clock.dt, report)
  const span = { start: 0, end: weight.source.text.length }
  return {
    kind: 'poisson-input',
    name,
    target,
    count: N,
    rate,
    addition: {
      ...weight,
      value: [{ target: variable, side: 'own', operator: '+=', value: weight.value, span, targetSpan: span }],
    },
    ...place,
  }
}

function whyNoSum({ shared, type }: Variable, name: string): string | undefined {
  if (type === 'boolean') return 'it is true or false, and nothing can be added to it'
  return shared ? `it is (shared) by the whole group, and ${name} adds to single neurons` : undefined
}

/** It is the same for all neurons and throughout a run, for the numbers of spikes are drawn by a table. */
function resolveRate({ name, rate }: PoissonInputSpec, scope: Scope, report: Report) {
  const role = `the rate of ${name}`
  const found = resolveCondition(rate, role, scope, report)
  if (!found || evaluateConstant(found.value) !== undefined) return found
  const help = ['inputs whose rate changes are a PoissonGroup with synapses']
  const problem = 'it must be made of numbers, units and constants alone'
  report(diagnostic('V008', { what: role, problem }, { source: found.source, span: found.value.span, help }))
  return undefined
}

function resolveWeight({ name, weight }: PoissonInputSpec, scope: Scope, report: Report) {
  const source: Source = { text: String(weight), role: `the weight of ${name}` }
  const inside = relocated(scope, source.role)
  const parsed = parseExpression(source, report)
  const value = parsed && resolveExpression(parsed, { source, scope: inside, report })
  return value && { source, value, scope: inside }
}

function checkProbability(name: string, { source, value }: Sourced<Expression>, dt: number, report: Report): void {
  const rate = evaluateConstant(value)
  if (rate === undefined || (rate * dt >= 0 && rate * dt <= 1)) return
  report(diagnostic('V020', { name, probability: String(rate * dt) }, { source, span: value.span }))
}
