"""Inputs that spike at random: those of bench/models/poisson.ts."""

import measure  # first: it starts the clock
from brian2 import Hz, Network, PoissonGroup, SpikeMonitor

args = measure.options(__doc__, duration=10.0, n=10_000)
measure.prepare(args)

P = PoissonGroup(args.n, 10 * Hz)

spikes = SpikeMonitor(P)
measure.measure(Network(P, spikes), spikes, args)
