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
}
