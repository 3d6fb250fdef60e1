/** Where things are, and where they may be put for a while. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BenchError } from './process.js'

/** The package's folder, wherever in it this file was bundled to. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)))
export const dist = join(root, 'dist')

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: string }
    if (name === 'spikec') return folder
  }
  if (folder === parse(folder).root) throw new BenchError('The benchmark must lie inside the spikec package', 3)
  return findRoot(dirname(folder))
}

export function built(path: string): string {
  const file = join(dist, path)
  if (!existsSync(file)) throw new BenchError(`dist/${path} is missing: build spikec first, with \`npm run build\``, 3)
  return file
}

/** A temporary folder, removed when the measuring is over. */
export async function withFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'spikec-bench-'))
  try {
    return await measure(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
