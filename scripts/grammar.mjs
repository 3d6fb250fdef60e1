/**
 * Compiles the grammars of `grammar/` into `generated/parser/` with nearley's own compiler.
 * Run it after a change of a grammar: `node scripts/grammar.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const nearley = require('nearley')
const compile = require('nearley/lib/compile.js')
const generate = require('nearley/lib/generate.js')
const notation = require('nearley/lib/nearley-language-bootstrapped.js')
const { version } = require('nearley/package.json')

export const grammarNames = ['expression', 'equation', 'statement']

/** The TypeScript text of one grammar's parser. */
export function compiledGrammar(name) {
  const path = fileURLToPath(new URL(`../grammar/${name}.ne`, import.meta.url))
  const parser = new nearley.Parser(nearley.Grammar.fromCompiled(notation))
  parser.feed(`${readFileSync(path, 'utf8')}\n`)
  const structure = compile(parser.results[0], { version, args: [path] })
  return `// generated from grammar/${name}.ne by scripts/grammar.mjs; do not edit\n${generate(structure, 'grammar')}`
}

export function parserPath(name) {
  return fileURLToPath(new URL(`../generated/parser/${name}.ts`, import.meta.url))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of grammarNames) writeFileSync(parserPath(name), compiledGrammar(name))
}
