import { describe, expect, test } from 'vitest'
import { scheduled } from '../../src/5-lower/schedule.js'
import { printKernel } from '../../src/ir/print.js'
import {
  type Action,
  type ConnectRule,
  type Matrix,
  type ModelSpec,
  type ObjectSpec,
  SLOTS,
} from '../../src/model/spec.js'
import { compiled, groupSpec, modelSpec, simulationOf, synapsesSpec } from '../helpers.js'

const SPIKING = groupSpec('dv/dt = -v/(10*ms) : 1', { threshold: 'v > 1', reset: 'v = 0' })
const connect = (rule: ConnectRule = {}, target = 'S'): Action => ({ kind: 'connect', target, rule })
const set = (variable: string, value: Extract<Action, { kind: 'set' }>['value'], target = 'P'): Action => ({
  kind: 'set',
  target,
  variable,
  value,
})

function kernelsOf(spec: ModelSpec): readonly string[] {
  return compiled(spec, { withoutPasses: new Set(['fuse-loops']) }).optimised.program.kernels.map(
    (kernel) => kernel.name,
  )
}

describe('the schedule', () => {
  test('goes through its slots in Brian’s order, each with a before and an after', () => {
    expect(SLOTS.join(' ')).toBe(
      'before_start start after_start before_groups groups after_groups before_thresholds thresholds after_thresholds ' +
        'before_synapses synapses after_synapses before_resets resets after_resets before_end end after_end',
    )
  })

  test('sorts by slot, then by order, then as the objects were made', () => {
    const kernel = (name: string, slot: string, order: number) => ({
      name,
      slot,
      order,
      title: '',
      owner: 'P',
      interval: 1,
      body: [],
    })
    const all = [
      kernel('a', 'end', 0),
      kernel('b', 'start', 1),
      kernel('c', 'start', -1),
      kernel('d', 'start', 1),
      kernel('e', 'before_end', 5),
    ]
    expect(scheduled(all).map((k) => k.name)).toEqual(['c', 'b', 'd', 'e', 'a'])
  })

  test('states, equations, thresholds, spikes, synapses, resets', () => {
    const objects: ObjectSpec[] = [
      { kind: 'SpikeMonitor', name: 'spikes', source: 'P' },
      { kind: 'StateMonitor', name: 'late', source: 'P', variables: ['v'], record: [0], when: 'end' },
      { kind: 'StateMonitor', name: 'states', source: 'P', variables: ['v'], record: [0] },
    ]
    expect(kernelsOf(modelSpec([SPIKING, synapsesSpec({ on_pre: 'v += 1' }), ...objects], [connect()]))).toEqual([
      'record_states',
      'update_P',
      'threshold_P',
      'record_spikes',
      'deliver_S',
      'reset_P',
      'record_late',
      'flush_P',
    ])
  })

  test('within a slot the object that was made first acts first, whatever their names are', () => {
    const pathways = ['Z', 'A', 'M'].map((name) => synapsesSpec({ name, on_pre: 'v += 1' }))
    const names = kernelsOf(
      modelSpec(
        [SPIKING, ...pathways],
        pathways.map(({ name }) => connect({}, name)),
      ),
    )
    expect(names.filter((name) => name.startsWith('deliver'))).toEqual(['deliver_Z', 'deliver_A', 'deliver_M'])
  })

  test('a monitor with an order of its own comes before or after', () => {
    const monitor = (name: string, order: number): ObjectSpec => ({
      kind: 'StateMonitor',
      name,
      source: 'P',
      variables: ['v'],
      record: [0],
      when: 'groups',
      order,
    })
    expect(
      kernelsOf(
        modelSpec([monitor('late', 1), SPIKING, monitor('early', -1)].sort((a) => (a.kind === 'NeuronGroup' ? -1 : 0))),
      ),
    ).toEqual(['record_early', 'update_P', 'record_late', 'threshold_P', 'reset_P', 'flush_P'])
  })

  test('a spike acts in its own step: synapses first, and the reset overwrites what they wrote', async () => {
    const group = groupSpec('v : 1\nw : 1', { N: 2, threshold: 'v > 1', reset: 'v = 0' })
    const states: ObjectSpec[] = (['start', 'after_synapses', 'end'] as const).map((when) => ({
      kind: 'StateMonitor',
      name: when,
      source: 'P',
      variables: ['v', 'w'],
      record: true,
      when,
    }))
    const simulation = simulationOf(
      modelSpec(
        [group, synapsesSpec({ on_pre: 'v_post += 5; w_post += 1' }), ...states],
        [set('v', '2*int(i == 0)'), connect()],
      ),
    )
    await simulation.run(3e-4)
    const seen = (name: string, variable: string) => simulation.traces(name, variable).map((trace) => [...trace])
    expect(seen('start', 'v')).toEqual([
      [2, 0, 5],
      [0, 5, 0],
    ])
    expect(seen('after_synapses', 'v')).toEqual([
      [7, 5, 10],
      [5, 10, 5],
    ])
    expect(seen('end', 'v')).toEqual([
      [0, 5, 0],
      [5, 0, 5],
    ])
    expect(seen('end', 'w')).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })
})

