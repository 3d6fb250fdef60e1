// biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs are texts here
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { charactersOf, type Node, parsedProgram, piecesOf, typescript } from '../../src/check/literals.js'
import { writtenBy } from '../../src/check/match.js'

/** How the initial value of `text` in a program writes a string. */
function written(program: string, value: string) {
  const ts = typescript()
  const tree = parsedProgram('model.ts', program)
  let initial: Node | undefined
  ts.forEachChild(tree, (statement) => {
    if (!ts.isVariableStatement(statement)) return
    const [{ name, initializer }] = statement.declarationList.declarations
    if (name.getText() === 'text') initial = initializer
  })
  const pieces = initial && piecesOf(initial)
  return pieces && writtenBy(pieces, value, { file: 'model.ts', text: program })
}

/** What stands in the program where a part of the string is said to be. */
function placeOf(program: string, value: string, part: string): string | undefined {
  const found = written(program, value)
  const start = value.indexOf(part)
  const span = found?.spanOf({ start, end: start + part.length })
  return span && program.slice(span.start, span.end)
}

const pieces = fc.constantFrom(
  'a',
  'tau',
  ' ',
  '\\n',
  '\\t',
  '\\\\',
  "\\'",
  '\\"',
  '\\`',
  '\\x41',
  '\\u00b5',
  '\\u{1F600}',
  '\\0',
  '\\q',
  '\\$',
  '$',
  '\\\n',
  '\\\r\n',
  '😀',
  'µ',
)

describe('what a literal stands for, character by character', () => {
  test.each(["'", '"', '`'])('between %s, as TypeScript reads it', (quote) => {
    const ts = typescript()
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const raw = parts.join('').replaceAll('\\0', '\\0 ')
        const program = `x = ${quote}${raw}${quote}`
        const tree = parsedProgram('a.ts', program)
        const [statement] = tree.statements
        if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) throw new Error(raw)
        const literal = statement.expression.right
        if (!ts.isStringLiteralLike(literal)) throw new Error(raw)
        const characters = charactersOf(raw, 5)
        expect(characters.map((c) => c.value).join('')).toBe(literal.text)
        for (const [k, { start, end }] of characters.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(k === 0 ? 5 : characters[k - 1].start)
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

describe('the place of a part of a string', () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['a plain literal', "const text = 'v > tua'", 'v > tua', 'tua', 'tua'],
    ['after escapes', "const text = '\\x76\\u0020> \\u{74}ua'", 'v > tua', 'tua', '\\u{74}ua'],
    ['after a line that goes on', "const text = 'v > \\\ntua'", 'v > tua', 'tua', 'tua'],
    ['a template', 'const text = `v\n > tua`', 'v\n > tua', 'tua', 'tua'],
    ['a template with \\r\\n', 'const text = `v\r\n > tua`', 'v\n > tua', 'tua', 'tua'],
    ['a template after something computed', 'const text = `v${k} > tua`', 'v12 > tua', 'tua', 'tua'],
    ['what is computed', 'const text = `v${k} > tua`', 'v12 > tua', '12', 'k'],
    ['a sum', "const text = 'v > ' + 'tua'", 'v > tua', 'tua', 'tua'],
    ['a sum, over its sign', "const text = 'v > t' + 'ua'", 'v > tua', 'tua', "t' + 'ua"],
    ['joined lines', "const text = ['a : 1', 'b : tua'].join('\\n')", 'a : 1\nb : tua', 'tua', 'tua'],
    ['a constant', "const eqs = 'v > tua'\nconst text = eqs", 'v > tua', 'tua', 'tua'],
    ['a field', "const o = { eqs: 'v > tua' }\nconst text = o.eqs", 'v > tua', 'tua', 'tua'],
    ['a constant in a template', "const u = 'tua'\nconst text = `v > ${u}`", 'v > tua', 'tua', 'tua'],
    ['over the end of a constant', "const u = 'tua'\nconst text = `v > ${u}`", 'v > tua', '> tua', '> ${u'],
    [
      'a tag that takes indentation off',
      'const text = dedent`\n    a : 1\n      b : tua\n  `',
      'a : 1\n  b : tua',
      'tua',
      'tua',
    ],
    ['trimmed', 'const text = `\n  v > tua `.trim()', 'v > tua', 'tua', 'tua'],
    ['raw', 'const text = String.raw`v\\n > tua`', 'v\\n > tua', 'tua', 'tua'],
  ]
  test.each(cases)('in %s', (_, program, value, part, place) => {
    expect(placeOf(program, value, part)).toBe(place)
  })

  test.each([
    ['another text', "const text = 'v > tau'", 'v > tua'],
    ['two ways to lay it out', 'const text = `${a}x${b}`', 'axxb'],
    ['a parameter', "const eqs = 'v > tua'\nfunction f(eqs) { const text = eqs }", 'v > tua'],
    ['what is computed alone', 'const text = f()', 'v > tua'],
    ['other words in another order', 'const text = dedent`\n a : 1\n b : 1\n`', 'b : 1\na : 1'],
  ])('is not known for %s', (_, program, value) => {
    expect(written(program, value)).toBeUndefined()
  })
})

describe('a change of a part', () => {
  const change = (program: string, value: string, part: string, replacement: string) => {
    const start = value.indexOf(part)
    const found = written(program, value)?.change({ span: { start, end: start + part.length }, replacement })
    return found && program.slice(0, found.span.start) + found.replacement + program.slice(found.span.end)
  }

  test('is escaped as the literal needs it', () => {
    expect(change("const text = 'a\\n+b'", 'a\n+b', 'b', "'\n\\")).toBe("const text = 'a\\n+\\'\\n\\\\'")
    expect(change('const text = `a`', 'a', 'a', '`${\n')).toBe('const text = `\\`\\${\n`')
  })

  test.each([
    ['over a line that goes on', "const text = 'v > t\\\nua'", 'v > tua', 'tua'],
    ['of what is computed', 'const text = `v > ${k}`', 'v > 12', '12'],
    ['over pieces', "const text = 'v > t' + 'ua'", 'v > tua', 'tua'],
    ['over what is put in', "const u = 'tua'\nconst text = `v > ${u}`", 'v > tua', '> tua'],
  ])('is not made %s', (_, program, value, part) => {
    expect(change(program, value, part, 'tau')).toBeUndefined()
  })
})
