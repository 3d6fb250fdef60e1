/** L003: what is declared or given and never used. */
import { expressionsOf } from '../../2-resolve/expansion.js'
import { groupsOf, type Model, monitorsOf, synapsesOf } from '../../2-resolve/model.js'
import type { ModelSymbol } from '../../2-resolve/symbols.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'
import { sourceOf, statementsIn, symbolsRead, whole } from './rule.js'

export function unused(model: Model, report: Report): void {
  const used = usedSymbols(model)
  for (const object of [...groupsOf(model), ...synapsesOf(model)]) {
    for (const variable of object.variables.values()) {
      if (variable.role !== 'parameter' || used.has(variable) || !variable.origin) continue
      const what = `a parameter of ${object.name}`
      report(diagnostic('L003', { name: variable.name, what }, variable.origin))
    }
  }
  // The network's namespace is often shared by several models.
  for (const constant of model.constants) {
    if (constant.owner === '' || used.has(constant)) continue
    const source = sourceOf(constant)
    const what = `in the namespace of ${constant.owner}`
    report(diagnostic('L003', { name: constant.name, what }, { source, span: whole(source) }))
  }
}

/** What some string reads or writes, or a monitor records: what is written is read by the program, by get(). */
function usedSymbols(model: Model): ReadonlySet<ModelSymbol> {
  const used = new Set<ModelSymbol>()
  for (const { value } of expressionsOf(model)) symbolsRead(value, used)
  for (const { value } of statementsIn(model)) for (const { target } of value) used.add(target)
  for (const constant of model.timing.keys()) used.add(constant)
  for (const { target, index } of model.links.values()) {
    used.add(target)
    if (index && 'kind' in index) used.add(index)
  }
  for (const constant of model.constants) if (constant.definition) symbolsRead(constant.definition, used)
  for (const monitor of monitorsOf(model))
    if (monitor.kind !== 'rate-monitor') for (const v of monitor.variables) used.add(v)
  // What a function of the user's own reads is not known.
  if (model.parts.some((part) => part.kind === 'network-operation'))
    for (const owner of [...groupsOf(model), ...synapsesOf(model)])
      for (const v of owner.variables.values()) used.add(v)
  for (const action of model.actions) {
    if (action.kind === 'connect' && action.connectivity.kind === 'nonzero' && action.connectivity.array)
      used.add(action.connectivity.array)
  }
  return used
}
