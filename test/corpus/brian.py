"""What Brian2 says of the samples: builds each model, runs one step of it, and writes brian.json.

    python3 test/corpus/brian.py        (Brian2 2.5 or later; a minute or two)
"""
import json
import logging
import re
from pathlib import Path

import brian2
import numpy
from brian2 import (Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, TimedArray, Unit,
                    defaultclock, prefs, start_scope)

prefs.codegen.target = 'numpy'
HERE = Path(__file__).parent
UNITS = {name: getattr(brian2, name) for name in dir(brian2) if isinstance(getattr(brian2, name), Unit)}
NUMBERS = {'pi': numpy.pi, 'e': numpy.e, 'inf': numpy.inf}


class Warnings(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        # What Brian says of its code generation is not about the model.
        if 'cython' not in record.getMessage().lower():
            self.texts.append(record.getMessage())


def quantity(value, names):
    """A quantity as a Brian user would write it in the program: `20*ms`, or an expression of earlier ones."""
    if not isinstance(value, str):
        return value
    return eval(value, {**UNITS, **NUMBERS, **names})


def namespace_of(given):
    names = {}
    for name, value in (given or {}).items():
        if isinstance(value, dict) and 'dt' in value:
            names[name] = TimedArray(matrix(value), dt=quantity(value['dt'], names))
        else:
            names[name] = matrix(value) if isinstance(value, dict) else quantity(value, names)
    return names


def matrix(given):
    values = numpy.array(given['values']).reshape(given['shape'])
    return values * quantity(given['unit'], {}) if 'unit' in given else values


def group(spec):
    options = {k: spec[k] for k in ('threshold', 'reset', 'method') if k in spec}
    refractory = spec.get('refractory', False)
    names = namespace_of(spec.get('namespace'))
    if isinstance(refractory, str):
        # A quantity is a quantity in the program, and anything else a string.
        if re.fullmatch(r'[-\d.]+(\*\w+)?', refractory):
            refractory = quantity(refractory, names)
    return NeuronGroup(spec['N'], spec['model'], refractory=refractory, name=spec['name'], namespace=names, **options)


def generator(spec):
    options = {'period': quantity(spec['period'], {})} if 'period' in spec else {}
    return SpikeGeneratorGroup(spec['N'], spec['indices'], matrix(spec['times']), name=spec['name'], **options)


def synapses(spec, objects):
    options = {k: spec[k] for k in ('model', 'on_pre') if k in spec}
    names = namespace_of(spec.get('namespace'))
    if 'delay' in spec:
        options['delay'] = quantity(spec['delay'], names)
    return Synapses(objects[spec['source']], objects[spec['target']], name=spec['name'], namespace=names, **options)


def monitor(spec, objects):
    source = objects[spec['source']]
    if spec['kind'] == 'SpikeMonitor':
        return SpikeMonitor(source, name=spec['name'])
    return StateMonitor(source, spec['variables'], record=spec['record'], name=spec['name'])


def act(action, objects, spec):
    target = objects[action['target']]
    if action['kind'] == 'connect':
        target.connect(**action['rule'])
        return
    value = action['value']
    given = spec[action['target']].get('namespace', {})
    matrix_name = re.fullmatch(r'(\w+)(\[i,j\])?', value) if isinstance(value, str) else None
    if matrix_name and isinstance(given.get(matrix_name[1]), dict):
        # Brian has no indexing in strings: the values are flattened, as its documentation has it.
        value = matrix(given[matrix_name[1]])
        value = value.flatten() if matrix_name[2] else value
        getattr(target, action['variable'])
        setattr(target, action['variable'], value)
        return
    getattr(target, action['variable'])
    setattr(target, action['variable'], value)


def run(model):
    start_scope()
    defaultclock.dt = quantity(model.get('dt', '0.1*ms'), {})
    objects, specs = {}, {}
    for spec in model['objects']:
        specs[spec['name']] = spec
        if spec['kind'] == 'NeuronGroup':
            objects[spec['name']] = group(spec)
        elif spec['kind'] == 'SpikeGeneratorGroup':
            objects[spec['name']] = generator(spec)
        elif spec['kind'] == 'Synapses':
            objects[spec['name']] = synapses(spec, objects)
        else:
            objects[spec['name']] = monitor(spec, objects)
    for action in model.get('setup', []):
        act(action, objects, specs)
    Network(*objects.values()).run(2 * defaultclock.dt, namespace=namespace_of(model.get('namespace')))


def chain(error):
    """The texts of an error and of those that caused it, the last one first."""
    texts = []
    while error is not None:
        # Its outermost error only says in which object the next one was met.
        if str(error) and type(error).__name__ != 'BrianObjectException':
            texts.append(f'{type(error).__name__}: {error}')
        error = error.__cause__
    return texts


def answer(model):
    warnings = Warnings()
    logger = logging.getLogger('brian2')
    logger.addHandler(warnings)
    try:
        run(model)
    except BaseException as error:  # whatever a user would see
        if isinstance(error, KeyboardInterrupt):
            raise
        return {'kind': 'error', 'texts': chain(error)}
    finally:
        logger.removeHandler(warnings)
    return {'kind': 'warning', 'texts': warnings.texts} if warnings.texts else {'kind': 'nothing', 'texts': []}


def main():
    answers = {}
    for file in sorted(HERE.glob('*/sample.json')):
        answers[file.parent.name] = answer(json.loads(file.read_text())['model'])
        print(file.parent.name, '|', answers[file.parent.name]['kind'], '|', '; '.join(answers[file.parent.name]['texts'])[:150])
    result = {'reference': f'Brian2 {brian2.__version__}', 'answers': answers}
    (HERE / 'brian.json').write_text(json.dumps(result, indent=1, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main()
