"""All-to-all excitation and inhibition through dense weights: the network of bench/models/dense.ts."""

import measure  # first: it starts the clock
import numpy as np
from brian2 import Network, SpikeMonitor, Synapses, mV
from lif_neurons import neurons

args = measure.options(__doc__, duration=1.0, weights='matrix')
measure.prepare(args)
N = args.n


def heavy(root, tail):
    """Log-normal-like numbers without a random generator: the log-logistic quantiles of a low-discrepancy sequence."""
    x = np.arange(1, N + 1) * np.sqrt(root) % 1
    return (x / (1 - x)) ** tail


def all_to_all(onto, source, target):
    """The outer product of two vectors: stored, or computed for each spike, as `--weights vectors` has it."""
    if args.weights == 'vectors':
        S = Synapses(P, P, f'w = source_{onto}_pre*target_{onto}_post : volt', on_pre=f'{onto} += w')
        S.connect()
        getattr(P, f'source_{onto}')[:] = source * mV
        getattr(P, f'target_{onto}')[:] = target
        return S
    S = Synapses(P, P, 'w : volt', on_pre=f'{onto} += w')
    S.connect()
    S.w[:] = np.outer(source, target).flatten() * mV
    return S


VECTORS = """
source_ge : volt
target_ge : 1
source_gi : volt
target_gi : 1
"""
P = neurons(N, more=VECTORS if args.weights == 'vectors' else '')
P.v = 'Vr + ((i*0.6180339887498949) % 1)*(Vt - Vr)'

wave = 1 + 0.8 * np.sin(6 * np.pi * np.arange(N) / N)
Ce = all_to_all('ge', 0.0035 * heavy(2, 0.6), wave)
Ci = all_to_all('gi', -0.0023 * heavy(5, 0.6), heavy(3, 0.3))

spikes = SpikeMonitor(P)
measure.measure(Network(P, Ce, Ci, spikes), spikes, args)
