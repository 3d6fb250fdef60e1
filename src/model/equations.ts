import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import type { EquationsPart, EquationsSpec, Replacement } from './spec.js'

export type Replacements = Readonly<Record<string, Replacement>>

const NAME = /^[A-Za-z_]\w*$/

/**
 * Equations that can be put together, and whose names can be replaced: by other names, or by values.
 *
 *     const membrane = new Equations('dv/dt = (I - v)/tau : volt', { v: 'vm', tau: '20*ms' })
 *     new NeuronGroup(100, membrane.add('I : volt'))
 *
 * A replacement that is a name replaces the name wherever it stands, also where it is defined. Anything else, a quantity
 * (`'20*ms'`), a number or an expression of names, takes the place of a name that is only read. Messages go on pointing
 * into the texts as they were written. An object of this class never changes.
 */
export class Equations {
  readonly parts: readonly EquationsPart[]

  constructor(equations: string | Equations | readonly (string | Equations)[], replacements: Replacements = {}) {
    const parts = partsOf(equations)
    checkReplacements(replacements)
    this.parts = Object.keys(replacements).length === 0 ? parts : parts.map((part) => replacedIn(part, replacements))
  }

  /** These equations and others after them. */
  add(...others: readonly (string | Equations)[]): Equations {
    return new Equations([this, ...others])
  }

  /** All of them, one after the other. */
  static sum(...all: readonly (string | Equations)[]): Equations {
    return new Equations(all)
  }

  /** The same equations with names replaced, those that earlier replacements put in among them. */
  substitute(replacements: Replacements): Equations {
    return new Equations(this, replacements)
  }
}

function partsOf(equations: unknown): readonly EquationsPart[] {
  if (equations instanceof Equations) return equations.parts
  if (typeof equations === 'string') return [{ text: equations }]
  if (Array.isArray(equations)) return equations.flatMap(partsOf)
  const problem = `they are a string or other Equations, and this is ${describeValue(equations)}`
  throw new SpikecError([diagnostic('V008', { what: 'Equations', problem })])
}

function checkReplacements(replacements: unknown): asserts replacements is Replacements {
  if (typeof replacements !== 'object' || replacements === null || Array.isArray(replacements)) {
    const problem = `they are written { name: value }, and this is ${describeValue(replacements)}`
    throw new SpikecError([diagnostic('V008', { what: 'the replacements of Equations', problem })])
  }
  for (const [name, value] of Object.entries(replacements)) {
    const what = `the replacement of \`${name}\``
    if (!NAME.test(name)) {
      throw new SpikecError([diagnostic('V008', { what, problem: 'only a name can be replaced' })])
    }
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) continue
    const problem = `it must be a name, a quantity as a string, a number, true or false, and is ${describeValue(value)}`
    throw new SpikecError([diagnostic('V008', { what, problem })])
  }
}

/** One replacement after another is one: names that the first puts in are replaced by the second. */
function replacedIn({ text, replace = {} }: EquationsPart, further: Replacements): EquationsPart {
  const again = (value: Replacement): Replacement =>
    typeof value === 'string' && NAME.test(value) && Object.hasOwn(further, value) ? further[value] : value
  const first = Object.fromEntries(Object.entries(replace).map(([name, value]) => [name, again(value)]))
  return { text, replace: { ...further, ...first } }
}

/** What a group or synapses are given as their equations, as plain data: the text itself where there is no more to it. */
export function equationsSpec(equations: string | Equations): EquationsSpec {
  if (typeof equations === 'string') return equations
  const [only, ...more] = equations.parts
  return more.length === 0 && only?.replace === undefined ? (only?.text ?? '') : equations.parts
}

/** And back again. */
export function equationsFromSpec(spec: EquationsSpec): string | Equations {
  if (typeof spec === 'string') return spec
  return new Equations(spec.map(({ text, replace }) => new Equations(text, replace)))
}

export function checkEquations(model: unknown, owner: string): void {
  if (model === undefined || typeof model === 'string' || model instanceof Equations) return
  const problem = `it must be a string or Equations, and is ${describeValue(model)}`
  throw new SpikecError([diagnostic('V008', { what: `\`model\` of ${owner}`, problem })])
}
