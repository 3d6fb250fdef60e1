/** The unit that is proposed for a name is the one that it has, wherever it was left out. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/compile.js'
import { type Diagnostic, SpikecError } from '../../src/diagnostics/index.js'
import type { GroupSpec, ModelSpec, Namespace } from '../../src/model/spec.js'
import { describeDimension, parseQuantity } from '../../src/units/index.js'
import { readCase } from '../conformance/reader.js'
import { groupSpec, modelSpec, synapsesSpec } from '../helpers.js'
import { root } from '../program.js'

function unknowns(spec: ModelSpec): readonly Diagnostic[] {
  return check(spec).filter(({ code }) => code === 'N001')
}

type Written = Partial<GroupSpec> & { readonly model?: string }

/** What is said of each unknown name, first of its value, then of its declaration. */
function proposals(group: Written, ...more: Parameters<typeof synapsesSpec>): readonly string[] {
  const { model = '', ...options } = group
  const spec = modelSpec([groupSpec(model, options), ...more.map((one) => synapsesSpec(one))])
  return unknowns(spec).flatMap(({ help, fixes, notes }) => [
    ...notes,
    ...help,
    ...fixes.map(({ replacement }) => replacement),
  ])
}

const must = (name: string, kind: string, value: string) =>
  `\`${name}\` must be ${kind} here: give it a value, namespace: { ${name}: ${value} }`

describe('one unit fits', () => {
  test.each<readonly [Written, readonly string[]]>([
    [{ model: 'dv/dt = -v/kappa : volt' }, [must('kappa', 'a time (second)', "'…*ms'"), '\nkappa : second']],
    [{ model: 'dv/dt = -v*kappa : volt' }, [must('kappa', 'a rate (hertz)', "'…*Hz'"), '\nkappa : hertz']],
    [{ model: '  dv/dt = (v - E0)/ms : volt' }, [must('E0', 'a voltage (volt)', "'…*mV'"), '\n  E0 : volt']],
    [{ model: 'v : volt\ny = exp(v/slope) : 1' }, [must('slope', 'a voltage (volt)', "'…*mV'"), '\nslope : volt']],
    [
      { model: 'v : volt\ny = sqrt(q)*2 : volt' },
      [must('q', 'a squared voltage (volt**2)', "'…*volt**2'"), '\nq : volt**2'],
    ],
    [{ model: 'x : 1\ny = x + q : 1' }, [must('q', 'a plain number (no unit)', '…'), '\nq : 1']],
    [{ model: 'v : volt', threshold: 'v > Vcrit' }, [must('Vcrit', 'a voltage (volt)', "'…*mV'")]],
    [{ model: 'v : volt', threshold: 'v > 0*mV', refractory: 'ref' }, [must('ref', 'a time (second)', "'…*ms'")]],
    [
      { model: 'v : volt', threshold: 'v > 0*mV', reset: 'y = 2*bb; v = y' },
      [must('bb', 'a voltage (volt)', "'…*mV'")],
    ],
  ])('%j', (group, expected) => {
    expect(proposals(group)).toEqual(expected)
  })

  test('in statements of synapses', () => {
    const told = proposals({ model: 'ge : siemens', threshold: 'ge > 0*nS' }, { on_pre: 'ge_post += 3*weight' })
    expect(told).toEqual([must('weight', 'a conductance (siemens)', "'…*nS'")])
  })

  test('of a name by way of another', () => {
    const told = proposals({ model: 'dv/dt = aaa*(v - bbb) : volt' })
    expect(told[0]).toBe(must('aaa', 'a rate (hertz)', "'…*Hz'"))
    expect(told[2]).toBe(must('bbb', 'a voltage (volt)', "'…*mV'"))
  })
})

test('two uses that do not agree are both told', () => {
  const told = proposals({ model: 'dv/dt = -v/kappa : volt', threshold: 'v > kappa' })
  const note =
    '`kappa` would have to be a time (second) in the equations of P, and a voltage (volt) in the threshold of P'
  expect(told.filter((line) => line === note)).toHaveLength(2)
})

test('what many units fit is not proposed', () => {
  const told = proposals({ model: 'v : volt\ny = aaa*bbb : volt' })
  expect(told.join()).not.toContain('must be')
})

test('of names that are alike, the one with the right unit is meant', () => {
  const namespace = { taum: '20*ms', tauv: '20*mV' }
  expect(proposals({ model: 'dv/dt = -v/tauw : volt', namespace })).toEqual(['taum'])
  expect(proposals({ model: 'v : volt', threshold: 'v > tauw', namespace })).toEqual(['tauv'])
})

describe('left out of a conformance case, a constant is proposed in its own unit', () => {
  const folder = join(root, 'test/conformance/cases')
  let proposed = 0
  for (const file of readdirSync(folder).filter((name) => /^(?!refuse-).*\.json$/.test(name))) {
    const spec = specOf(join(folder, file))
    for (const name of Object.keys(spec?.namespace ?? {})) {
      test(`${name} of ${file}`, () => {
        if (!spec) throw new Error('no case')
        const { [name]: value, ...others } = spec.namespace ?? {}
        const quantity = typeof value === 'string' ? parseQuantity(value) : undefined
        // Numbers and expressions of other constants are left alone here.
        if (quantity?.kind !== 'quantity') return
        const unit = describeDimension(quantity.dimension)
        for (const { help, fixes, notes } of unknowns({ ...spec, namespace: others as Namespace })) {
          expect(notes.join()).not.toContain('would have to be')
          const said = help.find((line) => line.startsWith(`\`${name}\` must be`))
          if (said === undefined) continue
          expect(said).toContain(unit === '1' ? '(no unit)' : unit)
          for (const fix of fixes) expect(fix.replacement.trim()).toBe(`${name} : ${unit}`)
          proposed++
        }
      })
    }
  }

  test('most of them are', () => {
    expect(proposed).toBeGreaterThan(40)
  })
})

/** What can't be built yet is refused when it is read. */
function specOf(path: string): ModelSpec | undefined {
  try {
    return readCase(JSON.parse(readFileSync(path, 'utf8'))).network.spec()
  } catch (error) {
    if (error instanceof SpikecError) return undefined
    throw error
  }
}
