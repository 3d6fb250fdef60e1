/** Time in kernels: steps of the clock that a kernel goes by, and of other clocks as they are seen from there. */
import type { Clock } from '../2-resolve/model.js'
import { binary, call, constant, local, select } from '../ir/build.js'
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

/** How near to a whole number of steps a time is taken for it, as by `timestep()` of the reference. */
const SLACK = 1e-3

/** A time as it is kept: in steps, whole ones where it is nearly so, since it is compared with such. */
export function inSteps(seconds: Expr, { dt }: Clock): Expr {
  const steps = binary('divide', seconds, constant(dt, 'dt'))
  const nearest = call('floor', binary('add', steps, constant(0.5)))
  const isWhole = binary('less', call('abs', binary('subtract', steps, nearest)), constant(SLACK))
  return select(isWhole, nearest, steps)
}

/** The same of numbers that are given. */
export function asSteps(seconds: number, { dt }: Clock): number {
  const steps = seconds / dt
  const nearest = Math.floor(steps + 0.5)
  return Math.abs(steps - nearest) < SLACK ? nearest : steps
}

/** Between runs time is counted in ticks of the network. */
export function ticking({ model }: Pick<ModelContext, 'model'>): Clock {
  return { dt: model.dt, ticks: 1 }
}
