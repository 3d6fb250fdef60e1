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
NAMES = {"tau": 20 * ms, "taue": 5 * ms, "El": 0.5, "c": 2.0, "f": 1 / (10 * ms)}

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
]


def chosen(model):
    group = NeuronGroup(2, model, namespace=NAMES, threshold="v > 100")
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
