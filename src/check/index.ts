/** Checking as a library: what `spikec check --json` prints, from a text. */
import { check as checkSpec } from '../analyse.js'
import { type Diagnostic, diagnostic, SpikecError } from '../diagnostics/index.js'
import { Network } from '../model/network.js'
import type { ModelSpec } from '../model/spec.js'
import { pathKey, readEquationsFile } from './eqs.js'
import { checkJson } from './json.js'
import { relocated } from './relocate.js'
import { type CheckResult, type Placed, resultOf } from './result.js'
import { stringsOf } from './strings.js'
import type { HostText } from './written.js'

export interface CheckOptions {
  /** What messages call the text; its ending says what it is: `.eqs` or `.json`. */
  readonly fileName?: string
  /** false: nothing about what is possible and hardly meant. */
  readonly lint?: boolean
}

/**
 * What is wrong with a model, errors and warnings; nothing is simulated.
 *
 * @param source the text of a file of equations (`.eqs`) or of a JSON model, for places in that text; or a network or its
 *   spec, for places in its strings. A model in TypeScript has to run to exist: see checkFile().
 */
export function check(source: string, options?: CheckOptions): CheckResult
export function check(source: ModelSpec | Network): readonly Diagnostic[]
export function check(source: string | ModelSpec | Network, options: CheckOptions = {}) {
  if (typeof source !== 'string') return checkSpec(source instanceof Network ? source.spec() : source)
  const { fileName = 'model.eqs', lint = true } = options
  return resultOf(fileName, checkText({ file: fileName, text: source }, lint))
}

/** A text that is a model as it stands: a file of equations, or JSON. */
export function checkText(host: HostText, lint: boolean): readonly Placed[] {
  const [ending] = /\.\w+$/.exec(host.file) ?? ['']
  switch (ending) {
    case '.json':
      return checkJson(host, lint)
    case '.eqs':
      return checkEquationsFile(host, lint)
  }
  const problem = 'a text that is checked is `.eqs` or `.json`; a program has to run, which checkFile(path) does'
  throw new SpikecError([diagnostic('V008', { what: `check() of ${host.file}`, problem })])
}

function checkEquationsFile(host: HostText, lint: boolean): readonly Placed[] {
  const { spec, written, diagnostics } = readEquationsFile(host)
  // Such a file is for checking: what it describes may be run elsewhere.
  const found = spec.objects.length > 0 ? checkSpec(spec, { toRun: false, lint }) : []
  return relocated([...diagnostics, ...found], stringsOf(spec), {
    written: ({ path, isKey }) => written.get(pathKey(path, isKey)),
    near: () => undefined,
  })
}
