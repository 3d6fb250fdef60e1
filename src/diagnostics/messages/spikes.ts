/** Spikes that are given as data. */
import { message } from '../define.js'

export const spikeMessages = {
  V050: message<{ owner: string; neuron: number; first: string; second: string; dt: string }>('value', {
    message: (p) =>
      `neuron ${p.neuron} of ${p.owner} spikes twice in one step of ${p.dt}: at ${p.first} and at ${p.second}`,
    explanation:
      'A neuron spikes at most once in a step. A time counts to the step in which it lies; take a smaller dt, or leave one of the two out.',
    bad: "new SpikeGeneratorGroup(2, [0, 0], matrix([1.02, 1.08], 'ms'))      // steps of 0.1 ms",
    good: "new SpikeGeneratorGroup(2, [0, 0], matrix([1.02, 1.18], 'ms'))",
  }),
  V051: message<{ owner: string; indices: number; times: number }>('value', {
    message: (p) =>
      `the spikes of ${p.owner} have ${p.indices} ind${p.indices === 1 ? 'ex' : 'ices'} and ${p.times} time${p.times === 1 ? '' : 's'}`,
    explanation: 'Each spike is an index, which neuron, and a time, when: the two lists are equally long.',
    bad: "new SpikeGeneratorGroup(2, [0, 1], matrix([1, 2, 3], 'ms'))",
    good: "new SpikeGeneratorGroup(2, [0, 1, 0], matrix([1, 2, 3], 'ms'))",
  }),
  V052: message<{ owner: string; place: number; time: string; problem: string }>('value', {
    message: (p) => `the spike of ${p.owner} at place ${p.place} comes at ${p.time}: ${p.problem}`,
    explanation: 'Spikes come at finite times from 0 on.',
    bad: "new SpikeGeneratorGroup(1, [0, 0], matrix([-1, 2], 'ms'))",
    good: "new SpikeGeneratorGroup(1, [0, 0], matrix([1, 2], 'ms'))",
  }),
  V053: message<{ owner: string; period: string; problem: string }>('value', {
    message: (p) => `the period of ${p.owner}, ${p.period}: ${p.problem}`,
    explanation:
      'After a period all spikes come again, so it is a whole number of steps, and longer than the last spike is late.',
    bad: "new SpikeGeneratorGroup(1, [0], matrix([5], 'ms'), { period: '4*ms' })",
    good: "new SpikeGeneratorGroup(1, [0], matrix([5], 'ms'), { period: '10*ms' })",
  }),
  V054: message<{ owner: string; place: number; time: string; before: string }>('value', {
    message: (p) =>
      `the spikes of ${p.owner} are said to be sorted, and at place ${p.place} one at ${p.time} follows one at ${p.before}`,
    explanation:
      'Spikes may be given in any order, and are sorted. `sorted: true` says that they stand in the order of time.',
    bad: "new SpikeGeneratorGroup(2, [0, 1], matrix([2, 1], 'ms'), { sorted: true })",
    good: "new SpikeGeneratorGroup(2, [0, 1], matrix([2, 1], 'ms'))",
  }),
  V055: message<{ owner: string; count: number; now: string }>('value', {
    severity: 'warning',
    message: (p) =>
      `${p.count} of the spikes given to ${p.owner} come${p.count === 1 ? 's' : ''} before ${p.now}, the time reached, and ${p.count === 1 ? 'is' : 'are'} left out`,
    explanation:
      'Times are those of the simulation, which goes on from run to run; they are not counted from the next run.',
    bad: "await net.run('10*ms'); G.set_spikes([0], matrix([1], 'ms'))",
    good: "await net.run('10*ms'); G.set_spikes([0], matrix([11], 'ms'))",
  }),
}
