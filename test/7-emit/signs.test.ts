/** A minus before a minus is two operators: printed without care they would be one, which writes to its operand. */
import { Network, NeuronGroup, StateMonitor } from 'spikec'
import { expect, test } from 'vitest'

test('signs next to each other', async () => {
  const P = new NeuronGroup(
    2,
    `
    x : 1
    k : integer
    twice = - -x : 1
    thrice = - - -x : 1
    less = x - -x : 1
    less_twice = x - - -x : 1
    more = -k**2 + - -x : 1
    product = -(-2*x) : 1
    constant = -(-3) + x*-(-2) : 1
    integer_twice = - -k : integer`,
  )
  P.set({ x: '1.5 + i', k: 'i + 1' })
  const names = ['twice', 'thrice', 'less', 'less_twice', 'more', 'product', 'constant', 'integer_twice']
  const M = new StateMonitor(P, names, { record: true })
  await new Network(P, M).run('0.3*ms')

  const traces = Object.fromEntries(names.map((name) => [name, M.get(name).map((trace) => [...trace])]))
  const throughout = (...values: readonly number[]) => values.map((value) => [value, value, value])
  expect(traces).toEqual({
    twice: throughout(1.5, 2.5),
    thrice: throughout(-1.5, -2.5),
    less: throughout(3, 5),
    less_twice: throughout(0, 0),
    more: throughout(0.5, -1.5),
    product: throughout(3, 5),
    constant: throughout(6, 8),
    integer_twice: throughout(1, 2),
  })
  expect([...P.get('x')]).toEqual([1.5, 2.5])
})
