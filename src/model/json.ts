/** A model as JSON and back. The schema says what is right; anything else is refused with the place where it is wrong. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { diagnostic, nearest, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import { isMatrix, matrix } from './matrix.js'
import { dataOfRule, type RuleJson, ruleFromJson, ruleToJson } from './rule-json.js'
import type {
  Action,
  ConnectAction,
  FunctionSpec,
  Matrix,
  ModelSpec,
  Namespace,
  NamespaceValue,
  ObjectSpec,
  Precision,
  SetSpikesAction,
  SpikesSpec,
  Value,
} from './spec.js'
import { isTimedArray } from './timed-array.js'

/** Numbers as a list, or, where there are many, as the base64 of their little-endian bytes. */
export interface MatrixJson {
  readonly values?: readonly number[]
  readonly base64?: string
  readonly precision?: 'double' | 'single'
  readonly shape: readonly number[]
  readonly unit?: string
}

type FunctionJson = Omit<FunctionSpec, 'kind'>
/** Values with a `dt`: a function of time. */
type TimedArrayJson = MatrixJson & { readonly dt: string }
type JsonValue = number | boolean | string | MatrixJson | FunctionJson | TimedArrayJson
type ActionJson =
  | (Omit<Extract<Action, { kind: 'set' }>, 'value'> & { readonly value: JsonValue })
  | (Omit<ConnectAction, 'rule'> & { readonly rule: RuleJson })
  | (Omit<SetSpikesAction, 'indices' | 'times'> & SpikesJson)

export interface ModelJson {
  /** The version of the format. */
  readonly spikec: 1
  readonly dt?: string
  readonly precision?: Precision
  readonly seed?: number
  readonly duration?: string
  readonly namespace?: Readonly<Record<string, JsonValue>>
  readonly objects: readonly Record<string, unknown>[]
  readonly setup?: readonly ActionJson[]
}

/** Longer data are written in base64. */
export const MOST_LISTED = 1000
/** A JavaScript string holds half a gigabyte at most; base64 takes 4 characters for 3 bytes. */
const MOST_BYTES = 350e6

export function specToJson(spec: ModelSpec): ModelJson {
  refuseHuge(spec)
  refuseFunctions(spec)
  const { dt, precision, seed, duration, namespace, objects, actions } = spec
  const json: ModelJson = {
    spikec: 1,
    ...(dt !== undefined && { dt }),
    ...(precision !== undefined && { precision }),
    ...(seed !== undefined && { seed }),
    ...(duration !== undefined && { duration }),
    ...(namespace !== undefined && { namespace: namespaceToJson(namespace) }),
    objects: objects.map((object) => ({
      ...object,
      ...('times' in object && spikesToJson(object)),
      ...('namespace' in object && object.namespace && { namespace: namespaceToJson(object.namespace) }),
      ...('rates' in object && { rates: valueToJson(object.rates) }),
    })),
    setup: actions.map(actionToJson),
  }
  refuseNotFinite(json, '')
  return json
}

function refuseFunctions({ objects }: ModelSpec): void {
  const found = objects.find(({ kind }) => kind === 'NetworkOperation')
  if (found) throw new SpikecError([diagnostic('V040', { name: found.name, where: 'JSON' })])
}

/** JSON has no infinity: it would be read as nothing. */
function refuseNotFinite(value: unknown, at: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const problem = `${at.slice(1)} is ${value}, which JSON can't hold`
    throw new SpikecError([diagnostic('V008', { what: 'toJSON()', problem })])
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) refuseNotFinite(child, `${at}/${key}`)
}

function actionToJson(action: Action): ActionJson {
  if (action.kind === 'set') return { ...action, value: valueToJson(action.value) }
  if (action.kind === 'set_spikes') return { ...action, ...spikesToJson(action) }
  return { ...action, rule: ruleToJson(action.rule) }
}

interface SpikesJson {
  readonly indices: readonly number[]
  readonly times: MatrixJson | readonly string[]
}

function spikesToJson({ indices, times }: SpikesSpec): SpikesJson {
  return { indices: Array.from(indices), times: 'kind' in times ? matrixToJson(times) : times }
}

function namespaceToJson(namespace: Namespace): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(namespace).map(([name, value]) => [name, valueToJson(value)]))
}

