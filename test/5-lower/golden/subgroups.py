# What the reference gives for parts of groups and for events: /usr/bin/python3 subgroups.py writes subgroups.json.
from brian2 import *
import json
prefs.codegen.target = 'numpy'
tau = 6*ms
P = NeuronGroup(10, '''dv/dt = (drive - v)/tau : 1 (unless refractory)
drive : 1
x : 1
n : integer
y = x + i : 1''', threshold='v > 1', reset='v = 0', refractory='0.7*ms', method='exact', name='P',
    events={'low': 'v < 0.1 and i % 2 == 0', 'high': 'v > 0.8'})
P.run_on_event('low', 'n += 1')
P.run_on_event('high', 'x += 0.25; v -= 0.01', when='before_thresholds')
P.set_event_schedule('high', when='after_groups')
Q = P[2:7]
R = Q[1:4]
P.drive = '1.1 + 0.05*i'
P.x = '10*i'
Q.x = '100 + i + N'
R.v = [0.1, 0.2, 0.3]
P[8:].drive = 0
P[:3].v = '0.05*i'
S = Synapses(Q, R, 'w : 1', on_pre='v_post += w*y_pre/1000', delay=0.3*ms, name='S')
S.connect(condition='i != j')
S.w = '0.01*i + 0.002*j + 0.0001*x_pre + 0.00001*N_pre + 0.000001*y_post'
D = Synapses(P[5:], P[:4], on_pre='x_post += 0.5*(j + 1)', name='D')
D.connect()
R.run_regularly('x += 1 + i', dt=2*ms)
sp = SpikeMonitor(Q, variables=['x', 'y'], name='sp')
M = StateMonitor(Q, ['v', 'x', 'y'], record=[0, 2, 4], dt=1*ms, name='z')  # after run_regularly: by name there, by the order of making here
L = EventMonitor(P, 'low', variables=['v'], name='L')
H = EventMonitor(P[3:8], 'high', record=False, name='H')
rate = PopulationRateMonitor(R, name='rate')
net = Network(P, S, D, sp, M, L, H, rate)
net.run(15*ms)
Q.drive = '1.5 + 0.01*i'
P[1:3].v = 0.9
net.run(15*ms)
plain = lambda a: [float(x) for x in a]
json.dump(dict(
    sp=dict(i=plain(sp.i[:]), t=plain(sp.t_[:]), x=plain(sp.x[:]), y=plain(sp.y[:]), count=plain(sp.count[:])),
    M=dict(t=plain(M.t_), v=M.v.tolist(), x=M.x.tolist(), y=M.y.tolist()),
    L=dict(i=plain(L.i[:]), t=plain(L.t_[:]), v=plain(L.v[:])), H=dict(count=plain(H.count[:])),
    rate=plain(rate.rate_[:]), w=plain(S.w[:]), i=plain(S.i[:]), j=plain(S.j[:]),
    n=plain(P.n[:]), x=plain(P.x[:]), Qx=plain(Q.x[:]), Ry=plain(R.y[:])), open('subgroups.json', 'w'))
