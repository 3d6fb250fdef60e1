/** Characters that people paste for others: from word processors, papers, other keyboards. */
export interface Meant {
  readonly replacement: string
  readonly note: string
}

const operators: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '∗': '*',
  '÷': '/',
  '∕': '/',
  '⁄': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '∧': ' and ',
  '∨': ' or ',
  '¬': 'not ',
  '²': '**2',
  '³': '**3',
  '√': 'sqrt',
  '∞': 'inf',
}

const letters: Readonly<Record<string, string>> = {
  // The micro sign and the Greek letter, the ohm sign and the Greek letter: they look the same.
  '\u00b5': 'u',
  '\u03bc': 'u',
  '\u2126': 'ohm',
  '\u03a9': 'ohm',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  κ: 'kappa',
  λ: 'lambda_',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
  Δ: 'Delta',
  Σ: 'Sigma',
  Φ: 'Phi',
}

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
}

export function meantBy(character: string): Meant | undefined {
  const operator = operators[character]
  if (operator)
    return { replacement: operator, note: `\`${operator.trim()}\` is written with the keys of the keyboard` }
  const spelled = letters[character]
  if (spelled) return { replacement: spelled, note: 'names are made of the letters a to z, digits and `_`' }
  const latin = cyrillic[character]
  if (latin) return { replacement: latin, note: `it looks like the Latin letter \`${latin}\`, but is a Cyrillic one` }
  return wideForm(character) ?? invisible(character)
}

/** The full-width forms of East Asian keyboards are the plain characters, moved. */
function wideForm(character: string): Meant | undefined {
  const point = character.codePointAt(0) ?? 0
  if (point < 0xff01 || point > 0xff5e) return undefined
  const plain = String.fromCodePoint(point - 0xfee0)
  return { replacement: plain, note: `it is the wide form of \`${plain}\`` }
}

function invisible(character: string): Meant | undefined {
  if (/[\u200b-\u200d\u2060\ufeff]/.test(character))
    return { replacement: '', note: 'it takes up no room on the screen' }
  if (/\s/.test(character)) return { replacement: ' ', note: 'it looks like a blank, but is another character' }
  return undefined
}

/** "`−` (U+2212)": what can't be told by its looks is told by its number. */
export function characterName(character: string): string {
  const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  if (/^[!-~]$/.test(character)) return `\`${character}\``
  return /^[\p{L}\p{N}\p{P}\p{S}\p{M}]$/u.test(character) ? `\`${character}\` (U+${point})` : `U+${point}`
}
