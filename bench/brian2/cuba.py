"""The network of Vogels and Abbott (2005), each neuron with about 80 synapses: that of bench/models/cuba.ts."""

import measure  # first: it starts the clock
from brian2 import Network, SpikeMonitor, Synapses, mV
from lif_neurons import equations, neurons

args = measure.options(__doc__, duration=10.0, el=-49.0, kick=0.0)
measure.prepare(args)
N = args.n
first_inhibitory = 4 * N // 5
p = 80 / N

P = neurons(N, measure.edited(equations, args), El=args.el * mV)
P.v = 'Vr + rand()*(Vt - Vr)'
if args.kick > 0:
    P.ge = f'{args.kick}*mV*rand()'
    P.gi = f'-{args.kick}*mV*rand()'

Ce = Synapses(P, P, on_pre='ge += we', namespace=dict(we=1.62 * mV))
Ce.connect('i < first_inhibitory', p=p)

Ci = Synapses(P, P, on_pre='gi += wi', namespace=dict(wi=-9 * mV))
Ci.connect('i >= first_inhibitory', p=p)

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
