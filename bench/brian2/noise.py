"""Ornstein-Uhlenbeck processes: those of bench/models/noise.ts."""

import measure  # first: it starts the clock
from brian2 import Network, NeuronGroup, SpikeMonitor, ms

args = measure.options(__doc__, duration=1.0)
measure.prepare(args)

P = NeuronGroup(
    args.n, 'dv/dt = -v/tau + sigma*sqrt(2/tau)*xi : 1', threshold='v > 3', reset='v = 0', method='euler',
    namespace=dict(tau=10 * ms, sigma=1),
)

spikes = SpikeMonitor(P)
measure.measure(Network(P, spikes), spikes, args)
