"""The neurons of CUBA without synapses: those of bench/models/linear.ts."""

import measure  # first: it starts the clock
from brian2 import Network, SpikeMonitor
from lif_neurons import neurons

args = measure.options(__doc__, duration=10.0)
measure.prepare(args)

P = neurons(args.n)
P.v = 'Vr + ((i*0.6180339887498949) % 1)*(Vt - Vr)'

spikes = SpikeMonitor(P)
measure.measure(Network(P, spikes), spikes, args)
