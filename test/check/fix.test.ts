import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { edited, safeEdits } from '../../src/check/fix.js'
import { checkText } from '../../src/check/index.js'
import { spikec, temporaryFolder, written } from '../program.js'

const folder = temporaryFolder()

function mended(text: string): string {
  const edits = safeEdits(checkText({ file: 'a.eqs', text }, false)).get('a.eqs')
  return edits ? edited(text, edits.edits) : text
}

describe('the safe changes', () => {
  test.each([
    ['v : mV', 'v : volt'],
    ['v : volt (constnt)', 'v : volt (constant)'],
    ['v : volt\nthreshold: v > 1*mV && t > 20ms', 'v : volt\nthreshold: v > 1*mV and t > 20ms'],
    ['v : volt\nthreshold: v > 20mV\nreset: v == 0*mV', 'v : volt\nthreshold: v > 20*mV\nreset: v = 0*mV'],
    ['v : volt\nthreshold: v − 1*mV > 0*mV', 'v : volt\nthreshold: v - 1*mV > 0*mV'],
    ['v : volt\ntreshold: v > 1*mV', 'v : volt\nthreshold: v > 1*mV'],
  ])('%s', (text, expected) => {
    expect(mended(text)).toBe(expected)
  })

  test.each([
    ['what may be another name', 'dv/dt = -v/tua : volt\nconstants:\n  tau = 20*ms'],
    ['what may be another unit', 'v : volt\nthreshold: v > 1'],
    ['what may be another method', 'v : volt\nmethod: eulr'],
  ])('are not %s', (_, text) => {
    expect(mended(text)).toBe(text)
  })
})

describe('spikec check --fix', () => {
  test('goes on as long as a change brings another to light, and tells what is left', () => {
    const file = written(folder, 'rounds.eqs', 'v : mV\nthreshold: v > 20mV && t > 5ms\nreset: v = 0\n')
    const { status, stdout, stderr } = spikec('check', '--fix', file)
    expect(readFileSync(file, 'utf8')).toBe('v : volt\nthreshold: v > 20*mV and t > 5*ms\nreset: v = 0\n')
    expect(stdout).toContain('4 fixes made')
    expect(stderr.match(/^error\[\w+\]/gm)).toEqual(['error[U004]'])
    expect(status).toBe(1)
  })

  test('changes the literal in a program, escaped, and no text that is computed', () => {
    const text = `import { Network, NeuronGroup } from 'spikec'
const P = new NeuronGroup(1, 'v : m\\x56', { threshold: 'v > 1*mV' })
const Q = new NeuronGroup(1, ['v', 'mV'].map(String).join(' : '))
export default new Network(P, Q)
`
    const file = written(folder, 'program.ts', text)
    const { stdout } = spikec('check', '--fix', file)
    expect(readFileSync(file, 'utf8')).toBe(text.replace('m\\x56', 'volt'))
    expect(stdout).toBe(`${file}: 1 error\n1 fix made\n`)
  })

  test('changes JSON', () => {
    const model = { spikec: 1, objects: [{ kind: 'NeuronGroup', name: 'P', N: 1, model: 'v : volt\nu : mV' }] }
    const file = written(folder, 'model.json', JSON.stringify(model, null, 2))
    expect(spikec('check', '--fix', file).status).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8')).objects[0].model).toBe('v : volt\nu : volt')
  })

  test('without it nothing is written', () => {
    const file = written(folder, 'left.eqs', 'v : mV')
    spikec('check', file)
    expect(readFileSync(file, 'utf8')).toBe('v : mV')
  })
})
