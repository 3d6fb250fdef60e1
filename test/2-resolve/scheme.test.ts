import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NoiseAbility, readScheme } from '../../src/2-resolve/scheme.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'

function read(text: string, noise: NoiseAbility = 'multiplicative') {
  const found: Diagnostic[] = []
  const scheme = readScheme({ text, role: 'the scheme of P' }, noise, (diagnostic) => found.push(diagnostic))
  return { scheme, found }
}

/** What a message points at. */
function problemsOf(text: string): readonly string[] {
  return read(text).found.map(
    ({ code, span }) => `${code} ${span ? JSON.stringify(text.slice(span.start, span.end)) : ''}`,
  )
}

describe('a scheme is read', () => {
  test.each([
    'x_new = x + dt*f(x, t)',
    'x_new = x + dt * f(x,t) + g(x,t) * dW',
    `
    k_1 = dt*f(x,t)
    k_2 = dt*f(x+k_1/2,t+dt/2)
    k_3 = dt*f(x+k_2/2,t+dt/2)
    k_4 = dt*f(x+k_3,t+dt)
    x_new = x+(k_1+2*k_2+2*k_3+k_4)/6
    `,
    `x_support = x + dt*f(x, t) + dt**.5 * g(x, t)
    g_support = g(x_support, t)
    k = 1/(2*dt**.5)*(g_support - g(x, t))*(dW**2)   # a comment
    x_new = x + dt*f(x,t) + g(x, t) * dW + k`,
    'h = sqrt(dt)*g(x, t)\nx_new = x + h*dW/dt**(1/2) - -dt*f(x, t)',
    'x_new = x*exp(dt*f(x, t)/x)',
    'x_new = x + sign(f(x, t))*abs(f(x, t))*dt',
  ])('%j', (text) => {
    const { scheme, found } = read(text)
    expect(found).toEqual([])
    expect(scheme).toBeDefined()
  })

  test('what has noise in it is there for each noise, and what has not is there once', () => {
    const { scheme } = read('k = dt*f(x, t)\nh = x + g(x, t)*dW\nx_new = h + k')
    expect(scheme?.lines.map(({ name, perNoise }) => [name, perNoise])).toEqual([
      ['k', false],
      ['h', true],
      ['h without noise', false],
      ['h of noise', true],
    ])
    expect(scheme?.result.plain).toMatchObject({
      kind: 'binary',
      left: { name: 'h without noise' },
      right: { name: 'k' },
    })
    expect(scheme?.result.noisy).toMatchObject({ kind: 'value', name: 'h of noise' })
  })
})

describe('what is wrong is pointed at', () => {
  test.each([
    ['x = x + dt*f(x, t)', ['M003 "x"']],
    ['k = dt*f(x, t)', ['M003 "k"']],
    ['x_new = x + dt*f(y, t)', ['M003 "y"']],
    ['x_new = x + dt*f(x, t) + k\nk = x', ['M003 "x_new"', 'M003 "k"']],
    ['k = x\nk = dt*f(x, t)\nx_new = k', ['M003 "k"']],
    ['x_new = x + dt*f(x)', ['M003 "f(x)"']],
    ['x_new = x + dt*f', ['M003 "f"']],
    ['x_new = x + dt*f(x, t + dW**2)', ['M003 "t + dW**2"']],
    ['x_new = x + dt*f(x + dt*f(x, t), t)', ['M003 "x + dt*f(x, t)"']],
    ['x_new = x + dt*f(x, t)*rand()', ['M003 "rand"']],
    ['x_new = x + dt*h(x, t)', ['M003 "h"']],
    ['x_new = clip(x, x, x)', ['M003 "clip"']],
    ['x_new += dt*f(x, t)', ['M003 "+="']],
    ['x_new = x + dt*f(x, t)*int(x > x)', ['M003 ">"']],
    ['x_new = x if', ['S007 "if"']],
    ['exp = x\nx_new = exp', ['M003 "exp"']],
    ['h = x + g(x, t)*dW\nx_new = h*h/x', ['M003 "h*h"']],
    ['x_new = x + f(x, t)', ['M004 "x + f(x, t)"']],
    ['x_new = x + g(x, t)', ['M004 "x + g(x, t)"']],
    ['x_new = dt*f(x, t)**2', ['M004 "dt*f(x, t)**2"']],
    ['x_new = x*exp(dt)', ['M004 "dt"']],
    ['x_new = x**dt', ['M004 "dt"']],
    ['k = dt*f(dt, t)\nx_new = x + k', ['M004 "dt"']],
    ['k = dt*f(x, 2)\nx_new = x + k', ['M004 "2"']],
    ['', ['S005 ""']],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
    expect(read(text).scheme).toBeUndefined()
  })

  test('a slope without dt is told what it lacks, and so is noise without dW', () => {
    expect(read('x_new = x + f(x, t)').found[0].help).toEqual([
      '`f(x, t)` is a slope: over a step it comes to `dt*f(x, t)`',
    ])
    expect(read('x_new = x + g(x, t)').found[0].help).toEqual(['over a step, noise comes to `g(x, t)*dW`'])
  })
})

test('any text is read or refused with a place inside it', () => {
  const word = fc.constantFrom(
    ...[
      'x',
      't',
      'dt',
      'dW',
      'f(x, t)',
      'g(x, t)',
      'k',
      'x_new',
      '=',
      '+',
      '-',
      '*',
      '/',
      '**',
      '(',
      ')',
      '2',
      '\n',
      'f(',
      ',',
      'sqrt(',
    ],
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 25 }), (words) => {
      const text = `${words.join(' ')}`
      const { scheme, found } = read(text)
      expect(scheme === undefined).toBe(found.length > 0)
      for (const { span } of found) expect(span && span.start >= 0 && span.end <= text.length).toBe(true)
    }),
    { seed: 1, numRuns: 2000 },
  )
})
