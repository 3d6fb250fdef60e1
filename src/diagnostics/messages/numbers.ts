import { message } from '../define.js'

export const numberMessages = {
  B001: message<{ name: string; index: string; value: string; from: string; to: string }>('numbers', {
    message: (p) => `${p.name} of neuron ${p.index} became ${p.value} between ${p.from} and ${p.to}`,
    explanation:
      'The numbers blew up: often a step too long for the method, a weight in the wrong unit, or a division by zero.',
    bad: "method: 'euler' with a time constant shorter than dt",
    good: "a smaller dt, or method: 'exact' where the equations are linear",
  }),
}
