/** Loops over the lags of a pathway, and over what is on its way to synapses from earlier runs -> lines of TypeScript. */
import type { Domain } from '../../ir/ir.js'
import type { StatementPrinter } from './statements.js'

export function printLags(
  { position, lag, lags, count, since }: Extract<Domain, { kind: 'lags' }>,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const [d, steps] = [printer.local(position), printer.local(lag)]
  return [
    `for (let ${d} = ${printer.array(count.name)}[0] - 1; ${d} >= 0; ${d}--) {`,
    `  const ${steps} = ${printer.array(lags.name)}[${d}]`,
    `  if (${steps} > step - ${printer.array(since.name)}[0]) continue`,
    ...body,
    '}',
  ]
}

export function printPending(
  { first, steps, starts, pre, post, synapse }: Extract<Domain, { kind: 'pending' }>,
  body: readonly string[],
  printer: StatementPrinter,
): readonly string[] {
  const [due, from] = [printer.local('due'), printer.array(starts.name)]
  const names = [pre, post, synapse].map(
    ({ name, array }) => `    const ${printer.local(name)} = ${printer.array(array.name)}[p]`,
  )
  return [
    `const ${due} = step - ${printer.array(first.name)}[0]`,
    `if (${due} < ${printer.array(steps.name)}[0]) {`,
    `  for (let p = ${from}[${due}]; p < ${from}[${due} + 1]; p++) {`,
    ...names,
    ...body.map((line) => (line === '' ? line : `  ${line}`)),
    '  }',
    '}',
  ]
}
