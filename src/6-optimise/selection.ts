/** Which passes run, as a person writes it: `all,-fuse-loops`, or `fold-constants,hoist-invariants` for exactly these. */
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { PASSES, type PassName } from './passes.js'

/**
 * The passes that a list leaves out. It is read from left to right: `all` and `none` stand for themselves, a name puts a
 * pass in, a name behind a minus takes it out. A list that begins with a minus begins with all of them.
 *
 * @throws SpikecError if something in it is no pass
 */
export function passesLeftOut(list: string): ReadonlySet<PassName> {
  const known = PASSES.map((pass) => pass.name)
  const items = list.split(',').map((item) => item.trim())
  const chosen = new Set(items[0].startsWith('-') ? known : [])
  for (const item of items) {
    if (item === 'all') for (const name of known) chosen.add(name)
    else if (item === 'none') chosen.clear()
    else if (item.startsWith('-')) chosen.delete(passCalled(item.slice(1).trim(), known, []))
    else chosen.add(passCalled(item, known, ['all', 'none']))
  }
  return new Set(known.filter((name) => !chosen.has(name)))
}

function passCalled(name: string, known: readonly PassName[], words: readonly string[]): PassName {
  if (known.includes(name)) return name
  const meant = nearest(name, [...known, ...words])
  const help = [meant === undefined ? `there are ${known.join(', ')}` : `did you mean \`${meant}\`?`]
  throw new SpikecError([diagnostic('C007', { name }, { help })])
}
