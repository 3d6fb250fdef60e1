/**
 * Units: names, dimensions and literal quantities.
 */
export * from './dimension.js'
export {
  describeDimension,
  describeKind,
  durationText,
  formatQuantity,
  quantityName,
  suitableUnit,
  timeText,
} from './format.js'
export { type ParsedQuantity, type ParsedUnit, parseQuantity, parseUnit, type QuantityError } from './quantity.js'
export * from './rational.js'
export {
  BASE_UNIT_NAMES,
  findScriptUnit,
  findUnit,
  PHYSICAL_CONSTANTS,
  type PhysicalConstant,
  powerOfTen,
  type Unit,
  unitNames,
} from './table.js'
