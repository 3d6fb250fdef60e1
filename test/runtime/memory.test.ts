import { describe, expect, test } from 'vitest'
import { SpikecError } from '../../src/diagnostics/index.js'
import { createMemory } from '../../src/runtime/memory.js'

const empty = () => createMemory(1, new Float64Array(0), 0)

describe('the memory of a simulation', () => {
  test('has arrays of every type, all zero, and aligned for vector units', () => {
    const memory = empty()
    const elements = ['u8', 'f64', 'u16', 'f32', 'i32', 'u32'] as const
    memory.allocate(elements.map((element, k) => ({ name: `P.${element}`, element, length: 3 + k })))
    const kinds = elements.map((element) => memory.view(`P.${element}`).constructor.name)
    expect(kinds).toEqual(['Uint8Array', 'Float64Array', 'Uint16Array', 'Float32Array', 'Int32Array', 'Uint32Array'])
    for (const [k, element] of elements.entries()) {
      const view = memory.view(`P.${element}`)
      expect([...view]).toEqual(new Array(3 + k).fill(0))
      expect(view.byteOffset % 64).toBe(0)
    }
  })

  test('keeps what is in it when it grows', () => {
    const memory = empty()
    memory.allocate([{ name: 'P.v', element: 'f64', length: 1000 }])
    memory.f64('P.v').set(Float64Array.from({ length: 1000 }, (_, k) => k))
    const stale = memory.f64('P.v')
    memory.allocate([{ name: 'S.w', element: 'f64', length: 1_000_000 }])
    // Growing takes the buffer away from under views that were made before.
    expect(stale).toHaveLength(0)
    expect([...memory.f64('P.v')]).toEqual(Array.from({ length: 1000 }, (_, k) => k))
    expect(memory.f64('S.w').every((value) => value === 0)).toBe(true)
    expect(memory.f64('S.w').buffer).toBe(memory.f64('P.v').buffer)
  })

  test('grows by what is needed, in whole pages', () => {
    const memory = empty()
    for (let k = 1; k <= 5; k++) memory.allocate([{ name: `S.w${k}`, element: 'f64', length: 100_000 }])
    expect(memory.bytes()).toBe(4_000_000)
    expect(memory.f64('S.w1').buffer.byteLength).toBe(Math.ceil(4_000_000 / 65_536) * 65_536)
  })

  test('tells that views are stale by its generation', () => {
    const memory = empty()
    const before = memory.generation()
    memory.allocate([{ name: 'P.v', element: 'f64', length: 1 }])
    expect(memory.generation()).not.toBe(before)
  })

  test('arrays do not overlap', () => {
    const memory = empty()
    for (let k = 0; k < 50; k++) memory.allocate([{ name: `P.a${k}`, element: 'u8', length: k }])
    for (let k = 0; k < 50; k++) memory.u8(`P.a${k}`).fill(k)
    for (let k = 0; k < 50; k++) expect([...memory.u8(`P.a${k}`)]).toEqual(new Array(k).fill(k))
  })

  test('what does not fit is refused with its size, and nothing is changed', () => {
    const memory = empty()
    memory.allocate([{ name: 'P.v', element: 'f64', length: 2 }])
    const huge = () => memory.allocate([{ name: 'S.w', element: 'f64', length: 2 ** 30 }])
    expect(huge).toThrow(SpikecError)
    expect(huge).toThrow('8.00 GiB')
    expect(memory.has('S.w')).toBe(false)
    memory.allocate([{ name: 'S.u', element: 'f64', length: 2 }])
    expect(memory.f64('S.u')).toHaveLength(2)
  })

  test('another type than an array’s own, or another name, is a mistake of spikec’s', () => {
    const memory = empty()
    memory.allocate([{ name: 'P.v', element: 'f64', length: 1 }])
    expect(() => memory.f32('P.v')).toThrow('internal error')
    expect(() => memory.view('P.w')).toThrow('internal error')
  })

  test('an adopted array is the caller’s, until something is written to it', () => {
    const memory = empty()
    memory.allocate([{ name: 'S.w', element: 'f32', length: 3 }])
    const own = Float32Array.of(1, 2, 3)
    memory.adopt('S.w', own)
    expect(memory.view('S.w')).toBe(own)
    memory.own('S.w')
    memory.f32('S.w')[0] = 7
    expect([...memory.f32('S.w')]).toEqual([7, 2, 3])
    expect([...own]).toEqual([1, 2, 3])
  })
})
