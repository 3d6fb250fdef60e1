"""What every Brian2 workload shares: its options, its clock, and the one line of JSON that it prints.

Import this module first: the clock starts here, so that importing Brian2 is part of the set-up, as it is for a user.
"""

import time

STARTED = time.time()

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import resource  # noqa: E402
import shutil  # noqa: E402
import tempfile  # noqa: E402
import warnings  # noqa: E402

warnings.filterwarnings('ignore')

import brian2 as b2  # noqa: E402
import numpy as np  # noqa: E402

IMPORTED = time.time()

MEGABYTE = 1e6

# Written into the standalone program, which then tells when its clock loop starts and how much memory it has needed.
NOTE_THE_START = """
{
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  std::ofstream("results/loop_started.txt") << now.tv_sec << "." << std::setfill('0') << std::setw(9) << now.tv_nsec;
}
"""
NOTE_THE_MEMORY = """
{
  std::ifstream status("/proc/self/status");
  std::ofstream note("results/peak_memory.txt");
  for (std::string line; std::getline(status, line);)
    if (line.compare(0, 6, "VmHWM:") == 0) note << line.substr(6);
}
"""


def options(description, duration, n=4000, **more):
    """The options that every workload has, and, as `name=default`, those of one alone."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--n', type=int, default=n, help='how many neurons')
    parser.add_argument('--duration', type=float, default=duration, help='seconds of model time')
    parser.add_argument('--before', type=float, default=0.0, help='seconds of model time that are run first, unmeasured')
    parser.add_argument('--precision', choices=('double', 'single'), default='double')
    parser.add_argument('--edit', nargs=2, metavar=('OLD', 'NEW'), help='a change of the equations')
    parser.add_argument('--target', choices=('cpp', 'numpy'), default='cpp', help='C++ standalone (default) or numpy')
    parser.add_argument('--directory', help='where to build the C++ program; otherwise a temporary one, removed again')
    for name, default in more.items():
        parser.add_argument(f'--{name}', type=type(default), default=default)
    return parser.parse_args()


def edited(equations, args):
    if args.edit is None:
        return equations
    old, new = args.edit
    assert old in equations, f'the equations do not contain {old}'
    return equations.replace(old, new)


def prepare(args):
    """Choose the target. Everything else stays at Brian2's defaults, compiler flags included."""
    if args.target == 'cpp':
        b2.prefs['codegen.cpp.headers'] += ['<iomanip>', '<fstream>', '<string>']
        b2.set_device('cpp_standalone', build_on_run=False)
        b2.device.insert_code('before_network_run', NOTE_THE_START)
        b2.device.insert_code('after_end', NOTE_THE_MEMORY)
    else:
        b2.prefs.codegen.target = 'numpy'
    if args.precision == 'single':
        b2.prefs.core.default_float_dtype = np.float32
    b2.seed(args.seed)


def measure(network, spikes, args):
    """Run the network and print what it took."""
    durations = args.before * b2.second, args.duration * b2.second
    directory = args.directory or tempfile.mkdtemp(prefix='brian2-bench-')
    figures = standalone(network, *durations, directory) if args.target == 'cpp' else runtime(network, *durations)
    figures['total_s'] = time.time() - STARTED
    figures['spikes'] = int(spikes.num_spikes)
    figures['synapses'] = int(sum(len(o) for o in network.objects if isinstance(o, b2.Synapses)))
    figures['steps'] = round(args.duration / (0.1 * b2.ms / b2.second))
    figures['target'] = args.target
    figures['precision'] = 'f32' if args.precision == 'single' else 'f64'
    figures['version'] = b2.__version__
    figures['import_s'] = IMPORTED - STARTED
    figures['bind_s'] = None
    print(json.dumps(round_all(figures)), flush=True)
    if not args.directory:
        shutil.rmtree(directory, ignore_errors=True)


def standalone(network, before, duration, directory):
    """What Brian2 tells of a program's last run is that of the second, where there are two."""
    if before > 0 * b2.second:
        network.run(before)
    network.run(duration)
    b2.device.build(directory=directory, compile=True, run=False)
    b2.device.run(directory=directory, with_output=False, run_args=[])
    return {
        'setup_s': noted(directory, 'loop_started.txt') - STARTED,
        'compile_s': b2.device.timers['compile']['make'],
        'sim_s': b2.device._last_run_time,
        'rss_mb': noted(directory, 'peak_memory.txt') * 1024 / MEGABYTE,
        'python_rss_mb': own_peak_mb(),
    }


def set_up(network, synapses, args):
    """Build the program, run it for so long, and print what it needed until its first step."""
    network.run(args.duration * b2.second)
    b2.device.build(directory=args.directory, compile=True, run=False)
    started = time.time()
    b2.device.run(directory=args.directory, with_output=False, run_args=[])
    figures = {
        'setup_s': noted(args.directory, 'loop_started.txt') - started,
        'whole_s': time.time() - started,
        'rss_mb': noted(args.directory, 'peak_memory.txt') * 1024 / MEGABYTE,
        'synapses': len(synapses),
    }
    print(json.dumps(round_all(figures)), flush=True)


def noted(directory, file):
    """The number that the program has left there."""
    with open(os.path.join(directory, 'results', file)) as note:
        return float(note.read().split()[0])


def runtime(network, before, duration):
    network.run(before)
    setup = time.time() - STARTED
    start = time.perf_counter()
    network.run(duration)
    return {
        'setup_s': setup,
        'compile_s': 0.0,
        'sim_s': time.perf_counter() - start,
        'rss_mb': own_peak_mb(),
        'python_rss_mb': own_peak_mb(),
    }


def own_peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def resident_bytes():
    with open('/proc/self/statm') as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def round_all(figures):
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
