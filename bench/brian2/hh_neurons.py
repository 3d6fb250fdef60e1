"""The Hodgkin-Huxley neurons of bench/models/hh-neurons.ts."""

from brian2 import cm, ms, msiemens, mV, siemens, ufarad, umetre

equations = """
dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - g_na*m**3*h*(v - ENa) - g_kd*n**4*(v - EK))/Cm : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dge/dt = -ge/taue : siemens
dgi/dt = -gi/taui : siemens
u = (v - VT)/mV : 1
alpha_m = 0.32*4/exprel((13 - u)/4)/ms : hertz
beta_m = 0.28*5/exprel((u - 40)/5)/ms : hertz
alpha_h = 0.128*exp((17 - u)/18)/ms : hertz
beta_h = 4/(1 + exp((40 - u)/5))/ms : hertz
alpha_n = 0.032*5/exprel((15 - u)/5)/ms : hertz
beta_n = 0.5*exp((10 - u)/40)/ms : hertz
"""
area = 20000 * umetre**2
constants = dict(
    Cm=1 * ufarad * cm**-2 * area,
    gl=5e-5 * siemens * cm**-2 * area,
    g_na=100 * msiemens * cm**-2 * area,
    g_kd=30 * msiemens * cm**-2 * area,
    El=-65 * mV, EK=-90 * mV, ENa=50 * mV, VT=-63 * mV, Ee=0 * mV, Ei=-80 * mV, taue=5 * ms, taui=10 * ms,
)
