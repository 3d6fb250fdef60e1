/** What a model does before the run: connecting, and setting variables. */
import { usualUnit } from '../3-units/advice.js'
import { describe } from '../3-units/kind.js'
import { diagnostic, type Fix, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { Matrix, SetAction, SynapseChoice } from '../model/spec.js'
import { equalDimensions, isDimensionless } from '../units/index.js'
import { fitsPairs } from './connect.js'
import { fitsDelay, isOneDelay, pathwayOfDelay, settableDelay } from './delays.js'
import { resolveCondition, scopeOfGroup } from './group.js'
import { fitsInteger } from './integers.js'
import type { Group, Setting, SetVariable, Synapses } from './model.js'
import { resolveDataUnit } from './namespace.js'
import { neuronIndices } from './pairs.js'
import type { Scope } from './scope.js'
import { isSharedValue } from './shared.js'
import type { Variable } from './symbols.js'
import { scopeOfSynapses } from './synapses.js'

export function resolveSet(
  action: SetAction,
  owner: Group | Synapses,
  outer: Scope,
  report: Report,
): SetVariable | undefined {
  const variable = settableVariable(action.variable, owner, `set() of ${owner.name}`, report)
  if (!variable) return undefined
  const delay = variable.role === 'delay' ? variable : undefined
  if (delay && !fitsDelay(action, delay, report)) return undefined
  const scope = owner.kind === 'group' ? scopeOfGroup(owner, outer) : scopeOfSynapses(owner, outer, delay)
  const role = `the value of \`${action.variable}\` of ${owner.name}`
  const setting = resolveValue(action, variable, owner, role, scope, report)
  const where = resolveCondition(action.where, `where of \`${action.variable}\` of ${owner.name}`, scope, report)
  if (!setting || (action.where !== undefined && !where)) return undefined
  if (!fitsInteger(variable, setting, report)) return undefined
  if (delay && !isOneDelay(action, delay, setting, report)) return undefined
  const strings = [...(setting.kind === 'expression' ? [setting.expression] : []), ...(where ? [where] : [])]
  if (variable.shared && !strings.every((text) => isSharedValue(variable.name, text, report))) return undefined
  if (where && setting.kind === 'data') {
    report(
      diagnostic('V008', {
        what: role,
        problem: 'an array gives a value to each element, so it can not be combined with where',
      }),
    )
    return undefined
  }
  const { at } = action
  if (at && !mayChoose(at, variable, owner, where !== undefined, role, report)) return undefined
  return { kind: 'set', owner, variable, setting, where, ...(at && { at }) }
}

function mayChoose(
  at: SynapseChoice,
  variable: Variable,
  owner: Group | Synapses,
  hasWhere: boolean,
  role: string,
  report: Report,
): boolean {
  const refuse = (problem: string) => {
    report(diagnostic('V008', { what: `at of ${role}`, problem }))
    return false
  }
  if (owner.kind !== 'synapses') return refuse('it names synapses: of neurons, `P.slice(2, 5)` or `where` names some')
  if (variable.shared) return refuse('a (shared) variable has one value for all synapses')
  if (hasWhere) return refuse('it names the synapses, so it can not be combined with where')
  if ('numbers' in at) return true
  const what = (side: string) => `${side} indices of at`
  const found = [
    neuronIndices(at.i, what('presynaptic'), owner.source, report),
    neuronIndices(at.j, what('postsynaptic'), owner.target, report),
  ]
  return !found.includes(undefined)
}

/** When a neuron spiked last, or a synapse was brought up to date: the simulator keeps it, and it may be set as in the reference. */
export function isTimeOfEvent({ role, name }: Variable): boolean {
  return role === 'internal' && (name === 'lastspike' || name === 'lastupdate')
}

/** A variable that may be given values. `role`: what its name stands in. */
export function settableVariable(
  name: string,
  owner: Group | Synapses,
  role: string,
  report: Report,
): Variable | undefined {
  const source: Source = { text: name, role }
  const span = { start: 0, end: name.length }
  if (owner.kind === 'synapses' && pathwayOfDelay(name) !== undefined)
    return settableDelay(name, owner, { source, span }, report)
  const variable = owner.variables.get(name)
  if (variable && (['differential', 'parameter'].includes(variable.role) || isTimeOfEvent(variable))) return variable
  if (variable || owner.subexpressions.some((s) => s.name === name)) {
    const why =
      variable?.role === 'internal'
        ? 'the simulator keeps it'
        : variable?.role === 'linked'
          ? 'it is (linked), and belongs to another group'
          : 'it is a subexpression, computed from its equation'
    report(diagnostic('V006', { name, why }, { source, span }))
    return undefined
  }
  if (owner.incomplete) return undefined
  const meant = nearest(name, owner.variables.keys())
  const fixes: Fix[] = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
  const help = meant ? [] : [`declare it in the equations: \`${name} : 1\` with its own unit`]
  report(diagnostic('N007', { name, owner: owner.name }, { source, span, fixes, help }))
  return undefined
}

function resolveValue(
  { value }: SetAction,
  variable: Variable,
  owner: Group | Synapses,
  role: string,
  scope: Scope,
  report: Report,
): Setting | undefined {
  switch (typeof value) {
    case 'string': {
      const expression = resolveCondition(value, role, scope, report)
      return expression && { kind: 'expression', expression }
    }
    case 'boolean':
      if (variable.type === 'boolean') return { kind: 'number', value: Number(value) }
      report(
        diagnostic('U004', { name: variable.name, expected: describe(variable.dimension), found: 'true or false' }),
      )
      return undefined
    case 'number':
      return isPlainNumberRight(value, variable, role, report) ? { kind: 'number', value } : undefined
    default:
      return resolveData(value, variable, owner, role, report)
  }
}

/** A plain number suits a variable without a unit; 0 suits every variable, as in the reference. */
function isPlainNumberRight(value: number, variable: Variable, role: string, report: Report): boolean {
  const { name } = variable
  if (Number.isNaN(value)) {
    report(diagnostic('V008', { what: `the value of \`${name}\``, problem: 'it is not a number' }))
    return false
  }
  if (variable.type === 'boolean') {
    report(diagnostic('U004', { name, expected: 'true or false', found: 'a plain number' }))
    return false
  }
  if (value === 0 || isDimensionless(variable.dimension)) return true
  const help = [
    `write it with its unit, as a string: '${String(value).replace('Infinity', 'inf')}*${usualUnit(variable.dimension)}'`,
  ]
  const source: Source = { text: String(value), role }
  const details = { source, span: { start: 0, end: source.text.length }, help }
  report(diagnostic('U004', { name, expected: describe(variable.dimension), found: 'a plain number' }, details))
  return false
}

function resolveData(
  matrix: Matrix,
  variable: Variable,
  owner: Group | Synapses,
  role: string,
  report: Report,
): Setting | undefined {
  const unit = resolveDataUnit(matrix, `the unit of the values of \`${variable.name}\``, report)
  if (!unit) return undefined
  const { name } = variable
  if (!equalDimensions(unit.dimension, variable.dimension)) {
    const expected = describe(variable.dimension)
    if (matrix.unit === undefined && isAllZero(matrix.data)) {
      // Zeros need no unit, as in the reference.
    } else if (matrix.unit === undefined) {
      report(
        diagnostic(
          'U012',
          { name, expected },
          { help: [`give them one: matrix(data, [${matrix.shape.join(', ')}], '${usualUnit(variable.dimension)}')`] },
        ),
      )
      return undefined
    } else {
      const source: Source = { text: matrix.unit, role: `the unit of the values of \`${name}\`` }
      const span = { start: 0, end: matrix.unit.length }
      report(diagnostic('U004', { name, expected, found: describe(unit.dimension) }, { source, span }))
      return undefined
    }
  }
  if (owner.kind === 'synapses' && !variable.shared) {
    if (matrix.shape.length === 2 && !fitsPairs(matrix, 'the matrix', name, owner, report)) return undefined
  } else if (matrix.shape.length !== 1 || matrix.data.length !== elements(variable, owner)) {
    const expected = `${elements(variable, owner)} value${elements(variable, owner) === 1 ? '' : 's'}`
    const [rows, columns] = matrix.shape
    const found = columns === undefined ? `${rows} ${rows === 1 ? 'is' : 'are'}` : `a matrix of ${rows} x ${columns} is`
    report(diagnostic('V002', { name, expected, found }))
    return undefined
  }
  return { kind: 'data', value: matrix, scale: unit.scale, name: role }
}

/** How many values a variable of a group has, or a (shared) one of synapses. */
function elements(variable: Variable, owner: Group | Synapses): number {
  return variable.shared || owner.kind === 'synapses' ? 1 : owner.size
}

function isAllZero(data: Float64Array | Float32Array): boolean {
  return data.every((x) => x === 0)
}
