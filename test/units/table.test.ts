import { describe, expect, it } from 'vitest'
import {
  BASE_UNIT_NAMES,
  findScriptUnit,
  findUnit,
  PHYSICAL_CONSTANTS,
  powerOfTen,
  unitNames,
} from '../../src/units/index.js'
import { bitsOf, exponentsOf, golden } from './helpers.js'

const reference = golden.units.flatMap(({ dimension, units }) =>
  Object.entries(units).map(([name, [bits, display]]) => ({ name, bits, display, dimension })),
)

describe('the units of equation strings', () => {
  it('are those of the reference, no more and no less', () => {
    expect([...unitNames()].sort()).toEqual(reference.map(({ name }) => name).sort())
    expect(unitNames()).toHaveLength(1710)
  })

  it('have the bits, the dimension and the display name of the reference', () => {
    const ours = reference.map(({ name }) => {
      const unit = findUnit(name)
      return unit && { name, bits: bitsOf(unit.scale), display: unit.display, dimension: exponentsOf(unit.dimension) }
    })
    expect(ours).toEqual(reference)
  })

  it('are named by themselves and scaled by their exponent', () => {
    for (const name of unitNames()) {
      const unit = findUnit(name)
      expect(unit?.name).toBe(name)
      expect(unit?.scale).toBe(powerOfTen(unit?.exponent ?? Number.NaN))
    }
  })

  it.each(golden.leftOut)('leave out %s', (name) => {
    expect(findUnit(name)).toBeUndefined()
  })

  it.each(['', 'constructor', '__proto__', 'toString', 'mv', 'MV', 'volt4', 'volt1', 'mmV', 'mkilogram'])(
    'do not know %j',
    (name) => {
      expect(findUnit(name)).toBeUndefined()
      expect(findScriptUnit(name)).toBeUndefined()
    },
  )

  it('begin with the usual names, for suggestions', () => {
    expect(unitNames().slice(0, 3)).toEqual(['ms', 'us', 'mV'])
  })
})

describe('the units of literal quantities', () => {
  it('are those of equation strings and those that only a script has', () => {
    for (const [name, [bits, dimension]] of Object.entries(golden.onlyInScripts)) {
      const unit = findScriptUnit(name)
      expect(unit && [bitsOf(unit.scale), exponentsOf(unit.dimension)]).toEqual([bits, dimension])
      expect(findUnit(name)).toBeUndefined()
    }
    const scriptNames = golden.leftOut.filter((name) => findScriptUnit(name) !== undefined)
    expect(scriptNames.sort()).toEqual(Object.keys(golden.onlyInScripts).sort())
    for (const name of unitNames()) expect(findScriptUnit(name)).toBe(findUnit(name))
  })
})

describe('the units of declarations', () => {
  it('are those of the reference, all of scale 1', () => {
    expect(BASE_UNIT_NAMES).toEqual(golden.baseUnits)
    for (const name of BASE_UNIT_NAMES) expect(findUnit(name)?.scale).toBe(1)
  })
})

describe('the physical constants', () => {
  it('are those of the reference', () => {
    const ours = [...PHYSICAL_CONSTANTS].map(([name, { value, dimension }]) => [
      name,
      [bitsOf(value), exponentsOf(dimension)],
    ])
    expect(Object.fromEntries(ours)).toEqual(golden.constants)
  })
})
