/** WebAssembly text -> the module's bytes, by wabt, which is loaded when it is first needed. */
import { createRequire } from 'node:module'

type Wabt = Awaited<ReturnType<typeof import('wabt')>>
let loading: Promise<Wabt> | undefined

function wabt(): Promise<Wabt> {
  loading ??= (createRequire(import.meta.url)('wabt') as typeof import('wabt'))()
  return loading
}

export async function assemble(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const parsed = (await wabt()).parseWat('step.wat', text, { simd: true })
  try {
    return new Uint8Array(parsed.toBinary({ write_debug_names: true }).buffer)
  } finally {
    parsed.destroy()
  }
}
