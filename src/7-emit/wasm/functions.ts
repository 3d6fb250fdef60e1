/** The functions that are written in IR -> functions of the module, one number at a time. */
import { assertInternal } from '../../diagnostics/index.js'
import type { Block, FunctionDefinition } from '../../ir/function.js'
import { type Frame, frame, functionLines } from './frame.js'
import { type ModuleUse, valueType } from './places.js'
import { type ScalarSite, scalar } from './scalar.js'
import { comment, conditional, get, set, type Wat } from './wat.js'

export function functionText(definition: FunctionDefinition, use: ModuleUse): readonly string[] {
  const { name, parameters, about, rare } = definition
  const own = frame(parameters.map((parameter) => `$${parameter}`))
  const body = own.captured(() => {
    if (rare) {
      const condition = scalar(rare.condition, siteOf(parameters, new Map(), use))
      const answer = own.captured(() => writeBlock(rare, parameters, own, use, (value) => own.emit(['return', value])))
      own.emitLines(conditional(condition, answer))
    }
    writeBlock(definition, parameters, own, use, own.emit)
  })
  const heading = [`$${name}`, ...parameters.map((parameter) => `(param $${parameter} f64)`), '(result f64)'].join(' ')
  return [...about.split('\n').map((line) => comment(line.trim())), ...functionLines(heading, own, body)]
}

function writeBlock(
  { body, result }: Block,
  parameters: readonly string[],
  own: Frame,
  use: ModuleUse,
  give: (value: Wat) => void,
): void {
  const values = new Map<string, string>()
  const site = siteOf(parameters, values, use)
  for (const { name, value } of body) {
    const local = own.declare(name, valueType(value.type))
    own.emit(set(local, scalar(value, site)))
    values.set(name, local)
  }
  give(scalar(result, site))
}

/** A function reads nothing but its parameters and its own values. */
function siteOf(parameters: readonly string[], values: ReadonlyMap<string, string>, use: ModuleUse): ScalarSite {
  return {
    use,
    local: (name) => {
      const local = values.get(name) ?? (parameters.includes(name) ? `$${name}` : undefined)
      assertInternal(local, `${name} has no value`)
      return get(local)
    },
    slot: () => {
      throw new Error('internal error of spikec: a function reads a slot')
    },
  }
}
