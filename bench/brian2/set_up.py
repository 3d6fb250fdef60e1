"""What the compiled program needs until its first step could be made: the networks of bench/models/set-up.ts.

Python, which has the numbers in memory before, writes them to files, and the program reads them; only the program is
counted.
"""

import measure  # first: it starts the clock
import numpy as np
from brian2 import Network, NeuronGroup, Synapses

args = measure.options(__doc__, duration=1e-4, n=4000, how='dense', synapses=0)
measure.prepare(args)
N = args.n

P = NeuronGroup(N, 'g : 1', threshold='g > 1', reset='g = 0')

if args.how == 'p':
    S = Synapses(P, P, on_pre='g += 0.001')
    S.connect(p=args.synapses / N**2)
elif args.how == 'dense':
    W = np.arange(N * N) * np.sqrt(2) % 1
    S = Synapses(P, P, 'w : 1', on_pre='g += w')
    S.connect()
    S.w = W
else:
    # Each pair once, in no order.
    pair = np.arange(args.synapses) * 156_250_003 % N**2
    S = Synapses(P, P, 'w : 1', on_pre='g += w')
    S.connect(i=pair // N, j=pair % N)
    S.w = np.arange(args.synapses) * np.sqrt(2) % 1

measure.set_up(Network(P, S), S, args)
