/** Dependencies run one way, and files stay of a size that can be read. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './program.js'

const source = join(root, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(source, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1])
  return specifiers.map((specifier) => relative(source, resolve(dirname(join(source, file)), specifier)))
}

const folderOf = (path: string) => path.split('/')[0]

/** Each folder with those that it may reach. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  units: [],
  diagnostics: [],
  plot: [],
  formats: ['diagnostics'],
  runtime: ['formats', 'plot', 'units', 'diagnostics', '..'],
  ir: ['diagnostics'],
  '1-parse': ['diagnostics', '..'],
  '2-resolve': ['1-parse', '3-units', 'model', 'runtime', 'units', 'diagnostics'],
  '3-units': ['2-resolve', 'units', 'diagnostics', 'model'],
  '4-integrate': ['2-resolve', 'units', 'diagnostics'],
  '5-lower': ['2-resolve', '3-units', '4-integrate', 'ir', 'model', 'runtime', 'units', 'diagnostics'],
  '6-optimise': ['2-resolve', 'ir', 'runtime', 'diagnostics'],
  '7-emit': ['ir', 'diagnostics'],
  '8-bundle': ['compile.js', 'runtime', 'diagnostics'],
  check: ['analyse.js', '1-parse', 'model', 'runtime', 'diagnostics'],
}

describe('dependencies', () => {
  test.each(Object.keys(MAY))('%s reaches only what it may', (folder) => {
    const reached = files
      .filter((file) => folderOf(file) === folder)
      .flatMap(importsOf)
      .map(folderOf)
    const wrong = [...new Set(reached)].filter((other) => other !== folder && !MAY[folder].includes(other))
    expect(wrong).toEqual([])
  })

  test('of the model, the stages see plain data only', () => {
    const stages = files.filter((file) => /^\d-/.test(file) && !file.startsWith('8-'))
    const seen = stages.flatMap(importsOf).filter((path) => folderOf(path) === 'model')
    expect([...new Set(seen)]).toEqual(['model/spec.js'])
  })

  test('of what is generated, the runtime takes the elementary functions and its draws, which are made of numbers alone', () => {
    const outside = files.filter((file) => folderOf(file) === 'runtime').flatMap(importsOf)
    const generated = ['../generated/elementary.js', '../generated/pair-draws.js']
    expect(outside.filter((path) => folderOf(path) === '..').sort()).toEqual(generated)
    expect(importsOf('../generated/pair-draws.ts')).toEqual([])
    expect(importsOf('../generated/elementary.ts')).toEqual(['runtime/bits.js'])
    expect(importsOf('runtime/bits.ts')).toEqual([])
  })

  test('what a bundle for any place carries knows nothing of Node', () => {
    const everywhere = files.filter(
      (file) => /^(formats|plot|runtime)\//.test(file) && !file.startsWith('runtime/node/'),
    )
    const wrong = everywhere.filter((file) =>
      /from 'node:|process\.|runtime\/node/.test(readFileSync(join(source, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })
})

test('no file of the source is longer than 400 lines', () => {
  const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 401)
  expect(long).toEqual([])
})
