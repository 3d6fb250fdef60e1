/**
 * What would mend a mismatch of units. A proposal is said only if the string is right with it: the text is changed, read
 * again and checked, and must have lost this mistake and gained none.
 */
import { resolveCondition } from '../2-resolve/group.js'
import type { Expression, Sourced } from '../2-resolve/symbols.js'
import type { Diagnostic, Fix, Report, Source } from '../diagnostics/index.js'
import {
  type Dimension,
  describeDimension,
  describeKind,
  equalDimensions,
  isDimensionless,
  SECOND,
} from '../units/index.js'
import { type Mismatch, mismatchesOf, type Proposal } from './advice/mismatch.js'
import { PATTERNS } from './advice/patterns.js'
import { asFactor, replaced, withBrackets } from './advice/text.js'
import { thresholdProposals } from './advice/truth.js'
import { vocabularyOf } from './advice/vocabulary.js'
import { factorName, simpleUnit } from './advice/words.js'
import type { Conflict, UnitReport } from './conflict.js'

export { originsOf, unitLabel, usualUnit } from './advice/words.js'

/** What is wrong with a text, if it were that text. */
type Check = (text: Sourced<Expression>, report: UnitReport) => void

/** More changes than this are not tried for one mistake. */
const MOST_TRIALS = 16
/** More alternatives than this only confuse. */
const MOST_FIXES = 2

interface Found {
  readonly diagnostic: Diagnostic
  readonly conflict: Conflict | undefined
}

/** Checks a text, and says with each mistake what would mend it. */
export function advised(text: Sourced<Expression>, check: Check, report: Report): void {
  const found = findings(text, check)
  for (const one of found)
    report(one.conflict ? withAdvice(one.diagnostic, one.conflict, text, check, found) : one.diagnostic)
}

function findings(text: Sourced<Expression>, check: Check): readonly Found[] {
  const found: Found[] = []
  check(text, (diagnostic, conflict) => found.push({ diagnostic, conflict }))
  return found
}

function withAdvice(
  diagnostic: Diagnostic,
  conflict: Conflict,
  text: Sourced<Expression>,
  check: Check,
  before: readonly Found[],
): Diagnostic {
  const others = before.map((one) => one.diagnostic).filter((one) => one !== diagnostic)
  const vocabulary = text.scope ? vocabularyOf(text.scope) : []
  const mismatches = mismatchesOf(conflict, text.source, vocabulary)
  const groups =
    conflict.kind === 'truth'
      ? [thresholdProposals(conflict, text.source, vocabulary)]
      : PATTERNS.flatMap(({ propose }) => mismatches.map(propose))
  const { fixes, help } = firstThatHold(groups, (proposal) => changeThatHolds(proposal, text, check, others))
  const words = fixes.length + help.length > 0 ? help : inWords(conflict, mismatches, text.source)
  return { ...diagnostic, help: [...words, ...diagnostic.help], fixes: [...diagnostic.fixes, ...fixes] }
}

/** What the first group that has anything that holds comes to. */
function firstThatHold(
  groups: readonly (readonly Proposal[])[],
  tried: (proposal: Proposal) => Fix | undefined,
): { readonly fixes: readonly Fix[]; readonly help: readonly string[] } {
  let trials = 0
  for (const proposals of groups) {
    const fixes: Fix[] = []
    const help: string[] = []
    for (const proposal of proposals) {
      if (fixes.length + help.length === MOST_FIXES || trials === MOST_TRIALS) break
      trials++
      const fix = tried(proposal)
      if (fix && proposal.says !== undefined) help.push(proposal.says)
      else if (fix) fixes.push(fix)
    }
    if (fixes.length + help.length > 0) return { fixes, help }
  }
  return { fixes: [], help: [] }
}

/** The proposal, in brackets if it needs them; undefined if the text is not right with it. */
function changeThatHolds(
  { title, span, replacement, sure }: Proposal,
  text: Sourced<Expression>,
  check: Check,
  others: readonly Diagnostic[],
): Fix | undefined {
  if (sure) return { title, span, replacement }
  const fixes = [replacement, `(${replacement})`].map((by) => ({ title, span, replacement: by }))
  return fixes.find((fix) => holds(fix, text, check, others))
}

