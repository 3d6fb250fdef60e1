/** What a model does before the run: connecting, and setting variables. */
import { usualUnit } from '../3-units/advice.js'
import { describe } from '../3-units/kind.js'
import { diagnostic, type Fix, nearest, type Report, type Source } from '../diagnostics/index.js'
import type { ConnectAction, ConnectRule, Matrix, SetAction } from '../model/spec.js'
import { equalDimensions, isDimensionless } from '../units/index.js'
import { fitsDelay, isOneDelay, pathwayOfDelay, settableDelay } from './delays.js'
import { evaluateConstant } from './evaluate.js'
import { resolveCondition, scopeOfGroup } from './group.js'
import { fitsInteger } from './integers.js'
import {
  type Connect,
  type Connectivity,
  type Group,
  labelOf,
  type Setting,
  type SetVariable,
  type Synapses,
} from './model.js'
import { resolveDataUnit } from './namespace.js'
import { resolvePartner } from './partner.js'
import type { Scope } from './scope.js'
import { isSharedValue } from './shared.js'
import type { Expression, Variable } from './symbols.js'
import { scopeOfSynapses } from './synapses.js'

export function resolveConnect(
  action: ConnectAction,
  synapses: Synapses,
  outer: Scope,
  report: Report,
): Connect | undefined {
  const connectivity = resolveRule(action.rule, synapses, scopeOfSynapses(synapses, outer), report)
  return connectivity && { kind: 'connect', synapses, connectivity }
}

function resolveRule(rule: ConnectRule, synapses: Synapses, scope: Scope, report: Report): Connectivity | undefined {
  const what = `connect() of ${synapses.name}`
  if (
    (rule.i !== undefined || rule.j !== undefined) &&
    (rule.condition !== undefined || rule.p !== undefined || rule.nonzero !== undefined)
  ) {
    report(
      diagnostic('V008', {
        what,
        problem: 'i and j can not be combined with a condition, p or nonzero',
      }),
    )
    return undefined
  }
  const { i, j } = rule
  if (typeof i === 'string' || typeof j === 'string') return resolvePartner(rule, synapses, scope, report)
  if (rule.skip_if_invalid !== undefined) {
    report(diagnostic('V008', { what, problem: 'skip_if_invalid goes with an expression for i or j' }))
    return undefined
  }
  if (i !== undefined || j !== undefined) return resolvePairs({ i, j }, synapses, report)
  if (rule.nonzero !== undefined) return resolveNonzero(rule, synapses, scope, report)
  return resolveRandom(rule, synapses, scope, report)
}

interface Pairs {
  readonly i: ArrayLike<number> | undefined
  readonly j: ArrayLike<number> | undefined
}

function resolvePairs(rule: Pairs, synapses: Synapses, report: Report): Connectivity | undefined {
  const what = `connect() of ${synapses.name}`
  if (rule.i === undefined || rule.j === undefined) {
    report(diagnostic('V008', { what, problem: 'i and j are given together, one pair of neurons at each place' }))
    return undefined
  }
  if (rule.i.length !== rule.j.length) {
    const problem = `i and j are pairs, and there are ${rule.i.length} of i and ${rule.j.length} of j`
    report(diagnostic('V008', { what, problem }))
    return undefined
  }
  const i = neuronIndices(rule.i, 'presynaptic indices i', synapses.source, report)
  const j = neuronIndices(rule.j, 'postsynaptic indices j', synapses.target, report)
  return i && j && { kind: 'pairs', i, j }
}

export function neuronIndices(
  list: ArrayLike<number>,
  what: string,
  group: Pick<Group, 'name' | 'size' | 'window'>,
  report: Report,
): Int32Array | undefined {
  const outside: number[] = []
  for (let k = 0; k < list.length; k++) {
    if (!Number.isInteger(list[k]) || list[k] < 0 || list[k] >= group.size) outside.push(k)
  }
  if (outside.length === 0) return Int32Array.from(list)
  const [first] = outside
  const parameters = {
    what,
    count: outside.length,
    first: `${list[first]}, at place ${first}`,
    size: group.size,
    owner: labelOf(group),
  }
  report(diagnostic('I001', parameters))
  return undefined
}

