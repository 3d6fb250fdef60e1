import { diagnostic, SpikecError } from '../diagnostics/index.js'

/** The index itself, if it lies inside; stops with a diagnostic if not. */
export function within(index: number, size: number, array: string, axis: string): number {
  if (index >= 0 && index < size) return index
  throw new SpikecError([diagnostic('I002', { array, index: String(index), size, axis })])
}
