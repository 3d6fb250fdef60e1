import { describe, expect, test } from 'vitest'
import { referencesOf } from '../../src/2-resolve/expression.js'
import type { Expression, ModelSymbol } from '../../src/2-resolve/symbols.js'
import { groupSpec, modelSpec, resolved, resolvedGroup, resolvedSynapses, synapsesSpec } from '../helpers.js'

/** `variable P.v (own)`: what each name of an expression means, and whose it is. */
function meanings(expression: Expression): readonly string[] {
  return referencesOf(expression).map(({ symbol, side }) => `${symbol.kind} ${ownerOf(symbol)}${symbol.name} (${side})`)
}

function ownerOf(symbol: ModelSymbol): string {
  return 'owner' in symbol && symbol.owner !== '' ? `${symbol.owner}.` : ''
}

describe('names in the strings of a group', () => {
  const thresholdMeans = (threshold: string, namespace = {}, network = {}) => {
    const spec = modelSpec([groupSpec('v : volt\nw : 1', { threshold, namespace })], [], { namespace: network })
    const { model, diagnostics } = resolved(spec)
    const [part] = model.parts
    const value = part?.kind === 'group' ? part.threshold?.value : undefined
    return { means: value && meanings(value), codes: diagnostics.map((d) => d.code) }
  }

  test('are its variables before anything else, and the constant of that name is said to be hidden', () => {
    expect(thresholdMeans('v > 1*mV', { v: '3*mV' })).toEqual({
      means: ['variable P.v (own)', 'literal mV (own)'],
      codes: ['N010'],
    })
  })

  test('are constants of its namespace before those of the network', () => {
    expect(thresholdMeans('v > Vt', { Vt: '1*mV' }, { Vt: '2*mV' }).means).toEqual([
      'variable P.v (own)',
      'constant P.Vt (own)',
    ])
    expect(thresholdMeans('v > Vt', {}, { Vt: '2*mV' }).means).toEqual(['variable P.v (own)', 'constant Vt (own)'])
  })

  test('are the user’s before units and numbers of the language, with a warning', () => {
    expect(thresholdMeans('v > e*mV', { e: 2 })).toEqual({
      means: ['variable P.v (own)', 'constant P.e (own)', 'literal mV (own)'],
      codes: ['N009'],
    })
  })

  test('are special ones: t, dt, i, N', () => {
    expect(thresholdMeans('t/dt + i > N').means).toEqual([
      'special t (own)',
      'special dt (own)',
      'special i (own)',
      'special N (own)',
    ])
  })

  test.each(['j', 'v_pre', 'v_post', 'N_pre', 'lastspike', 'not_refractory', 'constructor', '__proto__'])(
    '%s is not one of them',
    (name) => {
      expect(thresholdMeans(`${name} > 3`).codes).toEqual(['N001'])
    },
  )

  test('lastspike and not_refractory are there as soon as the group can be refractory', () => {
    const { threshold } = resolvedGroup('v : 1', {
      threshold: 'not_refractory and t - lastspike > 1*ms',
      refractory: '2*ms',
    })
    expect(threshold && meanings(threshold.value)).toContain('variable P.lastspike (own)')
  })
})

describe('names in the strings of synapses', () => {
  const objects = [
    groupSpec('v : volt\nge : volt\nu : volt', { name: 'A', threshold: 'v > 1*mV' }),
    groupSpec('v : volt\ngi = 2*v : volt', { name: 'B' }),
  ]
  const onPreMeans = (code: string) => {
    const spec = modelSpec([...objects, synapsesSpec({ source: 'A', target: 'B', model: 'w : volt', on_pre: code })])
    const [first] = resolvedSynapses(spec).pathways[0]?.code.value ?? []
    return first && { target: `${first.target.name} (${first.side})`, value: meanings(first.value) }
  }

  test('unsuffixed ones are the synapse’s, then the postsynaptic neuron’s', () => {
    expect(onPreMeans('v += w + gi')).toEqual({
      target: 'v (post)',
      value: ['variable S.w (own)', 'subexpression B.gi (post)'],
    })
  })

  test('suffixed ones are those of the neuron on that side', () => {
    expect(onPreMeans('v_pre = v_post + u_pre')).toEqual({
      target: 'v (pre)',
      value: ['variable B.v (post)', 'variable A.u (pre)'],
    })
  })

  test('i and j are the neurons, N counts synapses', () => {
    expect(onPreMeans('w = (i + j + N + N_pre + N_post)*mV')?.value).toEqual([
      'special i (pre)',
      'special j (post)',
      'special N (own)',
      'special N_pre (own)',
      'special N_post (own)',
      'literal mV (own)',
    ])
  })

  test.each([
    ['u : volt', 'A has a variable of this name, which is `u_pre` here'],
    ['gi = 3*mV : volt', 'B has a variable of this name, which is `gi_post` here'],
    ['v : 1', 'B has a variable of this name, which is `v_post` here'],
  ])('%s can’t be the synapse’s own, since a neuron has it', (model, reason) => {
    const { diagnostics } = resolved(modelSpec([...objects, synapsesSpec({ source: 'A', target: 'B', model })]))
    expect(diagnostics.map((d) => [d.code, d.message.endsWith(reason)])).toEqual([['N002', true]])
  })

  test('what only the presynaptic neuron has needs its suffix', () => {
    const spec = modelSpec([...objects, synapsesSpec({ source: 'A', target: 'B', on_pre: 'v += ge' })])
    const { diagnostics } = resolved(spec)
    expect(diagnostics.map((d) => [d.code, d.fixes.map((f) => f.replacement)])).toEqual([['N001', ['gi']]])
  })
})

