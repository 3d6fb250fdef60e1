/** Stage 7: the program of a step -> WebAssembly text, one function a kernel, over the memory that the runtime holds. */
import { assertInternal } from '../../diagnostics/index.js'
import { eventArrays } from '../../ir/events.js'
import { FUNCTIONS } from '../../ir/functions/index.js'
import type { Kernel, StepProgram } from '../../ir/ir.js'
import { DERIVED, PARAMETERS, type Placed, type Placement } from '../../ir/placement.js'
import { filledBy, visitStmts } from '../../ir/walk.js'
import { derivedSlots, hostedKernels, ownKernels } from '../typescript/text.js'
import { LANE_DRAWS, laneDrawText } from './draws.js'
import type { Binding } from './frame.js'
import { frame, functionLines } from './frame.js'
import { functionText } from './functions.js'
import { type ModuleUse, storeScalar } from './places.js'
import { type Parameter, ringRow, type Writer, writeStatements } from './statements.js'
import { tableData } from './tables.js'
import { templateLines } from './templates.js'
import { comment, flat, get, i32, indented, set, type Wat } from './wat.js'

/** `streamKey` is the runtime's: the key of a stream of random numbers. */
export function emitWasm(
  program: StepProgram,
  arrays: readonly Placed[],
  placement: Placement,
  streamKey: (name: string) => number,
): string {
  const use = useOf(program, placement, streamKey)
  const functions: (readonly string[])[] = []
  for (const name of hostedKernels(program)) use.host.add(name)
  for (const kernel of ownKernels(program))
    if (!use.host.has(kernel.name)) functions.push(kernelText(kernel, use, functions))
  const parts = [runText(program, use), ...functions, ...elementaryTexts(use), ...drawTexts(use)]
  const body = [
    ...memoryMap(arrays, placement),
    '',
    ...importLines(use, arrays),
    ...tableData(use),
    ...exportLines(program, use),
    ...parts.flatMap((text) => ['', ...text]),
  ]
  return `(module\n${indented(body).join('\n')}\n)\n`
}

function useOf(program: StepProgram, placement: Placement, streamKey: (name: string) => number): ModuleUse {
  const blocks = {
    parameter: { start: placement.offsets.get(PARAMETERS) ?? 0, names: program.parameters.map((p) => p.name) },
    derived: { start: placement.offsets.get(DERIVED) ?? 0, names: derivedSlots(program) },
  }
  return {
    placement,
    globals: new Set(),
    functions: new Set(),
    draws: new Set(),
    tables: new Map(),
    added: new Set(),
    host: new Set(),
    slotOffset: (block, name) => {
      const at = blocks[block].names.indexOf(name)
      assertInternal(at >= 0, `no slot ${name}`)
      return blocks[block].start + 8 * at
    },
    streamKey,
  }
}

function memoryMap(arrays: readonly Placed[], { offsets }: Placement): readonly string[] {
  const rows = arrays.map(({ name, element, length }) => {
    const at = offsets.get(name)
    return `${String(at ?? 'later').padStart(10)}  ${name}: ${typeof length === 'number' ? `${length} ` : ''}${element}`
  })
  return ['where arrays stand in memory, in bytes', ...rows].map(comment)
}

/** Numbers that are drawn by rejection are left to the runtime, with how many parameters their distributions have. */
const HOSTED_DRAWS = [
  ['poisson', 1],
  ['binomial', 2],
] as const

function hostedDraw([name, parameters]: (typeof HOSTED_DRAWS)[number]): string {
  const place = 'i32 i32 i32 i32 f64 i32'
  return `(import "draw" "${name}" (func $${name} (param ${place}${' f64'.repeat(parameters)}) (result f64)))`
}

function importLines(use: ModuleUse, arrays: readonly Placed[]): readonly string[] {
  const bases = arrays
    .filter(({ name }) => use.globals.has(name))
    .map(({ name }) => `(import "address" "${name}" (global $${name} i32))`)
  return [
    '(import "simulation" "memory" (memory 1))',
    ...(use.draws.size > 0 ? ['(import "simulation" "seed" (global $seed i32))'] : []),
    ...bases,
    ...HOSTED_DRAWS.filter(([name]) => use.draws.has(name)).map(hostedDraw),
    ...[...use.host].map((name) => `(import "host" "${name}" (func $${name} (param $step f64)))`),
  ]
}

/** Beside `run`, each kernel by itself, for steps whose kernels are called one by one. */
function exportLines(program: StepProgram, { host }: ModuleUse): readonly string[] {
  return ownKernels(program)
    .filter(({ name }) => !host.has(name))
    .map(({ name }) => `(export "${name}" (func $${name}))`)
}

function kernelText(kernel: Kernel, use: ModuleUse, functions: (readonly string[])[]): readonly string[] {
  return functionOf(kernel.name, kernel.title, [], use, functions, (writer) => {
    writeStatements(kernel.body, opened(kernel, writer))
  })
}

const STEP: Parameter = {
  name: 'step',
  type: 'f64',
  binding: { kind: 'scalar', type: 'f64', wat: get('$step') },
}

