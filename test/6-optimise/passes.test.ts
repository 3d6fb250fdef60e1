import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareCommonSubexpressions } from '../../src/6-optimise/common-subexpressions.js'
import { folded } from '../../src/6-optimise/fold-constants.js'
import { fuseLoops } from '../../src/6-optimise/fuse-loops.js'
import { hoistInvariants } from '../../src/6-optimise/hoist-invariants.js'
import { optimise, PASSES } from '../../src/6-optimise/passes.js'
import { withReciprocal } from '../../src/6-optimise/reciprocals.js'
import {
  binary,
  call,
  constant,
  derived,
  index,
  load,
  local,
  negate,
  not,
  parameter,
  select,
  truth,
} from '../../src/ir/build.js'
import type { ArrayRef, BinaryOperation, Expr, Kernel, StepProgram, Stmt } from '../../src/ir/ir.js'
import { printExpr, printKernel, printProgram, printStmts } from '../../src/ir/print.js'
import { keyOf, mapExpr } from '../../src/ir/walk.js'
import type { ModelSpec } from '../../src/model/spec.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

fc.configureGlobal({ seed: 1 })

const x = local('x', 'f64')
const y = local('y', 'f64')
const b = local('b', 'bool')
const i = local('i', 'i32')
const tau = parameter('tau')
const array = (name: string, element: ArrayRef['element'] = 'f64'): ArrayRef => ({
  name,
  element,
  holds: element === 'u8' ? 'bool' : element === 'i32' ? 'i32' : 'f64',
})
const v = array('P.v')
const w = array('P.w')
const at = (ref: ArrayRef, where: Expr = i) => load(ref, where, 'contiguous')
const store = (ref: ArrayRef, value: Expr, where: Expr = i): Stmt => ({
  kind: 'store',
  array: ref,
  index: where,
  access: 'contiguous',
  value,
})
const named = (name: string, value: Expr): Stmt => ({ kind: 'let', name, value })
const when = (condition: Expr, ...body: readonly Stmt[]): Stmt => ({ kind: 'if', condition, body })

function kernel(
  name: string,
  body: readonly Stmt[],
  options: Partial<Kernel> & { readonly count?: number } = {},
): Kernel {
  const { count = 3, ...rest } = options
  return {
    name,
    title: `${name}.`,
    slot: 'groups',
    interval: 1,
    body: [{ kind: 'for', domain: { kind: 'neurons', index: 'i', count }, body }],
    ...rest,
  }
}

const program = (...kernels: readonly Kernel[]): StepProgram => ({
  dt: 1e-4,
  precision: 'double',
  parameters: [{ name: 'tau', text: '20*ms' }],
  prelude: [],
  preparation: [],
  kernels,
  rooms: [],
})
const bodies = (after: StepProgram) => after.kernels.map((k) => printKernel(k).split('\n').slice(1))

