import { message } from '../define.js'

/** Of synapses that begin or end at synapses. */
export const synapsesMessages = {
  V074: message<{ name: string; owner: string; neuron: string }>('value', {
    message: (p) =>
      `\`${p.name}\` can't be seen here: it is made of \`${p.neuron}\`, which ${p.owner} has of its neurons`,
    explanation:
      'Synapses that begin or end at other synapses see what each of these has of its own: parameters, variables with an equation, and subexpressions that are made of such. What it would take of the neurons at its ends has no place there.',
    bad: 'x_post = u_pre : 1 (summed)     # u = w*v_pre : 1, in the synapses that are its source',
    good: 'x_post = w_pre : 1 (summed)     # w : 1',
  }),
  V075: message<{ name: string; axis: string; owner: string }>('value', {
    message: (p) =>
      `\`${p.name}\` is read in every step by the number \`${p.axis}\` of a synapse of ${p.owner}, and how many there are is known only when they are connected`,
    explanation:
      'Data that are read in every step must be sure to have a value for each index. Give the values to a parameter once, which is checked when it is done.',
    bad: "model: 'x_post = u[j]*y_pre : 1 (summed)'",
    good: "model: 'f : 1\\nx_post = f*y_pre : 1 (summed)', and then T.set({ f: 'u[j]' })",
  }),
}
