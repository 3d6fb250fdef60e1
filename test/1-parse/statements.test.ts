import { expect, test } from 'vitest'
import { printStatement } from '../../src/1-parse/print.js'
import { outcomeOf, statementsOf } from './support.js'

const printed = (text: string) => statementsOf(text).map(printStatement)

test('statements are lines or stand between semicolons', () => {
  const text = `
    v = Vr; w += b  # not a separator: ;
    ge -= clip(x,
               0, 1);;
    x *= 2
    # nothing
    y /= 2 ; phase %= 1`
  expect(printed(text)).toEqual(['v = Vr', 'w += b', 'ge -= clip(x, 0, 1)', 'x *= 2', 'y /= 2', 'phase %= 1'])
})

test('a statement is told from its operator', () => {
  const text = 'v_post += w*2'
  const [{ target, operatorSpan, span }] = statementsOf(text)
  expect([target.name, text.slice(operatorSpan.start, operatorSpan.end), span.end]).toEqual(['v_post', '+=', 13])
})

test('each line with a mistake gives one message, the others are read', () => {
  const text = 'v == Vr\nw = 1\nx = (2 + \ny = 3; z = ; u = 4'
  const { trees, diagnostics } = outcomeOf('statements', text)
  expect(diagnostics.map((d) => d.code)).toEqual(['S018', 'S003', 'S002'])
  expect(trees).toHaveLength(3)
})
