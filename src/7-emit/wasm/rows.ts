/** Loops over the synapses of one neuron. */
import { unreachable } from '../../diagnostics/index.js'
import { index, load, local } from '../../ir/build.js'
import type {
  ColumnLayout,
  ComputedRow,
  DenseLayout,
  Expr,
  IndexedLayout,
  OneToOneLayout,
  ProceduralLayout,
  Row,
  SparseLayout,
  Stmt,
} from '../../ir/ir.js'
import { vectorLoop } from './loops.js'
import { type Elements, vectorPlan } from './plan.js'
import { scalar } from './scalar.js'
import {
  countedLoop,
  counterBinding,
  readInteger,
  scalarSite,
  type Writer,
  withBinding,
  writeStatements,
} from './statements.js'
import { eachSynapse, inRuns } from './turns.js'
import { block, conditional, f64, get, i32, set, type Wat } from './wat.js'

export function writeRow(domain: Row, body: readonly Stmt[], writer: Writer): void {
  const { layout } = domain
  switch (layout.kind) {
    case 'dense':
      writeDense(domain, layout, body, writer)
      return
    case 'column':
      writeColumn(domain, layout, body, writer)
      return
    case 'csr':
      writeSparse(domain, layout, body, writer)
      return
    case 'indexed':
      writeIndexed(domain, layout, body, writer)
      return
    case 'one-to-one':
      writeOnly(domain, layout, body, writer)
      return
    case 'procedural':
      writeDrawn(domain, layout, body, writer)
      return
    case 'computed':
      throw new Error('internal error of spikec: computed rows are written out before')
    default:
      unreachable(layout)
  }
}

/** Where a dense row's synapses begin. */
export function startOf({ targets }: DenseLayout, source: Expr, writer: Writer): Wat {
  return ['i32.mul', scalar(source, scalarSite(writer)), i32(targets)]
}

/** The neuron at the other end and the place of the synapse, as locals, and the writer that knows them. */
function named({ target, synapse }: Row, writer: Writer) {
  const { frame } = writer
  const [other, place] = [frame.declare(target, 'i32'), frame.declare(synapse, 'i32')]
  const inner = withBinding(withBinding(writer, target, counterBinding(other)), synapse, counterBinding(place))
  return { other, place, inner }
}

function writeDense(domain: Row, layout: DenseLayout, body: readonly Stmt[], writer: Writer): void {
  const { frame } = writer
  const { target, synapse } = domain
  const start = startOf(layout, domain.source, writer)
  const elements = elementsOf({ ...domain, layout }, body)
  const counters = [
    { name: target, first: i32(0) },
    { name: synapse, first: start },
  ]
  if (vectorLoop({ ...elements, counters }, writer)) return
  const { other, place, inner } = named(domain, writer)
  frame.emit(set(other, i32(0)))
  countedLoop(frame, 'targets', other, i32(layout.targets), () => {
    frame.emit(set(place, ['i32.add', start, get(other)]))
    writeStatements(elements.body, inner)
  })
}

function writeColumn(domain: Row, layout: ColumnLayout, body: readonly Stmt[], writer: Writer): void {
  const { frame } = writer
  const elements = elementsOf({ ...domain, layout }, body)
  if (vectorLoop({ ...elements, counters: [{ name: domain.target, first: i32(0) }] }, writer)) return
  const { other, place, inner } = named(domain, writer)
  const column = frame.declare('column', 'i32')
  frame.emit(set(column, scalar(domain.source, scalarSite(writer))))
  frame.emit(set(other, i32(0)))
  countedLoop(frame, 'sources', other, i32(layout.sources), () => {
    frame.emit(set(place, ['i32.add', ['i32.mul', get(other), i32(layout.targets)], get(column)]))
    writeStatements(elements.body, inner)
  })
}

/** Several at a time, where they can be; says whether they can. */
function writeListed(
  domain: Row,
  layout: SparseLayout | IndexedLayout,
  body: readonly Stmt[],
  writer: Writer,
): boolean {
  const { frame, use } = writer
  const elements = elementsOf({ ...domain, layout }, body)
  if (vectorPlan(elements).kind === 'scalar') return false
  const source = scalar(domain.source, scalarSite(writer))
  const end = frame.declare('rowEnd', 'i32')
  frame.emit(set(end, readInteger(layout.rowStart, ['i32.add', source, i32(1)], use)))
  const first = readInteger(layout.rowStart, source, use)
  return vectorLoop(
    { ...elements, counters: elements.counters.map((name) => ({ name, first })), end: get(end) },
    writer,
  )
}

function writeSparse(domain: Row, layout: SparseLayout, body: readonly Stmt[], writer: Writer): void {
  if (writeListed(domain, layout, body, writer)) return
  const { frame, use } = writer
  const source = scalar(domain.source, scalarSite(writer))
  const { other, place, inner } = named(domain, writer)
  const end = frame.declare('rowEnd', 'i32')
  frame.emit(set(end, readInteger(layout.rowStart, ['i32.add', source, i32(1)], use)))
  frame.emit(set(place, readInteger(layout.rowStart, source, use)))
  const write = (ahead: number, own: readonly Stmt[]) => {
    frame.emit(set(other, readInteger(layout.targetOf, get(place), use, ahead)))
    writeStatements(own, withBinding(inner, domain.synapse, counterBinding(place, ahead)))
  }
  const runs = inRuns(domain, layout, body, { other, place }, writer)
  eachSynapse(body, place, get(end), frame, write, runs)
}

