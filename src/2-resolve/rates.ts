/** What is wrong with the rates of neurons that spike at random, where they are known before the run. */
import { diagnostic, type Report, type Source } from '../diagnostics/index.js'
import type { Matrix } from '../model/spec.js'
import {
  DIMENSIONLESS,
  divideDimensions,
  equalDimensions,
  formatQuantity,
  parseQuantity,
  parseUnit,
  SECOND,
} from '../units/index.js'
import type { Group } from './model.js'

const HERTZ = divideDimensions(DIMENSIONLESS, SECOND)

/** Units that are wrong are reported elsewhere. */
export function checkRates(rates: string | Matrix, { name: group, clock }: Group, report: Report): void {
  const found = knownRates(rates)
  const place = typeof rates === 'string' ? placeOf(rates, group) : undefined
  const told = (k: number) => ({
    group,
    rate: formatQuantity(found[k], HERTZ),
    where: typeof rates === 'string' ? '' : ` (neuron ${k})`,
  })
  const negative = found.findIndex((rate) => rate < 0)
  if (negative >= 0) {
    report(diagnostic('V062', told(negative), place))
    return
  }
  // A rate of one spike a step is meant so, whatever its last bit.
  const tooHigh = found.findIndex((rate) => rate * clock.dt > 1 + 1e-9)
  if (tooHigh < 0) return
  const steps = { dt: formatQuantity(clock.dt, SECOND), most: formatQuantity(1 / clock.dt, HERTZ) }
  report(diagnostic('V063', { ...told(tooHigh), ...steps }, place))
}

function knownRates(rates: string | Matrix): Float64Array {
  if (typeof rates !== 'string') {
    const unit = parseUnit(rates.unit ?? '1')
    const isRate = unit.kind === 'unit' && equalDimensions(unit.dimension, HERTZ)
    return isRate ? Float64Array.from(rates.data, (rate) => rate * unit.scale) : new Float64Array(0)
  }
  const quantity = parseQuantity(rates)
  const isRate = quantity.kind === 'quantity' && equalDimensions(quantity.dimension, HERTZ)
  return isRate ? Float64Array.of(quantity.value) : new Float64Array(0)
}

function placeOf(text: string, group: string) {
  const source: Source = { text, role: `the rates of ${group}` }
  return { source, span: { start: 0, end: text.length } }
}
