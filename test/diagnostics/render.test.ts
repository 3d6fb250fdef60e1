import { describe, expect, test } from 'vitest'
import {
  type Details,
  diagnostic,
  render,
  renderAll,
  type Source,
  type Span,
  SpikecError,
  throwErrors,
} from '../../src/diagnostics/index.js'
import { lineAndColumn } from '../../src/diagnostics/source.js'

const equations: Source = { text: 'dv/dt = (El - v)/tua : volt\n  I = g*v : volt', role: 'the equations of P' }
const threshold: Source = { text: 'v > 1', role: 'the threshold of P' }

function spanOf(part: string, { text }: Source): Span {
  const start = text.indexOf(part)
  return { start, end: start + part.length }
}

const unknown = (details: Details) => diagnostic('N001', { name: 'tua', where: 'the equations of P' }, details)
const lines = (details: Details) => render(unknown(details)).split('\n')

describe('render()', () => {
  test('without a place it is one line', () => {
    expect(lines({})).toEqual(['error[N001]: `tua` is not known in the equations of P'])
  })

  test('underlines the very characters', () => {
    expect(lines({ source: equations, span: spanOf('tua', equations) })).toEqual([
      'error[N001]: `tua` is not known in the equations of P',
      ' --> the equations of P, line 1, column 18',
      '  |',
      '1 | dv/dt = (El - v)/tua : volt',
      '  |                  ^^^',
    ])
  })

  test('shows the line of several that is meant', () => {
    const [, place, , line, under] = lines({ source: equations, span: spanOf('g*v', equations) })
    expect([place, line, under]).toEqual([
      ' --> the equations of P, line 2, column 7',
      '2 |   I = g*v : volt',
      '  |       ^^^',
    ])
  })

  describe('of a long line', () => {
    const filler = (length: number) => '+ v '.repeat(length / 4)
    const shownFor = (text: string, ...parts: readonly string[]) => {
      const source: Source = { text, role: 'the equations of P' }
      const labels = parts.slice(1).map((part) => ({ span: spanOf(part, source), text: 'here' }))
      return lines({ source, span: spanOf(parts[0], source), labels }).slice(1)
    }

    test('shows what stands around the mark', () => {
      const [place, , line, under] = shownFor(`x = ${filler(4000)}tua ${filler(4000)}`, 'tua')
      expect(place).toContain('line 1, column 4005')
      expect(line.length).toBeLessThan(180)
      expect(line).toMatch(/^1 \| ….* tua .*…$/)
      expect(under.length - under.trimStart().length).toBe(2)
      expect(under.indexOf('^')).toBe(line.indexOf('tua'))
      expect(under.trim().slice(1).trim()).toBe('^^^')
    })

    test('shows its beginning and its end where the mark is there', () => {
      const [, , first, underFirst] = shownFor(`tua ${filler(4000)}`, 'tua')
      expect(first).toMatch(/^1 \| tua .*…$/)
      expect(underFirst.indexOf('^')).toBe(first.indexOf('tua'))
      const [, , last, underLast] = shownFor(`${filler(4000)}tua`, 'tua')
      expect(last).toMatch(/^1 \| ….* tua$/)
      expect(underLast.indexOf('^')).toBe(last.indexOf('tua'))
      const text = filler(4000)
      const source: Source = { text, role: 'r' }
      expect(lines({ source, span: { start: text.length, end: text.length } }).join('')).toContain('^')
    })

    test('shows a passage for each of several marks', () => {
      const shown = shownFor(`a ${filler(4000)}bb ${filler(4000)}ccc`, 'a', 'bb', 'ccc')
      expect(shown.filter((line) => line.startsWith('1 |'))).toHaveLength(3)
      for (const part of ['bb', 'ccc']) {
        const at = shown.findIndex((line) => line.includes(part))
        expect(shown[at + 1].indexOf('^')).toBe(shown[at].indexOf(part))
      }
    })
  })

  test('puts each label on a line of its own, the rightmost first, so that none covers another', () => {
    const labels = [
      { span: spanOf('v', threshold), text: 'volt' },
      { span: spanOf('1', threshold), text: 'a plain number' },
    ]
    expect(lines({ source: threshold, span: spanOf('v > 1', threshold), labels }).slice(3)).toEqual([
      '1 | v > 1',
      '  |     ^ a plain number',
      '  | ^ volt',
    ])
  })

  test('a label at the place itself stands for it', () => {
    const span = spanOf('tua', equations)
    const shown = lines({ source: equations, span, labels: [{ span, text: 'this' }] })
    expect(shown.slice(4)).toEqual(['  |                  ^^^ this'])
  })

  test('labels on two lines share a frame', () => {
    const labels = [
      { span: spanOf('El', equations), text: 'here' },
      { span: spanOf('g*v', equations), text: 'and here' },
    ]
    expect(lines({ source: equations, labels }).slice(1)).toEqual([
      ' --> the equations of P, line 1, column 10',
      '  |',
      '1 | dv/dt = (El - v)/tua : volt',
      '  |          ^^ here',
      '2 |   I = g*v : volt',
      '  |       ^^^ and here',
    ])
  })

  test('two sources have a frame each', () => {
    const labels = [{ span: spanOf('v', equations), text: 'declared here', source: equations }]
    expect(lines({ source: threshold, span: spanOf('1', threshold), labels }).slice(1)).toEqual([
      ' --> the threshold of P, line 1, column 5',
      '  |',
      '1 | v > 1',
      '  |     ^',
      ' --> the equations of P, line 1, column 2',
      '  |',
      '1 | dv/dt = (El - v)/tua : volt',
      '  |  ^ declared here',
    ])
  })

  test('the gutter is as wide as the longest line number', () => {
    const text = `${'\n'.repeat(11)}v > x`
    const source = { text, role: 'the threshold of P' }
    expect(lines({ source, span: spanOf('x', source) }).slice(1)).toEqual([
      '  --> the threshold of P, line 12, column 5',
      '   |',
      '12 | v > x',
      '   |     ^',
    ])
  })

  test('a tab is one column wide', () => {
    const source = { text: '\tv\t> x', role: 'the threshold of P' }
    expect(lines({ source, span: spanOf('x', source) }).slice(3)).toEqual(['1 |  v > x', '  |      ^'])
  })

  test('what goes on over the end of the line is underlined up to there', () => {
    const source = { text: 'v > (1\n + 2', role: 'the threshold of P' }
    expect(lines({ source, span: spanOf('(1\n + 2', source) }).slice(3)).toEqual(['1 | v > (1', '  |     ^^'])
  })

  test('an empty place has one caret', () => {
    const source = { text: 'v >', role: 'the threshold of P' }
    expect(lines({ source, span: { start: 3, end: 3 } }).slice(3)).toEqual(['1 | v >', '  |    ^'])
  })

  test('notes come before help, and fixes after it', () => {
    const fixes = [{ title: 'did you mean', span: spanOf('tua', equations), replacement: 'tau' }]
    const shown = lines({ source: equations, span: spanOf('tua', equations), notes: ['why'], help: ['how'], fixes })
    expect(shown.slice(5)).toEqual(['  = why', '  = help: how', '  = help: did you mean: `tau`'])
  })

  test('a fix whose title says it all is not said twice', () => {
    const fixes = [{ title: 'write `tau`', span: spanOf('tua', equations), replacement: 'tau' }]
    expect(lines({ source: equations, fixes }).at(-1)).toBe('  = help: write `tau`')
  })

  test('what is put in is shown in its line', () => {
    const at = equations.text.indexOf(' : volt')
    const fixes = [{ title: 'close it', span: { start: at, end: at }, replacement: ')' }]
    expect(lines({ source: equations, fixes }).at(-1)).toBe('  = help: close it: `dv/dt = (El - v)/tua) : volt`')
  })

  test('colours are off unless they are asked for', () => {
    const escapeCode = String.fromCharCode(27)
    const found = unknown({ source: equations, span: spanOf('tua', equations), help: ['how'] })
    expect(render(found)).not.toContain(escapeCode)
    const colored = render(found, { color: true })
    expect(colored).toContain(escapeCode)
    expect(colored.replaceAll(new RegExp(`${escapeCode}\\[\\d+m`, 'g'), '')).toBe(render(found))
  })
})

describe('renderAll()', () => {
  const warning = diagnostic('N012', { name: 'V' })
  const error = unknown({})

  test('tells errors before warnings, with an empty line between', () => {
    expect(renderAll([warning, error])).toBe(`${render(error)}\n\n${render(warning)}`)
  })

  test('is the message of the error that is thrown', () => {
    expect(() => throwErrors([warning])).not.toThrow()
    expect(() => throwErrors([warning, error])).toThrow(SpikecError)
    expect(new SpikecError([error]).message).toBe(render(error))
  })
})

test.each([
  ['', 0, 1, 1],
  ['ab', 1, 1, 2],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['\n\n', 2, 3, 1],
])('%j at %d is line %d, column %d', (text, offset, line, column) => {
  expect(lineAndColumn(text, offset)).toEqual({ line, column })
})
