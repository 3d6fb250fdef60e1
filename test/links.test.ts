/** Links between the pages, and from them into the repository, lead somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './program.js'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]

/** A page's text without its programs, in which brackets mean something else. */
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '')
}

/** The names by which a page's headings are linked to: in lower case, without punctuation, a hyphen for each space. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

function linksOf(page: string): readonly string[] {
  const prose = textOf(page).replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^\w+:/.test(target))
}

test('there are links to look at', () => {
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(50)
})

test.each(pages)('%s', (page) => {
  const broken = linksOf(page).filter((link) => {
    const [path, anchor] = link.split('#')
    const file = path === '' ? page : normalize(join(dirname(page), path))
    if (!existsSync(join(root, file))) return true
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor)
  })
  expect(broken).toEqual([])
})

describe('the files that the page of the architecture names', () => {
  /** The cells of the first table after a heading, without the line under its header. */
  const tableAfter = (heading: string) => {
    const lines = textOf('docs/architecture.md').split(`\n${heading}\n`)[1].split('\n')
    const first = lines.findIndex((line) => line.startsWith('|'))
    const length = lines.slice(first).findIndex((line) => !line.startsWith('|'))
    const rows = lines.slice(first, first + length).map((line) => line.slice(1, -1).split('|'))
    return rows.filter((_, k) => k !== 1)
  }
  const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
  const missing = (files: readonly string[]) => files.filter((file) => !existsSync(join(root, 'src', file)))

  test('are in the folders of the stages', () => {
    const [, ...stages] = tableAfter('## Stages')
    const files = stages.flatMap(([stage, , where]) =>
      names(where)
        .filter((name) => /^[a-z-]+\.ts$/.test(name))
        .map((name) => `${names(stage)}/${name}`),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(missing(files)).toEqual([])
  })

  test('are where the table of things has them', () => {
    const [[, ...header], ...things] = tableAfter('## Things')
    const folders = header.flatMap(names)
    const files = things.flatMap(([, ...cells]) =>
      cells.flatMap((cell, k) => names(cell).map((name) => `${folders[k]}/${name}.ts`)),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(missing(files)).toEqual([])
  })
})
