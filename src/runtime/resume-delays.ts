/** Delays that are set, in a simulation that goes on from another one: what was on its way there arrives here when it would have. */

import { listed, stepsOf } from './delay-index.js'
import { type DelayedPathway, delayedPathways, nextStep, pathwayArrays } from './delays.js'
import type { PathwayDescription, SpikeList } from './description.js'
import { byNeuron, type InFlight, inFlight, merged, type Numbers, numberAt, ringOf } from './in-flight.js'
import type { Resumed } from './resume.js'
import { type State, sized } from './state.js'
import { keyOf } from './stepwise.js'

/** What is made anew when the next run begins. */
export function settledArrays(description: State['model']['description']): readonly string[] {
  return description.synapses.flatMap(({ name, pathways }) =>
    pathways.flatMap((pathway) => {
      if (!pathway.delays || !pathway.events) return []
      const { pending, ...index } = pathwayArrays(name, pathway.name)
      return [...Object.values(index), ...Object.values(pending)]
    }),
  )
}

/** They are settled when the next run begins. */
export function takeUpDelays(resumed: Resumed, state: State): void {
  const { kept, description } = resumed
  for (const delayed of delayedPathways(state)) {
    const { synapses, pathway, delays } = delayed
    const connected = state.connected.get(synapses.name)
    if (!kept.has(synapses.name) || !connected) continue
    const before = description.synapses
      .find(({ name }) => name === synapses.name)
      ?.pathways.find(({ name }) => name === pathway.name)
    if (delays.shared && before?.delay !== undefined) state.memory.f64(delays.array)[0] = before.delay
    const pending = before ? wasOnItsWay(before, delayed, resumed, state) : []
    const from = nextStep(pathway, state)
    state.settled.set(delays.array, { sets: NEVER, synapses: synapses.name, connected, pending, from })
  }
}

/** No number of times that delays have been set. */
const NEVER = -1

function wasOnItsWay(
  before: PathwayDescription,
  { synapses, pathway }: DelayedPathway,
  { snapshot, description }: Resumed,
  state: State,
): InFlight {
  const { events, delays } = before
  const connected = state.connected.get(synapses.name)
  const old = description.synapses.find(({ name }) => name === synapses.name)
  const placed = new Map(snapshot.connected).get(synapses.name)
  if (!events || !connected || !old || !placed) return []
  const arrays = new Map<string, Numbers>(snapshot.memory.arrays)
  const read = (name: string): Numbers => arrays.get(name) ?? new Int32Array(0)
  const still = snapshot.still.includes(synapses.name)
  const next = nextStep(pathway, state)
  const ring = ringOf(events, read)
  const known = byNeuron(pathway.side, listed(synapses, connected, state.memory))
  if (!delays) return ofOneDelay(before, events, { still, next, known, ring }, snapshot.waiting)
  const settled = new Map(snapshot.settled).get(delays.array)
  if (!settled || still) return settled?.pending ?? []
  const names = pathwayArrays(synapses.name, pathway.name)
  const lags = read(names.lags).subarray(0, read(names.lagCount)[0])
  // By the places that they had, which may be others now.
  const counts = new Map(snapshot.connected.map(([name, { count }]) => [name, count]))
  const number = numberAt(
    sized(old, (name) => counts.get(name) ?? 0),
    placed,
  )
  const [rowStart, places] = [read(names.rowStart), read(names.synapse)]
  const numbersAt = (neuron: number, position: number): ArrayLike<number> => {
    if (delays.shared) return known(neuron)
    const row = neuron * lags.length + position
    return Array.from(places.subarray(rowStart[row], rowStart[row + 1]), number)
  }
  const rest = inFlight(ring, lags, read(names.since)[0], next, numbersAt)
  return merged(settled.pending.slice(Math.max(0, next - settled.from)), rest)
}

interface Situation {
  readonly still: boolean
  readonly next: number
  readonly known: (neuron: number) => ArrayLike<number>
  readonly ring: ReturnType<typeof ringOf>
}

/** Of a delay that was part of the model: events are in the ring, but for those that have waited while the synapses stood still. */
function ofOneDelay(
  { delay = 0, dt }: PathwayDescription,
  events: SpikeList & { readonly kernel: string; readonly start: number; readonly neurons: number },
  { still, next, known, ring }: Situation,
  waiting: Resumed['snapshot']['waiting'],
): InFlight {
  const steps = stepsOf(delay, dt)
  const rows = new Map(waiting).get(keyOf(events.kernel, { ...events, delay: steps })) ?? []
  const waited = rows.map((row) => {
    const neurons = Array.from(row, (item) => item - events.start)
    const own = neurons.filter((neuron) => neuron >= 0 && neuron < events.neurons)
    return Uint32Array.from(own.flatMap((neuron) => Array.from(known(neuron))))
  })
  if (still) return merged(waited, [])
  const since = Math.max(0, next + rows.length - steps)
  return merged(waited, inFlight(ring, [steps], since, next, known))
}
