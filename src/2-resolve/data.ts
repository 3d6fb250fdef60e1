/** The numbers of a model's matrices: none of them may be NaN or infinite, for it would spread through the network. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { Matrix, ModelSpec, NamespaceValue, TimedArraySpec } from '../model/spec.js'

/** Looks at every matrix of a model once, however often it is named. */
export function checkData(spec: ModelSpec, report: Report): void {
  const seen = new Set<Matrix['data']>()
  for (const [name, matrix] of matricesOf(spec)) {
    if (seen.has(matrix.data)) continue
    seen.add(matrix.data)
    checkFinite(matrix, name, report)
  }
}

function matricesOf(spec: ModelSpec): readonly (readonly [string, Matrix])[] {
  const namespaces = [
    spec.namespace,
    ...spec.objects.map((object) => ('namespace' in object ? object.namespace : undefined)),
  ]
  const named = namespaces
    .flatMap((namespace) => Object.entries(namespace ?? {}))
    .map(([name, value]) => [`\`${name}\``, isTimed(value) ? value.values : value] as const)
  const set = spec.actions.flatMap((action) =>
    action.kind === 'set' ? [[`the data for \`${action.variable}\` of ${action.target}`, action.value] as const] : [],
  )
  const rates = spec.objects.flatMap((object) =>
    'rates' in object ? [[`the rates of ${object.name}`, object.rates] as const] : [],
  )
  return [...named, ...rates, ...set].flatMap(([name, value]) =>
    typeof value === 'object' && value.kind === 'matrix' ? [[name, value] as const] : [],
  )
}

function isTimed(value: NamespaceValue): value is TimedArraySpec {
  return typeof value === 'object' && value.kind === 'timed-array'
}

/** Reports how many of the numbers are NaN or infinite, and where the first one is. */
function checkFinite(matrix: Matrix, name: string, report: Report): void {
  const { data, shape } = matrix
  const [first, count] = notFinite(data)
  if (count === 0) return
  const columns = shape.length === 2 ? shape[1] : 0
  const place = shape.length === 2 ? `[${Math.floor(first / columns)}, ${first % columns}]` : `[${first}]`
  const where = `${place} (${data[first]})`
  report(diagnostic('V004', { name, count, total: data.length, where }))
}

function notFinite(data: Float64Array | Float32Array): readonly [first: number, count: number] {
  if (hasFiniteSum(data)) return [-1, 0]
  let count = 0
  let first = -1
  for (let k = 0; k < data.length; k++) {
    if (Number.isFinite(data[k])) continue
    if (count === 0) first = k
    count++
  }
  return [first, count]
}

/** A sum is not finite when any of its terms is not; where it overflows instead, the terms are looked at one by one. */
function hasFiniteSum(data: Float64Array | Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = data.length - (data.length % 4)
  for (let k = 0; k < whole; k += 4) {
    a += data[k]
    b += data[k + 1]
    c += data[k + 2]
    d += data[k + 3]
  }
  for (let k = whole; k < data.length; k++) a += data[k]
  return Number.isFinite(a + b + c + d)
}
