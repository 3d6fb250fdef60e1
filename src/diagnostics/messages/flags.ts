import { message } from '../define.js'

export const flagMessages = {
  F001: message<{ flag: string; name: string; kind: string; allowed: string }>('flags', {
    message: (p) => `(${p.flag}) does not belong to \`${p.name}\`, which is ${p.kind}: ${p.allowed}`,
    explanation:
      'Each kind of equation has its own flags: (unless refractory) freezes a differential equation, (constant) marks a parameter.',
    bad: 'I : amp (unless refractory)',
    good: 'I : amp (constant)',
  }),
  F002: message<{ flag: string; name: string }>('flags', {
    message: (p) => `(${p.flag}) after \`${p.name}\` is not a flag`,
    explanation:
      'The flags are: constant, shared, linked, constant over dt, unless refractory, event-driven, clock-driven, summed.',
    bad: 'ge : siemens (constnt)',
    good: 'ge : siemens (constant)',
  }),
  F003: message<{ name: string; first: string; second: string }>('flags', {
    message: (p) =>
      p.first === p.second
        ? `\`${p.name}\` has the flag (${p.first}) twice`
        : `\`${p.name}\` can't be both (${p.first}) and (${p.second})`,
    explanation: 'Some flags exclude each other, and each is written once.',
    bad: 'dw/dt = -w/tau : 1 (event-driven, clock-driven)',
    good: 'dw/dt = -w/tau : 1 (event-driven)',
  }),
  F004: message<{ name: string; used: string }>('flags', {
    message: (p) => `\`${p.name}\` is (shared), and uses \`${p.used}\`, which is not`,
    explanation: 'A shared value is the same for the whole group, so it can only be made of values that are.',
    bad: 'a = 2*v : volt (shared)',
    good: 'a = 2*v0 : volt (shared)      # v0 : volt (shared)',
  }),
  F005: message<{ name: string; kind: string; used: string; other: string }>('flags', {
    message: (p) => `\`${p.name}\` is ${p.kind}, and depends on \`${p.used}\`, which is ${p.other}`,
    explanation:
      'An event-driven variable is brought up to date when a spike comes, and a clock-driven one in every step: neither has the value of the other at hand.',
    bad: 'dx/dt = -x/tau : 1 (clock-driven)\ndy/dt = (x - y)/tau : 1 (event-driven)',
    good: 'dx/dt = -x/tau : 1 (clock-driven)\ndy/dt = (x - y)/tau : 1 (clock-driven)',
  }),
  F006: message<{ name: string; function: string }>('flags', {
    message: (p) => `\`${p.name}\` draws ${p.function}, and needs the flag (constant over dt)`,
    explanation:
      'A subexpression is worked out wherever it is used, and each time another number would be drawn. With (constant over dt) it is worked out once at the start of each step.',
    bad: 'I = randn()*nA : amp',
    good: 'I = randn()*nA : amp (constant over dt)',
  }),
  F007: message<{ name: string; owner: string }>('flags', {
    severity: 'warning',
    message: (p) =>
      `\`${p.name}\` of ${p.owner} is marked neither (event-driven) nor (clock-driven), and is integrated in every step though only events need it`,
    explanation:
      'Equations of synapses without a mark are integrated in every step, which takes time for every synapse, whether spikes come or not. Where only the statements of pathways read a variable, (event-driven) gives the same values when events come. (clock-driven) says that every step is meant.',
    bad: 'dapre/dt = -apre/taupre : 1',
    good: 'dapre/dt = -apre/taupre : 1 (event-driven)',
  }),
  F008: message<{ name: string; used: string; owner: string }>('flags', {
    severity: 'warning',
    message: (p) =>
      `\`${p.name}\` is (event-driven), and reads \`${p.used}\` of ${p.owner}, which changes between two events`,
    explanation:
      "An event-driven variable is brought up to date when an event comes, with the value that the neuron's variable has then for the whole time since the last event. With (clock-driven) it follows the neuron.",
    bad: 'dx/dt = (v_post - x)/tau : volt (event-driven)',
    good: 'dx/dt = (v_post - x)/tau : volt (clock-driven)',
  }),
}
