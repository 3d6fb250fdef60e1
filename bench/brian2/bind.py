"""How long `connect(); w[:] = W.flatten()` takes for one N x N matrix, and how much memory a synapse then holds.

Runs on the numpy target, where no C++ compiler is waited for. A small network is connected first, so that what happens
once in a process, such as generating code, is not counted.
"""

import measure  # first: it starts the clock
import argparse
import json
import time

import numpy as np
from brian2 import NeuronGroup, Synapses, prefs

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument('--n', type=int, default=4000)
args = parser.parse_args()
prefs.codegen.target = 'numpy'


def matrix(n):
    k = np.arange(n * n, dtype=float)
    k *= np.sqrt(2)
    k %= 1
    return k.reshape(n, n)


def network(n):
    P = NeuronGroup(n, 'g : 1', threshold='g > 1', reset='g = 0')
    return P, Synapses(P, P, 'w : 1', on_pre='g += w')


def bind(S, W):
    start = time.perf_counter()
    S.connect()
    S.w[:] = W.flatten()
    return time.perf_counter() - start


P, S = network(8)
bind(S, matrix(8))

W = matrix(args.n)
P, S = network(args.n)
before = measure.resident_bytes()
seconds = bind(S, W)
grown = measure.resident_bytes() - before
assert S.w[args.n - 1, 0][0] == W[args.n - 1, 0]

figures = {
    'bind_s': seconds,
    'synapses': len(S),
    'bytes_per_synapse': grown / len(S),
    'rss_mb': measure.own_peak_mb(),
    'total_s': time.time() - measure.STARTED,
    'version': measure.b2.__version__,
}
print(json.dumps(measure.round_all(figures)), flush=True)