function resolveNonzero(rule: ConnectRule, synapses: Synapses, scope: Scope, report: Report): Connectivity | undefined {
  const name = rule.nonzero ?? ''
  const what = `connect() of ${synapses.name}`
  if (rule.condition !== undefined || rule.p !== undefined) {
    report(diagnostic('V008', { what, problem: 'nonzero can not be combined with a condition or p' }))
    return undefined
  }
  const found = scope.find(name)?.symbol
  if (found?.kind !== 'array') {
    const source: Source = { text: name, role: `nonzero of ${what}` }
    const arrays = [...scope.names()].filter((n) => scope.find(n)?.symbol.kind === 'array')
    const meant = nearest(name, arrays)
    const span = { start: 0, end: name.length }
    const fixes: Fix[] = meant ? [{ title: 'did you mean', span, replacement: meant }] : []
    const help = meant
      ? []
      : [
          arrays.length
            ? `the matrices are ${arrays.map((n) => `\`${n}\``).join(', ')}`
            : 'it names a matrix of the namespace',
        ]
    if (found?.kind !== 'broken')
      report(
        diagnostic(
          'N001',
          { name, where: `the namespace of ${synapses.name} as a matrix` },
          { source, span, fixes, help },
        ),
      )
    return undefined
  }
  return fitsPairs(found.matrix, `the matrix \`${name}\``, what, synapses, report)
    ? { kind: 'nonzero', matrix: found }
    : undefined
}

/** A matrix of the groups' sizes; says both shapes, and suggests the transpose if that fits. */
function fitsPairs(matrix: Matrix, name: string, variable: string, synapses: Synapses, report: Report): boolean {
  const { source, target } = synapses
  const [rows, columns] = matrix.shape
  if (matrix.shape.length === 2 && rows === source.size && columns === target.size) return true
  const group = `a row for each of the ${source.size} neurons of ${labelOf(source)}, a column for each of the ${target.size} of ${labelOf(target)}`
  const transposed = matrix.shape.length === 2 && rows === target.size && columns === source.size
  const help = transposed ? ['the transpose would fit: rows are presynaptic neurons, columns postsynaptic ones'] : []
  const shape = matrix.shape.length === 1 ? `a vector of ${rows}` : `${rows} x ${columns}`
  const parameters = { name: variable, matrix: name, shape, expected: `${source.size} x ${target.size}`, group }
  report(diagnostic('V003', parameters, { help }))
  return false
}

function resolveRandom(rule: ConnectRule, synapses: Synapses, scope: Scope, report: Report): Connectivity | undefined {
  const { name } = synapses
  if (rule.condition === false) {
    report(diagnostic('V008', { what: `connect() of ${name}`, problem: 'the condition false makes no synapse at all' }))
    return undefined
  }
  if (Number.isNaN(rule.p)) {
    report(
      diagnostic('V008', {
        what: `p of connect() of ${name}`,
        problem: 'a probability is between 0 and 1, and this is NaN',
      }),
    )
    return undefined
  }
  const text = typeof rule.condition === 'string' ? rule.condition : undefined
  const condition = resolveCondition(text, `the condition of connect() of ${name}`, scope, report)
  const p =
    rule.p === undefined ? undefined : resolveCondition(String(rule.p), `p of connect() of ${name}`, scope, report)
  if ((text !== undefined && !condition) || (rule.p !== undefined && !p)) return undefined
  const chance = p && evaluateConstant(p.value)
  if (p && chance !== undefined && !(chance >= 0 && chance <= 1)) {
    const place = typeof rule.p === 'string' ? { source: p.source, span: p.value.span } : {}
    report(
      diagnostic(
        'V008',
        { what: `p of connect() of ${name}`, problem: `a probability is between 0 and 1, and this is ${chance}` },
        place,
      ),
    )
    return undefined
  }
  if (!p && (!condition || isAlwaysTrue(condition.value))) return { kind: 'all' }
  if (!p && condition && isNotSelf(condition.value)) return { kind: 'all-but-self' }
  return { kind: 'condition', condition, p }
}

function isAlwaysTrue(condition: Expression): boolean {
  return condition.kind === 'boolean' && condition.value
}

/** `i != j`, either way round: every pair but those of a neuron with itself. */
function isNotSelf(condition: Expression): boolean {
  if (condition.kind !== 'binary' || condition.operator !== '!=') return false
  const names = [condition.left, condition.right].map((side) =>
    side.kind === 'reference' && side.symbol.kind === 'special' ? side.symbol.name : '',
  )
  return names.sort().join() === 'i,j'
}

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
  return { kind: 'set', owner, variable, setting, where }
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
  if (variable?.role === 'differential' || variable?.role === 'parameter') return variable
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
