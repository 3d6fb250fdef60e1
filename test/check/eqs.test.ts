import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkText } from '../../src/check/index.js'
import { render } from '../../src/diagnostics/index.js'
import { check } from '../../src/index.js'
import { root } from '../program.js'
import { found, textAt } from './support.js'

const SOUND = `# A leaky neuron
dv/dt = (El - v + ge)/tau : volt (unless refractory)
dge/dt = -ge/taue : volt   # decays
I : amp

threshold: v > Vt
reset:
    v = Vr   # back
    ge = 0*mV
refractory: 5*ms
method: exact

constants:
    tau = 20*ms
    taue = tau/4
    El = -60*mV
    Vr = (El -
          5*mV)
    Vt : volt
initial:
    v = El + rand()*(Vt - El)
name: neurons
N: 100
dt: 0.05*ms
`

const eqs = (text: string) => check(text, { fileName: 'lif.eqs' })
const changed = (from: string, to: string) => {
  expect(SOUND).toContain(from)
  return SOUND.replace(from, () => to)
}

test('a sound file has nothing wrong', () => {
  expect(eqs(SOUND)).toEqual({ version: 1, file: 'lif.eqs', diagnostics: [] })
})

test('the example of the documentation is that of the examples, and has nothing wrong', () => {
  const example = readFileSync(join(root, 'examples/lif.eqs'), 'utf8')
  expect(readFileSync(join(root, 'docs/checking.md'), 'utf8')).toContain(`\`\`\`python\n${example}\`\`\``)
  expect(eqs(example).diagnostics).toEqual([])
})

test('what is too large is refused with a message, and no more is told than can be read', () => {
  const names = (count: number) => Array.from({ length: count }, (_, k) => `x${k} = y${k} : 1`).join('\n')
  expect(eqs(names(2000)).diagnostics).toHaveLength(1001)
  expect(eqs(names(2000)).diagnostics[0]).toMatchObject({
    code: 'S010',
    message: expect.stringContaining('1000 mistakes'),
  })
  const powers = `v : volt\nu = ${'('.repeat(50)}v${'**999999)'.repeat(50)} : 1`
  expect(eqs(powers).diagnostics.map((d) => d.code)).toEqual(['S010'])
  expect(eqs(' '.repeat(100_001)).diagnostics.map((d) => d.code)).toEqual(['S010'])
})

describe('a mistake is told at its very characters', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['ge)/tau', 'ge)/tua', 'N001', 'tua'],
    ['ge/taue', 'ge/El', 'U002', '-ge/El'],
    ['v > Vt', 'v > 1', 'U001', 'v > 1'],
    ['ge = 0*mV', 'ge = 0', 'U004', '0'],
    ['v = Vr ', 'v == Vr ', 'S018', '=='],
    ['5*ms\n', '5*mV\n', 'U010', '5*mV'],
    ['method: exact', 'method: exat', 'M002', 'exat'],
    ['tau = 20*ms', 'tau = 20 milliseconds', 'V009', 'milliseconds'],
    ['taue = tau/4', 'taue = tua/4', 'N001', 'tua'],
    ['5*mV)', '5*nA)', 'U001', 'El -\n          5*nA'],
    ['Vt : volt', 'Vt : vlot', 'U011', 'vlot'],
    ['rand()*', 'rnd()*', 'N001', 'rnd'],
    ['    v = El +', '    u = El +', 'N007', 'u'],
    ['dt: 0.05*ms', 'dt: 0.05*mV', 'U010', '0.05*mV'],
    ['threshold:', 'treshold:', 'V014', 'treshold'],
    ['    tau = 20*ms', '    tau 20*ms', 'S001', 'tau 20*ms'],
    ['name: neurons', 'name: neurons\nmethod: euler', 'V014', 'method'],
    ['El = -60*mV', 'El = -60*mV\n    El = -65*mV', 'N003', 'El'],
  ]
  test.each(cases)('%j as %j: %s at %j', (from, to, code, place) => {
    const text = changed(from, to)
    expect(found(eqs(text), text)).toContainEqual([code, place])
    const crlf = text.replaceAll('\n', '\r\n')
    expect(found(eqs(crlf), crlf)).toContainEqual([code, place.replaceAll('\n', '\r\n')])
  })

  test('every one of them in one run, in the order of the file, without any that follows from another', () => {
    const text = changed('ge)/tau', 'ge)/tua').replace('v > Vt', 'v > 1').replace('20*ms', '20 milliseconds')
    expect(found(eqs(text), text)).toEqual([
      ['N001', 'tua'],
      ['U001', 'v > 1'],
      ['V009', 'milliseconds'],
    ])
  })
})

