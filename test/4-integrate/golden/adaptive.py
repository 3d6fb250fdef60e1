"""What the reference gives for the models of adaptive.json, by the GNU Scientific Library: writes the values there.

Needs Brian2, a C++ compiler and the library's headers. Python's own GSL target is left out: C++ standalone is the one that
needs no Cython.
"""
import json
import os
import tempfile

from brian2 import *
from brian2.devices.cpp_standalone import GSLcodeobject
from brian2.devices.cpp_standalone.codeobject import CPPStandaloneCodeObject
from brian2.devices.device import device, set_device

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, 'adaptive.json')


class Standalone(CPPStandaloneCodeObject):
    """Brian2 2.5's own class lacks what its base class has had since 2.5."""

    templater = GSLcodeobject.GSLCPPStandaloneCodeObject.templater
    original_generator_class = GSLcodeobject.GSLCPPStandaloneCodeObject.original_generator_class
    generator_class = GSLcodeobject.GSLCPPStandaloneCodeObject.generator_class


GSLcodeobject.GSLCPPStandaloneCodeObject = Standalone


def quantities(texts):
    return {name: eval(str(text)) for name, text in texts.items()}


def values_of(case, directory):
    device.reinit()
    device.activate()
    set_device('cpp_standalone', directory=directory, build_on_run=True)
    start_scope()
    defaultclock.dt = eval(case['dt'])
    options = dict(case['options'], save_step_count=True)
    if 'absolute_error_per_variable' in options:
        options['absolute_error_per_variable'] = quantities(options['absolute_error_per_variable'])
    firing = {key: case[key] for key in ('threshold', 'reset') if key in case}
    group = NeuronGroup(case['N'], case['model'], method=case['method'], method_options=options,
                        namespace=quantities(case['namespace']), **firing)
    for name, value in case['set'].items():
        setattr(group, name, value)
    run(eval(case['duration']))
    keep = options.get('use_last_timestep', True)
    integrated = [name for name in group.equations.diff_eq_names]
    names = sorted(integrated) + ['_step_count'] + (['_last_timestep'] if keep else [])
    return {name: [float(x) for x in group.variables[name].get_value()] for name in names}


with open(GOLDEN) as file:
    cases = json.load(file)
for case in cases:
    with tempfile.TemporaryDirectory() as directory:
        case['values'] = values_of(case, directory)
with open(GOLDEN, 'w') as file:
    file.write('[\n' + ',\n'.join(json.dumps(case, indent=1) for case in cases) + '\n]\n')
