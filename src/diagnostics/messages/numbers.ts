import { message } from '../define.js'

export const numberMessages = {
  B001: message<{ name: string; of: string; value: string; when: string }>('numbers', {
    message: (p) => `${p.name}${p.of} became ${p.value} ${p.when}`,
    explanation:
      'The numbers blew up: often a step too long for the method, a weight in the wrong unit, or a division by zero. The first such number is looked for, and told with what its neuron or synapse had at the beginning of the step; that takes going through the last steps once more, so there is a range of time only where the network is too large to be copied now and then, or calls functions of the program. What was recorded can be read. { allow_nan: true } of run(), and --allow-nan, go on with such numbers.',
    bad: "method: 'euler' with a time constant shorter than dt",
    good: "a smaller dt, or method: 'exact' where the equations are linear",
  }),
  B005: message<{
    name: string
    element: string
    method: string
    steps: string
    from: string
    to: string
    part: string
  }>('numbers', {
    message: (p) =>
      `${p.name} of ${p.element} takes more than ${p.steps} of ${p.method} from ${p.from} to ${p.to}: they came through ${p.part} of it`,
    explanation:
      'An adaptive method makes its steps so short that the error of each stays below `absolute_error`, which counts in base SI units: 1e-6 is a microvolt for a potential, and a whole microampere for a current. Very small errors, equations that change abruptly, and stiff ones take many steps.',
    bad: "method: 'gsl', method_options: { absolute_error: 1e-15 }",
    good: "method: 'gsl', method_options: { absolute_error: 1e-9, max_steps: 1000 }, or a smaller dt",
  }),
  B006: message<{ name: string; element: string; method: string; from: string; to: string; problem: string }>(
    'numbers',
    {
      message: (p) =>
        `${p.name} of ${p.element} could not be integrated by ${p.method} from ${p.from} to ${p.to}: ${p.problem}`,
      explanation:
        'No step is short enough for the error that is asked for, or right sides are no finite numbers however short it is. With `adaptable_timestep: false` there is one step a time step, and its error must be small enough.',
      bad: "method: 'gsl', method_options: { adaptable_timestep: false } with a time constant about as long as dt",
      good: "method: 'gsl' with adaptable steps, a smaller dt, or a larger absolute_error",
    },
  ),
}
