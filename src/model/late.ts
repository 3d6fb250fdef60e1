/** Calls of set() within a run, which are likely to come again in every step: each form of them is compiled once. */
import { checkData } from '../2-resolve/data.js'
import { dataReader, loadSetup } from '../8-bundle/in-process.js'
import { type Compiled, type CompiledLate, compileOne } from '../compile.js'
import { type Diagnostic, throwErrors } from '../diagnostics/index.js'
import type { SetupStep } from '../runtime/description.js'
import type { Simulation } from '../runtime/simulation.js'
import type { SetAction } from './spec.js'

export interface LateCache {
  readonly carryOut: (
    action: SetAction,
    built: { readonly compiled: Compiled; readonly simulation: Simulation },
  ) => void
}

interface Entry extends CompiledLate {
  readonly createSetup: ReturnType<typeof loadSetup>
  readonly scale: number
}

/** More forms than anyone writes; numbers with a condition are one each. */
const MOST = 1000

export function createLateCache(): LateCache {
  const entries = new Map<string, Entry>()
  return {
    carryOut(action, { compiled, simulation }) {
      const key = keyOf(action)
      const known = entries.get(key)
      if (known) checkValues(action)
      const entry = known ?? entryFor(action, compiled)
      if (!known && fitsAgain(action, entry)) {
        if (entries.size >= MOST) entries.clear()
        entries.set(key, entry)
      }
      const data = known ? withValues(action, entry) : entry.data
      const source = { createSetup: entry.createSetup, data: dataReader(data) }
      simulation.extend(
        source,
        entry.steps.map((step) => withNumber(step, action, entry)),
      )
    },
  }
}

/** Calls with the same key differ in nothing but their numbers. */
function keyOf({ target, variable, value, where, at }: SetAction): string {
  if (at !== undefined) return JSON.stringify([target, variable, typeof value === 'object' ? '' : value, where, at])
  if (typeof value === 'number' && where === undefined) return JSON.stringify([target, variable, 'number', value === 0])
  if (typeof value !== 'object') return JSON.stringify([target, variable, value, where])
  const { data, shape, unit } = value
  const zeros = unit === undefined && data.every((x) => x === 0)
  return JSON.stringify([target, variable, data.constructor.name, shape, unit, where, zeros])
}

function entryFor(action: SetAction, compiled: Compiled): Entry {
  const late = compileOne(compiled, action)
  const { groups, synapses } = compiled.description
  const owner = [...groups, ...synapses].find(({ name }) => name === action.target)
  const scale = owner?.variables.find(({ name }) => name === action.variable)?.scale ?? 1
  return { ...late, createSetup: loadSetup(late.setup), scale }
}

/** Numbers that were changed on their way, such as truth values, are not put in place again. */
function fitsAgain({ value, at }: SetAction, { data }: CompiledLate): boolean {
  if (at !== undefined) return false
  if (typeof value !== 'object') return !Number.isNaN(value)
  return data.size === 1 && [...data.values()][0] === value.data
}

function checkValues(action: SetAction): void {
  const diagnostics: Diagnostic[] = []
  checkData({ objects: [], actions: [action] }, (found) => diagnostics.push(found))
  throwErrors(diagnostics)
}

function withValues({ value }: SetAction, { data }: CompiledLate): CompiledLate['data'] {
  if (typeof value !== 'object') return data
  return new Map([...data.keys()].map((name) => [name, value.data]))
}

function withNumber(step: SetupStep, { value }: SetAction, { scale }: Entry): SetupStep {
  return step.kind === 'fill' && typeof value === 'number' ? { ...step, value: value / scale } : step
}
