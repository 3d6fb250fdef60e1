/** The named constants of a model, and new values for them. */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { describeDimension, equalDimensions, isDimensionless, parseQuantity, parseUnit } from '../units/index.js'
import type { ParameterDescription } from './description.js'

/** A quantity string such as `25*ms`, or a plain number. */
export type Override = string | number

/** The parameter block, with overrides by the slot's name, or by the bare name for all objects that have it. */
export function parameterValues(
  parameters: readonly ParameterDescription[],
  overrides: Readonly<Record<string, Override>>,
): Float64Array {
  const values = Float64Array.from(parameters, (p) => p.value)
  for (const [name, given] of Object.entries(overrides)) {
    const matching = parameters.flatMap((p, k) => (p.name === name || p.bare === name ? [k] : []))
    if (matching.length === 0) throw unknownParameter(name, parameters)
    for (const k of matching) values[k] = checkedValue(parameters[k], given)
  }
  return values
}

function unknownParameter(name: string, parameters: readonly ParameterDescription[]): SpikecError {
  const names = parameters.map((p) => p.name)
  const meant = nearest(name, names)
  const known = meant
    ? `; did you mean \`${meant}\`?`
    : names.length
      ? `; there are ${names.map((n) => `\`${n}\``).join(', ')}`
      : '; the model has none'
  return new SpikecError([diagnostic('C004', { name, known })])
}

function checkedValue(parameter: ParameterDescription, given: Override): number {
  const { name, structural } = parameter
  if (structural !== undefined) {
    const problem = `${structural}, which is built into the kernels: change the model and compile it again`
    throw new SpikecError([diagnostic('V008', { what: `\`${name}\` can't be set`, problem })])
  }
  const text = String(given)
  const quantity = parseQuantity(text)
  const source = { text, role: `the value of ${name}` }
  if (quantity.kind === 'error') {
    const span = { start: quantity.start, end: quantity.end }
    throw new SpikecError([
      diagnostic(
        'V009',
        { value: text, what: `the value of \`${name}\`` },
        { source, span, notes: [quantity.message] },
      ),
    ])
  }
  const unit = parseUnit(parameter.unit)
  if (unit.kind === 'unit' && equalDimensions(unit.dimension, quantity.dimension)) return quantity.value
  const found = isDimensionless(quantity.dimension) ? 'a plain number' : describeDimension(quantity.dimension)
  const expected = parameter.unit === '1' ? 'a plain number' : `in ${parameter.unit}`
  const details = { source, span: { start: 0, end: text.length }, help: [`the model has ${name} = ${parameter.text}`] }
  throw new SpikecError([diagnostic('U010', { name: `\`${name}\``, expected, found }, details)])
}
