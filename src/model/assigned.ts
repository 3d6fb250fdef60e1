/** Variables are no properties of an object, as they are in the reference: what is assigned would be read by nothing. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'

/** The prototypes of our classes, and whether what they are of has variables. */
const ours = new Map<object, boolean>()

/**
 * `S.w = '1*mV'` comes here, through the prototypes, as the object has no such property. A class that is made of one of ours may
 * keep there what it likes, and so may everyone under a name that begins with `_`.
 */
const behind = new Proxy(Object.prototype, {
  set(_, key, value, receiver: object) {
    const prototype: unknown = Object.getPrototypeOf(receiver)
    const hasVariables = typeof prototype === 'object' && prototype !== null ? ours.get(prototype) : undefined
    if (hasVariables !== undefined && typeof key === 'string' && !key.startsWith('_'))
      throw assigned(key, value, receiver.constructor.name, hasVariables)
    return Reflect.defineProperty(receiver, key, { value, writable: true, enumerable: true, configurable: true })
  },
})

/** An assignment to an object of a class that has no such property is refused. */
export function refuseAssigned(prototype: object, hasVariables = true): void {
  ours.set(prototype, hasVariables)
  if (Object.getPrototypeOf(prototype) === Object.prototype) Object.setPrototypeOf(prototype, behind)
}

function assigned(name: string, value: unknown, kind: string, hasVariables: boolean): SpikecError {
  const shown = typeof value === 'string' ? `'${value}'` : typeof value === 'number' ? String(value) : '…'
  const problem = `${kind} has no such property, so nothing would read it`
  const help = hasVariables
    ? `a variable is set by set({ ${name}: ${shown} }), and an option is given when the object is made`
    : `an option is given when the object is made: new ${kind}(…, { ${name}: ${shown} })`
  return new SpikecError([diagnostic('V008', { what: `\`.${name} = ${shown}\``, problem }, { help: [help] })])
}
