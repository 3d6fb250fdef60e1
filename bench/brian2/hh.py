"""The neurons of COBAHH without synapses, pulled to -40 mV so that each fires by itself: those of bench/models/hh.ts."""

import measure  # first: it starts the clock
from brian2 import Network, NeuronGroup, SpikeMonitor, ms, mV
from hh_neurons import constants, equations

args = measure.options(__doc__, duration=1.0, el=-40.0)
measure.prepare(args)

P = NeuronGroup(
    args.n, equations, threshold='v > -20*mV', refractory=3 * ms, method='exponential_euler',
    namespace={**constants, 'El': args.el * mV},
)
P.v = '-70*mV + ((i*0.6180339887498949) % 1)*10*mV'
P.ge = '((i*0.6180339887498949) % 1)*40*nS'
P.gi = '((i*0.6180339887498949) % 1)*200*nS'

spikes = SpikeMonitor(P)
measure.measure(Network(P, spikes), spikes, args)
