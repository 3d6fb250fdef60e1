import { describe, expect, test } from 'vitest'
import { fuseLoops } from '../../src/6-optimise/fuse-loops.js'
import { binary, constant, index, local } from '../../src/ir/build.js'
import type { Expr, Kernel } from '../../src/ir/ir.js'
import { leavesMeaningAlone } from './meaning.js'
import { array, at, bodies, i, kernel, named, program, store, v, w, when, x } from './support.js'

describe('fuse-loops', () => {
  const update = kernel('update', [named('old', at(v)), store(v, binary('add', local('old', 'f64'), constant(1)))])
  const threshold = kernel(
    'threshold',
    [
      when(binary('greater', at(v), constant(1)), {
        kind: 'push',
        list: { group: 'P', event: 'spike', capacity: 3, depth: 1 },
        value: i,
      }),
    ],
    { slot: 'thresholds' },
  )

  test('joins the threshold to the update, and reads the new value from its name', () => {
    expect(bodies(fuseLoops(program(update, threshold)))).toEqual([
      [
        '  for i of 3 neurons',
        '    let old = P.v[i]',
        '    let v_new = old + 1',
        '    P.v[i] = v_new   (contiguous)',
        '    if v_new > 1',
        '      spike i of P',
      ],
    ])
  })

  const fused = (...kernels: readonly Kernel[]) => fuseLoops(program(...kernels)).kernels.length < kernels.length
  const reader = (options: Parameters<typeof kernel>[2] = {}) => kernel('reader', [store(w, at(v))], options)

  test.each<readonly [string, boolean, readonly Kernel[]]>([
    ['a loop that reads what was written', true, [update, reader()]],
    ['a loop that reads nothing of it', false, [update, kernel('other', [store(w, constant(1))])]],
    ['a loop over as many others', false, [update, reader({ count: 4 })]],
    ['a loop of another object', false, [update, reader({ owner: 'Q' })]],
    ['a loop that runs now and then', false, [update, reader({ interval: 2 })]],
    ['a loop after one that runs now and then', false, [{ ...update, interval: 2 }, reader()]],
    [
      'a loop that reads its neighbour',
      false,
      [update, kernel('neighbour', [store(w, at(v, binary('add', i, index(1))))])],
    ],
    [
      'a loop that writes to its neighbour',
      false,
      [update, kernel('neighbour', [store(v, at(v), binary('add', i, index(1)))])],
    ],
    ['a loop with nothing in its way', true, [update, kernel('between', [store(array('Q.u'), constant(1))]), reader()]],
    [
      'a loop behind one that changes what it reads',
      true,
      [update, kernel('between', [store(v, binary('multiply', at(v), constant(2)))]), reader()],
    ],
    [
      'a loop behind one that reads what it writes',
      false,
      [update, kernel('between', [store(array('Q.u'), at(w, index(0)))]), reader()],
    ],
    [
      'a loop behind one that writes what it writes',
      false,
      [update, kernel('between', [store(w, constant(3), index(0))]), reader()],
    ],
    [
      'a loop behind a spike list that it reads',
      false,
      [
        threshold,
        {
          ...kernel('events', []),
          body: [
            {
              kind: 'for',
              domain: {
                kind: 'events',
                list: { group: 'P', event: 'spike', capacity: 3, depth: 1 },
                delay: 0,
                index: 'i',
              },
              body: [store(v, constant(0))],
            },
          ],
        },
      ],
    ],
  ])('%s is joined: %s', (_, expected, kernels) => {
    expect(fused(...kernels)).toBe(expected)
  })

  test('a value that is stored again is not taken for the one before', () => {
    const twice = kernel('twice', [store(v, constant(5)), store(v, x), store(w, at(v))])
    const after = bodies(
      fuseLoops(
        program(update, kernel('reader', [store(w, at(v)), store(v, constant(0)), store(array('P.u'), at(v))]), twice),
      ),
    )
    expect(after[0].filter((line) => line.includes('P.u') || line.includes('P.w'))[1]).toContain('P.u[i] = P.v[i]')
  })

  test('names of the second loop make way for those of the first', () => {
    const second = kernel('second', [named('old', at(v)), store(w, local('old', 'f64'))])
    expect(bodies(fuseLoops(program(update, second)))[0]).toContain('    let old_2 = v_new')
  })

  test('what is held in single precision is handed on as it is held: rounded', () => {
    const single = array('P.f', 'f32')
    const after = fuseLoops(program(kernel('update', [store(single, x)]), kernel('reader', [store(w, at(single))])))
    expect(bodies(after)[0].join('\n')).toContain('let f_new = double(single(x))')
    expect(bodies(after)[0].at(-1)).toContain('P.w[i] = f_new')
  })

  test('draws are not named, so each is drawn where it stood', () => {
    const draw: Expr = {
      kind: 'random',
      type: 'f64',
      distribution: 'uniform',
      stream: 'P.v',
      indices: [i, index(0)],
      step: local('step', 'f64'),
      draw: 0,
    }
    const after = fuseLoops(
      program(
        kernel('update', [named('r', draw), store(v, local('r', 'f64'))]),
        kernel('reader', [store(w, binary('add', at(v), draw))]),
      ),
    )
    expect(bodies(after)[0].at(-1)).toContain('uniform(P.v, 0)')
  })
})

leavesMeaningAlone('fuse-loops', 'the same bits')
