/** What is wrong with a file of numbers. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'

/** `what`: the file's name, or what stands for it. */
export function unfit(what: string, problem: string, help: readonly string[] = []): SpikecError {
  return new SpikecError([diagnostic('V037', { what, problem }, { help })])
}