describe('delays', () => {
  // (int)(delay/dt + 0.5), with the quotients as floating point has them: semantics 2.3.
  test.each([
    ['0*ms', 0],
    ['0.04*ms', 0],
    ['0.05*ms', 1],
    ['0.1*ms', 1],
    ['0.15*ms', 1],
    ['0.25*ms', 3],
    ['0.35*ms', 4],
    ['1.5*ms', 15],
  ])('%s are %d steps', async (delay, steps) => {
    const group = groupSpec('v : 1\narrived : 1', { N: 2, threshold: 'v > 1', reset: 'v = 0' })
    const spec = modelSpec(
      [group, synapsesSpec({ on_pre: 'arrived_post = t_in_timesteps + 1', delay })],
      [set('v', '2*int(i == 0)'), connect()],
    )
    expect([...compiled(spec).lowered.context.delays.values()]).toEqual([steps])
    const simulation = simulationOf(spec)
    await simulation.run((steps + 3) * 1e-4)
    expect([...simulation.values('P', 'arrived')]).toEqual([steps + 1, steps + 1])
  })

  test('as many steps of spikes are kept as the longest delay of a source needs', () => {
    const pathways = [
      synapsesSpec({ name: 'A', delay: '2*ms', on_pre: 'v += 1' }),
      synapsesSpec({ name: 'B', delay: '0.5*ms', on_pre: 'v += 1' }),
    ]
    const { lowered } = compiled(modelSpec([SPIKING, ...pathways], [connect({}, 'A'), connect({}, 'B')]))
    expect(lowered.context.depths.get('P:spike')).toBe(21)
  })

  test('what is on its way arrives in the next run', async () => {
    const group = groupSpec('v : 1\nn : 1', { N: 1, threshold: 'v > 1', reset: 'v = 0' })
    const simulation = simulationOf(
      modelSpec([group, synapsesSpec({ on_pre: 'n_post += 1', delay: '1*ms' })], [set('v', 2), connect()]),
    )
    await simulation.run(5e-4)
    expect(simulation.values('P', 'n')[0]).toBe(0)
    await simulation.run(6e-4)
    expect(simulation.values('P', 'n')[0]).toBe(1)
  })
})

