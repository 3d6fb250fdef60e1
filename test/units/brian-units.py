"""Writes golden/brian-units.json: Brian2's units, constants and some quantities, as Brian2 computes them.

Run it with a Python that has Brian2 2.5.1. Floats are written as the 16 hex digits of their bits.
"""
import json
import os
import struct
import warnings

warnings.filterwarnings('ignore')

import brian2
from brian2.core.namespace import DEFAULT_UNITS
from brian2.equations import equations
from brian2.units import constants
from brian2.units.fundamentalunits import Quantity, Unit, get_dimensions

QUANTITIES = '''
20*ms | -49*mV | 20 | 1e-3 | -.5 | 3*nS/cm**2 | 5*mV/ms | 7*uS/cm**2/ms | inf | -inf | inf*mV | 2*volt**0.5
1/second | 1/ms | 1/ms/mV | 1/ms*mV | 3/ms | -1/ms | 1.0/ms | mV | -mV | mV/ms | -mV/ms | uA*ms | 0.3*uA*ms/mV
3*mV**0.5 | 3*ms**-0.5 | 3*uA**1.5 | 0.1*mV**2 | 7*(nS/cm**2) | 7*nS/(cm**2*ms) | 1/(ms*mV) | 6*nS/(cm**2)
0.1*um3 | 36*mM | 2.5*umolar | 3.3*Mohm | 100*Mohm/cm | 1.1*kHz | 70*pF | 9*ufarad*cm**-2 | 30*mS/cm**2
0.7*cmetre | 0.9*kvolt*namp | 3*ms**(1/2) | 3*ms**(-1/2) | 3*ms**-1 | 0*mV | 2*radian | 1.5*mole/litre | +3*mV
'''

LEFT_OUT = 'V S A F m s ns fA mF mS cmetre cmeter celsius degree minute hour day liter2 litre3 kkelvin mkelvin'.split()


def bits(x):
    return struct.pack('>d', float(x)).hex()


def dims(x):
    return [float(d) for d in get_dimensions(x)._dims]


def units_by_dimension():
    groups = {}
    for name, unit in DEFAULT_UNITS.items():
        groups.setdefault(tuple(dims(unit)), {})[name] = [bits(unit), unit.dispname]
    return [{'dimension': list(d), 'units': units} for d, units in sorted(groups.items())]


def quantities(namespace):
    texts = [text.strip() for line in QUANTITIES.split('\n') for text in line.split('|') if text.strip()]
    values = [eval(text, namespace) for text in texts]
    return [{'text': t, 'bits': bits(v), 'dimension': dims(v)} for t, v in zip(texts, values)]


def script_namespace():
    namespace = {}
    exec('from brian2 import *', namespace)
    return namespace


def main():
    script = script_namespace()
    equations.dimensions_and_type_from_string('volt')
    script_units = {name for name, value in script.items() if isinstance(value, Unit)}
    golden = {
        'version': brian2.__version__,
        'units': units_by_dimension(),
        'baseUnits': [name for name in equations._base_units if name in DEFAULT_UNITS],
        'onlyInScripts': {n: [bits(script[n]), dims(script[n])] for n in sorted(script_units - set(DEFAULT_UNITS))},
        'leftOut': [name for name in LEFT_OUT if name not in DEFAULT_UNITS],
        'constants': {name: [bits(value), dims(value)] for name, value in sorted(vars(constants).items())
                      if isinstance(value, Quantity) and not isinstance(value, Unit)},
        'quantities': quantities({**DEFAULT_UNITS, **script}),
    }
    assert golden['leftOut'] == LEFT_OUT
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden', 'brian-units.json')
    with open(path, 'w') as file:
        file.write(one_line_an_entry(golden) + '\n')


def one_line_an_entry(golden):
    rows = lambda entries: '[\n' + ',\n'.join(json.dumps(entry) for entry in entries) + '\n]'
    parts = [json.dumps(key) + ': ' + (rows(value) if key in ('units', 'quantities') else json.dumps(value))
             for key, value in golden.items()]
    return '{\n' + ',\n'.join(parts) + '\n}'


if __name__ == '__main__':
    main()
