# What the reference gives for two groups with steps of their own: /usr/bin/python3 clocks.py writes clocks.json.
from brian2 import *
prefs.codegen.target='numpy'
import json
tau=5*ms
FAST=NeuronGroup(2,'dv/dt=(1.5-v)/tau:1 (unless refractory)\nseen=t/ms:1\nk:1',threshold='v>1',reset='v=0',refractory=1*ms,dt=0.05*ms,method='euler',name='FAST')
SLOW=NeuronGroup(2,'dv/dt=-v/tau:1 (unless refractory)\nx:1',threshold='v>0.6',reset='v=0',refractory='1.2*ms + 0*x*ms',dt=0.15*ms,method='euler',name='SLOW')
S=Synapses(FAST,SLOW,'w:1','v_post+=w*(1+t/(10*ms))',delay=0.4*ms,name='S'); S.connect(); S.w='0.3+0.1*i+0.05*j'
B=Synapses(SLOW,FAST,'','v_post-=0.2',delay=0.3*ms,name='B'); B.connect(j='i')
FAST.run_regularly('k += t/ms + dt/ms',dt=0.5*ms)
SLOW.run_regularly('x = t/ms',dt=0.05*ms,when='end')
M=StateMonitor(FAST,['v','seen','k','not_refractory'],record=True,dt=1*ms)
N=StateMonitor(SLOW,['v','x','not_refractory'],record=True,dt=0.35*ms)
SF=SpikeMonitor(FAST);SS=SpikeMonitor(SLOW)
net=Network(FAST,SLOW,S,B,M,N,SF,SS)
net.run(12*ms)
out=dict(M=dict(t=list(M.t_),v=M.v_.tolist(),seen=M.seen.tolist(),k=M.k.tolist(),nr=M.not_refractory.astype(int).tolist()),
 N=dict(t=list(N.t_),v=N.v_.tolist(),x=N.x.tolist(),nr=N.not_refractory.astype(int).tolist()),
 SF=dict(i=SF.i[:].tolist(),t=SF.t_[:].tolist()),SS=dict(i=SS.i[:].tolist(),t=SS.t_[:].tolist()))
json.dump(out,open('clocks.json','w'))
