/** WebAssembly text that is written by hand. */
import { readFileSync } from 'node:fs'

export function templateLines(name: string): readonly string[] {
  return readFileSync(new URL(`../../../templates/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
}
