"""Writes brian.json: which method Brian chooses for some equations, and what it computes for a few.

Run once with the system's Python and Brian2 2.5.1: python3 brian.py
"""

import json
from pathlib import Path

from brian2 import Network, NeuronGroup, StateMonitor, defaultclock, ms, prefs
from brian2.stateupdaters.base import StateUpdateMethod, UnsupportedEquationsException
from brian2.utils.logger import BrianLogger

prefs.codegen.target = "numpy"
BrianLogger.suppress_name("method_choice")
NAMES = {"tau": 20 * ms, "taue": 5 * ms, "El": 0.5, "c": 2.0, "f": 1 / (10 * ms),
         "tauw": 100 * ms, "a": 0.3, "b": 0.7, "g": 1 / (7 * ms)}

EQUATIONS = [
    "dv/dt = -v/tau : 1",
    "dv/dt = (El - v)/tau : 1",
    "dv/dt = (El - v)/tau : 1\ndge/dt = -ge/taue : 1",
    "dv/dt = (ge - v)/tau : 1\ndge/dt = -ge/taue : 1",
    "dv/dt = (ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/taue : 1",
    "dv/dt = (ge - v)/tau : 1\ndge/dt = (x - ge)/taue : 1\ndx/dt = -x/taue : 1",
    "dv/dt = -v/tau_v : 1\ntau_v : second",
    "dv/dt = -v/tau_v : 1\ntau_v : second (constant)",
    "dv/dt = (I - v)/tau : 1\nI = 2*v + c : 1",
    "dv/dt = (I - v)/tau : 1\nI : 1",
    "dv/dt = -v*exp(-x)/tau : 1\nx : 1",
    "dv/dt = -2*(v + v)/tau : 1",
    "dv/dt = ((v + 1)**2 - v**2)/tau : 1",
    "dv/dt = v*(1 - 2)/tau : 1",
    "dv/dt = -v*v/tau : 1",
    "dv/dt = v**2/tau : 1",
    "dv/dt = exp(v)/tau : 1",
    "dv/dt = -abs(v)/tau : 1",
    "dv/dt = v*w/tau : 1\ndw/dt = -w/taue : 1",
    "dv/dt = -v/tau*t/tau : 1",
    "dv/dt = (sin(t/tau) - v)/tau : 1",
    "dv/dt = (t/tau - v)/tau : 1",
    "dv/dt = (i - v)/tau : 1",
    "dv/dt = -v*(1 + i)/tau : 1",
    "dv/dt = (N - v)/tau : 1",
    "dv/dt = c/tau : 1",
    "dv/dt = 1/tau : 1",
    "dv/dt = -v/tau : 1\ndw/dt = c/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = -v/tau : 1",
    "dv/dt = w*f : 1\ndw/dt = -v*f : 1",
    "dv/dt = (w - v)/tau : 1\ndw/dt = (-v - w)/tau : 1",
    "dv/dt = (w - v)/tau : 1\ndw/dt = (v - 3*w)/tau : 1",
    "dv/dt = (w - v)/tau : 1\ndw/dt = (v - w)/tau : 1",
    "dv/dt = (1*w - v)/tau : 1\ndw/dt = -w/tau : 1",
    "dv/dt = -v/tau + rand()/tau : 1",
    "dv/dt = -v/tau*int(b) : 1\nb : boolean",
    "dv/dt = int(v > 1)/tau : 1",
    "dv/dt = -v/tau : 1\ndx/dt = -v*v/tau : 1",
    "dv/dt = (clip(c, 0, 1) - v)/tau : 1",
    "dv/dt = -(v + w)/tau : 1\ndw/dt = -(v + w)/taue : 1",
    "dv/dt = 0/tau : 1",
    "dv/dt = (v - v)/tau : 1",
    "dv/dt = -v/tau + 0*w/tau : 1\ndw/dt = -w/tau : 1",
    "dv/dt = -v*c**2/tau : 1",
    "dv/dt = -v/(tau*(1 + c)) : 1",
    "dv/dt = c/(v*f*tau*tau) : 1",
    # Coefficients whose values decide whether the solution oscillates.
    "dv/dt = (-v - w)/tau : 1\ndw/dt = (a*v - w)/tauw : 1",
    "dv/dt = (El - v - w)/tau : 1\ndw/dt = (a*(v-El) - w)/tauw : 1",
    "dv/dt = (-v - w)/tau : 1\ndw/dt = (v - w)/tauw : 1",
    "dv/dt = (-v - w)/tau : 1\ndw/dt = (v - w)/tau : 1",
    "dv/dt = (-v - a*w)/tau : 1\ndw/dt = (v - w)/tau : 1",
    "dv/dt = (-v - w)/tau : 1\ndw/dt = (a*v - w)/tau : 1",
    "dv/dt = (-v + a*w)/tau : 1\ndw/dt = (b*v - w)/tau : 1",
    "dv/dt = (-v + a*w)/tau : 1\ndw/dt = (v - w)/tauw : 1",
    "dv/dt = w*f : 1\ndw/dt = -v*g : 1",
    "dv/dt = w/tau : 1\ndw/dt = -v/tauw : 1",
    "dv/dt = w/tau : 1\ndw/dt = v/tauw : 1",
    "dv/dt = w/tau : 1\ndw/dt = a*v/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = -a*v/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = (-v -2*a*w)/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = (-v -2*w)/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = (-v -w)/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = (-v -3*w)/tau : 1",
    "dv/dt = w/tau : 1\ndw/dt = -v*f -w*g : 1",
    "dv/dt = floor(a)*v/tau : 1",
    "dv/dt = -floor(a)*v/tau : 1\ndw/dt=-w/tau : 1",
    "dv/dt = -ceil(a)*v/tau : 1",
    "dv/dt = -int(a)*v/tau : 1",
    "dv/dt = -sign(a)*v/tau : 1",
    "dv/dt = -abs(a)*v/tau : 1",
    "dv/dt = -clip(a,0,1)*v/tau : 1",
    "dv/dt = -int(a > 1)*v/tau : 1",
    "dv/dt = -int(x > 1)*v/tau : 1\nx : 1",
    "dv/dt = -log(a)*v/tau : 1",
    "dv/dt = -sqrt(a-1)*v/tau : 1",
    "dv/dt = -sqrt(-a)*v/tau : 1",
    "dv/dt = -(a-a)*v/tau : 1",
    "dv/dt = -a*(b-b)*v/tau + v/tau : 1",
    "dv/dt = -(a%2)*v/tau : 1",
    "dv/dt = -(a//2)*v/tau : 1",
    "dv/dt = -a**b*v/tau : 1",
    "dv/dt = -v/tau*x : 1\ndx/dt=-x/tau : 1",
    "dv/dt = (ge+gi-v)/tau : 1\ndge/dt=-ge/taue : 1\ndgi/dt=-gi/tauw : 1",
    "dv/dt = (-v-w+x)/tau : 1\ndw/dt = (v-w)/tau : 1\ndx/dt = (v-x)/tau : 1",
    "dv/dt = (w-v)/tau : 1\ndw/dt = (x-w)/tau : 1\ndx/dt = (v-x)/tau : 1",
    "dv/dt = (w-2*v)/tau : 1\ndw/dt = (x-2*w)/tau : 1\ndx/dt = (v-2*x)/tau : 1",
    "dv/dt = (w-v)/tau : 1\ndw/dt = (x-w)/tau : 1\ndx/dt = (-v-x)/tau : 1",
    "dv/dt = (w+x-3*v)/tau : 1\ndw/dt = (v+x-3*w)/tau : 1\ndx/dt = (v+w-3*x)/tau : 1",
    "dv/dt = (-v + 4*w)/tau : 1\ndw/dt = (v/4 - 3*w)/tau : 1",
    "dv/dt = (-v + w)/tau : 1\ndw/dt = (v - 2.5*w)/tau : 1",
    "dv/dt = (-v - 0.5*w)/tau : 1\ndw/dt = (0.1*v - 2.5*w)/tau : 1",
    "dv/dt = (-v - 5.0*w)/tau : 1\ndw/dt = (1.5*v - 2.5*w)/tau : 1",
    "dv/dt = (-v - a*w)/tau : 1\ndw/dt = (b*v - w)/tau : 1",
    "dv/dt = (-v - a**2*w)/tau : 1\ndw/dt = (v - w)/tau : 1",
    "dv/dt = (-v - a*w)/tau : 1\ndw/dt = (a*v - w)/tau : 1",
    "dv/dt = (-v - w)*f : 1\ndw/dt = (v - w)*f : 1",
    "dv/dt = -v*f - w*g : 1\ndw/dt = v*g - w*f : 1",
    "dv/dt = -v*f + w*g : 1\ndw/dt = v*g - w*f : 1",
    "dv/dt = (-v - y*w)/tau : 1\ndw/dt = (z*v - w)/tauw : 1\ny : 1\nz : 1 (constant)",
    "dv/dt = (-v - exp(y)*w)/tau : 1\ndw/dt = (z*v - w)/tauw : 1\ny : 1\nz : 1 (constant)",
    "dv/dt = (-v - w)/tau : 1\ndw/dt = (exp(y)*v - w)/tau : 1\ny : 1\nz : 1 (constant)",
    "dv/dt = -v/tau + b*0*w/tau : 1\ndw/dt = a*v/tau -w/tau : 1",
    "dv/dt = -0*v/tau + c/tau : 1",
    "dv/dt = (-v+w)/(tau+taue) : 1\ndw/dt = (v-w)/(tauw+taue) : 1",
    "dv/dt = (-v+w)/(tau+taue) : 1\ndw/dt = (v-2*w)/(tauw+taue) : 1",
    "dv/dt = (a-b)*v/tau : 1",
    "dv/dt = (-v + w)/tau : 1\ndw/dt = (v - w)/tauw : 1",
    "dv/dt = (-v + a*w)/tau : 1\ndw/dt = (v - a*w)/tauw : 1",
    "dv/dt = (-v + a*w)/tau : 1\ndw/dt = (v - b*w)/tauw : 1",
    "dv/dt = x*f : 1\ndx/dt = -v*f*f/g - x*g : 1",
    "dv/dt = I/tau - v/tau : 1\nI = a*v + w : 1\ndw/dt = -I/tau : 1",
    "dvs/dt = (a*(vd-vs) - vs)/tau : 1\ndvd/dt = (a*(vs-vd) - vd)/tau : 1",
    "dv1/dt = (a*(v2-v1) - v1)/tau : 1\ndv2/dt = (a*(v1-v2)+a*(v3-v2) - v2)/tau : 1\ndv3/dt = (a*(v2-v3) - v3)/tau : 1",
    "dv/dt = -v/tau + int(b1)/tau : 1\nb1 : boolean",
    "dv/dt = -v*int(b1)/tau : 1\nb1 : boolean",
    "dv/dt = -v*int(b1 and c1)/tau : 1\nb1 : boolean\nc1 : boolean",
    "dv/dt = (int(x>1)*w-v)/tau : 1\ndw/dt=-w/tau : 1\nx : 1",
    "dv/dt = -v*int(not b1)/tau : 1\nb1 : boolean",
    "dv/dt = -v*int(t > 1*ms)/tau : 1",
    "dv/dt = -v*log(a)*f : 1",
    "dv/dt = -v*sqrt(a)*f : 1",
    "dv/dt = -v*f - w*sqrt(a)*f : 1\ndw/dt = -w*f + v*f*sqrt(a) : 1",
    "dv/dt = -v*f - w*exp(a)*f : 1\ndw/dt = -w*f + v*f : 1",
    "dv/dt = -v*f - w*a**2*f : 1\ndw/dt = -w*f + v*f : 1",
    "dv/dt = -v*f - w*a**2*f : 1\ndw/dt = -w*f + v*f*b**2 : 1",
    "dv/dt = -v*f + w*a**2*f : 1\ndw/dt = -w*f + v*f*b**2 : 1",
    "dv/dt = -v*f + w*a*f : 1\ndw/dt = -w*f + v*f*a : 1",
    "dv/dt = -v*f + w*a*f : 1\ndw/dt = -w*f + v*f*b : 1",
    "dv/dt = (-v - w)/(10*ms) : 1\ndw/dt = (v - w)/(20*ms) : 1",
    "dv/dt = (-v - w)/(1*ms) : 1\ndw/dt = (v - w)/(20*ms) : 1",
    "dv/dt = w*Hz : 1\ndw/dt = -v*Hz : 1",
    "dv/dt = x : 1\ndx/dt = -v*f**2 : Hz",
    "dv/dt = x : 1\ndx/dt = -v*f**2 - x*f : Hz",
    "dv/dt = x : 1\ndx/dt = -v*f**2 - 2*x*f : Hz",
    "dv/dt = x : 1\ndx/dt = -v/tau**2 : Hz",
    "dv/dt = x : 1\ndx/dt = -v/tau**2 -2*x/tau: Hz",
    "dv/dt = (x-v)/tau : 1\ndx/dt = (y-x)/tau : 1\ndy/dt=(z-y)/tau : 1\ndz/dt=(u-z)/tau : 1\ndu/dt=(q-u)/tau : 1\ndq/dt=(r-q)/tau : 1\ndr/dt=-r/tau : 1",
    "dv/dt = (-v-w)/tau : 1\ndw/dt = (v-w)/tau : 1\ndx/dt = (v-x)/tauw : 1",
    "dv/dt = -0*v/tau + w/tau : 1\ndw/dt = -w/tau : 1",
]


