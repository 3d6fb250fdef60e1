"""The integrate-and-fire neurons of Vogels and Abbott (2005): those of bench/models/parameters.ts."""

from brian2 import NeuronGroup, ms, mV

equations = """
dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt
"""
constants = dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, Vt=-50 * mV, Vr=-60 * mV, El=-49 * mV)


def neurons(n, equations=equations, more='', **others):
    return NeuronGroup(
        n, equations + more, threshold='v > Vt', reset='v = Vr', refractory=5 * ms, method='exact',
        namespace={**constants, **others},
    )