describe('fold-constants', () => {
  test.each<readonly [Expr, string]>([
    [binary('multiply', constant(2), constant(3)), '2*3'],
    [binary('multiply', constant(20), constant(0.001, 'ms')), '20*ms'],
    [binary('add', constant(1), binary('multiply', constant(2), x)), '1 + 2 * x'],
    [binary('multiply', constant(1), x), 'x'],
    [binary('multiply', x, constant(1)), 'x'],
    [binary('divide', x, constant(1)), 'x'],
    [binary('add', x, constant(0)), 'x + 0'],
    [binary('multiply', x, constant(0)), 'x * 0'],
    [binary('and', truth(true), b), 'b'],
    [binary('and', truth(false), b), 'false'],
    [binary('or', b, truth(true)), 'true'],
    [binary('or', truth(false), b), 'b'],
    [not(truth(true)), 'false'],
    [binary('less', constant(1), constant(2)), 'true'],
    [select(truth(true), x, y), 'x'],
    [select(truth(false), x, y), 'y'],
    [binary('power', x, constant(1)), 'x'],
    [binary('power', x, constant(2)), 'x * x'],
    [binary('power', x, constant(3)), 'x * x * x'],
    [binary('power', x, constant(4)), 'x * x * (x * x)'],
    [binary('power', x, constant(5)), 'x ** 5'],
    [binary('power', at(v), constant(2)), 'P.v[i] ** 2'],
    [binary('add', index(2), index(3)), '5'],
    [call('exp', x), 'exp(x)'],
  ])('%#: %o becomes %s', (expr, expected) => {
    expect(printExpr(folded(expr))).toBe(expected)
  })

  test('keeps what a number was made of as its note', () => {
    expect(
      folded(binary('divide', constant(1), binary('multiply', constant(20), constant(0.001, 'ms')))),
    ).toMatchObject({ value: 50, note: '1/(20*ms)' })
  })

  const leaf = fc.oneof(
    fc.constantFrom(-2, -0.5, 0, 0.5, 1, 2, 3).map((value): Expr => constant(value)),
    fc.constantFrom<Expr>(x, y),
  )
  const tree = fc.letrec<{ readonly tree: Expr }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc
        .tuple(
          fc.constantFrom<BinaryOperation>(
            'add',
            'subtract',
            'multiply',
            'divide',
            'remainder',
            'floor-divide',
            'power',
          ),
          tie('tree'),
          tie('tree'),
        )
        .map(([o, l, r]) => binary(o, l, r)),
      tie('tree').map(negate),
      fc
        .tuple(fc.constantFrom('exp', 'abs', 'floor', 'truncate', 'sqrt', 'sign', 'exprel') as never, tie('tree'))
        .map(([f, a]) => call(f as never, a as Expr)),
      fc
        .tuple(
          fc.constantFrom<BinaryOperation>('less', 'equal', 'greater-equal'),
          tie('tree'),
          tie('tree'),
          tie('tree'),
          tie('tree'),
        )
        .map(([o, l, r, t, e]) => select(binary(o, l, r), t, e)),
    ),
  })).tree

  /** The value of an expression of x and y, by substituting and folding: nothing but numbers is left. */
  const valueFor = (expr: Expr, values: Readonly<Record<string, number>>): number => {
    const whole = folded(substitute(expr, values))
    if (whole.kind !== 'constant') throw new Error(`not folded: ${printExpr(whole)}`)
    return whole.value
  }
  const substitute = (expr: Expr, values: Readonly<Record<string, number>>): Expr =>
    mapExpr(expr, (node) => (node.kind === 'local' && node.name in values ? constant(values[node.name]) : node))

  // A small power as a product may round differently from the power: by a unit in the last place for each factor.
  test('does not change the value of an expression beyond the rounding of its powers', () => {
    fc.assert(
      fc.property(
        tree,
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (expr, a, c) => {
          const values = { x: a, y: c }
          const [now, before] = [valueFor(folded(expr), values), valueFor(expr, values)]
          if (Number.isFinite(before)) expect(Math.abs(now - before)).toBeLessThanOrEqual(1e-13 * Math.abs(before))
          else expect(now).toBe(before)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is done after one go', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        expect(keyOf(folded(folded(expr)))).toBe(keyOf(folded(expr)))
      }),
      { numRuns: 200 },
    )
  })
})

describe('reciprocals', () => {
  test.each<readonly [Expr, string]>([
    [binary('divide', x, tau), 'x * (1 / tau)'],
    [binary('divide', binary('subtract', x, y), binary('multiply', constant(2), tau)), '(x - y) * (1 / (2 * tau))'],
    [binary('divide', tau, constant(3)), 'tau / 3'],
    [binary('divide', constant(1), x), '1 / x'],
    [binary('divide', x, y), 'x / y'],
    [binary('divide', x, at(v)), 'x / P.v[i]'],
    [binary('divide', x, derived('a')), 'x * (1 / a)'],
  ])('%o becomes %s', (expr, expected) => {
    expect(printExpr(withReciprocal(expr))).toBe(expected)
  })

  test('of a number is a number', () => {
    expect(withReciprocal(binary('divide', x, constant(4)))).toMatchObject({
      operation: 'multiply',
      right: { kind: 'constant', value: 0.25 },
    })
  })
})