/** Whether the text, changed, has no other mistakes than those that it has besides. */
function holds(
  { span, replacement }: Fix,
  text: Sourced<Expression>,
  check: Check,
  others: readonly Diagnostic[],
): boolean {
  const { source, value, scope } = text
  const whole = withBrackets(value.span, source.text)
  if (!scope || span.start < whole.start || span.end > whole.end) return false
  const changed = replaced(source.text, span, replacement)
  const slice = changed.slice(whole.start, whole.end + changed.length - source.text.length)
  const again = resolveCondition(slice, source.role, scope, () => {})
  if (!again) return false
  const left = others.map(signature)
  return findings(again, check).every(({ diagnostic }) => {
    const at = left.indexOf(signature(diagnostic))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

function signature({ code, message }: Diagnostic): string {
  return `${code} ${message}`
}

/** The factor that is missing, where no name of the model is known to be it; or the declaration that would fit. */
function inWords(conflict: Conflict, mismatches: readonly Mismatch[], text: Source): readonly string[] {
  const [mismatch] = mismatches
  if (conflict.kind === 'truth') return comparison(conflict, text)
  if (!mismatch) return []
  const { excess, lack, found, wanted, node, source, place } = mismatch
  if (place === 'derivative' && equalDimensions(excess, SECOND))
    return ['divide the right side by a time constant: did you forget `/tau`?']
  if (place === 'argument') return [`divide it by a scale in ${describeDimension(found)}`]
  if (isDimensionless(wanted)) return []
  const declared = declarationThatFits(mismatch)
  if (declared) return [declared]
  if (isDimensionless(found)) return []
  const coefficient = mismatches.flatMap(bareCoefficient)
  if (coefficient.length > 0) return coefficient.slice(0, 1)
  const factor = asFactor(node, source.text)
  const [over, under] = [factorName(excess), factorName(lack)]
  if (over) return [`divide \`${factor}\` by ${named(over, excess)}`]
  return under ? [`multiply \`${factor}\` by ${named(under, lack)}${hint(mismatch)}`] : []
}

/** `0.04*v**2` in an equation that was fitted to millivolts: its coefficients have units. */
function bareCoefficient({ node, excess, source, wanted }: Mismatch): readonly string[] {
  const unit = simpleUnit(excess)
  if (unit === undefined || node.kind !== 'binary' || node.operator !== '*' || isDimensionless(wanted)) return []
  const { left, right } = node
  if (left.kind !== 'number' || right.kind !== 'binary' || right.operator !== '**') return []
  const [number, rest] = [left, right].map(({ span }) => source.text.slice(span.start, span.end))
  return [`if the coefficient was fitted to values in ${unit}, it is in 1/${unit}: \`${number}/${unit}*${rest}\``]
}

/** A condition compares the number with another one of its unit. */
function comparison({ node, found }: Extract<Conflict, { kind: 'truth' }>, { text, role }: Source): readonly string[] {
  if (isDimensionless(found))
    return [
      role.startsWith('the condition')
        ? 'a condition compares two values, such as `i == j`'
        : 'a condition compares two values',
    ]
  const own = text.slice(node.span.start, node.span.end)
  return [`compare it with ${describeKind(found)}: \`${own} > …\``]
}

/** A parameter alone is as likely to be declared wrong as to be used wrong: `w : volt`. */
function declarationThatFits({ node, place, wanted }: Mismatch): string | undefined {
  if (place !== 'value' || node.kind !== 'reference' || node.symbol.kind !== 'variable') return undefined
  const { role, name, owner } = node.symbol
  return role === 'parameter'
    ? `declare \`${name} : ${describeDimension(wanted)}\` in the equations of ${owner}`
    : undefined
}

function named(name: string, dimension: Dimension): string {
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name} (${describeDimension(dimension)})`
}

function hint({ found, lack }: Mismatch): string {
  const driving = factorName(lack) === 'voltage' && (factorName(found) ?? '').startsWith('conductance')
  return driving ? ': did you forget the driving force `(E - v)`?' : ''
}
