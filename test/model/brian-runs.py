"""What the reference does with several runs: python3 test/model/brian-runs.py > test/model/golden/brian-runs.json"""
import json

from brian2 import *

prefs.codegen.target = 'numpy'


def pair(delay, n=3):
    """Three neurons that spike every 4, 6 and 9 steps, and three that add up what reaches them after a delay."""
    P = NeuronGroup(n, 'dx/dt = k/ms : 1\nper : 1', threshold='x > per', reset='x = 0', method='euler', namespace={'k': 1})
    P.per = [0.35, 0.55, 0.85]
    Q = NeuronGroup(n, 'n : 1\nlast : second')
    S = Synapses(P, Q, 'w : 1', on_pre='n_post += w; last_post = t', delay=delay)
    S.connect(j='i')
    S.w = '1 + i'
    M = StateMonitor(Q, 'n', record=True, when='end')
    return P, Q, S, M, Network(P, Q, S, M)


def result(M, Q, net):
    return {'t': list(M.t / ms), 'n': [list(row) for row in M.n], 'last': list(Q.last / ms), 'end': float(Q.clock.t / ms)}


def inactive_synapses(delay):
    P, Q, S, M, net = pair(delay)
    net.run(2 * ms)
    S.active = False
    net.run(1.7 * ms)
    S.active = True
    net.run(0.4 * ms)
    S.active = False
    net.run(0.3 * ms)
    S.active = True
    net.run(2 * ms)
    return result(M, Q, net)


def inactive_source(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.3 * ms)
    P.active = False
    net.run(1.1 * ms)
    P.active = True
    net.run(2 * ms)
    return result(M, Q, net)


def inactive_both(delay):
    P, Q, S, M, net = pair(delay)
    P.active = False
    S.active = False
    net.run(0.5 * ms)
    P.active = True
    net.run(1.5 * ms)
    S.active = True
    M.active = False
    net.run(1.5 * ms)
    M.active = True
    net.run(1 * ms)
    return result(M, Q, net)


def parts_of_steps(delay):
    P, Q, S, M, net = pair(delay)
    for d in [0.35, 0.35, 0.12, 0.1, 0.05, 0.2, 0.31, 0.99, 0.7]:
        net.run(d * ms)
    return result(M, Q, net)


def changed_between(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.05 * ms)
    S.w = '10*(j + 1)'
    P.x['i > 0'] = 0.2
    net.run(0.9 * ms)
    P.per = 0.25
    net.run(1 * ms)
    return result(M, Q, net)


def more(P, Q, delay):
    R = Synapses(P, Q, on_pre='n_post += 100', delay=delay)
    R.connect(j='i')
    return R


def synapses_added(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.25 * ms)
    net.add(more(P, Q, 0.5 * ms))
    net.run(1.5 * ms)
    net.add(more(P, Q, 0 * ms))
    net.run(1 * ms)
    return result(M, Q, net)


def synapses_removed(delay):
    P, Q, S, M, net = pair(delay)
    R = more(P, Q, 0.9 * ms)
    net.add(R)
    net.run(1.3 * ms)
    net.remove(S)
    net.run(1.2 * ms)
    net.remove(R)
    net.run(1 * ms)
    return result(M, Q, net)


def source_exchanged(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.1 * ms)
    net.remove(P, S)
    G = SpikeGeneratorGroup(3, [0, 1, 2, 2], [0.4, 1.6, 2.0, 2.3] * ms)
    net.add(G, more(G, Q, delay))
    net.run(2 * ms)
    return result(M, Q, net)


def constant_changed(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.2 * ms)
    P.namespace['k'] = 2.5
    net.run(1.1 * ms)
    P.namespace['k'] = 0.4
    net.run(2 * ms)
    return result(M, Q, net)


def restored(delay):
    P, Q, S, M, net = pair(delay)
    net.run(0.95 * ms)
    net.store('a')
    net.run(0.6 * ms)
    net.store('b')
    P.per = 0.15
    net.run(1.3 * ms)
    net.restore('a')
    P.per = 0.25
    net.run(1.1 * ms)
    net.restore('b')
    net.run(0.8 * ms)
    return result(M, Q, net)


def given_spikes(delay):
    """Given spikes, of which others are given between runs, by a clock of their own."""
    P, Q, S, M, net = pair(delay)
    G = SpikeGeneratorGroup(3, [0, 1, 2, 0], [0.2, 0.4, 0.4, 1.6] * ms, dt=0.2 * ms)
    R = more(G, Q, delay)
    net.add(G, R)
    net.run(1.1 * ms)
    G.set_spikes([1, 2, 1], [1.2, 1.8, 2.4] * ms)
    net.run(0.75 * ms)
    G.set_spikes([0, 1], [0, 0.6] * ms, period=1 * ms)
    net.run(2 * ms)
    return result(M, Q, net)


def one_delay_changed(delay):
    P, Q, S, M, net = pair(delay)
    net.run(1.05 * ms)
    S.delay = 0.43 * ms
    net.run(0.5 * ms)
    S.delay = 0.9 * ms
    net.run(1 * ms)
    S.delay = '0*ms'
    net.run(1 * ms)
    return result(M, Q, net)


def delays_of_synapses(delay):
    """All to all, both ways, with delays that are set again and again."""
    P, Q, S, M, net = pair(delay)
    R = Synapses(P, Q, on_pre='n_post += 10*(i + 1)')
    B = Synapses(Q, P, on_post='n_pre += 300*(j + 1)')
    for synapses in [R, B]:
        synapses.connect()
    R.delay = '0.13*ms*i + 0.2*ms*j'
    B.post.delay = array([0.1, 0.95, 0.3, 0.42, 0, 0.7, 0.28, 0.35, 0.6]) * ms
    net.add(R, B)
    net.run(1.3 * ms)
    R.delay['i == 1'] = '0.05*ms'
    net.run(0.7 * ms)
    R.delay = '2*delay + 0.1*ms'
    B.active = False
    net.store('a')
    net.run(0.4 * ms)
    B.active = True
    net.run(1.1 * ms)
    # This release does not restore delays that were set since.
    net.restore('a')
    B.post.delay = 0.2 * ms
    net.run(1 * ms)
    return result(M, Q, net)


def delays_set_late(delay):
    P, Q, S, M, net = pair(delay)
    R = Synapses(P, Q, on_pre='n_post += 10*(i + 1)')
    R.connect('i != j')
    net.add(R)
    net.run(1.2 * ms)
    R.delay = '0.31*ms*(j + 1)'
    net.run(0.8 * ms)
    net.add(more(P, Q, 0.5 * ms))
    R.delay = 0 * ms
    net.run(0.9 * ms)
    return result(M, Q, net)


cases = {
    f'{f.__name__} {delay}': f(delay * ms)
    for f in [inactive_synapses, inactive_source, inactive_both, parts_of_steps, changed_between, synapses_added,
              synapses_removed, source_exchanged, constant_changed, restored, given_spikes, one_delay_changed,
              delays_of_synapses, delays_set_late]
    for delay in [0, 0.1, 0.7]
}
print(json.dumps(cases, indent=1))
