import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compiledGrammar, grammarNames, parserPath } from '../../scripts/grammar.mjs'

test.each(grammarNames)('the parser of %s is what its grammar compiles to', (name) => {
  expect(readFileSync(parserPath(name), 'utf8')).toBe(compiledGrammar(name))
})
