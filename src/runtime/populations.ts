/** Synapses that begin or end at synapses: what can be told only now that these are connected. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import type { SparseRule } from './connect.js'
import type { Data } from './kernels.js'
import { rowsKnown } from './sparse.js'
import { connectedOf, type SizedSynapses, type State } from './state.js'
import { checkMatrix, eachSynapse } from './synapses.js'

/** Others hold the numbers of its synapses, and have an element for each of them. */
export function refuseGrowth({ name }: SizedSynapses, { connected, model }: State): void {
  if (!connected.has(name)) return
  const other = model.description.synapses.find(
    (synapses) => connected.has(synapses.name) && [synapses.source, synapses.target].includes(name),
  )
  if (!other) return
  const why = `${other.name} begins or ends at those that it has`
  throw new SpikecError([diagnostic('V036', { name, why })])
}

/** Arrays whose length is the number of synapses on a side. */
export function allocateRows({ name, sources, targets }: SizedSynapses, { memory, model }: State): void {
  memory.allocate(
    model.description.arrays.flatMap(({ name: array, element, length }) => {
      if (typeof length === 'number' || memory.has(array)) return []
      if (!('endsOf' in length) || length.endsOf !== name) return []
      return [{ name: array, element, length: (length.side === 'pre' ? sources : targets) + (length.further ?? 0) }]
    }),
  )
}

/** How many synapses there are, and where, for the kernels of others. */
export function tellOthers(synapses: SizedSynapses, state: State): void {
  const { memory } = state
  const { name } = synapses
  const connected = connectedOf(synapses, state)
  if (memory.has(`${name}:count`)) memory.i32(`${name}:count`)[0] = connected.count
  if (!memory.has(`${name}:place`)) return
  const places = memory.u32(`${name}:place`)
  eachSynapse(synapses, connected, memory, (number, _i, _j, place) => {
    places[number] = place
  })
}

/** What is checked when a model is resolved, where sizes are known by then; lists that were looked at are right. */
export function checkSizes(rule: SparseRule, synapses: SizedSynapses, data: (name: string) => Data): void {
  const { name, sources, targets } = synapses
  if (rule.kind === 'pairs' && !rowsKnown(data(rule.i), data(rule.j), synapses)) {
    checkIndices(data(rule.i), 'presynaptic indices i', synapses.source, sources)
    checkIndices(data(rule.j), 'postsynaptic indices j', synapses.target, targets)
  }
  if (rule.kind === 'nonzero')
    checkMatrix([data(rule.data).length / rule.columns, rule.columns], `connect() of ${name}`, synapses)
}

function checkIndices(indices: ArrayLike<number>, what: string, owner: string, size: number): void {
  let count = 0
  let first = -1
  for (let k = indices.length - 1; k >= 0; k--) {
    if (indices[k] >= 0 && indices[k] < size) continue
    count++
    first = k
  }
  if (count === 0) return
  const parameters = { what, count, first: `${indices[first]}, at place ${first}`, size, owner }
  throw new SpikecError([diagnostic('I001', parameters)])
}
