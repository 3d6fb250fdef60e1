/** Python's and NumPy's arithmetic where it differs from that of machines. */
import { call, local } from '../build.js'
import type { FunctionDefinition } from '../function.js'
import { difference, either, floor, greater, less, product, quotient, sum, x, y } from './notation.js'

export const sign: FunctionDefinition = {
  name: 'sign',
  parameters: ['x'],
  about: '-1, 0 or 1; never -0.',
  body: [],
  result: either(greater(x, 0), 1, either(less(x, 0), -1, sum(x, 0))),
}

export const clip: FunctionDefinition = {
  name: 'clip',
  parameters: ['x', 'lo', 'hi'],
  about: '`x` held between `lo` and `hi`; always `hi` when the bounds are crossed, as NumPy does it.',
  body: [],
  result: call('minimum', call('maximum', x, local('lo', 'f64')), local('hi', 'f64')),
}

const t = local('t', 'f64')
const dt = local('dt', 'f64')

export const timestep: FunctionDefinition = {
  name: 'timestep',
  parameters: ['t', 'dt'],
  about:
    'The number of the step of length `dt` in which the time `t` lies; times up to 1e-3 steps early count as the step.',
  body: [],
  result: floor(quotient(sum(t, product(1e-3, dt)), dt)),
}

export const remainder: FunctionDefinition = {
  name: 'remainder',
  parameters: ['x', 'y'],
  about:
    '`x % y`, with the sign of `y`: computed as x - y*floor(x/y), so 1.0 % 0.1 is 0. NaN when `y` is 0 or infinite.',
  body: [],
  result: difference(x, product(y, floor(quotient(x, y)))),
}

export const floorDivide: FunctionDefinition = {
  name: 'floor-divide',
  parameters: ['x', 'y'],
  about: '`x // y`, computed as floor(x/y), so 1.0 // 0.1 is 10. Infinite or NaN when `y` is 0.',
  body: [],
  result: floor(quotient(x, y)),
}
