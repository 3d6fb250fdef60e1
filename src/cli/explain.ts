import { examples } from '../diagnostics/examples/index.js'
import { isCode, nearest, registry } from '../diagnostics/index.js'
import { EXIT } from '../runtime/node/drive.js'

/** `spikec explain CODE` */
export function explain(text: string): number {
  const code = text.toUpperCase()
  if (!isCode(code)) {
    const meant = nearest(code, Object.keys(registry))
    process.stderr.write(`there is no message ${text}${meant ? `; did you mean ${meant}?` : ''}\n`)
    return EXIT.usage
  }
  const { family, severity, explanation, bad, good } = registry[code]
  const whole = examples[code]
  const example = (label: string, lines: string) => `${label}:\n${lines.replace(/^/gm, '    ')}\n`
  process.stdout.write(
    `${code} (${severity}, ${family})\n\n${explanation}\n\n${example('instead of', bad)}\n${example('write', good)}`,
  )
  if (whole.kind !== 'none') {
    const file = whole.kind === 'run' ? 'model.ts, run' : `model.${whole.kind}`
    process.stdout.write(`\n${example(`a whole model that gets it (${file})`, whole.bad)}`)
    if (whole.good !== whole.bad) process.stdout.write(`\n${example('and without the mistake', whole.good)}`)
  }
  return EXIT.done
}
