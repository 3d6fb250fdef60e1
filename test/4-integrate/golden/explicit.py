"""Writes explicit.json: what Brian's explicit methods make of some equations, which of its methods refuse which, and which it takes.

Run once with the system's Python and Brian2 2.5.1: python3 explicit.py
"""

import json
from pathlib import Path

from brian2 import Equations, ExplicitStateUpdater, NeuronGroup, ms
from brian2.stateupdaters.base import StateUpdateMethod, UnsupportedEquationsException
from brian2.utils.logger import BrianLogger

BrianLogger.suppress_name("method_choice")
NAMES = {"tau": 20 * ms, "c": 0.7}

DETERMINISTIC = {
    "linear": "dv/dt = (c - v)/tau : 1",
    "coupled": "dv/dt = (w - v)/tau : 1\ndw/dt = -w/tau : 1",
    "not linear": "dv/dt = (c - v**3)/tau : 1\ndw/dt = v*w/tau : 1",
    "driven": "dv/dt = (sin(t/tau) - v)/tau : 1",
    "constant": "dv/dt = c/tau : 1",
}
NOISY = {
    "additive": "dv/dt = -v/tau + c*xi/tau**.5 : 1",
    "additive by a parameter": "dv/dt = -v/tau + s*xi/tau**.5 : 1\ns : 1",
    "additive, several": "dv/dt = -v/tau + c*xi_a/tau**.5 - xi_b/tau**.5 : 1\ndw/dt = v/tau : 1",
    "additive, in common": "dv/dt = -v/tau + c*xi_a/tau**.5 : 1\ndw/dt = (v - w)/tau - xi_a/tau**.5 : 1",
    "by the time": "dv/dt = -v/tau + sin(t/tau)*xi/tau**.5 : 1",
    "multiplicative": "dv/dt = -v/tau + c*v*xi/tau**.5 : 1",
    "by a subexpression": "dv/dt = -v/tau + a*xi/tau**.5 : 1\na = c*v**2 : 1",
    "by another variable": "dv/dt = -v/tau + c*w*xi_a/tau**.5 : 1\ndw/dt = (c - w)/tau : 1",
    "diagonal": "dv/dt = -v*w/tau + c*v*w*xi_a/tau**.5 : 1\ndw/dt = (v - w)/tau + c*w*xi_b/tau**.5 : 1",
    "several": "dv/dt = -v/tau + c*v*xi_a/tau**.5 + w*xi_b/tau**.5 : 1\ndw/dt = (v - w)/tau - v*w*xi_b/tau**.5 : 1",
    "in common": "dv/dt = -v/tau + c*v*xi_a/tau**.5 : 1\ndw/dt = v/tau + w*xi_a/tau**.5 : 1",
    "within brackets": "dv/dt = (-v + xi*tau**.5)*v/tau : 1",
    "by the number of the neuron": "dv/dt = -v/tau + i*xi/tau**.5 : 1",
}
METHODS = ["exact", "linear", "exponential_euler", "euler", "rk2", "rk4", "heun", "milstein"]
SCHEMES = {
    "Ralston": ("k1 = dt*f(x, t)\nk2 = dt*f(x + 2*k1/3, t + 2*dt/3)\nx_new = x + k1/4 + 3*k2/4", None),
    "Euler and Maruyama": ("x_new = x + dt*f(x, t) + g(x, t)*dW", "multiplicative"),
    "midway": ("h = x + g(x, t)*dW/2\nx_new = x + dt*f(x, t) + g(h, t + dt/2)*dW", "multiplicative"),
}
FOR_SCHEMES = {"Ralston": ["not linear", "driven"], "Euler and Maruyama": ["several", "multiplicative"], "midway": ["several", "diagonal"]}


def of(method, model):
    """The code that the method makes, None where it refuses the equations."""
    group = NeuronGroup(2, model, namespace=NAMES)
    identifiers = set().union(*(e.identifiers for _, e in group.equations.get_substituted_expressions(include_subexpressions=True)))
    variables = dict(group.variables, **group.resolve_all(identifiers, {}))
    updater = StateUpdateMethod.stateupdaters[method] if isinstance(method, str) else method
    try:
        return updater(group.equations, variables)
    except UnsupportedEquationsException:
        return None


def taken(model):
    return next(method for method in ("exact", "euler", "heun") if of(method, model) is not None)


models = {**DETERMINISTIC, **NOISY}
explicit = ["euler", "rk2", "rk4", "heun", "milstein"]
code = [
    {"method": method, "model": name, "code": made}
    for method in explicit
    for name, model in models.items()
    if (made := of(method, model)) is not None
]
schemes = [
    {"scheme": text, "stochastic": stochastic, "model": name, "code": of(ExplicitStateUpdater(text, stochastic), models[name])}
    for title, (text, stochastic) in SCHEMES.items()
    for name in FOR_SCHEMES[title]
]
result = {
    "models": models,
    "taken": {name: taken(model) for name, model in models.items()},
    "refused": {name: [method for method in METHODS if of(method, model) is None] for name, model in models.items()},
    "code": code,
    "schemes": schemes,
}
Path(__file__).with_name("explicit.json").write_text(json.dumps(result, indent=1) + "\n")
