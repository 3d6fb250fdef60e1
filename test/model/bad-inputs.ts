import {
  check,
  defineFunction,
  Equations,
  ExplicitStateUpdater,
  matrix,
  Network,
  type NetworkObject,
  type NetworkOptions,
  NeuronGroup,
  type NeuronGroupOptions,
  PopulationRateMonitor,
  renderAll,
  SpikeMonitor,
  StateMonitor,
  Synapses,
  type SynapsesOptions,
} from '../../src/index.js'
import { badDelays } from './bad-delays.js'
import { badEvents } from './bad-events.js'
import { badPoisson } from './bad-poisson.js'
import { misuses } from './misuses.js'
import { wrongSpikes } from './wrong-spikes.js'
import { wrongTimedArrays } from './wrong-timed-arrays.js'

/** A broken model: what is wrong with it, and a program that a modeller could have written. */
export type BadInput = readonly [title: string, program: () => unknown]

/** A function, with a mistake. */
const own = (change: object = {}) => ({
  ...NAMES,
  rise: defineFunction({ arguments: { v: 'volt' }, returns: 'Hz', expression: 'v/(mV*ms)', ...change }),
})
const BOUND = { x: 'v', tau: 'taum' }

const LIF = 'dv/dt = (El - v)/taum : volt'
const NAMES = { taum: '20*ms', El: '-60*mV', Vt: '-50*mV', Vr: '-65*mV' }
const SPIKING = { threshold: 'v > Vt', reset: 'v = Vr', namespace: NAMES }

function group(model: string | Equations = LIF, options: NeuronGroupOptions = {}, N = 4): NeuronGroup {
  return new NeuronGroup(N, model, { name: 'P', ...SPIKING, ...options })
}

function build(...parts: readonly (NetworkObject | NetworkOptions)[]): Promise<unknown> {
  return new Network(...parts, { seed: 1 }).build()
}

/** A group with a mistake, alone in its network. */
const neurons = (model?: string | Equations, options?: NeuronGroupOptions) => () => build(group(model, options))

/** Synapses with a mistake, all to all. */
const synapses = (options: SynapsesOptions) => () => {
  const P = group()
  const S = new Synapses(P, P, { name: 'S', ...options })
  S.connect()
  return build(P, S)
}

/** Synapses from 3 neurons to 5, to do something wrong with. */
const projection = (options: SynapsesOptions, use: (S: Synapses) => unknown) => () => {
  const A = new NeuronGroup(3, LIF, { name: 'A', ...SPIKING })
  const B = new NeuronGroup(5, LIF, { name: 'B', ...SPIKING })
  const S = new Synapses(A, B, { name: 'S', model: 'w : volt', on_pre: 'v += w', ...options })
  use(S)
  return build(A, B, S)
}

/** A value with a mistake, for the variable v of four neurons. */
const setting =
  (...given: Parameters<NeuronGroup['set']>) =>
  () => {
    const P = group()
    P.set(...given)
    return build(P)
  }

const json = (change: object) => () =>
  Network.fromJSON({ spikec: 1, objects: [{ kind: 'NeuronGroup', name: 'P', N: 2, model: 'v : volt' }], ...change })

/** What only warns: the model runs, and says this. */
const warnings = (...parts: readonly (NetworkObject | NetworkOptions)[]) => {
  const found = check(new Network(...parts).spec())
  if (found.some((d) => d.severity === 'error')) throw new Error('the model is meant to have warnings only')
  throw new Error(renderAll(found))
}

const ramp = (n: number) => Float64Array.from({ length: n }, (_, k) => k)
/** Types keep TypeScript's users from this, and nobody else. */
const untyped = (value: unknown) => value as never

