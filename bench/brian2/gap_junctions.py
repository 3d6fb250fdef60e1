"""Neurons coupled by gap junctions, as in Brian's examples/synapses/gapjunctions.py: the network of
bench/models/gap-junctions.ts."""

import measure  # first: it starts the clock
from brian2 import Network, NeuronGroup, SpikeMonitor, Synapses, ms

args = measure.options(__doc__, duration=0.5, n=500, neighbours=0)
measure.prepare(args)
N = args.n

P = NeuronGroup(
    N,
    """
    dv/dt = (v0 - v + Igap)/tau : 1
    Igap : 1
    """,
    threshold='v > 1',
    reset='v = 0',
    method='exact',
    namespace=dict(v0=1.05, tau=10 * ms),
)
P.v = '(i*0.6180339887498949) % 1'

S = Synapses(
    P,
    P,
    """
    w : 1
    Igap_post = w*(v_pre - v_post) : 1 (summed)
    """,
)
if args.neighbours > 0:
    reach = args.neighbours
    S.connect(j='k for k in range(i - reach, i + reach + 1) if k != i', skip_if_invalid=True)
    S.w = 0.1 / reach
else:
    S.connect()
    S.w = 0.2 / N

spikes = SpikeMonitor(P)
measure.measure(Network(P, S, spikes), spikes, args)