test('a subexpression may use those declared after it, and they are sorted', () => {
  const group = resolvedGroup('a = b + c : 1\nb = 2*c : 1\nc = 3 : 1')
  expect(group.subexpressions.map((s) => s.name)).toEqual(['c', 'b', 'a'])
})

test('a constant made of others follows them', () => {
  const { model } = resolved(
    modelSpec([groupSpec('v : 1', { namespace: { tau: '20*ms', half: 'tau/2', two: '2*3' } })]),
  )
  const constants = model.constants.map(({ name, value, definition }) => ({
    name,
    value,
    follows: definition !== undefined,
  }))
  expect(constants).toEqual([
    { name: 'tau', value: 0.02, follows: false },
    { name: 'half', value: 0.01, follows: true },
    { name: 'two', value: 6, follows: false },
  ])
})

describe('a definition that is wrong silences what uses it', () => {
  test.each([
    [
      'an equation that can’t be read',
      groupSpec('dv/dt = (v : volt', { threshold: 'v > 1*mV', reset: 'v = 0*mV' }),
      'S003',
    ],
    ['a unit that is none', groupSpec('v : vlot', { threshold: 'v > 1*mV', reset: 'v = 0*mV' }), 'U011'],
    ['a unit with a scale', groupSpec('v : mV', { threshold: 'v > 1*mV', reset: 'v = 0*mV' }), 'U011'],
    ['a name that is taken', groupSpec('mV : volt\nu = mV : volt', { threshold: 'u > 1*volt' }), 'N002'],
    ['a flag that is none', groupSpec('v : volt (constnt)', { threshold: 'v > 1*mV' }), 'F002'],
    [
      'a constant that can’t be read',
      groupSpec('v : volt', { threshold: 'v > Vt', namespace: { Vt: '3 millivots', Vu: '2*Vt' } }),
      'V009',
    ],
    ['a variable of a group, used by synapses', groupSpec('ge : vlot', { threshold: 'ge_ > 1' }), 'U011'],
  ])('%s', (_, spec, code) => {
    const objects = [
      spec,
      synapsesSpec({ on_pre: 'ge += 1*mV' }),
      { kind: 'StateMonitor', name: 'M', source: 'P', variables: ['ge'], record: true } as const,
    ]
    const text = String(spec.model)
    const variable = text.includes('ge') ? 'ge' : text.includes('u =') ? undefined : 'v'
    const set = variable === undefined ? [] : [{ kind: 'set', target: 'P', variable, value: 0 } as const]
    const { diagnostics } = resolved(modelSpec(variable === 'ge' ? objects : [spec], set))
    expect(diagnostics.map((d) => d.code)).toEqual([code])
  })
})

test('every string of a model is looked at, whatever is wrong with the others', () => {
  const spec = modelSpec([
    groupSpec('dv/dt = -v/tua : 1', {
      threshold: 'v > Vtt',
      reset: 'v = Vrr',
      refractory: 'reff',
      namespace: { x: 'yy*2' },
    }),
    synapsesSpec({ on_pre: 'v += ww', delay: 'dd' }),
  ])
  const unknown = resolved(spec).diagnostics.map((d) => /`(\w+)`/.exec(d.message)?.[1])
  expect(unknown).toEqual(['yy', 'tua', 'Vtt', 'Vrr', 'reff', 'ww', 'dd'])
})
