/** The module of the runtime that draws sparse connectivity: its text by hand, with the logarithm that is written in IR. */
import { FUNCTIONS } from '../../ir/functions/index.js'
import { functionText } from './functions.js'
import type { ModuleUse } from './places.js'
import { templateLines } from './templates.js'
import { indented } from './wat.js'

/** The text of `generated/pair-draws.wat`. */
export function emitPairDraws(): string {
  const parts = [templateLines('pair-draws.wat'), functionText(FUNCTIONS.log, nothing()), templateLines('random.wat')]
  const body = parts.flatMap((text) => ['', ...text])
  return [
    ';; Put together from templates/ and src/ir/functions by scripts/generate.mjs; do not edit.',
    '(module',
    ...indented(body.slice(1)),
    ')\n',
  ].join('\n')
}

/** The text of `generated/pair-draws.ts`: the module's bytes, for the runtime. */
export function emitPairDrawsBytes(bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64')
  return [
    '// Assembled from pair-draws.wat by scripts/generate.mjs; do not edit.',
    `export const PAIR_DRAWS = '${base64}'\n`,
  ].join('\n')
}

/** The logarithm is a straight line of arithmetic: it uses nothing of a model's memory. */
function nothing(): ModuleUse {
  const refuse = (): never => {
    throw new Error('internal error of spikec: the module that draws pairs has no model')
  }
  return {
    placement: { offsets: new Map(), end: 0 },
    globals: new Set(),
    functions: new Set(),
    draws: new Set(),
    tables: new Map(),
    added: new Set(),
    host: new Set(),
    slotOffset: refuse,
    streamKey: refuse,
  }
}
