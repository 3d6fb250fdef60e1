/** Whole numbers that an integer variable can't hold. */
import { diagnostic, type Report } from '../diagnostics/index.js'
import type { Setting } from './model.js'
import type { Variable } from './symbols.js'

const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1]

/** Numbers behind the point are cut off, as in the reference; one that is too large would come out as another. */
export function fitsInteger({ name, type }: Variable, setting: Setting, report: Report): boolean {
  if (type !== 'integer' || setting.kind === 'expression') return true
  const values = setting.kind === 'number' ? [setting.value] : setting.value.data
  const wrong = values.find((value) => Math.trunc(value) < LEAST || Math.trunc(value) > MOST)
  if (wrong === undefined) return true
  report(diagnostic('V066', { name, value: String(wrong) }))
  return false
}
