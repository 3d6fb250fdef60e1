/** How synapses stand in memory, as a table. */
import { bytesText, countText, type Representation } from '../runtime/representation.js'
import { inColumns } from './columns.js'

export function representationsText(representations: readonly Representation[]): string {
  const lines = inColumns(representations.map(columnsOf)).split('\n')
  return `representations\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function columnsOf(one: Representation): readonly string[] {
  const { name, representation, index, weights, bytes, bytesPerSynapse, why } = one
  const stored = Object.entries(weights).map(([variable, storage]) => `${variable} ${storage}`)
  return [
    name,
    representation,
    index === 'none' ? 'no index' : `index ${index}`,
    stored.length > 0 ? stored.join(', ') : 'no variables',
    `${bytesPerSynapse} B a synapse`,
    countText(one),
    `${bytesText(bytes.total)} placed`,
    why,
  ]
}
