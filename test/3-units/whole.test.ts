/** Which expressions are whole numbers by what they are made of. */
import { expect, test } from 'vitest'
import { analyse } from '../../src/analyse.js'
import { groupSpec, modelSpec, synapsesSpec } from '../helpers.js'

test.each<readonly [string, boolean]>([
  ['3', true],
  ['i', true],
  ['2*i + 1', true],
  ['i // 2', true],
  ['i % 3 - N_post', true],
  ['int(0.5*i)', true],
  ['floor(x_pre)', true],
  ['k_pre', true],
  ['width', true],
  ['i/2', false],
  ['0.5*N_post', false],
  ['x_pre', false],
  ['part', false],
  ['abs(i - 3)', true],
  ['abs(x_pre)', false],
  ['clip(i, 0, 3)', true],
])('range(%s) is whole: %s', (bound, whole) => {
  const P = groupSpec('x : 1\nk : integer', { threshold: 'x > 1', namespace: { width: 4, part: 0.5 } })
  const S = synapsesSpec({ on_pre: 'x += 1', namespace: { width: 4, part: 0.5 } })
  const rule = { j: `k for k in range(${bound})` }
  const found: string[] = []
  analyse(modelSpec([P, S], [{ kind: 'connect', target: 'S', rule }]), ({ code, severity }) => {
    if (severity === 'error') found.push(code)
  })
  expect(found).toEqual(whole ? [] : ['V008'])
})
