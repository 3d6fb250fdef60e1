"""Plastic synapses from Poisson inputs, as in Brian's examples/synapses/STDP.py: the network of bench/models/stdp.ts."""

import measure  # first: it starts the clock
from brian2 import Hz, Network, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses, ms, mV

args = measure.options(__doc__, duration=10.0, n=1000, targets=100)
measure.prepare(args)

gmax = 0.01
taupre = taupost = 20 * ms
dApre = 0.01
constants = dict(
    taum=10 * ms,
    taue=5 * ms,
    taupre=taupre,
    taupost=taupost,
    Ee=0 * mV,
    vt=-54 * mV,
    vr=-60 * mV,
    El=-74 * mV,
    gmax=gmax,
    dApre=dApre * gmax,
    dApost=-dApre * taupre / taupost * 1.05 * gmax,
)

inputs = PoissonGroup(args.n, 15 * Hz)
neurons = NeuronGroup(
    args.targets,
    """
    dv/dt = (ge * (Ee - v) + El - v)/taum : volt
    dge/dt = -ge/taue : 1
    """,
    threshold='v > vt',
    reset='v = vr',
    method='euler',
    namespace=constants,
)
neurons.v = 'vr + ((i*0.6180339887498949) % 1)*(vt - vr)'

S = Synapses(
    inputs,
    neurons,
    """
    w : 1
    dApre/dt = -Apre/taupre : 1 (event-driven)
    dApost/dt = -Apost/taupost : 1 (event-driven)
    """,
    on_pre="""
    ge += w
    Apre += dApre
    w = clip(w + Apost, 0, gmax)
    """,
    on_post="""
    Apost += dApost
    w = clip(w + Apre, 0, gmax)
    """,
    namespace=constants,
)
S.connect()
S.w = 'rand()*gmax'

spikes = SpikeMonitor(neurons)
measure.measure(Network(inputs, neurons, S, spikes), spikes, args)
