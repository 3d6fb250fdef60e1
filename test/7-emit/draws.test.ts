import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANE_DRAWS, laneDrawText } from '../../src/7-emit/wasm/draws.js'
import { assemble } from '../../src/8-bundle/assemble.js'
import { normal, uniform } from '../../src/runtime/random.js'

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly draw: (seed: number, stream: number, step: number, draw: number) => void
}

/** A module that draws with the indices that it finds in its memory, and leaves the numbers behind them. */
async function drawnBy(name: (typeof LANE_DRAWS)[number]): Promise<Exports> {
  const lanes = name.endsWith('4') ? 4 : 2
  const results = Array.from({ length: lanes / 2 }, (_, k) => `$r${k}`)
  const text = `(module (memory (export "memory") 1)
    ${laneDrawText(name).join('\n')}
    (func (export "draw") (param $seed i32) (param $stream i32) (param $step f64) (param $draw i32)
      ${results.map((r) => `(local ${r} v128)`).join(' ')}
      (call $${name} (local.get $seed) (local.get $stream) (v128.load (i32.const 0)) (v128.load (i32.const 16))
        (local.get $step) (local.get $draw))
      ${results
        .toReversed()
        .map((r) => `(local.set ${r})`)
        .join(' ')}
      ${results.map((r, k) => `(v128.store (i32.const ${32 + 16 * k}) (local.get ${r}))`).join(' ')}))`
  const { instance } = await WebAssembly.instantiate(await assemble(text))
  return instance.exports as unknown as Exports
}

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const step = fc.oneof(word, fc.integer({ min: 0, max: 2 ** 48 - 1 }))
const draw = fc.integer({ min: 0, max: 65535 })

test.each(LANE_DRAWS)('%s gives each lane the bits that it would have by itself', async (name) => {
  const lanes = name.endsWith('4') ? 4 : 2
  const scalar = name.startsWith('normal') ? normal : uniform
  const exports = await drawnBy(name)
  const indices = new Uint32Array(exports.memory.buffer, 0, 8)
  const results = new Float64Array(exports.memory.buffer, 32, lanes)
  const places = fc.array(word, { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(word, word, places, step, draw, (seed, stream, at, when, which) => {
      indices.set(at)
      exports.draw(seed, stream, when, which)
      const alone = Array.from({ length: lanes }, (_, k) => scalar(seed, stream, at[k], at[4 + k], when, which))
      expect([...results]).toEqual(alone)
    }),
    { numRuns: 2000, seed: 1 },
  )
})
