/** Files of cases: a file is taken as it is, a folder for every `.json` in it. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) return filesIn(join(path, entry.name))
      return entry.name.endsWith('.json') ? [join(path, entry.name)] : []
    })
}