describe('hoist-invariants', () => {
  const hoisted = (value: Expr) => {
    const after = hoistInvariants(program(kernel('update_P', [store(v, value)])))
    return {
      prelude: printStmts(after.prelude)
        .split('\n')
        .map((line) => line.replace(/ +#.*/, '')),
      body: bodies(after)[0][1]
        .trim()
        .replace(/ +\(contiguous\)/, ''),
    }
  }

  test('what depends on parameters alone is computed once', () => {
    expect(hoisted(binary('multiply', x, call('exp', negate(binary('divide', constant(1e-4), tau)))))).toEqual({
      prelude: ['define P.v_constant = exp(-(0.0001 / tau))'],
      body: 'P.v[i] = x * P.v_constant',
    })
  })

  test('a reciprocal is called one', () => {
    expect(hoisted(binary('multiply', x, binary('divide', constant(1), tau)))).toEqual({
      prelude: ['define inverse_tau = 1 / tau'],
      body: 'P.v[i] = x * inverse_tau',
    })
  })

  test('the same value is computed once, wherever it stands', () => {
    const value = binary('divide', constant(1), tau)
    const after = hoistInvariants(
      program(kernel('a', [store(v, binary('multiply', x, value))]), kernel('b', [store(w, binary('add', y, value))])),
    )
    expect(after.prelude).toHaveLength(1)
  })

  test('names that are taken are left alone', () => {
    const before = program(kernel('a', [store(v, binary('multiply', x, binary('divide', constant(1), tau)))]))
    const prelude: Stmt[] = [{ kind: 'define', name: 'inverse_tau', value: constant(3), comment: '' }]
    expect(hoistInvariants({ ...before, prelude }).prelude.map((s) => (s.kind === 'define' ? s.name : ''))).toEqual([
      'inverse_tau',
      'inverse_tau_2',
    ])
  })

  test.each<readonly [string, Expr]>([
    ['a load', at(v)],
    ['a local', x],
    ['a parameter alone', tau],
    ['a number', constant(3)],
    [
      'a draw',
      {
        kind: 'random',
        type: 'f64',
        distribution: 'uniform',
        stream: 'P.v',
        indices: [i, index(0)],
        step: constant(0),
        draw: 0,
      },
    ],
  ])('%s stays where it is', (_, value) => {
    expect(hoistInvariants(program(kernel('a', [store(v, value)]))).prelude).toEqual([])
  })
})

describe('fuse-loops', () => {
  const update = kernel('update', [named('old', at(v)), store(v, binary('add', local('old', 'f64'), constant(1)))])
  const threshold = kernel(
    'threshold',
    [
      when(binary('greater', at(v), constant(1)), {
        kind: 'push',
        list: { group: 'P', capacity: 3, depth: 1 },
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
              domain: { kind: 'events', list: { group: 'P', capacity: 3, depth: 1 }, delay: 0, index: 'i' },
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

describe('common-subexpressions', () => {
  const sum = binary('add', x, y)
  const shared = (...body: readonly Stmt[]) => bodies(shareCommonSubexpressions(program(kernel('update', body))))[0]

  test('what occurs twice is computed once, before its first use', () => {
    const root = call('sqrt', sum)
    expect(shared(store(v, binary('multiply', root, x)), store(w, root))).toEqual(
      shared(
        named('v_common', root),
        store(v, binary('multiply', local('v_common', 'f64'), x)),
        store(w, local('v_common', 'f64')),
      ),
    )
  })

  test('what occurs once, and what costs nothing, keeps its place', () => {
    const body = [store(v, sum), store(w, negate(x)), store(w, negate(x))]
    expect(shared(...body)).toEqual(bodies(program(kernel('update', body)))[0])
  })

  test('what is read from memory or drawn is not taken for the same', () => {
    const body = [store(v, binary('add', at(v), x)), store(w, binary('add', at(v), x))]
    expect(shared(...body)).toEqual(bodies(program(kernel('update', body)))[0])
  })

  test('the largest is shared first, and its parts only where they occur elsewhere', () => {
    const square = binary('multiply', sum, sum)
    const text = shared(store(v, square), store(w, square)).join('\n')
    expect(text.match(/let /g)).toHaveLength(2)
  })
})

/** A model in which every pass has something to do. */
const MODEL: ModelSpec = modelSpec(
  [
    groupSpec(
      'dv/dt = (ge - v + a**3)/taum : 1 (unless refractory)\ndge/dt = -ge/taue : 1\na : 1\ndx/dt = -(x + a)*x/(3*taue)*exp(-taum/taue) - (x + a)*x*a/taum : 1',
      {
        N: 20,
        threshold: 'v > 1 and x >= 0',
        reset: 'v = -a*2/3; x += 0.1',
        refractory: '1*ms',
        method: 'euler',
        namespace: { taum: '10*ms', taue: '5*ms' },
      },
    ),
    groupSpec('dv/dt = (1.5 - v)/tau : 1\ntau : second', {
      name: 'Q',
      N: 20,
      threshold: 'v > 1',
      reset: 'v = 0',
      refractory: 'tau/5',
    }),
    synapsesSpec({ on_pre: 'ge += w*0.3/N_pre', model: 'w : 1', delay: '0.5*ms' }),
    synapsesSpec({ name: 'T', source: 'Q', on_pre: 'ge += 0.4' }),
    { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['v', 'ge', 'x'], record: true },
    { kind: 'SpikeMonitor', name: 'spikes', source: 'P' },
  ],
  [
    { kind: 'set', target: 'P', variable: 'v', value: 'rand()' },
    { kind: 'set', target: 'P', variable: 'a', value: '0.4 + i/30.0' },
    { kind: 'set', target: 'P', variable: 'x', value: '1 + i' },
    { kind: 'set', target: 'Q', variable: 'tau', value: '(3 + i)*ms' },
    { kind: 'connect', target: 'S', rule: { condition: 'i != j' } },
    { kind: 'set', target: 'S', variable: 'w', value: 'i + j/2' },
    { kind: 'connect', target: 'T', rule: { p: 0.3 } },
  ],
)

async function outcome(...off: readonly string[]) {
  const simulation = simulationOf(MODEL, { withoutPasses: new Set(off) })
  await simulation.run(0.03)
  const { i: neurons, t } = simulation.spikes('spikes')
  return {
    spikes: [...neurons].map((k, n) => `${k} at ${t[n].toFixed(5)}`),
    traces: ['v', 'ge', 'x'].flatMap((name) => simulation.traces('M', name)),
  }
}

describe('a pass that is switched off', () => {
  const names = PASSES.map((pass) => pass.name)

  test('is there, has a name of its own, and does something to the model of these tests', () => {
    expect(names).toContain('fuse-loops')
    expect(new Set(names).size).toBe(names.length)
    const { program: lowered } = compiled(MODEL).lowered
    const all = printProgram(optimise(lowered).program)
    for (const name of names) {
      const without = optimise(lowered, new Set([name]))
      expect(printProgram(without.program), name).not.toBe(all)
      expect(without.timings.map((t) => t.name)).toEqual(names.filter((other) => other !== name))
    }
  })

  test.each([...names.map((name) => [name]), names])('%s: the results are the same within 1e-12', async (...off) => {
    const [expected, got] = [await outcome(), await outcome(...off)]
    expect(expected.spikes.length).toBeGreaterThan(20)
    expect(got.spikes).toEqual(expected.spikes)
    got.traces.forEach((trace, k) => {
      trace.forEach((value, n) => {
        const other = expected.traces[k][n]
        expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(other)))
      })
    })
  })

  test('only reciprocals and powers as products may change the last bit', async () => {
    const [expected, got] = [await outcome('reciprocals', 'fold-constants'), await outcome(...names)]
    expect(got).toEqual(expected)
  })
})
