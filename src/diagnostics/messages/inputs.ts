import { message } from '../define.js'

export const inputMessages = {
  C001: message<{ path: string; problem: string }>('input', {
    message: (p) => `${p.path} can't be read: ${p.problem}`,
    explanation: 'The file is missing, or may not be read.',
    bad: 'spikec run modle.ts',
    good: 'spikec run model.ts',
  }),
  C002: message<{ path: string; found: string }>('input', {
    message: (p) => `${p.path} does not export a network: ${p.found}`,
    explanation: 'A model file has a Network, or a function that returns one, as its default export.',
    bad: 'const net = new Network(P)',
    good: 'export default new Network(P)',
  }),
  C003: message<{ path: string; problem: string }>('input', {
    message: (p) => `${p.path} can't be loaded: ${p.problem}`,
    explanation: 'The model file is a program of its own, and it did not run through.',
    bad: 'export default new Network(Q)     // Q is not defined',
    good: 'export default new Network(P)',
  }),
  C004: message<{ name: string; known: string }>('input', {
    message: (p) => `there is no parameter \`${p.name}\`${p.known}`,
    explanation: 'The parameters of a model are the named constants of its namespaces; --describe lists them.',
    bad: '--set tua=25*ms',
    good: '--set taum=25*ms',
  }),
  C005: message<{ problem: string }>('input', {
    message: (p) => `the duration is missing: ${p.problem}`,
    explanation: "A run lasts as long as --duration says, or the network's own option `duration`.",
    bad: 'spikec run model.ts',
    good: "spikec run model.ts --duration '1*second'",
  }),
  C006: message<{ path: string; problem: string }>('input', {
    message: (p) => `${p.path} can't be written: ${p.problem}`,
    explanation: 'Results are written to a temporary file and renamed, so nothing half written is left.',
    bad: '--out /not/there',
    good: '--out results',
  }),
  C007: message<{ name: string }>('input', {
    message: (p) => `\`${p.name}\` is no pass of the optimiser`,
    explanation:
      '--passes takes a list with commas, read from left to right: all, none, the name of a pass to run it, and a minus before its name to leave it out.',
    bad: '--passes all,-fuse-lops',
    good: '--passes all,-fuse-loops',
  }),
  C008: message<{ path: string; found: string }>('input', {
    message: (p) => `the \`picture\` that ${p.path} exports is ${p.found}, and not a function`,
    explanation:
      'A model file may export a function `picture`, which gives the picture of a finished run as SVG text; `spikec run --out` calls it with the network. The functions of `spikec/plot` draw.',
    bad: 'export const picture = figure({ panels })',
    good: 'export const picture = () => figure({ panels: [{ layers: [line(M.t, M.get("v")[0])] }] })',
  }),
  C009: message<{ path: string; problem: string }>('input', {
    message: (p) => `${p.path} can't draw its picture: ${p.problem}`,
    explanation:
      'The function `picture` of the model file did not run through. The results of the run have been written before.',
    bad: 'line([0, 1, 2], [0, 1])',
    good: 'line([0, 1, 2], [0, 1, 4])',
  }),
  C010: message<{ path: string; found: string }>('input', {
    message: (p) => `the function \`picture\` of ${p.path} gave ${p.found}, and not the text of an SVG picture`,
    explanation: 'What it returns is written to picture.svg as it is: a text that begins with `<svg`.',
    bad: 'export const picture = () => { figure({ panels }) }',
    good: 'export const picture = () => figure({ panels })',
  }),
}
