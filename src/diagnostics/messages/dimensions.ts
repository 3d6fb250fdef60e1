import { message } from '../define.js'

/** A unit is `in volt`; a plain number and a truth value are what they are. */
function being(unit: string): string {
  return unit === 'a plain number' || unit === 'true or false' ? unit : `in ${unit}`
}

function declaredAs(unit: string): string {
  return being(unit) === unit ? `as ${unit}` : `in ${unit}`
}

export const dimensionMessages = {
  U001: message<{ operation: string; left: string; right: string }>('dimension', {
    message: (p) => `${p.operation} needs the same unit on both sides: ${p.left} here, ${p.right} there`,
    explanation:
      "Quantities of different kinds can't be added, subtracted or compared. A bare number, 0 included, is not a voltage.",
    bad: 'v > 1',
    good: 'v > 1*mV',
  }),
  U002: message<{ name: string; expected: string; found: string }>('dimension', {
    message: (p) => `d${p.name}/dt must be ${being(p.expected)}, and the right side is ${being(p.found)}`,
    explanation: 'The right side of a differential equation has the unit of its variable divided by second.',
    bad: 'dv/dt = El - v : volt',
    good: 'dv/dt = (El - v)/taum : volt',
  }),
  U003: message<{ name: string; expected: string; found: string }>('dimension', {
    message: (p) => `\`${p.name}\` is declared ${declaredAs(p.expected)}, and its expression is ${being(p.found)}`,
    explanation: 'A subexpression has the unit that is declared for it.',
    bad: 'I = g*v : volt        # g : siemens',
    good: 'I = g*v : amp',
  }),
  U004: message<{ name: string; expected: string; found: string }>('dimension', {
    message: (p) => `\`${p.name}\` is ${being(p.expected)}, and what is written to it is ${being(p.found)}`,
    explanation:
      'A statement and an initial value keep the unit of the variable they write to. In a string, 0 is a number without a unit.',
    bad: 'v = 0',
    good: 'v = 0*mV',
  }),
  U005: message<{ name: string; expected: string; found: string }>('dimension', {
    message: (p) => `\`${p.name}\` takes ${p.expected}, and is given ${p.found}`,
    explanation: 'exp, log, the trigonometric and hyperbolic functions work on plain numbers: divide by a scale first.',
    bad: 'exp(v)',
    good: 'exp(v/(1*mV))',
  }),
  U006: message<{ found: string }>('dimension', {
    message: (p) => `an exponent is a plain number, and this one is ${being(p.found)}`,
    explanation: 'Nothing can be raised to a voltage.',
    bad: '2**v',
    good: '2**(v/mV)',
  }),
  U007: message<{ base: string }>('dimension', {
    message: (p) => `a quantity in ${p.base} can only be raised to a power that is known before the run`,
    explanation:
      'The unit of the result depends on the exponent, so that has to be a number or a constant, not a variable.',
    bad: 'v**n            # n : 1',
    good: 'v**2',
  }),
  U008: message<{ what: string; found: string }>('dimension', {
    message: (p) => `${p.what} must be true or false, and this is ${p.found}`,
    explanation: 'A threshold, a condition and the operands of and, or, not are comparisons or boolean variables.',
    bad: "threshold: 'v'",
    good: "threshold: 'v > Vt'",
  }),
  U009: message<{ operation: string }>('dimension', {
    message: (p) => `${p.operation} works on numbers, and this is true or false`,
    explanation: 'A truth value becomes a number, 0 or 1, by int(…).',
    bad: '(v > Vt)*2',
    good: 'int(v > Vt)*2',
  }),
  U010: message<{ name: string; expected: string; found: string }>('dimension', {
    message: (p) => `${p.name} must be ${p.expected}, and is ${being(p.found)}`,
    explanation: 'Times are given in a unit of time, probabilities as plain numbers.',
    bad: "refractory: '5*mV'",
    good: "refractory: '5*ms'",
  }),
  U011: message<{ name: string; suggestion: string }>('dimension', {
    message: (p) => `\`${p.name}\` can't declare a variable's unit${p.suggestion}`,
    explanation:
      'Variables are declared in units without a scale (volt, not mV), since values carry their own: `v = -60*mV` is right for a variable in volt.',
    bad: 'dv/dt = -v/taum : mV',
    good: 'dv/dt = -v/taum : volt',
  }),
  U012: message<{ name: string; expected: string }>('dimension', {
    message: (p) => `the values have no unit, and \`${p.name}\` is in ${p.expected}`,
    explanation: 'Data are plain numbers until they are given a unit: matrix(data, shape, unit).',
    bad: 'matrix(W, [4000, 4000])           # into w : volt',
    good: "matrix(W, [4000, 4000], 'mV')",
  }),
  U013: message<{ found: string }>('dimension', {
    message: (p) => `an index is a plain number, and this one is ${being(p.found)}`,
    explanation: 'Arrays are indexed by i, j and whole numbers made of them.',
    bad: 'W[v, j]',
    good: 'W[i, j]',
  }),
  U014: message<{ operator: string; found: string }>('dimension', {
    message: (p) => `\`${p.operator}\` needs plain numbers, and this is ${being(p.found)}`,
    explanation:
      'Floor division counts how often one number goes into another; divide quantities with `/` first. Only a plain number scales a variable without changing its unit.',
    bad: 't//(5*ms)',
    good: '(t/ms)//5',
  }),
  U016: message<{ name: string; expected: string; target: string; found: string }>('dimension', {
    message: (p) => `\`${p.name}\` is ${p.expected}, and \`${p.target}\`, which it is linked to, ${p.found}`,
    explanation: 'A linked variable has the unit of the variable that it reads.',
    bad: "x : volt (linked)      # linked_var(Q, 'g'), and Q has g : siemens",
    good: 'x : siemens (linked)',
  }),
}
