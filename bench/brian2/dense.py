"""All-to-all excitation and inhibition through two dense weight matrices: the network of examples/dense-weights.ts."""

import measure  # first: it starts the clock
import numpy as np
from brian2 import NeuronGroup, Network, SpikeMonitor, Synapses, ms, mV

N = 4000


def heavy(root, tail):
    """Log-normal-like numbers without a random generator: the log-logistic quantiles of a low-discrepancy sequence."""
    x = np.arange(1, N + 1) * np.sqrt(root) % 1
    return (x / (1 - x)) ** tail


wave = 1 + 0.8 * np.sin(6 * np.pi * np.arange(N) / N)
W_e = np.outer(0.0035 * heavy(2, 0.6), wave)
W_i = np.outer(-0.0023 * heavy(5, 0.6), heavy(3, 0.3))

args = measure.options(__doc__, duration=1.0)
measure.prepare(args)

equations = """
dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt
"""
constants = dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, Vt=-50 * mV, Vr=-60 * mV, El=-49 * mV)

P = NeuronGroup(
    N, equations, threshold='v > Vt', reset='v = Vr', refractory=5 * ms, method='exact', namespace=constants
)
P.v = 'Vr + rand()*(Vt - Vr)'

Ce = Synapses(P, P, 'w_e : volt', on_pre='ge += w_e')
Ce.connect()
Ce.w_e[:] = W_e.flatten() * mV

Ci = Synapses(P, P, 'w_i : volt', on_pre='gi += w_i')
Ci.connect()
Ci.w_i[:] = W_i.flatten() * mV

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
