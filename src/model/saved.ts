/** Results in files: save() of networks. */
import { diagnostic, SpikecError } from '../diagnostics/index.js'
import { formatOf, RESULTS_FORMATS, type ResultsFormat, saveRecordings } from '../runtime/node/save.js'
import type { Simulation } from '../runtime/simulation.js'
import { describeValue } from './describe.js'
import { checkOptions } from './options.js'

export interface SaveOptions {
  /** `'npz'` or `'json'` for a file, `'csv'` for a folder; what the name ends in where absent. */
  readonly format?: ResultsFormat
}

export function saveResults(simulation: Simulation, path: string, options: SaveOptions): readonly string[] {
  return saveRecordings(simulation, path, checkedFormat(path, options))
}

/** How results are written: as it is said, or as the ending of a file's name says. */
function checkedFormat(path: unknown, options: { readonly format?: unknown }): ResultsFormat {
  const what = 'save()'
  checkOptions(options, ['format'], what)
  if (typeof path !== 'string') {
    const problem = `it takes the name of a file or folder, and is given ${describeValue(path)}`
    throw new SpikecError([diagnostic('V008', { what, problem })])
  }
  const { format = formatOf(path) } = options
  const known = RESULTS_FORMATS.find((name) => name === format)
  if (known) return known
  const problem = `${format === undefined ? `\`${path}\` ends in neither .npz nor .json` : `there is no format ${describeValue(format)}`}; formats are 'npz', 'json', and 'csv' for a folder`
  throw new SpikecError([diagnostic('V008', { what, problem })])
}
