"""Writes rates.json: what Brian's rate monitor gives for spikes that can be told beforehand, and its smoothed rates.

Run once with the system's Python and Brian2 2.5.1: python3 rates.py
"""

import json
from pathlib import Path

import numpy as np
from brian2 import Network, NeuronGroup, PopulationRateMonitor, ms, prefs

prefs.codegen.target = "numpy"

group = NeuronGroup(7, "", threshold="t_in_timesteps % (i + 3) == 0", reset="")
monitor = PopulationRateMonitor(group)
Network(group, monitor).run(20 * ms)

WINDOWS = [
    ["gaussian", "0.25*ms"],
    ["gaussian", "0.425*ms"],
    ["gaussian", "0.475*ms"],
    ["gaussian", "0.01*ms"],
    ["gaussian", "3*ms"],
    ["flat", "1*ms"],
    ["flat", "1.05*ms"],
    ["flat", "0.3*ms"],
    ["flat", "0.01*ms"],
    ["flat", "6*ms"],
]
WEIGHTS = [[1], [1, 2, 1], [0.5, 0, 3, 1, 0.25]]

smoothed = [
    {"window": window, "width": width, "rate": list(np.asarray(monitor.smooth_rate(window, eval(width))))}
    for window, width in WINDOWS
]
smoothed += [{"window": w, "rate": list(np.asarray(monitor.smooth_rate(np.array(w))))} for w in WEIGHTS]
Path(__file__).with_name("rates.json").write_text(
    json.dumps({"t": list(np.asarray(monitor.t_)), "rate": list(np.asarray(monitor.rate_)), "smoothed": smoothed})
    + "\n"
)
