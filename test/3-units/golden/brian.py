"""Writes brian.json: the unit that Brian gives to expressions, or that it refuses them.

Run once with the system's Python and Brian2 2.5.1: python3 brian.py
"""

import json
import random
from pathlib import Path

import numpy as np
from brian2 import amp, second, siemens, volt
from brian2.core.functions import DEFAULT_FUNCTIONS
from brian2.core.variables import Constant, Variable
from brian2.parsing.bast import brian_ast
from brian2.parsing.expressions import parse_expression_dimensions
from brian2.units.allunits import msecond, mvolt
from brian2.units.fundamentalunits import DIMENSIONLESS, DimensionMismatchError

ONE = DIMENSIONLESS


def variable(name, dimensions, dtype=float):
    return Variable(name, dimensions=dimensions, dtype=np.dtype(dtype).type)


VARIABLES = {
    "v": variable("v", volt.dim),
    "w": variable("w", volt.dim),
    "I": variable("I", amp.dim),
    "g": variable("g", siemens.dim),
    "x": variable("x", ONE),
    "b": variable("b", ONE, bool),
    "t": variable("t", second.dim),
    "tau": Constant("tau", dimensions=second.dim, value=0.02),
    "k": Constant("k", dimensions=ONE, value=3.0),
    "mV": Constant("mV", dimensions=volt.dim, value=float(mvolt)),
    "ms": Constant("ms", dimensions=second.dim, value=float(msecond)),
}
VARIABLES.update(DEFAULT_FUNCTIONS)

BY_HAND = """
v | 1 | 0 | b | True | x + 1 | v + w | v + 1 | v + 0 | v - 3*mV | v + I | -v | +v | not b | not x
v*w | v/w | v*g - I | v/(3*I) | v % w | v % 2 | x // 2 | v // w | t // ms | x % 2 | v*(w/v)
v**2 | v**-1 | v**0.5 | v**k | v**x | v**(1/2) | v**(2*k) | v**tau | x**v | 2**x | x**x | x**k | 2**v | v**0
v > w | v > 0 | v > 1 | v == w | v != I | x >= 1 | v > w and x < 1 | b and x | b or v > w | b == True
exp(x) | exp(v) | exp(v/mV) | log(g*v/I) | sin(t) | sin(t/tau) | sqrt(v) | sqrt(v*w) | sqrt(v**2 + w**2) | exprel(x)
abs(v) | abs(-v) + w | floor(v) | floor(x) | ceil(v/w) | sign(v) | sign(v) + 1 | sign(v) + v | int(x) | int(b) | int(v > w)*v | int(v)
clip(v, w, 3*mV) | clip(v, 0, 1) | clip(x, 0, 1) | clip(x, v, w) | rand() | rand()*v | v*randn() + w
timestep(t, ms) | timestep(v, ms) | exp(-t/tau)*v + w | (v - w)/tau | (g*(v - w) + I)/tau | tanh(v/w) | arctan(x)
(v + w)*(x + 1) | v*x**2 | v*w > I | -(v > w) | b + 1 | abs(b) | v/b | tau*g*v/I | x*v + k*w | g*v*tau - I*t | expm1(x) | log10(v)
""".replace("\n", " | ").split("|")


def at_random(rng, depth):
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(["v", "w", "I", "g", "x", "t", "tau", "k", "mV", "ms", "1", "2", "0.5"])
    sub = lambda: at_random(rng, depth - 1)
    kind = rng.random()
    if kind < 0.3:
        return f"({sub()} {rng.choice('+-')} {sub()})"
    if kind < 0.7:
        return f"({sub()} {rng.choice('*/')} {sub()})"
    if kind < 0.78:
        return f"({sub()})**{rng.choice(['2', '-1', '0.5', 'k', 'x'])}"
    if kind < 0.84:
        return f"int({sub()} {rng.choice(['<', '>=', '=='])} {sub()})"
    return f"{rng.choice(['exp', 'sqrt', 'abs', 'sign', 'floor', 'tanh'])}({sub()})"


def kind_of(expression):
    try:
        dimension = parse_expression_dimensions(expression, VARIABLES)
        dtype = brian_ast(expression, VARIABLES).dtype
    except (DimensionMismatchError, SyntaxError, TypeError, ValueError):
        return "error"
    if dtype == "boolean":
        return "boolean"
    return [float(exponent) for exponent in dimension._dims]


rng = random.Random(1)
rows = {text.strip(): kind_of(text.strip()) for text in BY_HAND if text.strip()}
left = {True: 150, False: 150}
while any(left.values()):
    text = at_random(rng, 3)
    refused = kind_of(text) == "error"
    if "(" in text and text not in rows and left[refused] > 0:
        rows[text] = kind_of(text)
        left[refused] -= 1
lines = ",\n".join(f"  {json.dumps([text, kind])}" for text, kind in rows.items())
Path(__file__).with_name("brian.json").write_text(f"[\n{lines}\n]\n")