test('one frame a message, with a header that a terminal makes a link of', () => {
  const [{ diagnostic }] = checkText({ file: 'lif.eqs', text: changed('v > Vt', 'v > 1') }, false)
  expect(render(diagnostic).split('\n').slice(0, 9)).toEqual([
    'error[U001]: a comparison needs the same unit on both sides: volt here, a plain number there',
    ' --> lif.eqs:6:12 (the threshold of neurons)',
    '  |',
    '2 | dv/dt = (El - v + ge)/tau : volt (unless refractory)',
    '  |                             ^^^^ `v` is declared in volt',
    '...',
    '6 | threshold: v > 1',
    '  |                ^ a plain number',
    '  |            ^ volt (voltage)',
  ])
})

test('lines that are far apart are told apart', () => {
  const text = 'v : volt\nu : volt\nw : volt\nv : amp\n'
  const [{ diagnostic }] = checkText({ file: 'a.eqs', text }, false)
  expect(render(diagnostic).split('\n').slice(3)).toEqual([
    '1 | v : volt',
    '  | ^ defined here',
    '...',
    '4 | v : amp',
    '  | ^ and again here',
  ])
})

describe('keys', () => {
  test('a group pasted as it is has its equations anywhere, with or without their key', () => {
    expect(eqs('equations:\n  dv/dt = -v/tau : volt\nconstants:\n  tau = 1*ms').diagnostics).toEqual([])
    expect(eqs('constants:\n  tau = 1*ms\nequations: dv/dt = -v/tau : volt\n  x : 1').diagnostics).toEqual([])
    expect(eqs('threshold: v > 1*mV\ndv/dt = -v/tau : volt\nconstants:\ntau = 1*ms').diagnostics).toEqual([])
  })

  test('a parameter may be near to a key', () => {
    expect(eqs('rest : volt\nmethods : 1 (constant)\nnames : siemens/metre**2').diagnostics).toEqual([])
  })

  test('a key that is none is told with those that are', () => {
    const [{ help }] = eqs('v : volt\nevent: v > 1*mV').diagnostics
    expect(help[0]).toContain('`threshold`')
  })

  test('N is a whole number', () => {
    expect(eqs('v : volt\nN: many').diagnostics[0]).toMatchObject({ code: 'V001' })
  })
})

test('an empty file has no equations', () => {
  for (const text of ['', '\n', '# nothing\n']) expect(eqs(text).diagnostics.map((d) => d.code)).toEqual(['S005'])
})

test('any text is checked without a fault, and every place lies in it', () => {
  const words = fc.constantFrom(
    'v',
    'dv/dt',
    ' = ',
    ' : ',
    'volt',
    '\n',
    '\n  ',
    'threshold:',
    'constants:',
    'initial:',
    'reset:',
    '(',
    ')',
    '20*ms',
    '#',
    '\r\n',
    '"',
    'é',
    '😀',
    'equations:',
    ' + ',
    'tau',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
      const text = parts.join('')
      for (const { range } of eqs(text).diagnostics) {
        expect(textAt(text, range).length).toBeLessThanOrEqual(text.length)
        const lines = text.split(/\r\n|\n|\r/)
        for (const { line, character } of [range.start, range.end]) {
          expect(line).toBeLessThan(lines.length)
          expect(character).toBeLessThanOrEqual(lines[line].length + 1)
        }
      }
    }),
    { seed: 1, numRuns: 500 },
  )
})
