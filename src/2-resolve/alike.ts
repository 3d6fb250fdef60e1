/** What all synapses have alike: variables that nothing writes to, and that are set to one number. */
import { evaluateConstant } from './evaluate.js'
import { codesOf } from './expansion.js'
import type { Model, SetVariable, Synapses } from './model.js'
import type { Variable } from './symbols.js'

/** Its objects, and what is done to them. */
export type PartsAndActions = Pick<Model, 'parts' | 'actions'>

export function variablesAlike(synapses: Synapses, model: PartsAndActions): readonly Variable[] {
  if (isSeenOtherwise(synapses, model)) return []
  const written = new Set(codesOf(synapses).flatMap(({ value }) => value.map(({ target }) => target)))
  return [...synapses.variables.values()].filter(
    (variable) =>
      variable.role === 'parameter' &&
      !variable.shared &&
      variable !== synapses.multisynapticIndex &&
      !written.has(variable) &&
      isSetAlike(variable, synapses, model),
  )
}

/** By a function of the user's own, which may set anything, or by other synapses, which find each one by its number. */
export function isSeenOtherwise(synapses: Synapses, model: PartsAndActions): boolean {
  return model.parts.some(
    (part) =>
      part.kind === 'network-operation' ||
      (part.kind === 'synapses' && [part.source.synapses, part.target.synapses].includes(synapses)),
  )
}

/** Is it always all synapses that are set, and to one number? Those that are made after that begin with 0. */
export function isSetAlike(variable: Variable, synapses: Synapses, { actions }: PartsAndActions): boolean {
  const own = actions.filter(
    (action) =>
      (action.kind === 'connect' && action.synapses === synapses) ||
      (action.kind === 'set' && action.variable === variable),
  )
  const first = own.findIndex(({ kind }) => kind === 'set')
  return first < 0 || own.slice(first).every((action) => action.kind === 'set' && isForAll(action))
}

/** Does it set all synapses to one number? */
export function isForAll({ setting, where, at }: SetVariable): boolean {
  if (where || at) return false
  if (setting.kind === 'number') return true
  return setting.kind === 'expression' && evaluateConstant(setting.expression.value) !== undefined
}
