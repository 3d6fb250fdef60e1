import { message } from '../define.js'

export const nameMessages = {
  N001: message<{ name: string; where: string }>('name', {
    message: (p) => `\`${p.name}\` is not known in ${p.where}`,
    explanation:
      "A name in a string is a variable of the object, a constant of its namespace or of the network's, a unit, a function or a special variable such as `t`.",
    bad: "dv/dt = -v/tua : volt        # namespace: { tau: '20*ms' }",
    good: 'dv/dt = -v/tau : volt',
  }),
  N002: message<{ name: string; reason: string }>('name', {
    message: (p) => `\`${p.name}\` can't be given as a name: ${p.reason}`,
    explanation:
      'Names begin with a letter. Those that the language uses itself (t, dt, i, N, xi, units, functions), those that end in `_pre` or `_post`, and those that begin with `_` are taken.',
    bad: '_v : volt',
    good: 'v : volt',
  }),
  N003: message<{ name: string }>('name', {
    message: (p) => `\`${p.name}\` is defined twice`,
    explanation: 'Each variable has one equation.',
    bad: 'dv/dt = -v/taum : volt\nv : volt',
    good: 'dv/dt = (v0 - v)/taum : volt\nv0 : volt',
  }),
  N004: message<{ name: string; cycle: string }>('name', {
    message: (p) => `\`${p.name}\` is defined by itself: ${p.cycle}`,
    explanation: 'Subexpressions may use each other in any order, but not in a circle.',
    bad: 'a = 2*b : 1\nb = a/2 : 1',
    good: 'a = 2*b : 1\nb : 1',
  }),
  N005: message<{ name: string; expected: number; given: number }>('syntax', {
    message: (p) =>
      `\`${p.name}\` takes ${p.expected} argument${p.expected === 1 ? '' : 's'}, and ${p.given} ${p.given === 1 ? 'is' : 'are'} given`,
    explanation: 'Functions take as many arguments as they are defined with.',
    bad: 'clip(v, 0*mV)',
    good: 'clip(v, 0*mV, 10*mV)',
  }),
  N006: message<{ name: string; what: string; use: string }>('name', {
    message: (p) => `\`${p.name}\` is ${p.what}: ${p.use}`,
    explanation: 'A function is called, an array is indexed, and anything else is neither.',
    bad: 'ge += W          # W is a matrix',
    good: 'ge += W[i,j]',
  }),
  N007: message<{ name: string; owner: string }>('name', {
    message: (p) => `${p.owner} has no variable \`${p.name}\``,
    explanation: 'A variable is declared in the equations before it is set, recorded or read.',
    bad: "P.set({ u: '0*mV' })     # the equations declare v",
    good: "P.set({ v: '0*mV' })",
  }),
  N008: message<{ name: string; what: string }>('name', {
    message: (p) => `two objects are called \`${p.name}\`: ${p.what}`,
    explanation: 'Objects are told apart by their names: results, random numbers and messages go by them.',
    bad: "new NeuronGroup(10, eqs, { name: 'P' }); new NeuronGroup(20, eqs, { name: 'P' })",
    good: "new NeuronGroup(10, eqs, { name: 'E' }); new NeuronGroup(20, eqs, { name: 'I' })",
  }),
  N009: message<{ name: string; shadowed: string }>('name', {
    severity: 'warning',
    message: (p) => `\`${p.name}\` of the namespace hides ${p.shadowed} of the same name`,
    explanation: "The user's own definition wins. Where the unit was meant, rename the constant.",
    bad: "namespace: { mV: '2*nS' }",
    good: "namespace: { g_syn: '2*nS' }",
  }),
  N010: message<{ name: string; why: string }>('name', {
    severity: 'warning',
    message: (p) => `\`${p.name}\` of the namespace is never seen: ${p.why}`,
    explanation: "Inside an object's strings its own variables come first, and so do `t`, `dt`, `i`, `N` and the like.",
    bad: "dv/dt = -v/tau : volt   # namespace: { v: '10*mV' }",
    good: "dv/dt = (v0 - v)/tau : volt   # namespace: { v0: '10*mV' }",
  }),
  N011: message<{ name: string; objects: string }>('name', {
    message: (p) => `there is no object \`${p.name}\` in the network${p.objects && `, which has ${p.objects}`}`,
    explanation:
      'A source, a target and what a monitor records belong to the same network: hand them all to `new Network(…)`.',
    bad: 'new Network(Ce)             # Ce connects P to P',
    good: 'new Network(P, Ce)',
  }),
  N012: message<{ name: string }>('name', {
    severity: 'warning',
    message: (p) => `\`${p.name}\` is set here and never used`,
    explanation:
      'A name that is not a variable holds a value for the statements after it in the same string, and is then forgotten.',
    bad: "reset: 'V = Vr'        # the variable is v",
    good: "reset: 'v = Vr'",
  }),
  N013: message<{ first: string; second: string }>('name', {
    message: (p) => `\`xi\` stands in d${p.first}/dt and in d${p.second}/dt: is it the same noise?`,
    explanation:
      'Noise with a name is the same wherever that name stands: `xi_a` in two equations drives both alike, `xi_a` and `xi_b` are independent.',
    bad: 'dv/dt = -v/tau + s*xi : 1\ndw/dt = -w/tau + s*xi : 1',
    good: 'dv/dt = -v/tau + s*xi_v : 1\ndw/dt = -w/tau + s*xi_w : 1',
  }),
  N014: message<{ name: string }>('name', {
    severity: 'warning',
    message: (p) => `\`${p.name}\` is to be replaced, and does not occur in these equations`,
    explanation: 'What Equations are given as replacements are names that stand in their text.',
    bad: "new Equations('dv/dt = -v/tau : 1', { tua: '5*ms' })",
    good: "new Equations('dv/dt = -v/tau : 1', { tau: '5*ms' })",
  }),
  N015: message<{ name: string }>('name', {
    message: (p) => `noise in d${p.name}/dt is more than a factor`,
    explanation:
      'An equation is a part without noise plus terms that are each multiplied by one noise: dx/dt = f + g*xi. Noise in a function, a power, a divisor or times other noise has no meaning there.',
    bad: 'dv/dt = sin(xi*tau**0.5)/tau : 1',
    good: 'dv/dt = -v/tau + xi*tau**-0.5 : 1',
  }),
  N016: message<{ name: string }>('name', {
    severity: 'warning',
    message: (p) => `\`${p.name}\` is a value of these statements from here on, and hides the number of the same name`,
    explanation: 'A name that is assigned to and is no variable holds a value for the statements after it.',
    bad: 'e = v - Vt; v = Vr + e',
    good: 'excess = v - Vt; v = Vr + excess',
  }),
  N017: message<{ event: string; group: string }>('name', {
    message: (p) => `${p.group} has no event \`${p.event}\``,
    explanation: 'The events of a group are its spike, where it has a threshold, and those of its `events`.',
    bad: "new NeuronGroup(1, eqs, { events: { rise: 'v > 1' } }).run_on_event('ris', 'n += 1')",
    good: "new NeuronGroup(1, eqs, { events: { rise: 'v > 1' } }).run_on_event('rise', 'n += 1')",
  }),
  N018: message<{ name: string; owner: string }>('name', {
    message: (p) => `\`${p.name}\` of ${p.owner} is (linked), and it is linked to nothing`,
    explanation: "A variable that is declared (linked) is another group's: set() says which one.",
    bad: "new NeuronGroup(5, 'dv/dt = (x - v)/tau : 1\\nx : 1 (linked)')",
    good: "P.set({ x: linked_var(Q, 'x') })",
  }),
  N019: message<{ name: string; owner: string }>('name', {
    message: (p) => `\`${p.name}\` of ${p.owner} is linked to another group's variable, and is not declared (linked)`,
    explanation:
      'What a variable reads is part of its declaration: the flag (linked) says that it has no values of its own.',
    bad: "new NeuronGroup(5, 'x : 1').set({ x: linked_var(Q, 'x') })",
    good: "new NeuronGroup(5, 'x : 1 (linked)').set({ x: linked_var(Q, 'x') })",
  }),
  N020: message<{ name: string; what: string }>('name', {
    message: (p) => `\`${p.name}\` is not known in ${p.what}, for the synapses are only made there`,
    explanation:
      'connect() is asked of pairs of neurons. It sees `i`, `j`, `N_pre`, `N_post` and the variables of both neurons; what belongs to a synapse, or counts synapses, comes after it.',
    bad: "S.connect({ n: 'N_incoming' })",
    good: "S.connect({ n: 'N_post' })",
  }),
  N021: message<{ name: string; what: string }>('name', {
    message: (p) => `${p.what}: there is no pathway \`${p.name}\``,
    explanation:
      'What is said of a pathway is said by its name: `pre` and `post`, or the names that `on_pre` and `on_post` give to several.',
    bad: "new Synapses(P, P, { on_pre: 'v += w', delay: { late: '2*ms' } })",
    good: "new Synapses(P, P, { on_pre: { late: 'v += w' }, delay: { late: '2*ms' } })",
  }),
}
