import type { syntaxMessages } from '../messages/syntax.js'
import { type Example, equations, program } from './example.js'

const LIF = 'dv/dt = (El - v)/tau : volt'
const CONSTANTS = '\nconstants:\n  tau = 20*ms\n  El = -60*mV\n  Vt = -50*mV'
const lif = (bad: string, good: string) => equations(bad + CONSTANTS, good + CONSTANTS)
const spiking = (bad: string, good: string) => lif(`${LIF}\n${bad}`, `${LIF}\n${good}`)

export const syntaxExamples: { readonly [C in keyof typeof syntaxMessages]: Example } = {
  S001: lif('dv/dt = (El - v) tau : volt', LIF),
  S002: spiking('threshold: v > Vt +', 'threshold: v > Vt + 1*mV'),
  S003: lif('dv/dt = (El - v/tau : volt', LIF),
  S004: lif('dv/dt = El - v)/tau : volt', LIF),
  S005: spiking('threshold: # later', 'threshold: v > Vt'),
  S006: lif('dv/dt = {El - v}/tau : volt', LIF),
  S007: spiking('threshold: v > Vt & t > 5*ms', 'threshold: v > Vt and t > 5*ms'),
  S008: spiking('threshold: El < v < Vt', 'threshold: El < v and v < Vt'),
  S009: lif('dv/dt = (El - v)/tau', LIF),
  S010: equations(`dv/dt = ${'('.repeat(201)}-v${')'.repeat(201)}/(20*ms) : volt`, 'dv/dt = -v/(20*ms) : volt'),
  S011: lif('dv/ds = (El - v)/tau : volt', LIF),
  S012: lif('dv/dt = (El - clip(v, low=El, high=Vt))/tau : volt', 'dv/dt = (El - clip(v, El, Vt))/tau : volt'),
  S013: spiking('threshold: v > 20mV', 'threshold: v > 20*mV'),
  S014: equations(
    'dv/dt = -v/from : volt\nconstants:\n  from = 20*ms',
    'dv/dt = -v/origin : volt\nconstants:\n  origin = 20*ms',
  ),
  S015: spiking("threshold: v > 'Vt'", 'threshold: v > Vt'),
  S016: { kind: 'none', why: 'the grammar gives each text one reading; the message stands guard' },
  S017: equations(
    'dphi/dt = 1/(20*ms) : 1\nthreshold: phi > 1\nreset: phi **= 2',
    'dphi/dt = 1/(20*ms) : 1\nthreshold: phi > 1\nreset: phi = phi**2',
  ),
  S018: spiking('threshold: v > Vt\nreset: v == El', 'threshold: v > Vt\nreset: v = El'),
  S019: spiking('threshold: v = Vt', 'threshold: v == Vt'),
  S020: program(
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: 'k for k of range(3)' })\nexport default new Network(P, S, { duration: '1*ms' })",
    "const P = new NeuronGroup(4, 'v : 1', { threshold: 'v > 1' })\nconst S = new Synapses(P, { on_pre: 'v += 1' }).connect({ j: 'k for k in range(3)' })\nexport default new Network(P, S, { duration: '1*ms' })",
  ),
}
