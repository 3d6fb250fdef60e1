/** The report of costs as text. */
import { unreachable } from '../diagnostics/index.js'
import { bytesIn, flopsIn, flopsOf, type KernelCost, type Operations, type Traffic, type Work } from '../ir/cost.js'
import type { Amount, CostReport } from '../ir/cost-report.js'
import { inColumns } from './columns.js'

export function costText({ kernels, step, spikes, synapses, arrays, bytes }: CostReport): string {
  const totals = [
    ['a step in which nothing spikes', ...amountTexts(step)],
    ...spikes.map(({ group, ...amount }) => [`a spike of ${group}`, ...amountTexts(amount)]),
    ...synapses.map(({ kernel, ...amount }) => [`a synapse that ${kernel} reaches`, ...amountTexts(amount)]),
  ]
  const memory = arrays.map(({ name, element, length, bytes: own }) =>
    length === undefined
      ? [name, element, 'a synapse', `${own} B each`]
      : [name, element, String(length), bytesText(own)],
  )
  return [
    ...kernels.map(kernelText),
    `in all\n${indented(inColumns(totals))}`,
    `memory, ${bytesText(bytes)} placed\n${indented(inColumns(memory))}`,
    LEGEND,
  ].join('\n\n')
}

const LEGEND = `Flops are additions, multiplications, divisions and square roots of floating-point numbers. An element that a unit of
work names several times is read once. Contiguous elements are neighbours in neighbouring turns of a loop, shared ones the
same in all of them; gathered and scattered ones are reached by an index that is read.`

function kernelText({ name, title, slot, interval, work }: KernelCost): string {
  const every = interval > 1 ? `, every ${interval} steps` : ''
  return `${name} (${slot}${every}): ${title}\n${indented(workLines(work).join('\n'))}`
}

function workLines(work: Work): readonly string[] {
  const details = inColumns(detailsOf(work))
  const inner = work.inner.flatMap(workLines)
  if (work.unit.kind === 'call') return [...(details === '' ? [] : ['each time', indented(details)]), ...inner]
  return [headingOf(work), ...(details === '' ? [] : [indented(details)]), ...inner.map(indented)]
}

function headingOf({ unit, times, lanes }: Work): string {
  const turns = lanes && (lanes.why === undefined ? `, ${lanes.lanes} at a time` : `, one at a time: ${lanes.why}`)
  return `${nameOf(unit, times)}${turns ?? ''}`
}

function nameOf(unit: Work['unit'], times: number | undefined): string {
  switch (unit.kind) {
    case 'call':
      return 'each time'
    case 'neuron':
      return `a neuron, of ${times}`
    case 'element':
      return 'a synapse or a place of one, of those connected'
    case 'between':
      return 'a neuron of a range; how long that is, is known by the run alone'
    case 'chosen':
      return 'a neuron that is chosen at random'
    case 'event':
      return `a ${unit.event} of ${unit.group}`
    case 'synapse':
      return times === undefined ? 'a synapse, of those connected' : `a synapse, of ${rounded(times)} a spike`
    case 'lag':
      return 'a lag, of those that the delays have'
    case 'pending':
      return 'a synapse, of those that events of earlier runs reach'
    case 'sample':
      return `a recorded neuron, of ${times}`
    case 'turn':
      if (unit.over) return 'a number that a target may be computed from; how many there are is known by the run alone'
      return 'a step of a neuron within the time step; how many there are is known by the run alone'
    case 'where':
      return `where ${unit.condition}`
    default:
      return unreachable(unit)
  }
}

function detailsOf(work: Work): readonly (readonly string[])[] {
  const { operations, calls, inFunctions, loads, stores } = work
  const called = Object.entries(calls).map(([name, times]) => `${times} ${name}`)
  const [flops, bytes] = [flopsIn(work), bytesIn(work)]
  return [
    ...(isEmpty(operations) ? [] : [['arithmetic', flopsText(flopsOf(operations)), listed(operations)]]),
    ...(called.length === 0
      ? []
      : [['functions', flopsText(flopsOf(inFunctions)), `${called.join(', ')}${inside(inFunctions)}`]]),
    ...trafficRow('reads', loads),
    ...trafficRow('writes', stores),
    ...(flops > 0 && bytes > 0 ? [['intensity', `${rounded(flops / bytes)} flops a byte`]] : []),
  ]
}

function inside(operations: Operations): string {
  return isEmpty(operations) ? '' : `: ${listed(operations)}`
}

function trafficRow(name: string, traffic: Traffic): readonly (readonly string[])[] {
  const total = Object.values(traffic).reduce((a, b) => a + b, 0)
  return total === 0 ? [] : [[name, `${total} B`, listed(traffic)]]
}

function isEmpty(operations: Operations): boolean {
  return Object.values(operations).every((count) => count === 0)
}

function listed(counts: Operations | Traffic): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}

function amountTexts({ flops, bytes }: Amount): readonly string[] {
  const intensity = bytes > 0 ? [`${rounded(flops / bytes)} flops a byte`] : []
  return [flopsText(flops), bytesText(bytes), ...intensity]
}

function flopsText(flops: number): string {
  return `${rounded(flops)} ${flops === 1 ? 'flop' : 'flops'}`
}

function rounded(value: number): string {
  return String(Number.isInteger(value) || value >= 100 ? Math.round(value) : Number(value.toPrecision(2)))
}

function bytesText(bytes: number): string {
  if (bytes < 1000) return `${rounded(bytes)} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `  ${line}`))
    .join('\n')
}
