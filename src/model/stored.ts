/** States of a network by name: store() and restore(). */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { readState, writeState } from '../runtime/node/state-file.js'
import type { Simulation } from '../runtime/simulation.js'
import type { RestoreOptions, Snapshot } from '../runtime/snapshot.js'
import { describeValue } from './describe.js'
import { checkOptions, checkTexts } from './options.js'

export interface Stored {
  readonly store: (simulation: Simulation, name: string, file: string | undefined) => void
  readonly restore: (simulation: Simulation, name: string, file: string | undefined, options: RestoreOptions) => void
  /** What was stored belongs to another build of the network from now on. */
  readonly forget: () => void
}

export function createStored(): Stored {
  const states = new Map<string, Snapshot>()
  let forgotten = false
  const called = (name: string): Snapshot => {
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
      const snapshot = simulation.store()
      if (file === undefined) states.set(name, snapshot)
      else writeState(file, name, simulation.description.model, snapshot)
    },
    restore(simulation, name, file, options) {
      checkTexts({ name, file }, ['name', 'file'], 'restore()')
      checkOptions(options, ['random'], 'restore()')
      const { random } = options
      if (random !== undefined && random !== 'same' && random !== 'new') {
        const problem = `it is 'same' or 'new', and not ${describeValue(random)}`
        throw new SpikecError([diagnostic('V008', { what: '`random` of restore()', problem })])
      }
      const { model } = simulation.description
      simulation.restore(file === undefined ? called(name) : readState(file, name, model), options)
    },
    forget() {
      forgotten ||= states.size > 0
      states.clear()
    },
  }
}
