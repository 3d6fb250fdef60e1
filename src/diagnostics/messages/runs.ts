import { message } from '../define.js'

/** What concerns runs: functions called within them, what is kept of them. */
export const runMessages = {
  V040: message<{ name: string; where: string }>('value', {
    message: (p) => `\`${p.name}\` calls a function of the program, which can't be written into ${p.where}`,
    explanation:
      'A network operation is a function of JavaScript, and JSON and bundles hold the model alone. What it does can often be said by run_regularly(), or between several runs.',
    bad: 'JSON.stringify(new Network(P, new NetworkOperation((t) => P.set({ I: t }))))',
    good: "P.run_regularly('I = t/second')",
  }),
  V041: message<{ name: string; why: string }>('value', {
    message: (p) => `\`${p.name}\` has no view: ${p.why}`,
    explanation:
      'A view is the memory of a variable itself, so there is one only where that holds the values of all elements in order and in base SI units. get() gives the values of everything, set() writes what can be written.',
    bad: "P.view('lastspike')",
    good: "P.get('lastspike')",
  }),
  V042: message<{ name: string }>('value', {
    message: (p) => `the function of \`${p.name}\` gave a promise, and a step waits for nothing`,
    explanation:
      'A network operation is called in the middle of a step, which goes on as soon as the function has returned. What takes time is done between two runs.',
    bad: 'new NetworkOperation(async (t) => { I = await measured(t) })',
    good: 'new NetworkOperation((t) => { I = table[Math.round(t/dt)] })',
  }),
  V043: message<{ name: string; known: string }>('value', {
    message: (p) => `nothing is stored under the name \`${p.name}\`${p.known}`,
    explanation:
      'restore() goes back to a state that store() has kept under the same name; without a name both mean `default`. What is kept in memory is gone when the program ends.',
    bad: "net.store('before'); net.restore('befor')",
    good: "net.store('before'); net.restore('before')",
  }),
  V044: message<{ file: string; problem: string }>('value', {
    message: (p) => `${p.file} can't be restored: ${p.problem}`,
    explanation:
      'A state is the memory of one model, so only that model can go on from it: the same objects with the same equations, in the same order. Constants may have other values.',
    bad: "net.store('a', 'state'); other.restore('a', 'state')",
    good: "net.store('a', 'state'); net.restore('a', 'state')",
  }),
  V045: message('value', {
    message: () => 'no run of this network was profiled yet',
    explanation: 'Timing each kernel is not for nothing, so it is done by the runs that ask for it.',
    bad: "await net.run('1*second'); net.profile",
    good: "await net.run('1*second', { profile: true }); net.profile",
  }),
  V046: message<{ name: string; problem: string }>('value', {
    message: (p) => `\`${p.name}\` was removed from its network: ${p.problem}`,
    explanation:
      'What a removed object held can be read as it was. It takes part in nothing any more, and does not come back; where an object is to rest for a while, `active = false` lets it stand still.',
    bad: 'net.remove(M); await net.run(T); net.add(M)',
    good: 'M.active = false; await net.run(T); M.active = true',
  }),
  V047: message<{ name: string; users: string }>('value', {
    message: (p) => `\`${p.name}\` can't be removed: it is used by ${p.users}`,
    explanation: 'Synapses, monitors, inputs and linked variables need their groups. They are removed with them.',
    bad: 'net.remove(P)',
    good: 'net.remove(P, S, M)',
  }),
  V048: message<{ problem: string }>('value', {
    message: (p) => `the network can't go on with the objects that were added or removed: ${p.problem}`,
    explanation:
      'After add() and remove() the model is compiled anew, and takes up the state of the objects that stay. Everything that the new objects ask of them must be there. Nothing is lost: once the object that asks for it is removed, the network goes on as before.',
    bad: "Q has { dt: '0.25*ms' }: await net.run('0.25*ms'); net.remove(Q)",
    good: "await net.run('0.5*ms'); net.remove(Q)",
  }),
}
