/** Calls of set(), with their place in the order of the program. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { type ModelObject, nextPlace, type PlacedAction } from './object.js'
import { checkOptions, checkTexts } from './options.js'
import { type SetOptions, setActions, type ValueInput, type Values } from './values.js'

/** Within a network operation, it is set at once. */
export function setNow(object: ModelObject, placed: readonly PlacedAction[]): boolean {
  const { home } = object
  const name = home?.nameOf(object) ?? ''
  const sets = placed.flatMap(({ action, part = '' }) =>
    action.kind === 'set' ? [{ ...action, target: `${name}${part}` }] : [],
  )
  return home?.setNow(sets) ?? false
}

/** set({...}, options) or set(name, value, options), as actions on an object that is named later. */
export function placedSets(
  first: Values | string,
  second?: ValueInput | SetOptions,
  third?: SetOptions,
): readonly PlacedAction[] {
  if (typeof first !== 'string' && (typeof first !== 'object' || first === null)) {
    const problem = `it takes { variable: value }, or a variable and its value, and is given ${describeValue(first)}`
    throw new SpikecError([diagnostic('V008', { what: 'set()', problem })])
  }
  const [values, options] =
    typeof first === 'string' ? [{ [first]: second as ValueInput }, third] : [first, second as SetOptions | undefined]
  checkOptions(options ?? {}, ['where', 'at'], 'set()')
  checkTexts(options ?? {}, ['where'], 'set()')
  return setActions('', values, options ?? {}).map((action) => ({ place: nextPlace(), action }))
}
