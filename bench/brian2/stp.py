"""Short-term plasticity (Tsodyks, Pawelzik and Markram 1998) of every synapse of a network: that of bench/models/stp.ts."""

import measure  # first: it starts the clock
from brian2 import Network, SpikeMonitor, Synapses, ms, mV
from lif_neurons import neurons

args = measure.options(__doc__, duration=2.0)
measure.prepare(args)
N = args.n
first_inhibitory = 4 * N // 5

P = neurons(N)
P.v = 'Vr + ((i*0.6180339887498949) % 1)*(Vt - Vr)'

MODEL = """
du/dt = -u/tauf : 1 (event-driven)
dx/dt = (1 - x)/taud : 1 (event-driven)
"""


def connected(condition, onto, weight):
    S = Synapses(
        P,
        P,
        MODEL,
        on_pre=f"""
        u += U0*(1 - u)
        r = u*x
        x -= r
        {onto} += weight*r
        """,
        namespace=dict(tauf=600 * ms, taud=200 * ms, U0=0.2, weight=weight),
    )
    S.connect(condition, p=0.1)
    S.x = 1
    return S


Ce = connected('i < first_inhibitory', 'ge', 4 * mV)
Ci = connected('i >= first_inhibitory', 'gi', -9 * mV)

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
