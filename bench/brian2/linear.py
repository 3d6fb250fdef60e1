"""The neurons of CUBA without synapses: those of bench/models/linear.ts."""

import measure  # first: it starts the clock
from brian2 import Network, SpikeMonitor, StateMonitor
from lif_neurons import neurons

args = measure.options(__doc__, duration=10.0, traces=0)
measure.prepare(args)

P = neurons(args.n)
P.v = 'Vr + ((i*0.6180339887498949) % 1)*(Vt - Vr)'

spikes = SpikeMonitor(P)
traces = [StateMonitor(P, 'v', record=range(min(args.n, args.traces)))] if args.traces else []
measure.measure(Network(P, spikes, *traces), spikes, args)
