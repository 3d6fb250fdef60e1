import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import type { FunctionSpec } from './spec.js'

/** A function as it is written: `{ arguments: { v: 'volt' }, returns: 'Hz', expression: 'v/(mV*ms)' }`. */
export type FunctionDefinition = Omit<FunctionSpec, 'kind'>

const NAME = /^[A-Za-z]\w*$/

/**
 * A function for a namespace, under whose name the strings of the model can call it:
 *
 *     namespace: { rate: defineFunction({ arguments: { v: 'volt' }, returns: 'Hz', expression: 'v/(mV*ms)' }) }
 *
 * It is an expression of its arguments and of what the namespace has before it, and its units are checked like those of
 * any other string. It is written out wherever it is called: nothing of it is executed as JavaScript, and a JSON model has
 * it too. Units are those of a declaration, `1` for a plain number and `boolean` for a truth value.
 */
export function defineFunction(definition: FunctionDefinition): FunctionSpec {
  const { arguments: parameters, returns, expression } = objectOf(definition)
  for (const [part, value] of Object.entries({ returns, expression })) {
    if (typeof value !== 'string') throw wrong(`\`${part}\``, `it must be a string, and is ${describeValue(value)}`)
  }
  for (const [name, unit] of Object.entries(parameters ?? {})) {
    if (!NAME.test(name)) throw wrong(`the argument \`${name}\``, 'a name is made of letters, digits and `_`')
    if (typeof unit !== 'string') {
      throw wrong(`the argument \`${name}\``, `its unit must be a string, and is ${describeValue(unit)}`)
    }
  }
  return { kind: 'function', arguments: { ...parameters }, returns, expression }
}

function objectOf(definition: FunctionDefinition): FunctionDefinition {
  if (typeof definition !== 'object' || definition === null) {
    const problem = `it is written { arguments, returns, expression }, and this is ${describeValue(definition)}`
    throw new SpikecError([diagnostic('V008', { what: 'defineFunction()', problem })])
  }
  return definition
}

function wrong(part: string, problem: string): SpikecError {
  return new SpikecError([diagnostic('V008', { what: `${part} of defineFunction()`, problem })])
}

export function isFunctionSpec(value: unknown): value is FunctionSpec {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'function'
}
