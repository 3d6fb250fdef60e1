/** The costs of kernels, added up by step and by spike, and the memory that the arrays take. */
import { bytesIn, flopsIn, type KernelCost, kernelCosts, type LanesUsed, type Work } from './cost.js'
import type { ElementType, For, StepProgram } from './ir.js'
import { BYTES, type Placed } from './placement.js'

export interface Amount {
  readonly flops: number
  readonly bytes: number
}

export interface ArrayCost {
  readonly name: string
  readonly element: ElementType
  /** Absent where it is as long as the object has synapses. */
  readonly length?: number
  /** Of the whole array, or of one synapse where the length is absent. */
  readonly bytes: number
}

export interface CostReport {
  readonly kernels: readonly KernelCost[]
  /** Of a step in which nothing spikes, on the average of those that not every step has. */
  readonly step: Amount
  /** Of one spike, with the rows of its all-to-all synapses. */
  readonly spikes: readonly ({ readonly group: string } & Amount)[]
  /** Of one synapse that a spike reaches, where a row is as long as it was connected. */
  readonly synapses: readonly ({ readonly kernel: string } & Amount)[]
  readonly arrays: readonly ArrayCost[]
  /** All that has a fixed place, blocks of scalars and alignment included. */
  readonly bytes: number
}

/** `bytes`: the end of what is placed. */
export function costReport(
  program: StepProgram,
  arrays: readonly Placed[],
  bytes: number,
  lanesOf: (loop: For) => LanesUsed,
): CostReport {
  const kernels = kernelCosts(program, lanesOf)
  const works = kernels.flatMap(({ name, work }) => withInner(work).map((one) => ({ name, work: one })))
  const spikes = new Map<string, Amount>()
  for (const { work } of works) {
    if (work.unit.kind !== 'event' || work.unit.event !== 'spike') continue
    const { group } = work.unit
    spikes.set(group, sum([spikes.get(group) ?? NOTHING, known(work)]))
  }
  return {
    kernels,
    step: sum(kernels.map(({ work, interval }) => times(known(work), 1 / interval))),
    spikes: [...spikes].map(([group, amount]) => ({ group, ...amount })),
    synapses: works.flatMap(({ name, work }) =>
      work.unit.kind === 'synapse' && work.times === undefined ? [{ kernel: name, ...known(work) }] : [],
    ),
    arrays: arrays.map(({ name, element, length }) => {
      return typeof length === 'number'
        ? { name, element, length, bytes: length * BYTES[element] }
        : { name, element, bytes: BYTES[element] }
    }),
    bytes,
  }
}

const NOTHING: Amount = { flops: 0, bytes: 0 }

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((a, b) => ({ flops: a.flops + b.flops, bytes: a.bytes + b.bytes }), NOTHING)
}

function times({ flops, bytes }: Amount, factor: number): Amount {
  return { flops: flops * factor, bytes: bytes * factor }
}

/** Of one unit with all that stands in it, as far as it is known how often that is. */
function known(work: Work): Amount {
  const own = { flops: flopsIn(work), bytes: bytesIn(work) }
  return sum([own, ...work.inner.flatMap((part) => (part.times === undefined ? [] : [times(known(part), part.times)]))])
}

function withInner(work: Work): readonly Work[] {
  return [work, ...work.inner.flatMap(withInner)]
}
