/** A simulation as one file: a program for Node, and a module that other programs import. */
import {
  type CompiledModel,
  createSimulation as create,
  type Simulation,
  type SimulationDescription,
  type SimulationOptions,
} from 'spikec/runtime'
import { isProgram, runProgram } from 'spikec/runtime/node'
import { data } from './data.js'
import { description } from './description.js'
import { createSetup } from './setup.js'
import { createStep } from './step.js'
import { wasm } from './wasm.js'

const model = (): CompiledModel => ({ description, createStep, createSetup, wasm, data: data(import.meta.url) })

/** What the simulation holds: groups, synapses, monitors, and the parameters that can be set. */
export const describe = (): SimulationDescription => description

/** A new simulation, with other parameters (`{ taum: '25*ms' }`) or another seed if wanted. */
export function createSimulation(options: SimulationOptions = {}): Simulation {
  return create(model(), options)
}

if (isProgram(import.meta.url)) await runProgram(model, description, import.meta.url)