function functionOf(
  name: string,
  title: string,
  more: readonly Parameter[],
  use: ModuleUse,
  functions: (readonly string[])[],
  write: (writer: Writer) => void,
): readonly string[] {
  const parameters = more.some((parameter) => parameter.name === 'step') || more.length > 0 ? more : [STEP]
  const own = frame(parameters.map((parameter) => `$${parameter.name}`))
  const slots = new Map<string, { readonly local: string; readonly value: Wat }>()
  const scope = new Map<string, Binding>(parameters.map(({ name: local, binding }) => [local, binding]))
  const body = own.captured(() =>
    write({
      use,
      frame: own,
      scope,
      name,
      slot: (block, slot) => {
        const known = slots.get(`${block}:${slot}`)
        if (known) return get(known.local)
        const local = own.declare(slot, 'f64')
        slots.set(`${block}:${slot}`, {
          local,
          value: ['f64.load', `offset=${use.slotOffset(block, slot)}`, i32(0)],
        })
        return get(local)
      },
      addFunction: (wish, inner, writeInner) => {
        const added = use.added.has(wish) ? `${wish}.${use.added.size}` : wish
        use.added.add(added)
        functions.push(functionOf(added, 'The same for one element.', inner, use, functions, writeInner))
        return `$${added}`
      },
    }),
  )
  const heads = [...slots.values()].map(({ local, value }) => flat(set(local, value)))
  const heading = [`$${name}`, ...parameters.map((p) => `(param $${p.name} ${p.type})`)].join(' ')
  return [comment(title), ...functionLines(heading, own, [...heads, ...body])]
}

/** A kernel that fills a spike list begins it anew: the row of this step is emptied first. */
function opened(kernel: Kernel, writer: Writer): Writer {
  let current = writer
  visitStmts(kernel.body, (stmt) => {
    const list = filledBy(stmt)
    if (!list) return
    const slot = writer.frame.declare('slot', 'i32')
    writer.frame.emit(set(slot, ringRow(list, 0, get('$step'), writer.use)))
    const { counts } = eventArrays(list)
    writer.frame.emit(storeScalar(counts, i32(0), 'i32', list.depth === 1 ? i32(0) : get(slot), writer.use))
    const binding: Binding = { kind: 'scalar', type: 'i32', wat: list.depth === 1 ? i32(0) : get(slot) }
    current = { ...current, scope: new Map([...current.scope, ['ring slot', binding]]) }
  })
  return current
}

function runText(program: StepProgram, use: ModuleUse): readonly string[] {
  const rooms = program.rooms.map(
    ({ counter, capacity, needed }): Wat => [
      'br_if',
      '$stopped',
      typeof capacity === 'number'
        ? ['i32.gt_s', counterOf(counter.name, use), i32(capacity - needed)]
        : ['i32.gt_s', ['i32.add', counterOf(counter.name, use), i32(needed)], counterOf(capacity.name, use)],
    ],
  )
  const calls = ownKernels(program).map((kernel): string => {
    const { interval } = kernel
    if (interval === 1) return flat(['call', `$${kernel.name}`, get('$step')])
    const rest: Wat = ['i64.rem_u', ['i64.trunc_sat_f64_u', get('$step')], ['i64.const', String(interval)]]
    // A kernel counts the steps of its own clock.
    const call: Wat = ['call', `$${kernel.name}`, ['f64.div', get('$step'), ['f64.const', String(interval)]]]
    return flat(['if', ['i64.eqz', rest], ['then', call]])
  })
  return [
    comment('Runs the steps from $first to before $end; stops earlier where a recorder is full, and says where.'),
    '(func (export "run") (param $first f64) (param $end f64) (result f64)',
    '  (local $step f64)',
    '  (local.set $step (local.get $first))',
    '  (block $stopped',
    '    (loop $steps',
    '      (br_if $stopped (f64.ge (local.get $step) (local.get $end)))',
    ...rooms.map((room) => `      ${flat(room)}`),
    ...calls.map((call) => `      ${call}`),
    '      (local.set $step (f64.add (local.get $step) (f64.const 1)))',
    '      (br $steps)))',
    '  (local.get $step)',
    ')',
  ]
}

function counterOf(name: string, use: ModuleUse): Wat {
  const at = use.placement.offsets.get(name)
  assertInternal(at !== undefined, `${name} has no place`)
  return ['i32.load', `offset=${at}`, i32(0)]
}

/** Functions that are used, and those that they use. */
function elementaryTexts(use: ModuleUse): readonly (readonly string[])[] {
  const done = new Map<string, readonly string[]>()
  for (let before = -1; before !== done.size; ) {
    before = done.size
    for (const definition of Object.values(FUNCTIONS)) {
      if (use.functions.has(definition.name) && !done.has(definition.name))
        done.set(definition.name, functionText(definition, use))
    }
  }
  return [...done.values()]
}

/** The generator of random numbers, one at a time written by hand. */
function drawTexts({ draws }: ModuleUse): readonly (readonly string[])[] {
  if (draws.size === 0) return []
  const jump = draws.has('jump') ? [templateLines('jump.wat')] : []
  const gap = draws.has('gap') ? [templateLines('gap.wat')] : []
  const lanes = LANE_DRAWS.filter((name) => draws.has(name)).map(laneDrawText)
  return [templateLines('random.wat'), templateLines('normal.wat'), ...jump, ...gap, ...lanes]
}
