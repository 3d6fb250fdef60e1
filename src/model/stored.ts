/** States of a network by name: store() and restore(). */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import type { SimulationDescription } from '../runtime/description.js'
import { readState, type StoredState, writeState } from '../runtime/node/state-file.js'
import type { Simulation } from '../runtime/simulation.js'
import type { RestoreOptions } from '../runtime/snapshot.js'
import { type Built, translated } from './build.js'
import { describeValue } from './describe.js'
import { checkOptions, checkTexts } from './options.js'

export interface Stored {
  readonly store: (simulation: Simulation, name: string, file: string | undefined) => void
  readonly restore: (
    built: Built,
    name: string,
    file: string | undefined,
    options: RestoreOptions,
    /** The network once some synapses have a value of their own for every variable, as they have in the state. */
    withEverySynapse: (synapses: readonly string[]) => Built,
  ) => void
  /** What was stored belongs to another build of the network from now on. */
  readonly forget: () => void
}

export function createStored(): Stored {
  const states = new Map<string, StoredState>()
  let forgotten = false
  const called = (name: string): StoredState => {
    const found = states.get(name)
    if (found) return found
    const names = [...states.keys()]
    const meant = nearest(name, names)
    const known = forgotten ? ' since objects were added or removed' : ''
    const stored =
      names.length === 0
        ? `store(${name === 'default' ? '' : `'${name}'`}) comes first`
        : `stored are ${names.map((n) => `\`${n}\``).join(', ')}`
    throw new SpikecError([
      diagnostic('V043', { name, known }, { help: [meant ? `did you mean \`${meant}\`?` : stored] }),
    ])
  }
  return {
    store(simulation, name, file) {
      checkTexts({ name, file }, ['name', 'file'], 'store()')
      const state: StoredState = { snapshot: simulation.store(), description: simulation.description }
      if (file === undefined) states.set(name, state)
      else writeState(file, name, state)
    },
    restore(built, name, file, options, withEverySynapse) {
      checkTexts({ name, file }, ['name', 'file'], 'restore()')
      checkOptions(options, ['random'], 'restore()')
      const { random } = options
      if (random !== undefined && random !== 'same' && random !== 'new') {
        const problem = `it is 'same' or 'new', and not ${describeValue(random)}`
        throw new SpikecError([diagnostic('V008', { what: '`random` of restore()', problem })])
      }
      const { description } = built.simulation
      const state = file === undefined ? called(name) : readState(file, name, description.model)
      const [stored, present] = [state.description, description].map(delaysSet)
      const lost = stored.find((delay) => !present.includes(delay))
      if (lost !== undefined && file !== undefined) {
        const problem = `\`${lost}\` is set in it, and is not set here`
        throw new SpikecError([diagnostic('V044', { file, problem })])
      }
      const apart = keptIn(description).filter((kept) => !keptIn(state.description).includes(kept))
      const now = apart.length > 0 ? withEverySynapse(apart.map((kept) => kept.replace(/\..*/, ''))) : built
      const same =
        present.every((delay) => stored.includes(delay)) &&
        keptIn(state.description).every((kept) => keptIn(now.simulation.description).includes(kept))
      // The present build may have delays that are set and were not, or a value for each synapse where its neurons had one.
      now.simulation.restore(same ? state.snapshot : translated(now, state), options)
    },
    forget() {
      forgotten ||= states.size > 0
      states.clear()
    },
  }
}

/** The synaptic variables of which neurons keep one for all of their synapses. */
function keptIn({ synapses }: SimulationDescription): readonly string[] {
  return synapses.flatMap(({ name, variables }) =>
    variables.filter(({ kept }) => kept).map((variable) => `${name}.${variable.name}`),
  )
}

/** The delays that set() gives in a build of the network, which its kernels are made for. */
function delaysSet({ synapses }: SimulationDescription): readonly string[] {
  return synapses.flatMap(({ pathways }) => pathways.flatMap(({ delays }) => delays?.array ?? []))
}
