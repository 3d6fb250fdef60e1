/**
 * Which synaptic variables are the user's own arrays: bound, not copied.
 *
 * A variable that is set once, as a whole, from data of the dense layout, and that the run only reads, needs no array of
 * its own. The kernels read the data where they are, in the unit that they are in.
 */
import type { Group, Model, SetVariable, Synapses } from '../2-resolve/model.js'
import type { ArrayConstant, Expression, Variable } from '../2-resolve/symbols.js'
import type { Layout } from '../ir/ir.js'

/** A scale for each bound variable, by `OBJECT.VARIABLE`: what one of the numbers is in base SI units. */
export type Bindings = ReadonlyMap<string, { readonly scale: number; readonly unit: string | undefined }>

export function bindingsOf(
  model: Model,
  written: ReadonlySet<Variable>,
  layouts: ReadonlyMap<Synapses, Layout>,
): Bindings {
  const sets = model.actions.filter((action): action is SetVariable => action.kind === 'set')
  const bindings = new Map<string, { scale: number; unit: string | undefined }>()
  for (const set of sets) {
    const { variable, owner } = set
    const alone = sets.every((other) => other === set || other.variable !== variable)
    const data = wholeData(set)
    if (!alone || !data || written.has(variable) || owner.kind !== 'synapses') continue
    if (fits(data.length, data.axes, layouts.get(owner))) {
      bindings.set(`${variable.owner}.${variable.name}`, { scale: data.scale, unit: data.unit })
    }
  }
  return bindings
}

function fits(length: number, axes: number, layout: Layout | undefined): boolean {
  if (layout?.kind !== 'dense') return false
  return length === layout.sources * layout.targets && (axes === 2 || layout.diagonal)
}

interface WholeData {
  readonly length: number
  readonly axes: number
  readonly scale: number
  readonly unit: string | undefined
}

/** The data of a set() that gives every element its value directly. */
function wholeData({ setting, variable, owner, where, at }: SetVariable): WholeData | undefined {
  // The runtime looks through delays, which are in seconds there.
  if (where || at || variable.type !== 'float' || variable.shared || variable.role === 'delay') return undefined
  if (setting.kind === 'data') {
    const { data, shape, unit } = setting.value
    return { length: data.length, axes: shape.length, scale: setting.scale, unit }
  }
  const array = setting.kind === 'expression' ? wholeMatrix(setting.expression.value, owner) : undefined
  return (
    array && {
      length: array.matrix.data.length,
      axes: array.matrix.shape.length,
      scale: array.scale,
      unit: array.matrix.unit,
    }
  )
}

/** `W[i,j]` of the groups' own shape, or `u[i]`: the data themselves. */
export function wholeMatrix(value: Expression, owner: Group | Synapses): ArrayConstant | undefined {
  if (value.kind !== 'element') return undefined
  const names = value.indices.map((at) =>
    at.kind === 'reference' && at.symbol.kind === 'special' ? at.symbol.name : '',
  )
  const sizes = owner.kind === 'synapses' ? [owner.source.size, owner.target.size] : [owner.size]
  const { shape } = value.array.matrix
  const inOrder = names.join() === (owner.kind === 'synapses' ? 'i,j' : 'i')
  return inOrder && shape.length === sizes.length && shape.every((n, k) => n === sizes[k]) ? value.array : undefined
}
