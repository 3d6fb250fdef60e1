/** The functions that are written in IR -> the module of the runtime that holds them. */
import type { Block, FunctionDefinition } from '../../ir/function.js'
import type { Expr, TableEntry } from '../../ir/ir.js'
import { visitAll } from '../../ir/walk.js'
import { FUNCTION_NAMES, printExpression } from './expression.js'
import { printStatements, type StatementPrinter } from './statements.js'

/** What is called in the module, which no value in a function may hide. */
const NAMES_OF_FUNCTIONS: ReadonlySet<string> = new Set([
  ...Object.values(FUNCTION_NAMES),
  ...['exponent', 'significand', 'powerOfTwo'],
])

/** The text of `generated/elementary.ts`. */
export function emitElementary(definitions: readonly FunctionDefinition[]): string {
  const used = new Set<string>()
  const functions = definitions.map((definition) => printFunction(definition, used))
  const own = new Set(definitions.map(({ name }) => FUNCTION_NAMES[name]))
  const imports = [...used].filter((name) => !own.has(name)).sort()
  const tables = tablesOf(definitions).map(
    ({ name, values }) => `const ${name} = Float64Array.of(${values.join(', ')})\n`,
  )
  return [
    '// Printed from src/ir/functions by scripts/generate.mjs; do not edit.',
    `import { ${imports.join(', ')} } from '../src/runtime/bits.js'\n`,
    ...tables,
    ...functions,
  ].join('\n')
}

function tablesOf(definitions: readonly FunctionDefinition[]): readonly TableEntry[] {
  const tables = new Map<string, TableEntry>()
  const see = (expr: Expr) => expr.kind === 'table' && tables.set(expr.name, expr)
  for (const { body, rare } of definitions) for (const part of [body, rare?.body ?? []]) visitAll(part, see)
  return [...tables.values()]
}

/**
 * What is rare and long stands in a function of its own: engines inline short functions, and a double that a function
 * returns which is not inlined is put on the heap.
 */
function printFunction(definition: FunctionDefinition, used: Set<string>): string {
  const { about, rare } = definition
  const name = FUNCTION_NAMES[definition.name]
  const main = (early: readonly string[]) => [
    `/** ${about} */`,
    `export ${heading(name, definition)} {`,
    ...indented([...early, ...printBlock(definition, used)]),
    '}\n',
  ]
  if (!rare) return main([]).join('\n')
  const outside = rare.body.length > 0
  const rareName = `rare${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const answer = outside ? [`return ${rareName}(${definition.parameters.join(', ')})`] : printBlock(rare, used)
  const condition = printExpression(rare.condition, printerOf(used))
  const lines = main([`if (${condition}) ${answer.join(' ')}`])
  if (!outside) return lines.join('\n')
  const own = [`${heading(rareName, definition)} {`, ...indented(printBlock(rare, used)), '}\n']
  return [...lines, `/** ${name} where its straight line does not do. */`, ...own].join('\n')
}

function heading(name: string, { parameters }: FunctionDefinition): string {
  return `function ${name}(${parameters.map((parameter) => `${parameter}: number`).join(', ')}): number`
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((text) => `  ${text}`)
}

function printBlock({ body, result }: Block, used: Set<string>): readonly string[] {
  const printer = printerOf(used)
  return [...printStatements(body, printer), `return ${printExpression(result, printer)}`]
}

/** Definitions read nothing but their parameters, their own values and tables. */
function printerOf(used: Set<string>): StatementPrinter {
  const nothing = (what: string) => (): never => {
    throw new Error(`internal error of spikec: a function reads ${what}`)
  }
  return {
    local: (name) => (NAMES_OF_FUNCTIONS.has(name) ? `${name}_2` : name),
    use: (name) => {
      used.add(name)
      return name
    },
    array: nothing('an array'),
    slot: nothing('a slot'),
    slotIndex: nothing('a slot'),
    stream: nothing('a stream'),
  }
}