function writeIndexed(domain: Row, layout: IndexedLayout, body: readonly Stmt[], writer: Writer): void {
  if (writeListed(domain, layout, body, writer)) return
  const { frame, use } = writer
  const source = scalar(domain.source, scalarSite(writer))
  const { other, place, inner } = named(domain, writer)
  const [entry, end] = [frame.declare('entry', 'i32'), frame.declare('rowEnd', 'i32')]
  frame.emit(set(end, readInteger(layout.rowStart, ['i32.add', source, i32(1)], use)))
  frame.emit(set(entry, readInteger(layout.rowStart, source, use)))
  eachSynapse(body, entry, get(end), frame, (ahead, own) => {
    frame.emit(set(other, readInteger(layout.neighbourOf, get(entry), use, ahead)))
    frame.emit(set(place, readInteger(layout.synapseAt, get(entry), use, ahead)))
    writeStatements(own, inner)
  })
}

/** The entry of an index: no name of the model has a blank in it. */
const ENTRY = 'entry of row'

/** A neuron's only synapse, where it has one. */
function writeOnly(
  domain: Row,
  { sources, targets, count }: OneToOneLayout,
  body: readonly Stmt[],
  writer: Writer,
): void {
  const { frame } = writer
  const { other, place, inner } = named(domain, writer)
  frame.emit(set(other, scalar(domain.source, scalarSite(writer))))
  frame.emit(set(place, get(other)))
  const statements = frame.captured(() => writeStatements(body, inner))
  const all = sources === count && targets === count
  frame.emitLines(all ? statements : conditional(['i32.lt_u', get(place), i32(count)], statements))
}

/** From each synapse to the next, as far as the random numbers of the row say. */
function writeDrawn(domain: Row, layout: ProceduralLayout, body: readonly Stmt[], writer: Writer): void {
  const { frame, use } = writer
  const site = scalarSite(writer)
  use.draws.add('gap')
  const { other, place, inner } = named(domain, writer)
  const [at, scale] = [frame.declare('at', 'f64'), frame.declare('scale', 'f64')]
  const [row, seed] = [frame.declare('row', 'i32'), frame.declare('seed', 'i32')]
  for (const wat of [
    set(row, scalar(domain.source, site)),
    set(seed, readInteger(layout.seed, i32(0), use)),
    set(scale, scalar(load(layout.scale, index(0), 'shared'), site)),
    set(at, f64(-1)),
    set(place, i32(-1)),
  ])
    frame.emit(wat)
  const key = i32(use.streamKey(layout.stream) | 0)
  const turn = frame.captured(() => {
    frame.emit(set(place, ['i32.add', get(place), i32(1)]))
    frame.emit(set(at, ['f64.add', get(at), ['call', '$gap', get(seed), key, get(place), get(row), get(scale)]]))
    frame.emit(['br_if', '$drawn.end', ['i32.eqz', ['f64.lt', get(at), f64(layout.targets)]]])
    frame.emit(set(other, ['i32.trunc_sat_f64_s', get(at)]))
    if (!layout.diagonal) frame.emit(['br_if', '$drawn', ['i32.eq', get(other), get(row)]])
    writeStatements(body, inner)
    frame.emit(['br', '$drawn'])
  })
  frame.emitLines(block('block $drawn.end', block('loop $drawn', turn)))
}

/** A row whose synapses stand in memory one after the other, or are listed. */
export interface ListedRow extends Row {
  readonly layout: Exclude<Row['layout'], OneToOneLayout | ProceduralLayout | ComputedRow>
}

/** The synapses of a row, as a loop over them counts them. */
export function elementsOf(domain: ListedRow, body: readonly Stmt[]): Elements {
  const { layout, source, target, synapse } = domain
  const own = bodyOf(domain, body)
  switch (layout.kind) {
    case 'dense':
      return { counters: [target, synapse], count: layout.targets, body: own }
    case 'column': {
      const start: Expr = product(local(target, 'i32'), index(layout.targets))
      const value: Expr = { kind: 'binary', type: 'i32', operation: 'add', left: start, right: source }
      return {
        counters: [target],
        count: layout.sources,
        spread: [{ name: synapse, value, distinct: true }],
        body: own,
      }
    }
    case 'csr': {
      const value = load(layout.targetOf, local(synapse, 'i32'), 'contiguous')
      const spread = [{ name: target, value, distinct: layout.distinct ?? false }]
      return { counters: [synapse], count: undefined, spread, body: own }
    }
    case 'indexed': {
      const entry = local(ENTRY, 'i32')
      const spread = [
        { name: target, value: load(layout.neighbourOf, entry, 'contiguous'), distinct: false },
        { name: synapse, value: load(layout.synapseAt, entry, 'contiguous'), distinct: true },
      ]
      return { counters: [ENTRY], count: undefined, spread, body: own }
    }
    default:
      return unreachable(layout)
  }
}

function product(left: Expr, right: Expr): Expr {
  return { kind: 'binary', type: 'i32', operation: 'multiply', left, right }
}

/**
 * A row's statements; the place of a neuron's synapse to itself, where there is none, is left as it is. It is there, so
 * that it may be read.
 */
export function bodyOf({ layout, target, source }: Row, body: readonly Stmt[]): readonly Stmt[] {
  if ((layout.kind !== 'dense' && layout.kind !== 'column') || layout.diagonal) return body
  const own: Expr = { kind: 'local', type: 'i32', name: target }
  const condition: Expr = { kind: 'binary', type: 'bool', operation: 'not-equal', left: own, right: source }
  const names = body.findIndex((stmt) => stmt.kind !== 'let')
  return [...body.slice(0, names), { kind: 'if', condition, body: body.slice(names) }]
}
