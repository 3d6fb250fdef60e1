/** What pictures are made of: axes, ticks, texts, colours, numbers in words. */

/** Colours of the groups in light and dark mode, alike in weight and told apart by the colour-blind in this order. */
export const COLOURS = [
  ['#2b5c8a', '#7db4e6'],
  ['#b8503c', '#f0917d'],
  ['#4d7f45', '#8fc785'],
  ['#7a5a9e', '#bda3e3'],
  ['#a5772a', '#e2bb6d'],
  ['#3b7f88', '#78c5cf'],
] as const

export function timeUnit(duration: number): { readonly name: string; readonly factor: number } {
  return duration > 2 ? { name: 's', factor: 1 } : { name: 'ms', factor: 1e3 }
}

/**
 * Multiples of 1, 2 or 5 times a power of ten from 0 to `most`, about as many as wanted; the last at or above `most`
 * when it is to be covered, at or below it otherwise.
 */
export function niceTicks(most: number, wanted: number, cover = false): readonly number[] {
  if (!(most > 0)) return [0]
  const rough = most / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((digit) => digit * power >= rough * (1 - 1e-9)) ?? 10) * power
  const count = cover ? Math.ceil(most / step - 1e-9) : Math.floor(most / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, k) => Number((k * step).toPrecision(12)))
}

export function axisPath(line: string, ticks: readonly string[]): string {
  return `<path class="axis" d="${line}${ticks.join('')}"/>`
}

export function axisName(name: string, y: number): string {
  return `<text class="axis-name middle" transform="translate(16 ${number(y)}) rotate(-90)">${name}</text>`
}

export function text(names: string, x: number, y: number, content: string): string {
  return `<text class="${names}" x="${number(x)}" y="${number(y)}">${escaped(content)}</text>`
}

/** Rules with plain colours: not every renderer knows CSS variables. `scope`: the class that the picture has. */
export function style(scope: string, groups: number): string {
  const used = COLOURS.slice(0, groups)
  const rule = (selector: string, properties: string): string => `.${scope} ${selector}{${properties}}`
  const colours = (mode: 0 | 1): string => {
    const [background, ink, muted, grid] =
      mode === 0 ? ['#fff', '#22262b', '#6b727b', '#e9ebee'] : ['#14171a', '#e4e7ea', '#98a1ab', '#2a2f35']
    return [
      rule('.bg', `fill:${background}`),
      rule('text', `fill:${ink}`),
      rule('.muted', `fill:${muted}`),
      rule('.axis', `stroke:${ink}`),
      rule('.grid', `stroke:${grid}`),
      rule('.note', `stroke:${background}`),
      rule('.sink', `stroke:${ink}`) + rule('.tink', `fill:${ink}`),
      rule('.smuted', `stroke:${muted}`) + rule('.tmuted', `fill:${muted}`),
      ...used.map((pair, k) => rule(`.s${k}`, `stroke:${pair[mode]}`) + rule(`.t${k}`, `fill:${pair[mode]}`)),
    ].join('')
  }
  return [
    '<style>',
    rule('text', 'font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'),
    rule('.title', 'font-size:16px;font-weight:600'),
    rule('.label', 'font-size:12.5px;font-weight:600'),
    rule('.axis-name', 'font-size:12px'),
    rule('.tick', 'font-variant-numeric:tabular-nums'),
    rule('.end', 'text-anchor:end'),
    rule('.middle', 'text-anchor:middle'),
    rule('path', 'fill:none'),
    rule('.axis', 'stroke-width:.8'),
    rule('.grid', 'stroke-width:.8'),
    rule('.rate', 'stroke-width:1.5;stroke-linejoin:round'),
    colours(0),
    `@media (prefers-color-scheme:dark){${colours(1)}}`,
    '</style>',
  ].join('')
}

/** Text that XML allows, without markup. */
export function escaped(content: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character])
}

export function shortened(content: string, length = 20): string {
  const characters = Array.from(content)
  return characters.length <= length ? content : `${characters.slice(0, length - 1).join('')}…`
}

export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

export function ordinal(k: number): string {
  const ending = k % 100 >= 11 && k % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][k % 10] ?? 'th')
  return `${grouped(k)}${ending}`
}

/** A number with thousands set apart, 12,000; four digits stay together on an axis as in a text. */
export function grouped(x: number): string {
  const [whole, fraction] = String(x).split('.')
  const apart = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return fraction ? `${apart}.${fraction}` : apart
}

/** The shortest text of a number to 1/10 of a pixel, or to so many significant digits. */
export function number(x: number, digits?: number): string {
  return String(digits === undefined ? Math.round(x * 10) / 10 : Number(x.toPrecision(digits)))
}
