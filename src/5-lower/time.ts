/** Time in kernels: steps of the clock that a kernel goes by, and of other clocks as they are seen from there. */
import type { Clock } from '../2-resolve/model.js'
import { binary, constant, local } from '../ir/build.js'
import type { Expr } from '../ir/ir.js'
import type { ModelContext } from './context.js'

/** The number of the step, counted by the clock of the kernel that it stands in. */
export const STEP = local('step', 'f64')

/** The step of `clock` that has begun last, seen from a kernel that goes by the clock `own`. */
export function stepOf(clock: Clock, own: Clock): Expr {
  if (clock.ticks === own.ticks) return STEP
  if (own.ticks % clock.ticks === 0) return binary('multiply', STEP, constant(own.ticks / clock.ticks))
  return binary('floor-divide', ticks(own), constant(clock.ticks))
}

/** The step of `clock` that had begun last before the present tick. */
export function stepBefore(clock: Clock, own: Clock): Expr {
  if (own.ticks % clock.ticks === 0) return binary('subtract', stepOf(clock, own), constant(1))
  return binary('floor-divide', binary('subtract', ticks(own), constant(1)), constant(clock.ticks))
}

/** The step that `clock` does now, or next if it does none now: what its time is in the reference, which moves on after a step. */
export function stepDue(clock: Clock, own: Clock): Expr {
  if (own.ticks % clock.ticks === 0) return stepOf(clock, own)
  return binary('floor-divide', binary('add', ticks(own), constant(clock.ticks - 1)), constant(clock.ticks))
}

function ticks(own: Clock): Expr {
  return own.ticks === 1 ? STEP : binary('multiply', STEP, constant(own.ticks))
}

/** Between runs time is counted in ticks of the network. */
export function ticking({ model }: Pick<ModelContext, 'model'>): Clock {
  return { dt: model.dt, ticks: 1 }
}
