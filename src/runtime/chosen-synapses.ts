/** Some synapses of an object, by their numbers or by their neurons. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { connectedOf, type SizedSynapses, type State } from './state.js'
import { eachSynapse, pairsOf } from './synapses.js'

export type Choice =
  | { readonly numbers: ArrayLike<number> }
  | { readonly i: ArrayLike<number>; readonly j: ArrayLike<number> }

/** The numbers of the chosen synapses, in the order of the choice; those of one pair as they are numbered. */
export function numbersOf(choice: Choice, synapses: SizedSynapses, state: State): Uint32Array {
  const connected = connectedOf(synapses, state)
  const { count } = connected
  const missing = (what: string) => new SpikecError([diagnostic('I010', { name: synapses.name, what, count })])
  if ('numbers' in choice) {
    const numbers = Uint32Array.from(choice.numbers)
    const outside = numbers.find((number) => number >= count)
    if (outside !== undefined) throw missing(`number ${outside}`)
    return numbers
  }
  const { i, j } = pairsOf(synapses, connected, state.memory)
  const positions = new Map<number, number[]>()
  for (let k = 0; k < choice.i.length; k++) {
    const key = choice.i[k] * synapses.targets + choice.j[k]
    const known = positions.get(key)
    if (known) known.push(k)
    else positions.set(key, [k])
  }
  const found: number[][] = Array.from({ length: choice.i.length }, () => [])
  for (let number = 0; number < count; number++) {
    for (const position of positions.get(i[number] * synapses.targets + j[number]) ?? []) found[position].push(number)
  }
  const lost = found.findIndex((numbers) => numbers.length === 0)
  if (lost >= 0) throw missing(`from neuron ${choice.i[lost]} to neuron ${choice.j[lost]}`)
  return Uint32Array.from(found.flat())
}

/** Where synapses stand in the synaptic arrays. */
export function placesOf(numbers: Uint32Array, synapses: SizedSynapses, state: State): Uint32Array {
  const connected = connectedOf(synapses, state)
  const { order } = connected
  if (order) return numbers.map((number) => order[number])
  if (synapses.layout === 'csr' || synapses.layout === 'dense') return numbers
  const places = new Uint32Array(connected.count)
  eachSynapse(synapses, connected, state.memory, (number, _i, _j, place) => {
    places[number] = place
  })
  return numbers.map((number) => places[number])
}
