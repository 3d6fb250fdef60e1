"""The current-based network of Vogels and Abbott (2005), connected with a probability of 2 %: that of examples/cuba.ts."""

import measure  # first: it starts the clock
from brian2 import NeuronGroup, Network, SpikeMonitor, Synapses, ms, mV

args = measure.options(__doc__, duration=10.0)
measure.prepare(args)

equations = """
dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt
"""
constants = dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, Vt=-50 * mV, Vr=-60 * mV, El=-49 * mV)

P = NeuronGroup(
    4000, equations, threshold='v > Vt', reset='v = Vr', refractory=5 * ms, method='exact', namespace=constants
)
P.v = 'Vr + rand()*(Vt - Vr)'

Ce = Synapses(P, P, on_pre='ge += we', namespace=dict(we=1.62 * mV))
Ce.connect('i < 3200', p=0.02)

Ci = Synapses(P, P, on_pre='gi += wi', namespace=dict(wi=-9 * mV))
Ci.connect('i >= 3200', p=0.02)

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
