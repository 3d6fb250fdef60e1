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
}
