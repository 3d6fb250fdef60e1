/** The picture that a model file draws itself. */
import { type Details, diagnostic, SpikecError } from '../diagnostics/index.js'
import { describeValue } from './describe.js'
import type { Network } from './network.js'

/** What went wrong in a file, and where. */
export interface ProblemAt {
  /** The file, with line and column where they are known. */
  readonly path: string
  readonly problem: string
  readonly details?: Details
}

/**
 * @param exported what the file exports as `picture`
 * @param problemOf tells of something thrown where in the file it comes from
 * @throws SpikecError if it is no function
 */
export function pictureOf(
  exported: unknown,
  network: Network,
  file: string,
  problemOf: (error: unknown) => ProblemAt,
): () => Promise<string> {
  if (typeof exported !== 'function')
    throw new SpikecError([diagnostic('C008', { path: file, found: describeValue(exported) })])
  const draw = exported as (network: Network) => unknown
  return async () => {
    const svg = await drawn(draw, network, problemOf)
    if (typeof svg === 'string' && /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(svg)) return svg
    throw new SpikecError([diagnostic('C010', { path: file, found: describeValue(beginning(svg)) })])
  }
}

async function drawn(
  draw: (network: Network) => unknown,
  network: Network,
  problemOf: (error: unknown) => ProblemAt,
): Promise<unknown> {
  try {
    return await draw(network)
  } catch (error) {
    // What is wrong with a call of spikec says so itself.
    if (error instanceof SpikecError) throw error
    const { path, problem, details } = problemOf(error)
    throw new SpikecError([diagnostic('C009', { path, problem }, details)])
  }
}

/** A text may be long. */
function beginning(value: unknown): unknown {
  return typeof value === 'string' && value.length > 40 ? `${value.slice(0, 39)}…` : value
}
