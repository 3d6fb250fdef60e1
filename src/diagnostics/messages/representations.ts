import { message } from '../define.js'

export const representationMessages = {
  V077: message<{ name: string; asked: string; against: string }>('value', {
    message: (p) => `the synapses of \`${p.name}\` can't be stored as ${p.asked}: ${p.against}`,
    explanation:
      "A representation that is asked for by name is taken, or refused. dense is for every pair of neurons, or each but those of a neuron with itself; one-to-one for `j: 'i'` and the condition `i == j`; procedural for a constant probability, where nothing is stored for each synapse (what is set to one number is stored once) and nothing goes through them but spikes of presynaptic neurons, and for an expression for `j` or a condition that draws no random numbers and reads nothing but neurons and constants, where no spikes of postsynaptic neurons go through them, or where it is a condition and nothing is stored for each synapse; csr for everything.",
    bad: "S.connect({ p: 0.1, representation: 'procedural' }).set({ w: 'rand()*mV' })",
    good: "S.connect({ p: 0.1, representation: 'procedural' }).set({ w: '0.5*mV' })",
  }),
  V078: message<{ name: string; synapses: string; bytes: string; limit: string }>('value', {
    message: (p) => `the ${p.synapses} synapses of \`${p.name}\` would take ${p.bytes}, and there may be ${p.limit}`,
    explanation:
      'What synapses take is estimated from the rule of connect() before anything is made. A representation that stores less may fit: weights that are set to one number or computed take nothing, single precision halves them, and what can be `procedural` needs no lists.',
    bad: "S.connect({ p: 0.1 }).set({ w: 'rand()*mV' })       // of 10**12 pairs",
    good: "S.connect({ p: 0.1, representation: 'procedural' }).set({ w: '0.5*mV' })",
  }),
} as const