function valueToJson(value: NamespaceValue): JsonValue {
  if (typeof value === 'object') {
    if (value.kind === 'matrix') return matrixToJson(value)
    if (value.kind === 'timed-array') return { ...matrixToJson(value.values), dt: value.dt }
    const { kind: _, ...written } = value
    return written
  }
  // Infinity has a name in the language.
  return value === Number.POSITIVE_INFINITY ? 'inf' : value === Number.NEGATIVE_INFINITY ? '-inf' : value
}

export function matrixToJson({ data, shape, unit }: Matrix): MatrixJson {
  const single = data instanceof Float32Array ? { precision: 'single' as const } : {}
  const numbers =
    data.length <= MOST_LISTED && data.every(Number.isFinite)
      ? { values: Array.from(data) }
      : { base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') }
  return { ...numbers, ...single, shape, ...(unit !== undefined && { unit }) }
}

function refuseHuge(spec: ModelSpec): void {
  const values: unknown[] = [
    ...Object.values(spec.namespace ?? {}),
    ...spec.objects.flatMap((object) => ('namespace' in object ? Object.values(object.namespace ?? {}) : [])),
    ...spec.objects.map((object) => ('rates' in object ? object.rates : undefined)),
    ...[...spec.objects, ...spec.actions].map((part) => ('times' in part ? part.times : undefined)),
    ...spec.actions.map((action) => (action.kind === 'set' ? action.value : undefined)),
    ...spec.actions.flatMap((action) => (action.kind === 'connect' ? dataOfRule(action.rule) : [])),
  ]
  const bytes = values.reduce<number>((sum, value) => sum + bytesOf(value), 0)
  if (bytes <= MOST_BYTES) return
  const problem = `its matrices have ${Math.round(bytes / 1e6)} MB, and a JSON text can hold ${MOST_BYTES / 1e6} MB of them`
  throw new SpikecError([diagnostic('V008', { what: 'toJSON()', problem })])
}

function bytesOf(value: unknown): number {
  if (isTimedArray(value)) return value.values.data.byteLength
  if (ArrayBuffer.isView(value)) return value.byteLength
  return isMatrix(value) ? value.data.byteLength : 0
}

export function specFromJson(json: unknown): ModelSpec {
  const model = validated(json)
  const { dt, precision, seed, duration, namespace, objects, setup } = model
  return {
    ...(dt !== undefined && { dt }),
    ...(precision !== undefined && { precision }),
    ...(seed !== undefined && { seed }),
    ...(duration !== undefined && { duration }),
    ...(namespace !== undefined && { namespace: namespaceFromJson(namespace, 'namespace') }),
    objects: objects.map(objectFromJson),
    actions: (setup ?? []).map(actionFromJson),
  }
}

function objectFromJson(object: Record<string, unknown>, k: number): ObjectSpec {
  const { namespace, rates } = object
  const resolved = {
    ...(namespace !== undefined && {
      namespace: namespaceFromJson(namespace as Record<string, JsonValue>, `objects/${k}/namespace`),
    }),
    ...(rates !== undefined && { rates: valueFromJson(rates as JsonValue, `objects/${k}/rates`) }),
  }
  // The schema has made sure that the rest of it is as ObjectSpec says.
  return { ...object, ...resolved, ...timesFromJson(object, `objects/${k}`) } as unknown as ObjectSpec
}

function actionFromJson(action: ActionJson, k: number): Action {
  if (action.kind === 'connect') return { ...action, rule: ruleFromJson(action.rule, `setup/${k}/rule`) }
  if (action.kind === 'set_spikes') return { ...action, ...timesFromJson(action, `setup/${k}`) } as SetSpikesAction
  return { ...action, value: valueFromJson(action.value, `setup/${k}/value`) as Value }
}

/** Numbers with a unit; strings stay as they are. */
function timesFromJson(spikes: object, at: string): { readonly times?: Matrix } {
  if (!('times' in spikes) || Array.isArray(spikes.times)) return {}
  return { times: matrixFromJson(spikes.times as MatrixJson, `${at}/times`) }
}

function namespaceFromJson(namespace: Readonly<Record<string, JsonValue>>, at: string): Namespace {
  return Object.fromEntries(
    Object.entries(namespace).map(([name, value]) => [name, valueFromJson(value, `${at}/${name}`)]),
  )
}

function valueFromJson(value: JsonValue, at: string): NamespaceValue {
  if (typeof value !== 'object') return value
  if ('expression' in value) return { kind: 'function', ...value }
  const data = matrixFromJson(value, at)
  return 'dt' in value ? { kind: 'timed-array', values: data, dt: value.dt } : data
}

export function matrixFromJson({ values, base64, precision, shape, unit }: MatrixJson, at: string): Matrix {
  const single = precision === 'single'
  if (values) return matrix(single ? Float32Array.from(values) : Float64Array.from(values), shape, unit)
  const bytes = Buffer.from(base64 ?? '', 'base64')
  const width = single ? 4 : 8
  if (bytes.byteLength % width !== 0)
    throw wrong(at, `its ${bytes.byteLength} bytes are not a whole number of ${width}-byte numbers`)
  const whole = new Uint8Array(bytes).buffer
  return matrix(single ? new Float32Array(whole) : new Float64Array(whole), shape, unit)
}

let validator: ValidateFunction<ModelJson> | undefined

function validated(json: unknown): ModelJson {
  validator ??= makeValidator()
  if (validator(json)) return json as ModelJson
  const [first] = mostSpecific(validator.errors ?? [])
  const path = first?.instancePath.slice(1) ?? ''
  const unknown: unknown = first?.keyword === 'additionalProperties' ? first.params['additionalProperty'] : undefined
  const field = unknown === undefined ? { path, isKey: false } : { path: `${path}/${unknown}`, isKey: true }
  throw wrong(path || 'its top level', describeError(first), field)
}

function makeValidator(): ValidateFunction<ModelJson> {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv')
  const schema = JSON.parse(readFileSync(new URL('./model.schema.json', import.meta.url), 'utf8'))
  return new Ajv({ discriminator: true, allErrors: false, allowUnionTypes: true, verbose: true }).compile<ModelJson>(
    schema,
  )
}

/** Of the errors of several alternatives, the one found deepest in the model says most, and at one place that which names a field. */
function mostSpecific(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const rank = ({ keyword }: ErrorObject) =>
    ['required', 'additionalProperties', 'oneOf', 'enum'].indexOf(keyword) + 1 || 10
  return [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length || rank(a) - rank(b))
}

function describeError(error: ErrorObject | undefined): string {
  if (!error) return 'it does not follow the schema'
  const { allowedValue, allowedValues, additionalProperty, limit, missingProperty, tag, type } = error.params
  switch (error.keyword) {
    case 'additionalProperties':
      return `\`${additionalProperty}\` is not known there${didYouMean(String(additionalProperty), Object.keys(error.parentSchema?.['properties'] ?? {}))}`
    case 'required':
      return `\`${missingProperty}\` is missing`
    case 'enum':
      return `it must be one of ${listed(allowedValues)}`
    case 'const':
      return `it must be ${allowedValue}`
    case 'type':
      return `it must be ${String(type).split(',').map(withArticle).join(' or ')}, and is ${describeValue(error.data)}`
    case 'pattern':
      return 'names are made of letters, digits and `_`, and begin with a letter'
    case 'minimum':
    case 'maximum':
      return `it must be ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${limit}`
    case 'discriminator':
      return error.params['tagValue'] === undefined
        ? `\`${tag}\` is missing`
        : `\`${tag}\` must be one of ${listed(kindsOf(error))}`
    case 'oneOf':
      return 'it has `values` or `base64`, one of the two'
    default:
      return error.message ?? 'it does not follow the schema'
  }
}

function didYouMean(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  return meant ? `: did you mean \`${meant}\`?` : ''
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => `\`${value}\``).join(', ')
}

function withArticle(type: string): string {
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`
}

/** The alternatives that a discriminator chooses from are named by their kind. */
function kindsOf({ parentSchema }: ErrorObject): readonly string[] {
  const alternatives: readonly { readonly $ref?: string }[] = parentSchema?.['oneOf'] ?? []
  return alternatives.flatMap(({ $ref }) => ($ref ? [$ref.replace('#/$defs/', '')] : []))
}

export function wrong(at: string, problem: string, field = { path: at, isKey: false }): SpikecError {
  return new SpikecError([diagnostic('V013', { field: at, problem }, { field })])
}
