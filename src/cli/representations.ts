/** How synapses stand in memory, as a table. */
import { bytesText, type Representation } from '../runtime/representation.js'
import { inColumns } from './columns.js'

export function representationsText(representations: readonly Representation[]): string {
  const rows = representations.map(
    ({ name, representation, index, weights, synapses, bytes, bytesPerSynapse, why }) => [
      name,
      representation,
      index === 'none' ? 'no index' : `index ${index}`,
      Object.entries(weights)
        .map(([variable, storage]) => `${variable} ${storage}`)
        .join(', ') || 'no variables',
      `${bytesPerSynapse} B a synapse`,
      synapses === undefined ? 'as many as are made' : `${synapses} synapses`,
      `${bytesText(bytes.total)} placed`,
      why,
    ],
  )
  const lines = inColumns(rows)
    .split('\n')
    .map((line) => `  ${line}`)
  return `representations\n${lines.join('\n')}`
}
