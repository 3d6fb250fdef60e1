/**
 * How long checking takes, of a file of equations with twenty of them and of the same as a program: in a process that has
 * checked before, as an editor does at every keystroke, and by the command, in a process of its own.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from 'spikec'
import { median } from '../statistics.js'

export interface CheckRequest {
  /** The command's file. */
  readonly main: string
}

const COLD_RUNS = 5
const WARM_RUNS = 200

/** Hodgkin-Huxley neurons with a calcium current and adaptation; `tau` is the name that a mistake is made in. */
const EQUATIONS = (tau: string) => `dv/dt = (gl*(El - v) + INa + IK + ICa + ge*(Ee - v) + gi*(Ei - v) + I - w)/Cm : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
ds/dt = (s_inf - s)/tau_s : 1
dw/dt = (a*(v - El) - w)/tau_w : amp
dge/dt = -ge/${tau} : siemens
dgi/dt = -gi/taui : siemens
INa = g_na*m**3*h*(ENa - v) : amp
IK = g_kd*n**4*(EK - v) : amp
ICa = g_ca*s**2*(ECa - v) : amp
s_inf = 1/(1 + exp(-(v + 25*mV)/(5*mV))) : 1
u = (v - VT)/mV : 1
alpha_m = 0.32*4/exprel((13 - u)/4)/ms : hertz
beta_m = 0.28*5/exprel((u - 40)/5)/ms : hertz
alpha_h = 0.128*exp((17 - u)/18)/ms : hertz
beta_h = 4/(1 + exp((40 - u)/5))/ms : hertz
alpha_n = 0.032*5/exprel((15 - u)/5)/ms : hertz
beta_n = 0.5*exp((10 - u)/40)/ms : hertz
I : amp`

const CONSTANTS = {
  Cm: '200*pF',
  gl: '10*nS',
  g_na: '20*usiemens',
  g_kd: '6*usiemens',
  g_ca: '1*usiemens',
  a: '2*nS',
  El: '-65*mV',
  EK: '-90*mV',
  ENa: '50*mV',
  ECa: '120*mV',
  Ee: '0*mV',
  Ei: '-80*mV',
  VT: '-63*mV',
  taue: '5*ms',
  taui: '10*ms',
  tau_s: '20*ms',
  tau_w: '100*ms',
}

function equationsFile(tau = 'taue'): string {
  const constants = Object.entries(CONSTANTS).map(([name, value]) => `  ${name} = ${value}`)
  return `${EQUATIONS(tau)}\nthreshold: v > -20*mV\nrefractory: 3*ms\nmethod: exponential_euler\nconstants:\n${constants.join('\n')}\n`
}

function programFile(tau = 'taue'): string {
  return `import { Network, NeuronGroup } from 'spikec'
const P = new NeuronGroup(100, \`${EQUATIONS(tau)}\`, {
  threshold: 'v > -20*mV', refractory: '3*ms', method: 'exponential_euler', namespace: ${JSON.stringify(CONSTANTS)},
})
export default new Network(P)
`
}

/** Each run checks another text, as after a keystroke. */
function warm(tau?: string): number {
  const times = Array.from({ length: WARM_RUNS }, (_, k) => {
    const text = `# ${k}\n${equationsFile(tau)}`
    const started = performance.now()
    check(text, { fileName: 'model.eqs' })
    return performance.now() - started
  })
  return median(times.slice(WARM_RUNS / 2))
}

function cold(main: string, folder: string, name: string, text: string): number {
  const file = join(folder, name)
  writeFileSync(file, text)
  const times = Array.from({ length: COLD_RUNS }, () => {
    const started = performance.now()
    spawnSync(process.execPath, [main, 'check', file])
    return performance.now() - started
  })
  return median(times)
}

export async function checkChild({ main }: CheckRequest): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(join(tmpdir(), 'spikec-bench-'))
  const command = (name: string, text: string) => cold(main, folder, name, text)
  try {
    return {
      warm_ms: warm(),
      warm_wrong_ms: warm('tua'),
      cold_eqs_ms: command('model.eqs', equationsFile()),
      cold_eqs_wrong_ms: command('wrong.eqs', equationsFile('tua')),
      cold_ts_ms: command('model.ts', programFile()),
      cold_ts_wrong_ms: command('wrong.ts', programFile('tua')),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
