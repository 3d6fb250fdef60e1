import { diagnostic } from './diagnostic.js'
import { SpikecError } from './error.js'
import { nearest } from './suggest.js'

/** Options that are not known would be silently ignored, so they are refused. */
export function refuseUnknown(options: object, known: readonly string[], owner: string): void {
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue
    const meant = nearest(option, known) ?? shortened(option, known)
    const help = [meant ? `did you mean \`${meant}\`?` : `there are ${known.map((k) => `\`${k}\``).join(', ')}`]
    throw new SpikecError([diagnostic('V014', { option, owner }, { help })])
  }
}

/** `pre` is the end of `on_pre` alone, `cond` the beginning of `condition`. */
function shortened(option: string, known: readonly string[]): string | undefined {
  const possible = known.filter((one) => one.endsWith(`_${option}`) || (option.length > 2 && one.startsWith(option)))
  return possible.length === 1 ? possible[0] : undefined
}
