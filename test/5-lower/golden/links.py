# What the reference gives for linked variables: /usr/bin/python3 links.py writes links.json.
from brian2 import *
import json
prefs.codegen.target = 'numpy'
A = NeuronGroup(4, '''dx/dt = (1.2 - x)/(5*ms*(1 + i)) : 1
level : volt
n : integer
up = x > 0.5 : boolean
y = 2*x + i : 1
c : 1 (shared)''', threshold='x > 1', reset='x = 0; n += 1', method='exact', name='A')
B = NeuronGroup(6, '''dv/dt = (xin*bar*10 - v)/(3*ms) : volt
dz/dt = -z*yin/(10*ms) + one/(10*ms) : 1
xin : 1 (linked)
bar : volt (linked)
yin : 1 (linked)
one : 1 (linked)
nin : integer (linked)
isup : boolean (linked)
k : integer
cin : 1 (linked)
far : volt (linked)
w = xin + yin : 1''', threshold='v > 2*bar and isup', reset='v = -bar*nin; k = (k + 1) % 4', method='euler', name='B')
A.level = '(2 + i)*mV'
A.c = 0.3
A.x = '0.1*i'
B.k = 'i % 4'
B.z = '0.2*i'
B.xin = linked_var(A, 'x', index=array([3, 2, 1, 0, 1, 2]))
B.bar = linked_var(A, 'level', index=array([0, 1, 2, 3, 0, 1]))
B.yin = linked_var(A, 'y', index=array([0, 0, 1, 1, 2, 3]))
B.one = linked_var(A[2:3], 'x', index=array([0]*6))
B.nin = linked_var(A, 'n', index=array([0, 1, 2, 3, 0, 1]))
B.isup = linked_var(A, 'up', index=array([0, 1, 2, 3, 3, 3]))
B.cin = linked_var(A, 'c')
B.far = linked_var(A[1:4], 'level', index=array([0, 1, 2, 2, 1, 0]))
A.run_regularly('level += 0.3*mV', dt=2*ms)
M = StateMonitor(B, ['v', 'z', 'xin', 'bar', 'yin', 'one', 'w', 'nin', 'cin', 'far'], record=True, dt=1*ms, name='z_M')
N = StateMonitor(A, ['level'], record=[1, 2, 3], dt=1*ms, name='z_N')
S = SpikeMonitor(B, name='S')
net = Network(A, B, M, N, S)
net.run(25*ms)
rows = lambda a: [[float(x) for x in r] for r in a]
flat = lambda a: [float(x) for x in a]
json.dump(dict(M={v: rows(getattr(M, v + '_')) for v in ['v', 'z', 'xin', 'bar', 'yin', 'one', 'w', 'nin', 'cin', 'far']},
               N=dict(b=rows(N.level_)), S=dict(i=flat(S.i[:]), t=flat(S.t_[:])),
               final=dict(xin=flat(B.xin[:]), bar=flat(B.bar_[:]))), open('links.json', 'w'))
