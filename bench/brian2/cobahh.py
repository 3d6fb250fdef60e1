"""The Hodgkin-Huxley network of Brette et al. (2007), each neuron with about 80 synapses: that of bench/models/cobahh.ts."""

import measure  # first: it starts the clock
from brian2 import Network, NeuronGroup, SpikeMonitor, Synapses, ms, nS
from hh_neurons import constants, equations

args = measure.options(__doc__, duration=1.0)
measure.prepare(args)
N = args.n
first_inhibitory = 4 * N // 5
p = 80 / N

P = NeuronGroup(
    N, measure.edited(equations, args), threshold='v > -20*mV', refractory=3 * ms, method='exponential_euler',
    namespace=constants,
)
P.v = 'El + (randn()*5 - 5)*mV'
P.ge = '(randn()*1.5 + 4)*10*nS'
P.gi = '(randn()*12 + 20)*10*nS'

Ce = Synapses(P, P, on_pre='ge += we', namespace=dict(we=6 * nS))
Ce.connect('i < first_inhibitory', p=p)

Ci = Synapses(P, P, on_pre='gi += wi', namespace=dict(wi=67 * nS))
Ci.connect('i >= first_inhibitory', p=p)

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
