import { message } from '../define.js'

export const syntaxMessages = {
  S001: message<{ found: string; expected: string }>('syntax', {
    message: (p) => `${p.found} can't stand here: ${p.expected}`,
    explanation: 'The text can be read up to the marked place, and not further.',
    bad: 'dv/dt = (El - v) taum : volt',
    good: 'dv/dt = (El - v)/taum : volt',
  }),
  S002: message<{ expected: string }>('syntax', {
    message: (p) => `the text ends too early: ${p.expected}`,
    explanation: 'Everything that was opened, an expression or a bracket, must also be finished.',
    bad: 'v > Vt +',
    good: 'v > Vt + 1*mV',
  }),
  S003: message<{ bracket: string }>('syntax', {
    message: (p) => `the bracket \`${p.bracket}\` is never closed`,
    explanation: 'Each opening bracket needs a closing one.',
    bad: 'dv/dt = (El - v/taum : volt',
    good: 'dv/dt = (El - v)/taum : volt',
  }),
  S004: message<{ bracket: string }>('syntax', {
    message: (p) => `the bracket \`${p.bracket}\` was never opened`,
    explanation: 'Each closing bracket needs an opening one of the same kind before it.',
    bad: 'dv/dt = El - v)/taum : volt',
    good: 'dv/dt = (El - v)/taum : volt',
  }),
  S005: message<{ what: string }>('syntax', {
    message: (p) => `there is nothing in ${p.what}`,
    explanation:
      'A string was given, with nothing in it but blanks and comments. Leave the option out if nothing is meant.',
    bad: "threshold: ''",
    good: "threshold: 'v > Vt'",
  }),
  S006: message<{ character: string }>('syntax', {
    message: (p) => `the character ${p.character} is not part of the language`,
    explanation: 'Equations are made of names, numbers, brackets and the operators of Python.',
    bad: '{v - El}/taum',
    good: '(v - El)/taum',
  }),
  S007: message<{ operator: string }>('syntax', {
    message: (p) => `the operator \`${p.operator}\` is not in the language`,
    explanation:
      "Bitwise operators and Python's other ones have no meaning for quantities. Use `and`, `or`, `not` for truth, and `**` for powers.",
    bad: 'v > Vt & w < 1*nA',
    good: 'v > Vt and w < 1*nA',
  }),
  S008: message('syntax', {
    message: () => "comparisons can't be chained",
    explanation:
      'Python reads `a < b < c` as two comparisons; Brian refuses it, and so does spikec. Write both, joined by `and`.',
    bad: '0*mV < v < 10*mV',
    good: '0*mV < v and v < 10*mV',
  }),
  S009: message<{ name: string }>('syntax', {
    message: (p) => `the equation of \`${p.name}\` has no unit`,
    explanation: 'Each equation ends with `:` and the unit of the variable it defines, `1` for a number without one.',
    bad: 'dv/dt = -v/taum',
    good: 'dv/dt = -v/taum : volt',
  }),
  S010: message<{ limit: string }>('syntax', {
    message: (p) => `the text is larger than spikec reads: ${p.limit}`,
    explanation:
      'Bounds on the length and depth of strings keep a model from a stranger from making the compiler slow.',
    bad: '((((...))))',
    good: '(v - El)/taum',
  }),
  S011: message<{ found: string; suggestion: string }>('syntax', {
    message: (p) => `\`${p.found}\` is not the derivative of a variable: ${p.suggestion}`,
    explanation: "A differential equation begins with `d`, the variable's name and `/dt`.",
    bad: 'dv/ds = -v/taum : volt',
    good: 'dv/dt = -v/taum : volt',
  }),
  S012: message<{ name: string }>('syntax', {
    message: (p) => `the argument \`${p.name}\` is given by its name`,
    explanation: 'Functions in equations take their arguments by position, as in Brian.',
    bad: 'clip(v, low=El, high=Vt)',
    good: 'clip(v, El, Vt)',
  }),
  S013: message<{ number: string; reason: string }>('syntax', {
    message: (p) => `\`${p.number}\` is not a number of the language: ${p.reason}`,
    explanation: 'Numbers are written with digits, a point and an exponent, such as `20`, `0.5` or `1e-3`.',
    bad: 'v > 20mV',
    good: 'v > 20*mV',
  }),
  S014: message<{ word: string }>('syntax', {
    message: (p) => `\`${p.word}\` is a reserved word`,
    explanation: "Python's keywords can't be the names of variables, so that a model can be read by Brian, too.",
    bad: 'dv/dt = -v/tau + from : volt',
    good: 'dv/dt = -v/tau + v_from : volt',
  }),
  S015: message<{ text: string }>('syntax', {
    message: (p) => `the text ${p.text} is no value`,
    explanation: 'Equations compute with numbers and truth values only; there are no texts inside them.',
    bad: "v > 'Vt'",
    good: 'v > Vt',
  }),
  S016: message<{ count: number }>('syntax', {
    message: (p) => `spikec finds ${p.count} readings of this text, which is a mistake in spikec: please report it`,
    explanation: 'The grammar is meant to give each text one reading; none of several is taken by chance.',
    bad: '(none is known)',
    good: '(v - El)/taum',
  }),
  S017: message<{ operator: string }>('syntax', {
    message: (p) => `the assignment \`${p.operator}\` is not supported`,
    explanation: 'Statements assign with `=`, `+=`, `-=`, `*=`, `/=` and `%=`. Others can be written out.',
    bad: 'x **= 2',
    good: 'x = x**2',
  }),
  S018: message<{ reason: string }>('syntax', {
    message: (p) => `this is not an assignment: ${p.reason}`,
    explanation:
      'Each statement of a reset or a pathway changes one variable: its name, `=` or `+=`, and an expression.',
    bad: 'v == Vr',
    good: 'v = Vr',
  }),
  S019: message<{ operator: string }>('syntax', {
    message: (p) => `\`${p.operator}\` assigns, which an expression can't do`,
    explanation:
      'Inside an expression two values can be compared with `==`. One statement or equation assigns to one name.',
    bad: 'v = Vr',
    good: 'v == Vr',
  }),
  S020: message<{ expected: string }>('syntax', {
    message: (p) => `a generator has ${p.expected} here`,
    explanation:
      'Several synapses for each neuron are written `ELEMENT for NAME in range(…) if CONDITION`, or with `sample(…, p=…)` or `sample(…, size=…)` in place of `range(…)`.',
    bad: 'k for k of range(3)',
    good: 'k for k in range(3)',
  }),
}
