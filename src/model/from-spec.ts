import { readGroupName } from '../2-resolve/subgroup.js'
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { equationsFromSpec } from './equations.js'
import { EventMonitor } from './event-monitor.js'
import { methodFromSpec } from './explicit-state-updater.js'
import { linked_var } from './linked-var.js'
import type { NetworkObject } from './network.js'
import { NeuronGroup } from './neuron-group.js'
import { withOperations } from './operations.js'
import { PoissonGroup } from './poisson-group.js'
import { PoissonInput } from './poisson-input.js'
import { PopulationRateMonitor } from './population-rate-monitor.js'
import type { LinkSpec, ModelSpec } from './spec.js'
import { SpikeGeneratorGroup } from './spike-generator-group.js'
import { SpikeMonitor } from './spike-monitor.js'
import { StateMonitor } from './state-monitor.js'
import { type Population, Subgroup } from './subgroup.js'
import { Synapses } from './synapses.js'

/** The objects of a model that is plain data, made and told what to do as a program would. */
export function objectsFromSpec(spec: ModelSpec): readonly NetworkObject[] {
  const made = new Map<string, NetworkObject>()
  const group = (text: string): Population => {
    const { name, part } = readGroupName(text)
    const found = made.get(name)
    if (found instanceof NeuronGroup || found instanceof SpikeGeneratorGroup) return part ? found.slice(...part) : found
    throw new SpikecError([diagnostic('N011', { name, objects: [...made.keys()].join(', ') })])
  }
  const elements = (name: string): Population | Synapses => {
    const found = made.get(name)
    return found instanceof Synapses ? found : group(name)
  }
  const linked: [NeuronGroup, string, LinkSpec][] = []
  for (const { active = true, ...object } of spec.objects) {
    const { name } = object
    if (made.has(name)) throw new SpikecError([diagnostic('N008', { name, what: 'give one of them another name' })])
    switch (object.kind) {
      case 'NeuronGroup': {
        const { kind: _, N, model, operations, run_on_event = [], links = {}, method, ...options } = object
        const integrated = method === undefined ? {} : { method: methodFromSpec(method) }
        const neurons = new NeuronGroup(N, equationsFromSpec(model), { ...options, ...integrated })
        for (const { event, code, ...place } of run_on_event) neurons.run_on_event(event, code, place)
        for (const [variable, link] of Object.entries(links)) linked.push([neurons, variable, link])
        made.set(name, withOperations(neurons, operations))
        break
      }
      case 'PoissonGroup': {
        const { kind: _, N, rates, operations, ...options } = object
        made.set(name, withOperations(new PoissonGroup(N, rates, options), operations))
        break
      }
      case 'PoissonInput': {
        const { kind: _, target, variable, N, rate, weight, ...options } = object
        made.set(name, new PoissonInput(group(target), variable, N, rate, weight, options))
        break
      }
      case 'SpikeGeneratorGroup': {
        const { kind: _, N, indices, times, ...options } = object
        made.set(name, new SpikeGeneratorGroup(N, indices, times, options))
        break
      }
      case 'Synapses': {
        const { kind: _, source, target, model, operations, method, ...options } = object
        const equations = model === undefined ? {} : { model: equationsFromSpec(model) }
        const integrated = method === undefined ? {} : { method: methodFromSpec(method) }
        const synapses = new Synapses(elements(source), elements(target), { ...options, ...equations, ...integrated })
        made.set(name, withOperations(synapses, operations))
        break
      }
      case 'EventMonitor': {
        const { kind: _, source, event, ...options } = object
        made.set(name, new EventMonitor(group(source), event, options))
        break
      }
      case 'SpikeMonitor': {
        const { kind: _, source, ...options } = object
        made.set(name, new SpikeMonitor(group(source), options))
        break
      }
      case 'StateMonitor': {
        const { kind: _, source, variables, ...options } = object
        made.set(name, new StateMonitor(elements(source), variables, options))
        break
      }
      case 'PopulationRateMonitor': {
        const { kind: _, source, ...options } = object
        made.set(name, new PopulationRateMonitor(group(source), options))
        break
      }
      case 'NetworkOperation':
        throw new SpikecError([diagnostic('V040', { name, where: 'a model that is data' })])
    }
    const one = made.get(name)
    if (one) one.active = active
  }
  // A variable may be linked to a group that is made after its own.
  for (const [neurons, variable, { source, variable: other, ...options }] of linked)
    neurons.set(variable, linked_var(group(source), other, options))
  for (const action of spec.actions) {
    const { name, part } = readGroupName(action.target)
    const whole = made.get(name)
    const object = part && whole instanceof NeuronGroup ? whole.slice(...part) : whole
    if (action.kind === 'connect' && object instanceof Synapses) object.connect(action.rule)
    else if (action.kind === 'set_spikes' && object instanceof SpikeGeneratorGroup) {
      const { kind: _, target: __, indices, times, ...options } = action
      object.set_spikes(indices, times, options)
    } else if (
      action.kind === 'set' &&
      (object instanceof NeuronGroup || object instanceof Subgroup || object instanceof Synapses)
    ) {
      object.set(action.variable, action.value, action.where === undefined ? {} : { where: action.where })
    } else if (object) {
      throw new SpikecError([
        diagnostic('V008', {
          what: `setup of \`${action.target}\``,
          problem: `${action.kind} is not for a ${object.constructor.name}`,
        }),
      ])
    } else throw new SpikecError([diagnostic('N011', { name: action.target, objects: [...made.keys()].join(', ') })])
  }
  return [...made.values()]
}
