"""The sparse network of Brunel (2000): that of bench/models/brunel.ts."""

import measure  # first: it starts the clock
from brian2 import Network, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, ms, mV

args = measure.options(__doc__, duration=1.0, n=10_000, delays='one', drive='poisson')
measure.prepare(args)
N = args.n
excitatory = 4 * N // 5
p = 0.1
J = 0.1 * mV
D = 1.5 * ms
constants = dict(tau=20 * ms, theta=20 * mV, Vr=10 * mV, J=J, g=5.0)
threshold_rate = 20 * mV / (J * p * excitatory * 20 * ms)

if args.drive == 'poisson':
    drive, constants['mu'] = '', 0 * mV
else:
    drive, constants['mu'] = ' + mu', 40 * mV

P = NeuronGroup(
    N,
    f'dv/dt = (-v{drive})/tau : volt (unless refractory)',
    threshold='v > theta',
    reset='v = Vr',
    refractory=2 * ms,
    method='exact',
    namespace=constants,
)
P.v = '((i*0.6180339887498949) % 1)*theta'


def connected(name, start, stop, change):
    delay = dict(delay=D) if args.delays == 'one' else {}
    S = Synapses(P[start:stop], P, on_pre=change, namespace=constants, name=name, **delay)
    S.connect(p=p)
    if args.delays != 'one':
        S.delay = 'rand()*3*ms'
    return S


Ce = connected('Ce', 0, excitatory, 'v += J')
Ci = connected('Ci', excitatory, N, 'v -= g*J')
objects = [P, Ce, Ci]
if args.drive == 'poisson':
    objects.append(PoissonInput(P, 'v', int(p * excitatory), 2 * threshold_rate, weight=J))

spikes = SpikeMonitor(P)
measure.measure(Network(*objects, spikes), spikes, args)
