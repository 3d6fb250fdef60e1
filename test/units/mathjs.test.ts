import { create, unitDependencies } from 'mathjs'
import { describe, expect, it } from 'vitest'
import { findUnit, type Unit, unitNames } from '../../src/units/index.js'
import { exponentsOf } from './helpers.js'

const { unit } = create({ unitDependencies })

type Other = { readonly value: number; readonly dimension: readonly number[]; readonly angle: number }

/** Families that mathjs has under no name of ours: none of their members can be compared. */
const UNKNOWN_TO_MATHJS = [
  ['katal', 'no catalytic activity in mathjs'],
  ['gray', 'no absorbed dose in mathjs'],
  ['sievert', 'no equivalent dose in mathjs'],
  ['becquerel', 'no radioactivity in mathjs'],
  ['lumen', 'no luminous flux in mathjs'],
  ['lux', 'no illuminance in mathjs'],
  ['steradian', 'no solid angle in mathjs'],
  ['molar', 'no concentrations in mathjs'],
  ['M', 'mM, uM and nM: no concentrations in mathjs'],
] as const

/** Units that mathjs gives another dimension. */
const DIFFERENT_IN_MATHJS = [['radian', 'a plain number for us, of dimension angle in mathjs']] as const

const all = unitNames().flatMap((name) => findUnit(name) ?? [])

describe('mathjs', () => {
  it('agrees on every unit that it has under the same name', () => {
    const shared = comparable((each) => each.name)
    expect(shared.length).toBeGreaterThanOrEqual(75)
    expectAgreement(shared)
  })

  it('agrees on every unit that it has under the displayed name, such as um^2 for umetre2', () => {
    const shared = comparable((each) => each.display)
    expect(shared.length).toBeGreaterThanOrEqual(1200)
    expectAgreement(shared)
  })

  it('lacks the families listed, and no others', () => {
    const missing = all.filter((each) => otherUnit(each.name) === undefined && otherUnit(each.display) === undefined)
    const listed = all.filter((each) => isOfFamily(each, UNKNOWN_TO_MATHJS))
    expect(missing.map((each) => each.name)).toEqual(listed.map((each) => each.name))
  })

  it('differs in the families listed', () => {
    const different = all.filter((each) => isOfFamily(each, DIFFERENT_IN_MATHJS))
    expect(different).toHaveLength(51)
    for (const each of different) expect(otherUnit(each.display)?.angle).toBeGreaterThan(0)
  })
})

function comparable(nameOf: (each: Unit) => string): readonly (readonly [Unit, Other])[] {
  return all.flatMap((each) => {
    const other = isOfFamily(each, DIFFERENT_IN_MATHJS) ? undefined : otherUnit(nameOf(each))
    return other === undefined ? [] : [[each, other] as const]
  })
}

function expectAgreement(shared: readonly (readonly [Unit, Other])[]): void {
  for (const [each, other] of shared) {
    expect([each.name, other.dimension, other.angle]).toEqual([each.name, exponentsOf(each.dimension), 0])
    expect(Math.abs(other.value / each.scale - 1)).toBeLessThan(1e-14)
  }
}

/** Whether the unit is one of these, with any prefix and power. */
function isOfFamily({ name }: Unit, families: readonly (readonly [string, string])[]): boolean {
  return families.some(([family]) => new RegExp(`^(da|[a-zA-Z])?${family}[23]?$`).test(name))
}

/** The unit of that name in mathjs, whose types do not show these two properties. */
function otherUnit(name: string): Other | undefined {
  const found = orUndefined(() => unit(1, name) as unknown as { value: number; dimensions: readonly number[] })
  if (found === undefined) return undefined
  const [kilogram, metre, second, ampere, kelvin, candela, mole, angle] = found.dimensions
  return { value: found.value, dimension: [metre, kilogram, second, ampere, kelvin, mole, candela], angle }
}

function orUndefined<Result>(compute: () => Result): Result | undefined {
  try {
    return compute()
  } catch {
    return undefined
  }
}