describe('refractoriness', () => {
  const modeOf = (refractory?: string, namespace = {}) => {
    const group = groupSpec('dv/dt = 1/ms : 1 (unless refractory)\nrest : second', {
      threshold: 'v > 1',
      namespace,
      ...(refractory !== undefined && { refractory }),
    })
    return compiled(modelSpec([group])).lowered.context.refractoriness.get('P')?.kind
  }

  test.each([
    [undefined, 'never'],
    ['5*ms', 'steps'],
    ['2*rest0 + 1*ms', 'steps'],
    ['rest', 'kept'],
    ['rand()*ms', 'kept'],
    ['v > 0', 'kept'],
    ['not_refractory', 'kept'],
  ])('%s is told by %s', (refractory, kind) => {
    expect(modeOf(refractory, { rest0: '1*ms' })).toBe(kind)
  })

  // A neuron that is always above its threshold: floor with a slack of a thousandth of a step.
  test.each([
    ['0*ms', 1],
    ['0.05*ms', 1],
    ['0.1*ms', 1],
    ['0.15*ms', 1],
    ['0.2*ms', 2],
    ['0.3*ms', 3],
    ['0.35*ms', 3],
    ['1*ms', 10],
    ['rest', 3],
    ['i*ms + 0.4*ms', 4],
  ])('after %s it spikes every %d steps', async (refractory, every) => {
    const group = groupSpec('v : 1\nrest : second', { N: 1, threshold: 'v > 1', reset: '', refractory })
    const spikes: ObjectSpec = { kind: 'SpikeMonitor', name: 'spikes', source: 'P' }
    const simulation = simulationOf(modelSpec([group, spikes], [set('v', 2), set('rest', '0.3*ms')]))
    await simulation.run(41e-4)
    const steps = [...simulation.spikes('spikes').t].map((t) => Math.round(t / 1e-4))
    expect(steps).toEqual(Array.from({ length: Math.ceil(41 / every) }, (_, k) => k * every))
  })

  test('synapses do not write to a frozen variable, and to others they do', async () => {
    const source = groupSpec('x : 1', { name: 'Q', N: 1, threshold: 'True', reset: '' })
    const model = 'dv/dt = 0/ms : 1 (unless refractory)\nw : 1'
    const group = groupSpec(model, { N: 1, threshold: 'v > 1', reset: 'v = 0', refractory: '0.3*ms' })
    const synapses = synapsesSpec({ source: 'Q', on_pre: 'v_post += 0.25; w_post += 1' })
    const variables = ['v', 'w']
    const states: ObjectSpec = { kind: 'StateMonitor', name: 'M', source: 'P', variables, record: true, when: 'end' }
    const simulation = simulationOf(modelSpec([source, group, synapses, states], [set('v', 2), connect()]))
    await simulation.run(8e-4)
    // The neuron spikes in step 0, takes no input in the steps 0 to 2, and takes it again from step 3 on.
    expect([...simulation.traces('M', 'v')[0]]).toEqual([0, 0, 0, 0.25, 0.5, 0.75, 1, 1.25])
    expect([...simulation.traces('M', 'w')[0]]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('in the step of its spike a neuron takes no input, however short its refractory period is', async () => {
    const source = groupSpec('x : 1', { name: 'Q', N: 1, threshold: 'True', reset: '' })
    const model = 'du/dt = 0/ms : 1 (unless refractory)\nspikes : boolean'
    const group = groupSpec(model, { N: 2, threshold: 'spikes', reset: '', refractory: '0.05*ms' })
    const synapses = synapsesSpec({ source: 'Q', on_pre: 'u_post += 1' })
    const simulation = simulationOf(modelSpec([source, group, synapses], [set('spikes', 'i == 0'), connect()]))
    await simulation.run(5e-4)
    expect([...simulation.values('P', 'u')]).toEqual([0, 5])
  })
})

describe('layouts', () => {
  const matrix: Matrix = { kind: 'matrix', data: Float64Array.of(1, 0, 0, 1, 1, 0, 0, 0, 1), shape: [3, 3] }
  const layoutFor = (rule: ConnectRule) => {
    const spec = modelSpec([SPIKING, synapsesSpec({ namespace: { W: matrix, p0: 0.5 } })], [connect(rule)])
    const { layouts, arrays } = compiled(spec).lowered
    const layout = layouts.get('S')
    return `${layout?.kind}${layout?.kind === 'dense' ? (layout.diagonal ? '' : ' without diagonal') : ` ${arrays.find((a) => a.name === 'S:target')?.element}`}`
  }

  test.each<readonly [ConnectRule, string]>([
    [{}, 'dense'],
    [{ condition: true }, 'dense'],
    [{ condition: 'True' }, 'dense'],
    [{ condition: 'i != j' }, 'dense without diagonal'],
    [{ condition: 'j != i' }, 'dense without diagonal'],
    [{ condition: 'i != j', p: 0.1 }, 'csr u16'],
    [{ condition: 'i != j and i < 2' }, 'csr u16'],
    [{ condition: 'i < j' }, 'csr u16'],
    [{ p: 0.5 }, 'csr u16'],
    [{ p: 'p0' }, 'csr u16'],
    [{ i: [0], j: [1] }, 'csr u16'],
    [{ nonzero: 'W' }, 'csr u16'],
  ])('connect(%j) is %s', (rule, expected) => {
    expect(layoutFor(rule)).toBe(expected)
  })

  test('indices are as narrow as the target allows', () => {
    const targets = (N: number) => {
      const spec = modelSpec(
        [
          groupSpec('v : 1', { threshold: 'v > 1' }),
          groupSpec('v : 1', { name: 'Q', N }),
          synapsesSpec({ target: 'Q' }),
        ],
        [connect({ p: 0.1 })],
      )
      return compiled(spec).lowered.arrays.find((a) => a.name === 'S:target')?.element
    }
    expect([targets(65_536), targets(65_537)]).toEqual(['u16', 'u32'])
  })
})

describe('precision', () => {
  const W = { kind: 'matrix', data: new Float32Array(9), shape: [3, 3] } as const
  const precisionFor = (...actions: readonly Action[]) => {
    const synapses = synapsesSpec({
      model: 'w : 1',
      on_pre: 'w += 1; v += w',
      namespace: { W, D: { ...W, data: new Float64Array(9) } },
    })
    return compiled(modelSpec([SPIKING, synapses], [connect(), ...actions])).lowered.arrays.find(
      (a) => a.name === 'S.w',
    )?.element
  }

  test('a synaptic variable whose first values are single stays so', () => {
    expect(precisionFor(set('w', W, 'S'))).toBe('f32')
    expect(precisionFor(set('w', 'W[i,j]', 'S'))).toBe('f32')
    expect(precisionFor(set('w', W, 'S'), set('w', 1, 'S'))).toBe('f32')
  })

  test('and every other is double', () => {
    expect(precisionFor()).toBe('f64')
    expect(precisionFor(set('w', 'D[i,j]', 'S'))).toBe('f64')
    expect(precisionFor(set('w', 1, 'S'), set('w', W, 'S'))).toBe('f64')
    expect(precisionFor(set('w', 'W[i,j]*2', 'S'))).toBe('f64')
  })

  test('variables of neurons are double whatever they are set to', () => {
    const vector = { kind: 'matrix', data: new Float32Array(3), shape: [3] } as const
    expect(
      compiled(modelSpec([SPIKING], [set('v', vector)])).lowered.arrays.find((a) => a.name === 'P.v')?.element,
    ).toBe('f64')
  })
})

test('a pathway reads what is the same for a whole row once, but not what its statements write', () => {
  const synapses = (on_pre: string) => {
    const spec = modelSpec([groupSpec('v : 1\nx : 1', { threshold: 'v > 1' }), synapsesSpec({ on_pre })], [connect()])
    return compiled(spec).lowered.program.kernels.flatMap((kernel) =>
      kernel.name === 'deliver_S' ? [printKernel(kernel)] : [],
    )[0]
  }
  expect(synapses('v_post += x_pre').split('\n').slice(1)).toEqual([
    '  for i of the spikes of P, 0 steps ago',
    '    let x_pre = P.x[i]',
    '    for j, k of the dense row of i',
    '      P.v[j] = P.v[j] + x_pre   (contiguous)   # v_post += x_pre',
  ])
  expect(synapses('v_post += x_pre; x_pre += 1')).not.toContain('let x_pre')
})

test('statements see what those before them wrote, event after event', async () => {
  const group = groupSpec('v : 1\nx : 1\ny : 1', { N: 2, threshold: 'v > 1', reset: 'v = 0' })
  const on_pre = 'x_post += 1; y_post += x_post; x_post *= 2'
  const actions = [set('v', '2'), connect({ i: [0, 1], j: [0, 0] })]
  const simulation = simulationOf(modelSpec([group, synapsesSpec({ on_pre })], actions))
  await simulation.run(1e-4)
  // x: 1, 2, 3, 6; y: 1, 1 + 3.
  expect([simulation.values('P', 'x')[0], simulation.values('P', 'y')[0]]).toEqual([6, 4])
})
