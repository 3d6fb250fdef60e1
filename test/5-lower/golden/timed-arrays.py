# What the reference gives for functions of time: /usr/bin/python3 timed-arrays.py writes timed-arrays.json.
import json, warnings
from brian2 import *
prefs.codegen.target = 'numpy'
warnings.filterwarnings('ignore')
cases, choices = [], []
def run_case(step, rows, dt, T, method, model, columns=None):
    defaultclock.dt = dt*ms
    values = [((7*k*k + 3*k) % 11)/4. - 1 for k in range(rows*(columns or 1))]
    shape = (rows, columns) if columns else rows
    I = TimedArray(array(values).reshape(shape), dt=step*ms)
    G = NeuronGroup(3, model, **({'method': method} if method else {}))
    M = StateMonitor(G, 'v', record=True)
    Network(G, M).run(T*ms, namespace=dict(I=I, tau=5*ms))
    cases.append(dict(step=step, rows=rows, columns=columns, dt=dt, T=T, method=method, model=model, values=values, v=M.v_.tolist()))
for step, dt in [(1,.1), (.3,.1), (.1,.1), (.05,.1), (.25,.1), (.7,.2), (1.1,.1), (.15,.1)]:
    run_case(step, 6, dt, 4, None, 'v = I(t) : 1')
    run_case(step, 6, dt, 4, None, 'v = I(t - 0.55*ms) : 1')
for method in ['euler', 'rk2', 'rk4', 'exponential_euler']:
    run_case(.3, 9, .2, 3, method, 'dv/dt = (I(t) - v)/tau : 1')
    run_case(.3, 9, .2, 3, method, 'dv/dt = (I(t, i) - v)/tau : 1', 3)
run_case(.4, 9, .2, 3, 'exact', 'dv/dt = (I(t) - v)/tau : 1')
run_case(.4, 9, .2, 3, 'exact', 'dv/dt = (1 - (3.1 + I(t))*v)/tau : 1')
run_case(.4, 9, .2, 3, 'exact', 'dv/dt = (1 - (3.1 + I(t, i))*v)/tau : 1', 4)
run_case(.5, 5, .1, 3, None, 'v = I(t, 2 - i) + I(2*t, (i + 1) % 3) : 1', 3)
for step in [1, .3, .1, .05, .25, .6, .7, 5]:
    defaultclock.dt = 0.1*ms
    I = TimedArray([1, 2, 3], dt=step*ms)
    G = NeuronGroup(1, 'dv/dt = (I(t) - v)/(5*ms) : 1')
    Network(G).run(0.1*ms, namespace=dict(I=I))
    choices.append([step, 'exact' if 'exp' in G.state_updater.abstract_code else 'euler'])
json.dump(dict(cases=cases, choices=choices), open('timed-arrays.json', 'w'))
