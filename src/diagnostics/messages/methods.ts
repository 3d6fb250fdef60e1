import { message } from '../define.js'

export const methodMessages = {
  M001: message<{ method: string; reason: string; owner: string }>('unsupported-method', {
    message: (p) => `the method '${p.method}' can't integrate the equations of ${p.owner}: ${p.reason}`,
    explanation:
      "'exact' solves linear equations whose coefficients do not change within a step; anything else needs a numerical method.",
    bad: "dv/dt = v**2/taum : 1      # method: 'exact'",
    good: "dv/dt = v**2/taum : 1      # method: 'euler'",
  }),
  M002: message<{ method: string; known: string }>('unsupported-method', {
    message: (p) => `'${p.method}' is not a method of integration that spikec has: ${p.known}`,
    explanation: 'The method is named by a string.',
    bad: "method: 'eulr'",
    good: "method: 'euler'",
  }),
  M003: message<{ problem: string }>('unsupported-method', {
    message: (p) => `the scheme can't be read: ${p.problem}`,
    explanation:
      'A scheme is made of lines `name = …`, of which the last is `x_new = …`. `x` is the value before the step, `f(x, t)` the right side without its noise, `g(x, t)` what the noise is multiplied with, `dW` the noise over a step, of variance `dt`.',
    bad: "new ExplicitStateUpdater('x = x + dt*f(x, t)')",
    good: "new ExplicitStateUpdater('x_new = x + dt*f(x, t)')",
  }),
  M004: message<{ problem: string }>('unsupported-method', {
    message: (p) => `the units of the scheme do not fit: ${p.problem}`,
    explanation:
      'Whatever the unit of the variable `x` is: `f(x, t)` is in x/second, `g(x, t)` in x/second**0.5, `dW` in second**0.5, and `x_new` is in the unit of x.',
    bad: "new ExplicitStateUpdater('x_new = x + f(x, t)')",
    good: "new ExplicitStateUpdater('x_new = x + dt*f(x, t)')",
  }),
  M010: message<{ option: string; owner: string; method: string }>('unsupported-method', {
    message: (p) => `\`${p.option}\` of method_options of ${p.owner} is for an adaptive method, and ${p.method}`,
    explanation:
      "Options of a method are those of the adaptive ones, 'gsl', 'gsl_rkf45', 'gsl_rk2', 'gsl_rk4', 'gsl_rkck' and 'gsl_rk8pd'. The others take steps of dt and have nothing to set; 'exact' needs no `simplify`, since it computes its coefficients from numbers.",
    bad: "method: 'rk4', method_options: { absolute_error: 1e-6 }",
    good: "method: 'gsl_rk4', method_options: { absolute_error: 1e-6 }",
  }),
  M011: message<{ name: string; owner: string }>('unsupported-method', {
    message: (p) => `\`${p.name}\` of absolute_error_per_variable is not a variable that ${p.owner} integrates`,
    explanation:
      'The error of a step is looked at for each variable that has a differential equation; only these may have an absolute error of their own.',
    bad: "method_options: { absolute_error_per_variable: { tau: '1*ms' } }",
    good: "method_options: { absolute_error_per_variable: { v: '1*uvolt' } }",
  }),
  M012: message<{ what: string; problem: string }>('unsupported-method', {
    message: (p) => `${p.what}: ${p.problem}`,
    explanation: 'An absolute error is a positive quantity in the unit of its variable, the same throughout a run.',
    bad: "absolute_error_per_variable: { v: '-1*uvolt' }",
    good: "absolute_error_per_variable: { v: '1*uvolt' }",
  }),
  M013: message<{ name: string; owner: string; reason: string }>('unsupported-method', {
    message: (p) => `\`${p.name}\` of ${p.owner} can't be event-driven: ${p.reason}`,
    explanation:
      'An event-driven equation is solved in one go over the time from one event of its synapse to the next. That takes a linear equation whose coefficients are the same throughout that time.',
    bad: 'dx/dt = x*(1 - x)/tau : 1 (event-driven)',
    good: 'dx/dt = x*(1 - x)/tau : 1 (clock-driven)',
  }),
}
