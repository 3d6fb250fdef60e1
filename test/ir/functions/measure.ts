/** `npm run ulp [-- SAMPLES]`: the table of docs/functions.md, measured. */
import { measured, type Name, REFERENCES, statedBound } from './reference.js'
import { HARD, samplesOf } from './samples.js'

const count = Number(process.argv[2] ?? 20_000)
console.log('| function | stated | measured | at | engine |\n| --- | --- | --- | --- | --- |')
for (const name of Object.keys(REFERENCES) as Name[]) {
  const hard = HARD.filter(([of]) => of === name).map(([, x, y]) => [x, y] as const)
  const samples = [...samplesOf(name, count, 1), ...hard]
  const own = measured(name, 'computed', samples)
  const engine = measured(name, 'engine', samples)
  const at = name === 'power' ? own.at.join(', ') : String(own.at[0])
  const cells = [`\`${name}\``, statedBound(name), own.worst.toFixed(3), at, engine.worst.toFixed(3)]
  console.log(`| ${cells.join(' | ')} |`)
}
