/** The functions of the language that are no instruction, each written once for all backends. */
import type { FunctionDefinition, FunctionName } from '../function.js'
import { cosh, exp, expm1, exprel, sinh, tanh } from './exp.js'
import { arccos, arcsin, arctan } from './inverse-trigonometric.js'
import { log, log1p, log10 } from './log.js'
import { power } from './power.js'
import { clip, floorDivide, remainder, sign, timestep } from './python.js'
import { cos, sin, tan } from './trigonometric.js'

export const FUNCTIONS: { readonly [name in FunctionName]: FunctionDefinition } = {
  exp,
  expm1,
  exprel,
  log,
  log1p,
  log10,
  sin,
  cos,
  tan,
  arcsin,
  arccos,
  arctan,
  sinh,
  cosh,
  tanh,
  power,
  sign,
  clip,
  timestep,
  remainder,
  'floor-divide': floorDivide,
}
