import { message } from '../define.js'

/** Delays of synapses. */
export const delayMessages = {
  V080: message<{ name: string; count: number; total: number; problem: string; where: string }>('value', {
    message: (p) =>
      p.total === 1
        ? `\`${p.name}\` is ${p.problem}: ${p.where}`
        : `\`${p.name}\`: ${p.count} delay${p.count === 1 ? '' : 's'} of ${p.total} ${p.count === 1 ? 'is' : 'are'} ${p.problem}, the first at ${p.where}`,
    explanation:
      'A spike reaches a synapse when it happens or later, never before, and it must reach it some time. Brian2 takes negative delays, and what they do then depends on its queue.',
    bad: "S.set({ delay: '2*ms - i*ms' })     // below 0 from i = 3 on",
    good: "S.set({ delay: 'clip(2*ms - i*ms, 0*ms, inf*ms)' })",
  }),
  V081: message<{ name: string; steps: string; bytes: string; limit: string }>('value', {
    message: (p) =>
      `\`${p.name}\` reaches ${p.steps} steps, for which the simulation would take ${p.bytes}, and there may be ${p.limit}`,
    explanation:
      'The spikes of as many steps as the longest delay lasts are kept, with room for every neuron in each of them, and an index of the synapses has a row for each neuron and each different delay. Delays are shorter than this, or are in another unit than was meant, or the step is too short for them.',
    bad: "S.set({ delay: '10*second + i*ms' })     // 100,000 steps, for 40,000 neurons",
    good: "S.set({ delay: '10*ms + i*us' })",
  }),
  V082: message<{ name: string; problem: string }>('value', {
    message: (p) => `\`${p.name}\` can't be set so: ${p.problem}`,
    explanation:
      'Delays are one for all synapses, where the option `delay` gives one, or one for each synapse. What is one for all takes one value. Which of the two they are is part of the model, and stays.',
    bad: "new Synapses(P, { on_pre: 'v += w', delay: '2*ms' }).set({ delay: 'i*ms' })",
    good: "new Synapses(P, { on_pre: 'v += w' }).set({ delay: 'i*ms' })",
  }),
  V083: message<{ name: string; owner: string }>('value', {
    message: (p) => `\`${p.owner}\` has no pathway that \`${p.name}\` could be the delay of`,
    explanation:
      '`delay` is the delay of the pathway `pre`, which `on_pre` makes where it is one text. Pathways with names of their own have theirs: `NAME.delay`.',
    bad: "new Synapses(P, { on_pre: { excite: 'v += w' } }).set({ delay: '2*ms' })",
    good: "new Synapses(P, { on_pre: { excite: 'v += w' } }).set({ 'excite.delay': '2*ms' })",
  }),
}