export const badInputs: readonly BadInput[] = [
  // Units, in every kind of string.
  ['an equation without its time constant', neurons('dv/dt = El - v : volt')],
  ['a current where a voltage per time is needed', neurons('dv/dt = I/taum : volt\nI : amp')],
  ['a sum of a voltage and a current', neurons('dv/dt = (El - v + I)/taum : volt\nI : amp')],
  [
    'a sum of a voltage and the product of conductance and voltage',
    neurons('dv/dt = (El - v + g*v)/taum : volt\ng : siemens'),
  ],
  ['a subexpression in another unit', neurons('dv/dt = (El - v)/taum : volt\nI = g*v : volt\ng : siemens')],
  ['a threshold against a bare number', neurons(LIF, { threshold: 'v > 1' })],
  ['a threshold against zero', neurons(LIF, { threshold: 'v > 0' })],
  ['a threshold that is no condition', neurons(LIF, { threshold: 'v' })],
  ['a reset to a bare number', neurons(LIF, { reset: 'v = 0' })],
  ['a reset that adds a current', neurons(`${LIF}\nw : amp`, { reset: 'v += w' })],
  ['a reset that scales by a voltage', neurons(LIF, { reset: 'v *= Vr' })],
  ['a refractory period in mV', neurons(LIF, { refractory: '5*mV' })],
  ['a refractory period below 0', neurons(LIF, { refractory: '-5*ms' })],
  [
    'a refractory period below 0, by its name',
    neurons(LIF, { refractory: 'tr', namespace: { ...NAMES, tr: '-5*ms' } }),
  ],
  ['a refractory period without end', neurons(LIF, { refractory: 'inf*ms' })],
  ['a refractory period that is no number', neurons(LIF, { refractory: '(inf - inf)*ms' })],
  ['a refractory period without a unit', neurons(LIF, { refractory: '5' })],
  ['a refractory condition between unlike units', neurons(LIF, { refractory: 'v > 5*ms' })],
  ['on_pre adds a conductance to a voltage', synapses({ model: 'w : siemens', on_pre: 'v += w' })],
  ['a synaptic subexpression in another unit', synapses({ model: 'w = u*v_pre : volt\nu : volt', on_pre: 'v += w' })],
  ['a delay in mV', synapses({ on_pre: 'v += 1*mV', delay: '2*mV' })],
  ['a delay without a unit', synapses({ on_pre: 'v += 1*mV', delay: '2' })],
  ['a condition of connect that compares a voltage with a number', projection({}, (S) => S.connect('v_pre > 1'))],
  ['a condition of connect that is a number', projection({}, (S) => S.connect('i + j'))],
  ['a p of connect in mV', projection({}, (S) => S.connect({ p: '0.1*mV' }))],
  ['an initial value in another unit', setting('v', '3*nA')],
  ['an initial value without a unit', setting('v', '3')],
  ['an initial value that is a plain number', setting('v', 3)],
  ['an integer that is too large', () => build(new NeuronGroup(2, 'k : integer', { name: 'P' }).set({ k: 3e9 }))],
  [
    'integers of which one is too large',
    () => build(new NeuronGroup(2, 'k : integer', { name: 'P' }).set({ k: [1, -3e9] })),
  ],
  ['a run without end', () => new Network(group(), { seed: 1 }).run('inf*second')],
  ['the last spike of neurons that are never refractory', neurons(LIF, { threshold: 't - lastspike > 1*ms' })],
  ['statements that nobody wrote', () => build(group().run_regularly(untyped(undefined)))],
  ['an initial value of true', setting('v', true)],
  ['a synaptic weight without a unit', projection({}, (S) => S.connect().set('w', '0.5'))],
  ['a synaptic weight in another unit', projection({}, (S) => S.connect().set('w', '0.5*nS*rand()'))],
  ['a where that is no condition', setting('v', '-60*mV', { where: 'i' })],
  ['a where between unlike units', setting('v', '-60*mV', { where: 'v > 3' })],
  ['a namespace value that mixes units', neurons(LIF, { namespace: { ...NAMES, Vx: 'El + 3*nA' } })],
  ['a namespace value with an unknown unit', neurons(LIF, { namespace: { ...NAMES, taum: '20 milliseconds' } })],
  ['a time constant in mV', neurons(LIF, { namespace: { ...NAMES, taum: '20*mV' } })],
  ['a dt in mV', () => new Network(group(), { dt: '0.1*mV' }).build()],
  ['a dt of zero', () => new Network(group(), { dt: '0*ms' }).build()],
  ['a negative dt', () => new Network(group(), { dt: '-0.1*ms' }).build()],
  ['a duration in mV', () => new Network(group(), { duration: '1*mV' }).build()],
  ['a run without a unit', () => new Network(group(), { seed: 1 }).run('100')],
  ['a run of a negative time', () => new Network(group(), { seed: 1 }).run('-1*ms')],
  ['a run without a duration', () => new Network(group(), { seed: 1 }).run()],
  ['a run of a number', () => new Network(group(), { seed: 1 }).run(untyped(0.1))],
  ['a function of a quantity', neurons('dv/dt = (El - v*exp(v))/taum : volt')],
  ['a clip with bounds of other units', neurons('dv/dt = (El - clip(v, 0, 1))/taum : volt')],
  ['a clip with its bounds exchanged', neurons('dv/dt = (El - clip(v, 10*mV, 0*mV))/taum : volt')],
  ['a power of a quantity with a variable exponent', neurons('dv/dt = (El - v**n/volt)/taum : volt\nn : 1')],
  ['an exponent with a unit', neurons('dv/dt = (El - v*2**v)/taum : volt')],
  ['a truth value used as a number', neurons('dv/dt = (El - v)*(v > Vt)/taum : volt')],
  ['a floor division of times', neurons('dv/dt = (El - v*(t//(5*ms)))/taum : volt')],
  [
    'an index with a unit',
    projection({ namespace: { u: matrix(ramp(3), [3], 'mV') } }, (S) => S.connect().set('w', 'u[v_pre]')),
  ],
  ['a variable declared in mV', neurons('dv/dt = -v/taum : mV')],
  ['a variable declared in an unknown unit', neurons('dv/dt = -v/taum : vlot')],
  ['two mistakes, in two strings', neurons('dv/dt = (El - v)/tuam : volt', { threshold: 'v > 1' })],

  // Names.
  ['a misspelt variable', neurons(`${LIF}\nge : volt`, { reset: 'v = eg' })],
  ['a misspelt constant', neurons('dv/dt = (El - v)/tuam : volt')],
  ['an unknown constant', neurons('dv/dt = (El - v)/resistance : volt')],
  ['the unit V', neurons(LIF, { threshold: 'v > -0.05*V' })],
  ['the unit ns', neurons(LIF, { refractory: '5*ns' })],
  ['a misspelt function', neurons('dv/dt = (El - v*epx(-1))/taum : volt')],
  ['a function with too few arguments', neurons('dv/dt = (El - clip(v, El))/taum : volt')],
  ['a call of something that is no function', neurons('dv/dt = El(v)/taum : volt')],
  ['a function of the user’s own given another unit', neurons('dv/dt = rise(3)*mV : volt', { namespace: own() })],
  ['a function of the user’s own without its argument', neurons('dv/dt = rise()*mV : volt', { namespace: own() })],
  ['a function that is not called', neurons('dv/dt = (El - v)*rise : volt', { namespace: own() })],
  ['a function with another unit than it says', neurons(LIF, { namespace: own({ expression: 'v/mV' }) })],
  ['a function of a name that is not there', neurons(LIF, { namespace: own({ expression: 'v/tau' }) })],
  ['a function of an argument in mV', neurons(LIF, { namespace: own({ arguments: { v: 'mV' } }) })],
  [
    'a function that would draw twice',
    neurons('dv/dt = rise(randn()*mV)*mV : volt', { namespace: own({ expression: 'v*v/(mV*mV*ms)' }) }),
  ],
  ['equations put together with a mistake', neurons(new Equations('dx/dt = (E - x)/tau : volt', BOUND).add('E : amp'))],
  [
    'a name that is replaced by an unknown one',
    neurons(new Equations('dx/dt = -x/tau : volt', { x: 'v', tau: 'tuam' })),
  ],
  ['a value for a name that is defined', neurons(new Equations('dx/dt = -x/taum : volt', { x: '3*mV' }))],
  ['a replacement that can’t be read', neurons(new Equations('dv/dt = -v/tau : volt', { tau: '20 * * ms' }))],
  ['a replacement of nothing', () => warnings(group(new Equations(LIF, { tuam: '5*ms' })))],
  ['noise of another unit', neurons('dv/dt = (El - v)/taum + mV*xi : volt')],
  [
    'noise in two equations',
    neurons('dv/dt = (El - v)/taum + mV*xi*taum**-0.5 : volt\ndw/dt = -w/taum + xi*taum**-0.5 : 1'),
  ],
  ['noise in a function', neurons('dv/dt = exp(xi*taum**0.5)*mV/taum : volt')],
  ['noise in a subexpression', neurons(`${LIF}\nn = xi*mV : volt*second**-0.5`)],
  ['noise that the method can’t do', neurons('dv/dt = (El - v)/taum + mV*xi*taum**-0.5 : volt', { method: 'rk4' })],
  ['a scheme without a new value', neurons(LIF, { method: new ExplicitStateUpdater('k = dt*f(x, t)') })],
  ['a scheme with an unknown name', neurons(LIF, { method: new ExplicitStateUpdater('x_new = x + dt*f(y, t)') })],
  ['a scheme that moves by a slope', neurons(LIF, { method: new ExplicitStateUpdater('x_new = x + f(x, t)') })],
  ['a scheme of f within f', neurons(LIF, { method: new ExplicitStateUpdater('x_new = x + dt*f(x + dt*f(x, t), t)') })],
  [
    'a scheme with random numbers of its own',
    neurons(LIF, { method: new ExplicitStateUpdater('x_new = x + dt*f(x, t)*randn()') }),
  ],
  [
    'a scheme that changes what is there',
    neurons(LIF, { method: new ExplicitStateUpdater('k = dt*f(x, t)\nk += x\nx_new = k') }),
  ],
  [
    'a scheme for another kind of noise',
    () =>
      build(
        group(LIF, { method: new ExplicitStateUpdater('x_new = x + dt*f(x, t)', { stochastic: 'any' as 'additive' }) }),
      ),
  ],
  ['a scheme that is no text', () => build(group(LIF, { method: new ExplicitStateUpdater(3 as unknown as string) }))],
  ['a method that is no method', neurons(LIF, { method: 4 as unknown as string })],
  [
    'noise that the scheme can’t do',
    neurons('dv/dt = (El - v)/taum + mV*xi*taum**-0.5 : volt', {
      method: new ExplicitStateUpdater('x_new = x + dt*f(x, t)'),
    }),
  ],
  ['noise whose strength changes', neurons('dv/dt = El/taum + v*xi*taum**-0.5 : volt', { method: 'euler' })],
  ['a sum over synapses into a variable with an equation', synapses({ model: 'v_post = v_pre : volt (summed)' })],
  [
    'a sum over synapses of another unit',
    () => {
      const P = group(`${LIF}\nI : amp`)
      const S = new Synapses(P, P, { name: 'S', model: 'I_post = v_pre : volt (summed)' })
      return build(P, S.connect())
    },
  ],
  ['a sum over synapses that goes nowhere', synapses({ model: 'I_post = 1*amp : amp (summed)' })],
  ['a sum over synapses without a side', synapses({ model: 'I = 1*amp : amp (summed)' })],
  [
    'an event-driven equation that needs a clock-driven one',
    synapses({
      model: 'dx/dt = -x/taum : 1 (clock-driven)\ndy/dt = (x - y)/taum : 1 (event-driven)',
      namespace: NAMES,
    }),
  ],
  [
    'an event-driven equation that is not linear',
    synapses({ model: 'dx/dt = -x**2/taum : 1 (event-driven)', namespace: NAMES }),
  ],
  ['a pathway with a mistake', synapses({ model: 'w : volt', on_pre: 'v += w', on_post: 'w += 1' })],
  ['a delay of a pathway that is not there', synapses({ on_pre: { fast: 'v += 1*mV' }, delay: { fats: '1*ms' } })],
  ['a regular operation with a mistake', () => build(group().run_regularly('v += 1', { dt: '1*ms' }))],
  [
    'a regular operation that writes what is shared too late',
    () => build(group(`${LIF}\ns : 1 (shared)`).run_regularly('v = El; s = 1')),
  ],
  [
    'a regular operation that writes what is shared behind a name for what is not',
    () => build(group(`${LIF}\ns : 1 (shared)`).run_regularly('x = 2*v; s = rand(); v = x')),
  ],
  [
    'a regular operation that makes what is shared of what is not',
    () => build(group(`${LIF}\ns : volt (shared)`).run_regularly('s = v')),
  ],
  ['a regular operation in no slot', () => build(group().run_regularly('v = El', untyped({ when: 'begin' })))],
  [
    'a value held over a step that is written to',
    neurons(`${LIF}\nr = rand() : 1 (constant over dt)`, { reset: 'r = 0' }),
  ],
  ['a linked variable that is written to', neurons(`${LIF}\nu : volt (linked)`, { reset: 'u = El' })],
  ['two flags of which one stands alone', neurons(`${LIF}\nu : volt (linked, constant)`)],
  ['a temporary that hides a number', () => warnings(group(LIF, { reset: 'e = v - El; v = Vr + e' }))],
  ['a constant that nothing can see', () => warnings(group(LIF, { namespace: { ...NAMES, t: '5*ms' } }))],
  ['a misspelt option', () => build(group(LIF, untyped({ treshold: 'v > Vt' })))],
  ['an option that Brian has and spikec has not', synapses(untyped({ clock: 'c' }))],
  ['a misspelt option of connect', projection({}, (S) => S.connect(untyped({ probability: 0.1 })))],
  ['a misspelt option of Network', () => new Network(group(), untyped({ drt: '0.1*ms' }))],
  ['a method by another name', neurons(LIF, { method: 'forward_Euler' })],
  ['a method that is not needed, and unknown', neurons('v : volt', { method: 'rk45' })],
  ['a misspelt method', neurons(LIF, { method: 'exat' })],
  ['a method that Brian has and spikec has not', neurons(LIF, { method: 'independent' })],
  [
    'an adaptive method for equations with noise',
    neurons('dv/dt = -v/ms + xi*mV/ms**0.5 : volt', { method: 'gsl_rk2' }),
  ],
  ['an adaptive method that would draw random numbers', neurons('dv/dt = -v*rand()/ms : volt', { method: 'gsl' })],
  [
    'options of a method that has none',
    neurons(LIF, { method: 'euler', method_options: { max_steps: 10, absolute_error: 1e-6 } }),
  ],
  ['options of the default method', neurons(LIF, { method_options: { absolute_error: 1e-6 } })],
  ['a misspelt option of a method', neurons(LIF, { method: 'gsl', method_options: untyped({ abs_error: 1e-6 }) })],
  [
    'an absolute error as a string',
    neurons(LIF, { method: 'gsl', method_options: untyped({ absolute_error: '1*uvolt' }) }),
  ],
  ['half a step', neurons(LIF, { method: 'gsl', method_options: { max_steps: 0.5 } })],
  ['a truth value as a number', neurons(LIF, { method: 'gsl', method_options: untyped({ adaptable_timestep: 1 }) })],
  [
    'an absolute error of another unit',
    neurons(LIF, { method: 'gsl', method_options: { absolute_error_per_variable: { v: '1*ms' } } }),
  ],
  [
    'an absolute error of a variable that is not integrated',
    neurons(LIF, { method: 'gsl', method_options: { absolute_error_per_variable: { vv: '1*mV' } } }),
  ],
  [
    'an absolute error of 0',
    neurons(LIF, { method: 'gsl', method_options: { absolute_error_per_variable: { v: '0*mV' } } }),
  ],
  [
    'an absolute error that changes',
    neurons(LIF, { method: 'gsl', method_options: { absolute_error_per_variable: { v: 't*mV/ms' } } }),
  ],
  ['exact for an equation that is not linear', neurons('dv/dt = (El - v*v/mV)/taum : volt', { method: 'exact' })],
  [
    'exact for an equation that depends on time',
    neurons('dv/dt = (El*sin(t/taum) - v)/taum : volt', { method: 'exact' }),
  ],
  [
    'a misspelt variable of a state monitor',
    () => {
      const P = group()
      return build(P, new StateMonitor(P, 'V', { name: 'M', record: true }))
    },
  ],
  [
    'an unknown variable of a spike monitor',
    () => {
      const P = group()
      return build(P, new SpikeMonitor(P, { name: 'M', variables: 'current' }))
    },
  ],
  [
    'a monitor of a neuron that is not there',
    () => {
      const P = group()
      return build(P, new StateMonitor(P, 'v', { name: 'M', record: [0, 4] }))
    },
  ],
  ['setting a variable that is not declared', setting('u', '3*mV')],
  ['setting a misspelt synaptic variable', projection({}, (S) => S.connect().set('W', '3*mV'))],
  ['a name that begins with an underscore', neurons(`${LIF}\n_x : 1`)],
  ['a name that is a unit', neurons(`${LIF}\nmV : 1`)],
  ['a name that is a function', neurons(`${LIF}\nexp : 1`)],
  ['a variable called i', neurons(`${LIF}\ni : 1`)],
  ['a synaptic variable that ends in _pre', synapses({ model: 'w_pre : volt', on_pre: 'v += w_pre' })],
  ['a synaptic variable called delay', synapses({ model: 'delay : second' })],
  ['a variable that is defined twice', neurons(`${LIF}\nv : volt`)],
  ['subexpressions in a circle', neurons(`${LIF}\na = 2*b : 1\nb = c + 1 : 1\nc = a : 1`)],
  ['a subexpression made of itself', neurons(`${LIF}\na = a + 1 : 1`)],
  ['a namespace with a name that can not be one', neurons(LIF, { namespace: { ...NAMES, 'tau m': '3*ms' } })],
  ['two objects of one name', () => build(group(), group())],
  [
    'a source that is not in the network',
    () => {
      const P = group()
      return build(new Synapses(P, P, { name: 'S', on_pre: 'v += 1*mV' }))
    },
  ],
  [
    'a monitored group that is not in the network',
    () =>
      build(group(), new SpikeMonitor(new NeuronGroup(2, 'v : 1', { name: 'Q', threshold: 'v > 1' }), { name: 'M' })),
  ],
  ['reading before there is a network', () => group().get('v')],
  ['a constant that hides a unit', () => warnings(group(LIF, { namespace: { ...NAMES, mV: '3*nS' } }))],
  ['a constant that a variable hides', () => warnings(group(LIF, { namespace: { ...NAMES, v: '3*mV' } }))],
  ['a reset of a misspelt variable', () => warnings(group(LIF, { reset: 'V = Vr' }))],

  // Matrices and arrays.
  ['a matrix whose data do not fill its shape', () => matrix(ramp(14), [3, 5])],
  ['a matrix of uneven rows', () => matrix([[1, 2], [3]])],
  ['a transposed matrix', projection({}, (S) => S.connect().set('w', matrix(ramp(15), [5, 3], 'mV')))],
  ['a matrix of the wrong shape', projection({}, (S) => S.connect().set('w', matrix(ramp(16), [4, 4], 'mV')))],
  [
    'W[j,i] of a pair of unlike groups',
    projection({ namespace: { W: matrix(ramp(15), [3, 5], 'mV') } }, (S) => S.connect().set('w', 'W[j,i]')),
  ],
  [
    'W[i,j] of the wrong shape',
    projection({ namespace: { W: matrix(ramp(16), [4, 4], 'mV') } }, (S) => S.connect().set('w', 'W[i,j]')),
  ],
  [
    'W[i,j] of a transposed matrix',
    projection({ namespace: { W: matrix(ramp(15), [5, 3], 'mV') } }, (S) => S.connect().set('w', 'W[i,j]')),
  ],
  [
    'W[i] of a matrix',
    projection({ namespace: { W: matrix(ramp(15), [3, 5], 'mV') } }, (S) => S.connect().set('w', 'W[i]')),
  ],
  [
    'u[i,j] of a vector',
    projection({ namespace: { u: matrix(ramp(3), [3], 'mV') } }, (S) => S.connect().set('w', 'u[i,j]')),
  ],
  [
    'u[j] of a vector for the sources',
    projection({ namespace: { u: matrix(ramp(3), [3], 'mV') } }, (S) => S.connect().set('w', 'u[j]')),
  ],
  [
    'a matrix without its index',
    projection({ namespace: { W: matrix(ramp(15), [3, 5], 'mV') } }, (S) => S.connect().set('w', 'W')),
  ],
  ['an index of something that is no matrix', projection({}, (S) => S.connect().set('w', 'v_pre[i,j]'))],
  [
    'a misspelt matrix',
    projection({ namespace: { Weights: matrix(ramp(15), [3, 5], 'mV') } }, (S) => S.connect().set('w', 'Weight[i,j]')),
  ],
  [
    'a computed index that leaves the matrix',
    projection({ namespace: { u: matrix(ramp(3), [3], 'mV') } }, (S) => S.connect().set('w', 'u[i + 1]')),
  ],
  ['a matrix without a unit for a voltage', projection({}, (S) => S.connect().set('w', matrix(ramp(15), [3, 5])))],
  [
    'W[i,j] without a unit for a voltage',
    projection({ namespace: { W: matrix(ramp(15), [3, 5]) } }, (S) => S.connect().set('w', 'W[i,j]')),
  ],
  ['a matrix in another unit', projection({}, (S) => S.connect().set('w', matrix(ramp(15), [3, 5], 'nS')))],
  ['a matrix in a unit that is none', projection({}, (S) => S.connect().set('w', matrix(ramp(15), [3, 5], 'mv')))],
  [
    'a matrix with NaN',
    projection({}, (S) =>
      S.connect().set(
        'w',
        matrix(
          ramp(15).map((x) => (x % 7 === 6 ? Number.NaN : x)),
          [3, 5],
          'mV',
        ),
      ),
    ),
  ],
  [
    'W[i,j] with an infinite weight',
    projection(
      {
        namespace: {
          W: matrix(
            ramp(15).map((x) => 1 / (x - 8)),
            [3, 5],
            'mV',
          ),
        },
      },
      (S) => S.connect().set('w', 'W[i,j]'),
    ),
  ],
  [
    'a value for each synapse, too few of them',
    projection({}, (S) => S.connect({ i: [0, 1, 2], j: [4, 3, 2] }).set('w', matrix([1, 2], 'mV'))),
  ],
  [
    'a value for each synapse, too many of them',
    projection({}, (S) => S.connect().set('w', matrix(ramp(16), [16], 'mV'))),
  ],
  ['a value for each neuron, too few of them', setting('v', matrix([1, 2, 3], 'mV'))],
  ['a value for each neuron, without a unit', setting('v', [1, 2, 3, 4])],
  ['a matrix for the neurons of a group', setting('v', matrix(ramp(4), [2, 2], 'mV'))],
  ['an array with a where', setting('v', matrix(ramp(4), [4], 'mV'), { where: 'i > 2' })],
  ['a value that is not a number', setting('v', Number.NaN)],
  ['a value that is nothing', setting('v', untyped(undefined))],
  ['a constant that is not a number', neurons(LIF, { namespace: { ...NAMES, x: Number.NaN } })],
  ['a constant that is nothing', neurons(LIF, { namespace: untyped({ ...NAMES, x: null }) })],

  // Connecting.
  ['a number of synapses that is not whole', projection({}, (S) => S.connect({ n: 1.5 }))],
  ['a number of synapses below 0', projection({}, (S) => S.connect({ n: '-2' }))],
  ['a number of synapses with a unit', projection({}, (S) => S.connect({ n: '2*mV' }))],
  ['a number of synapses that is not whole for a pair', projection({}, (S) => S.connect({ n: 'i/2.0' }))],
  ['p with an expression for j', projection({}, (S) => S.connect({ j: 'i', p: 0.5 }))],
  ['connecting by what is only made', projection({}, (S) => S.connect('N_incoming < 3'))],
  ['connecting by a synaptic variable', projection({}, (S) => S.connect('w > 0*mV'))],
  ['a range without end', projection({}, (S) => S.connect({ j: 'k for k in range(10**12) if k < N_post' }))],
  ['an index of synapses that is a variable', projection({ multisynaptic_index: 'w' }, (S) => S.connect())],
  ['an index of synapses that is no name', projection({ multisynaptic_index: 'a b' }, (S) => S.connect())],
  ['synapses that are never connected', projection({}, (S) => S)],
  ['setting before connecting', projection({}, (S) => S.set('w', '1*mV').connect())],
  ['setting without ever connecting', projection({}, (S) => S.set('w', '1*mV'))],
  ['a source that is out of range', projection({}, (S) => S.connect({ i: [0, 3, 1, 7], j: [0, 0, 0, 0] }))],
  ['a negative target', projection({}, (S) => S.connect({ i: [0], j: [-1] }))],
  ['a target that is no whole number', projection({}, (S) => S.connect({ i: [0], j: [1.5] }))],
  ['lists of unlike lengths', projection({}, (S) => S.connect({ i: [0, 1], j: [0, 1, 2] }))],
  ['i without j', projection({}, (S) => S.connect({ i: [0, 1] }))],
  ['lists and a condition', projection({}, (S) => S.connect({ i: [0], j: [0], condition: 'i != j' }))],
  ['a p above 1', projection({}, (S) => S.connect({ p: 1.5 }))],
  ['a p below 0', projection({}, (S) => S.connect({ p: -0.1 }))],
  ['a p above 1, as a string', projection({}, (S) => S.connect({ p: '1.5' }))],
  ['a p that is not a number', projection({}, (S) => S.connect({ p: Number.NaN }))],
  ['an empty condition', projection({}, (S) => S.connect(''))],
  ['a condition that is false', projection({}, (S) => S.connect({ condition: false }))],
  [
    'nonzero of a matrix that is not there',
    projection({ namespace: { W: matrix(ramp(15), [3, 5]) } }, (S) => S.connect({ nonzero: 'V' })),
  ],
  [
    'nonzero of a transposed matrix',
    projection({ namespace: { W: matrix(ramp(15), [5, 3]) } }, (S) => S.connect({ nonzero: 'W' })),
  ],
  ['a negative delay', synapses({ on_pre: 'v += 1*mV', delay: '-1*ms' })],
  ['a delay that differs from neuron to neuron', synapses({ on_pre: 'v += 1*mV', delay: 'i*ms' })],
  [
    'a computed index in on_pre',
    projection({ on_pre: 'v += W[i, j//2]', namespace: { W: matrix(ramp(15), [3, 5], 'mV') } }, (S) => S.connect()),
  ],

  // Sizes, options, flags.
  ['no neurons', () => build(group(LIF, {}, 0))],
  ['a negative number of neurons', () => build(group(LIF, {}, -1))],
  ['half a neuron', () => build(group(LIF, {}, 2.5))],
  ['NaN neurons', () => build(group(LIF, {}, Number.NaN))],
  ['a text for a number of neurons', () => build(group(LIF, {}, untyped('10')))],
  ['one neuron too many', () => build(group(LIF, {}, 2 ** 31))],
  ['a model that is no string', () => build(group(untyped(['dv/dt = -v/taum : volt'])))],
  ['a threshold that is no string', neurons(LIF, { threshold: untyped(true) })],
  ['a refractory period that is a number', neurons(LIF, { refractory: untyped(0.005) })],
  ['a delay that is a number', synapses({ on_pre: 'v += 1*mV', delay: untyped(0.002) })],
  ['an empty threshold', neurons(LIF, { threshold: '' })],
  ['an empty on_pre', synapses({ on_pre: '  ' })],
  ['a bracket that is never closed', neurons('dv/dt = (El - v/taum : volt')],
  ['a bracket that was never opened', neurons(LIF, { reset: 'v = Vr)' })],
  ['an operator of JavaScript', neurons(LIF, { threshold: 'v > Vt && i > 2' })],
  ['a chain of comparisons', neurons(LIF, { threshold: 'Vr < v < Vt' })],
  ['a comparison where an assignment is meant', neurons(LIF, { reset: 'v == Vr' })],
  ['an equation without a unit', neurons('dv/dt = (El - v)/taum')],
  ['a unit with a letter for volt', neurons('dv/dt = (El - v + 3*uV)/taum : volt')],
  ['a unit with a letter for siemens', neurons(`${LIF}\ng = 3*pS : siemens`)],
  ['a unit with a letter that is near to a variable', neurons(`${LIF}\nn = 3*nV : volt`)],
  ['the larger of two', neurons('dv/dt = max(El - v, 0*mV)/taum : volt')],
  ['the smaller of two', neurons('dv/dt = min(El - v, 0*mV)/taum : volt')],
  ['a function that nobody has', neurons('dv/dt = heaviside(El - v)/taum : volt')],
  ['a function whose name is misspelt', neurons('dv/dt = cilp(El - v, 0*mV, 1*mV)/taum : volt')],
  ['a unit right after a number', neurons(LIF, { threshold: 'v > -50mV' })],
  ['a misspelt flag', neurons('dv/dt = (El - v)/taum : volt (unless refactory)')],
  ['a flag that does not belong there', neurons(`${LIF}\nI : amp (unless refractory)`)],
  ['a flag that is given twice', neurons(`${LIF}\nI : amp (constant, constant)`)],
  ['flags that exclude each other', synapses({ model: 'dw/dt = -w/(5*ms) : 1 (event-driven, clock-driven)' })],
  ['an event-driven equation with noise', synapses({ model: 'dw/dt = xi*(5*ms)**-0.5 : 1 (event-driven)' })],
  ['a method that synapses can not take', synapses({ model: 'dw/dt = -w**2/(5*ms) : 1', method: 'exact' })],
  ['a shared value made of single ones', neurons(`${LIF}\na = 2*v : volt (shared)`)],
  ['a subexpression that draws a number', neurons(`${LIF}\nr = rand() : 1`)],

  // Writing where nothing can be written.
  ['a reset of a constant', neurons(LIF, { reset: 'Vr = v' })],
  ['a reset of a subexpression', neurons(`${LIF}\nI = v/taum : volt/second`, { reset: 'I = 0*volt/second' })],
  ['a reset of the time', neurons(LIF, { reset: 't = 0*ms' })],
  ['a reset of a unit', neurons(LIF, { reset: 'mV = 1*volt' })],
  ['a reset of lastspike', neurons(LIF, { refractory: '2*ms', reset: 'lastspike = t' })],
  ['an on_pre that writes to j', synapses({ on_pre: 'j = 3' })],
  ['a reset of a shared variable', neurons(`${LIF}\nc : 1 (shared)`, { reset: 'c += 1' })],
  [
    'setting a subexpression',
    () => {
      const P = group(`${LIF}\nI = v/taum : volt/second`)
      P.set('I', 0)
      return build(P)
    },
  ],
  [
    'setting not_refractory',
    () => {
      const P = group(LIF, { refractory: '2*ms' })
      P.set('not_refractory', true)
      return build(P)
    },
  ],
  ['adding to a name that was never given a value', neurons(LIF, { reset: 'counter += 1' })],

  // Monitors, networks, seeds.
  [
    'a spike monitor of a group without a threshold',
    () => {
      const P = new NeuronGroup(2, 'v : volt', { name: 'P' })
      return build(P, new SpikeMonitor(P, { name: 'M' }))
    },
  ],
  [
    'a rate monitor of a group without a threshold',
    () => {
      const P = new NeuronGroup(2, 'v : volt', { name: 'P' })
      return build(P, new PopulationRateMonitor(P, { name: 'R' }))
    },
  ],
  [
    'synapses of a source without a threshold',
    () => {
      const P = new NeuronGroup(2, 'v : volt', { name: 'P' })
      const S = new Synapses(P, P, { name: 'S', on_pre: 'v += 1*mV' })
      return build(P, S.connect())
    },
  ],
  [
    'a monitor with a step of its own that does not fit',
    () => {
      const P = group()
      return build(P, new StateMonitor(P, 'v', { name: 'M', record: true, dt: '0.123456789*ms' }))
    },
  ],
  [
    'a monitor of everything and nothing',
    () => {
      const P = group()
      return build(P, new StateMonitor(P, 'v', untyped({ name: 'M' })))
    },
  ],
  [
    'a monitor in a slot that is not there',
    () => {
      const P = group()
      return build(P, new StateMonitor(P, 'v', untyped({ name: 'M', record: true, when: 'ends' })))
    },
  ],
  [
    'a spike monitor of synapses',
    () => {
      const P = group()
      const S = new Synapses(P, P, { name: 'S', on_pre: 'v += 1*mV' }).connect()
      return build(P, S, new SpikeMonitor(untyped(S), { name: 'M' }))
    },
  ],
  [
    'a monitor of a monitor',
    () => {
      const P = group()
      const M = new SpikeMonitor(P, { name: 'M' })
      return build(P, M, new StateMonitor(untyped(M), 't', { name: 'T', record: true }))
    },
  ],
  ['a run of more steps than can be counted', () => new Network(group(), { dt: '1e-30*ms', seed: 1 }).run('1*ms')],
  ['going back to what was never stored', () => new Network(group(), { seed: 1 }).restore('start')],
  [
    'going back to a misspelt name',
    () => {
      const net = new Network(group(), { seed: 1 })
      net.store('before')
      net.restore('befor')
    },
  ],
  ['a negative seed', () => new Network(group(), { seed: -1 }).build()],
  ['a seed that is no whole number', () => new Network(group(), { seed: 1.5 }).build()],
  ['a seed that is too large', () => new Network(group(), { seed: 2 ** 32 }).build()],
  ['a name that can not be one', () => build(group(LIF, { name: 'my group' }))],
  [
    'reading a variable that is not there',
    async () => {
      const P = group()
      await build(P)
      P.get('u')
    },
  ],
  [
    'reading in another unit',
    async () => {
      const P = group()
      await build(P)
      P.get('v', 'nA')
    },
  ],
  [
    'reading in a unit that is none',
    async () => {
      const P = group()
      await build(P)
      P.get('v', 'millivolt')
    },
  ],
  [
    'a new value for a constant that is not there',
    () => new Network(group(), { seed: 1 }).setParameters({ tuam: '25*ms' }).build(),
  ],
  ['a new value in another unit', () => new Network(group(), { seed: 1 }).setParameters({ taum: '25*mV' }).build()],
  ['a new value without a unit', () => new Network(group(), { seed: 1 }).setParameters({ taum: 25 }).build()],
  [
    'a new value in another unit, of a built network',
    async () => {
      const net = new Network(group(), { seed: 1 })
      await net.build()
      net.setParameters({ taum: '25*mV' })
    },
  ],
  [
    'a removed group that is still needed',
    async () => {
      const P = group()
      const net = new Network(P, new SpikeMonitor(P, { name: 'M' }), { seed: 1 })
      await net.build()
      net.remove(P)
    },
  ],
  [
    'a monitor that comes back',
    async () => {
      const P = group()
      const M = new SpikeMonitor(P, { name: 'M' })
      const net = new Network(P, M, { seed: 1 })
      await net.build()
      net.remove(M).add(M)
    },
  ],
  [
    'objects that go at a time between the steps of the others',
    async () => {
      const P = group()
      const Q = new NeuronGroup(1, 'v : 1', { name: 'Q', dt: '0.25*ms' })
      const net = new Network(P, Q, { seed: 1 })
      await net.run('0.25*ms')
      await net.remove(Q).run('1*ms')
    },
  ],
  [
    'numbers that blow up',
    async () => {
      const P = new NeuronGroup(3, 'dv/dt = v*v/ms : 1', { name: 'P' })
      P.set('v', 'i*10')
      await new Network(P, { seed: 1 }).run('100*ms')
    },
  ],
  [
    'a matrix of synapses that are several',
    async () => {
      const P = group()
      const S = new Synapses(P, P, { name: 'S', model: 'w : 1' })
      S.connect({ i: [0, 0], j: [1, 1] })
      await build(P, S)
      S.getMatrix('w')
    },
  ],

  ...wrongSpikes,
  ...wrongTimedArrays,

  // JSON that does not follow the schema.
  ['JSON without a version', () => Network.fromJSON({ objects: [] })],
  ['JSON of another version', json({ spikec: 2 })],
  ['JSON that is a list', () => Network.fromJSON([])],
  ['JSON that is nothing', () => Network.fromJSON(null)],
  ['JSON with an unknown field', json({ groups: [] })],
  [
    'JSON with an unknown field of a group',
    json({ objects: [{ kind: 'NeuronGroup', name: 'P', N: 2, model: 'v : volt', treshold: 'v > 1*mV' }] }),
  ],
  [
    'JSON with a text for a number',
    json({ objects: [{ kind: 'NeuronGroup', name: 'P', N: '10', model: 'v : volt' }] }),
  ],
  [
    'JSON with half a neuron',
    async () => json({ objects: [{ kind: 'NeuronGroup', name: 'P', N: 2.5, model: 'v : volt' }] })().build(),
  ],
  ['JSON without equations', json({ objects: [{ kind: 'NeuronGroup', name: 'P', N: 10 }] })],
  ['JSON of an unknown kind', json({ objects: [{ kind: 'RandomGroup', name: 'P', N: 10 }] })],
  ['JSON without a kind', json({ objects: [{ name: 'P', N: 10 }] })],
  [
    'JSON with a name that can not be one',
    json({ objects: [{ kind: 'NeuronGroup', name: '__proto__', N: 2, model: 'v : volt' }] }),
  ],
  ['JSON with a number for a time', json({ dt: 0.1 })],
  ['JSON with a bad seed', json({ seed: -1 })],
  ['JSON with a list for a model', json({ objects: [{ kind: 'NeuronGroup', name: 'P', N: 2, model: ['v : volt'] }] })],
  ['JSON with a matrix without a shape', json({ namespace: { W: { values: [1, 2] } } })],
  ['JSON with a matrix of another size', json({ namespace: { W: { values: [1, 2], shape: [3] } } })],
  ['JSON with a matrix in base64 that is cut off', json({ namespace: { W: { base64: 'AAAA', shape: [1] } } })],
  ['JSON with a matrix given twice', json({ namespace: { W: { values: [1], base64: 'AAAAAAAA8D8=', shape: [1] } } })],
  [
    'JSON that sets an object that is not there',
    json({ setup: [{ kind: 'set', target: 'Q', variable: 'v', value: 0 }] }),
  ],
  [
    'JSON with synapses of an unknown source',
    json({ objects: [{ kind: 'Synapses', name: 'S', source: 'P', target: 'P' }] }),
  ],
  ['JSON that connects a group', json({ setup: [{ kind: 'connect', target: 'P', rule: {} }] })],
  [
    'JSON with an index that is no whole number',
    json({ setup: [{ kind: 'connect', target: 'P', rule: { i: [0.5], j: [1] } }] }),
  ],
  [
    'JSON with two objects of one name',
    json({ objects: [1, 2].map((N) => ({ kind: 'NeuronGroup', name: 'P', N, model: '' })) }),
  ],
  ...badPoisson,
  ...badDelays,
  ...badEvents,
  ...misuses,
]