def chosen(model):
    group = NeuronGroup(2, model, namespace=NAMES, threshold="v > 100" if "dv/dt" in model else None)
    identifiers = set().union(*(e.identifiers for _, e in group.equations.get_substituted_expressions(include_subexpressions=True)))
    variables = dict(group.variables, **group.resolve_all(identifiers, {}))
    for method in ("exact", "euler"):
        try:
            StateUpdateMethod.stateupdaters[method](group.equations, variables)
            return method
        except UnsupportedEquationsException:
            pass
    return "none"


def traces(model, variables, duration, values, **options):
    defaultclock.dt = 0.1 * ms
    group = NeuronGroup(4, model, namespace=NAMES, **options)
    for name, value in values.items():
        setattr(group, name, value)
    monitor = StateMonitor(group, variables, record=True)
    network = Network(group, monitor)
    network.run(duration)
    samples = {name: getattr(monitor, name + "_")[:, 9::10].tolist() for name in variables}
    return {"every": 10, "first": 9, "samples": samples}


SPIKES = dict(threshold="v > 1", reset="v = 0")
runs = {
    # Time constants that differ from neuron to neuron.
    "own time constants": traces(
        "dv/dt = (3*ge - v)/tau_v : 1\ndge/dt = (0.4 - ge)/taue : 1\ntau_v : second (constant)",
        ["v"], 20 * ms, {"tau_v": "(6 + 7*i)*ms", "v": "0.1*i"}, method="exact", **SPIKES,
    ),
    # w follows v, which stands still while the neuron is refractory.
    "w follows a frozen v": traces(
        "dv/dt = (1.5 + 2*ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/taue : 1\ndw/dt = (v - w)/tau : 1",
        ["v", "w"], 20 * ms, {"ge": "0.5*i", "v": "0.2*i"}, method="euler", refractory="3*ms", **SPIKES,
    ),
    "w follows a frozen v, exactly": traces(
        "dv/dt = (1.5 - v)/tau : 1 (unless refractory)\ndw/dt = (v - w)*f : 1",
        ["v", "w"], 40 * ms, {"v": "0.3*i"}, method="exact", refractory="3*ms", threshold="v > 1", reset="v = 0.4",
    ),
    "v follows ge and stands still": traces(
        "dv/dt = (1.5 + 2*ge - v)/tau : 1 (unless refractory)\ndge/dt = -ge/taue : 1",
        ["v"], 30 * ms, {"ge": "0.5*i", "v": "0.2*i"}, method="exact", refractory="3*ms", **SPIKES,
    ),
    # The reset changes the time constant: coefficients are those of the step.
    "a time constant that the reset changes": traces(
        "dv/dt = (2 - v)/tau_v : 1\ntau_v : second",
        ["v", "tau_v"], 30 * ms, {"tau_v": "(3 + i)*ms"}, method="exact", threshold="v > 1", reset="v = 0; tau_v = tau_v*1.3",
    ),
    "a time constant that is an equation": traces(
        "dv/dt = (1 - v)/tau_v : 1\ntau_v = (1 + x)*ms : second\nx : 1",
        ["v"], 10 * ms, {"x": "i"}, method="exact",
    ),
}
choices = ",\n".join(f"    {json.dumps([model, chosen(model)])}" for model in EQUATIONS)
results = ",\n".join(f"    {json.dumps(name)}: {json.dumps(run)}" for name, run in runs.items())
Path(__file__).with_name("brian.json").write_text(f'{{\n  "choices": [\n{choices}\n  ],\n  "runs": {{\n{results}\n  }}\n}}\n')
