/** Whether a case passes, and if not, why, in one line. */
import { type Diagnostic, render, SpikecError } from 'spikec'
import { type Case, CaseError, parseCase } from './case.js'
import { firstDifference } from './compare.js'
import { type Backend, runCase } from './reader.js'

export interface Verdict {
  readonly name: string
  /** What is wrong; absent where the case passes. */
  readonly difference?: string
}

/** @param name what a file is called that holds no case */
export async function judgeText(text: string, name: string, backend?: Backend): Promise<Verdict> {
  try {
    return await judge(parseCase(text), backend)
  } catch (error) {
    if (error instanceof CaseError) return { name, difference: error.message }
    throw error
  }
}

export async function judge(given: Case, backend?: Backend): Promise<Verdict> {
  const difference = await differenceOf(given, backend)
  return { name: given.name, ...(difference !== undefined && { difference: oneLine(difference) }) }
}

async function differenceOf(given: Case, backend: Backend | undefined): Promise<string | undefined> {
  try {
    const { results, dt } = await runCase(given, { ...(backend && { backend }) })
    if (given.expect_error === undefined) return firstDifference(given, results, dt)
    return `the model was accepted, and an error of the family \`${given.expect_error}\` was expected`
  } catch (error) {
    if (error instanceof CaseError) return error.message
    if (!(error instanceof SpikecError)) return `internal error: ${error instanceof Error ? error.message : error}`
    const errors = error.diagnostics.filter((found) => found.severity === 'error')
    if (given.expect_error === undefined) return `refused: ${described(errors)}`
    return differenceOfRefusal(given.expect_error, given.error_mentions ?? [], errors)
  }
}

/** One error must be of the family, and name every word. That something is not supported yet is never the refusal that was meant. */
export function differenceOfRefusal(
  family: string,
  words: readonly string[],
  errors: readonly Diagnostic[],
): string | undefined {
  const ofFamily = errors.filter((error) => error.family === family && error.family !== 'unsupported-feature')
  if (ofFamily.length === 0) return `expected an error of the family \`${family}\`, found ${described(errors)}`
  const silent = ofFamily.map((error) => words.filter((word) => !mentions(render(error), word)))
  if (silent.some((missing) => missing.length === 0)) return undefined
  return `the error does not name ${silent[0].map((word) => `\`${word}\``).join(' and ')}: ${described(ofFamily)}`
}

/** A word is named where it stands by itself: `w` is not named by `tau_w`. */
function mentions(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<!\\w)${escaped}(?!\\w)`).test(text)
}

function described(errors: readonly Diagnostic[]): string {
  const [head, ...others] = errors
  if (!head) return 'a refusal without an error'
  return `${head.code} (${head.family}): ${head.message}${others.length > 0 ? `, and ${others.length} more` : ''}`
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}
