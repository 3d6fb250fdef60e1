/** Several synapses for a pair of neurons where one was hardly not enough: a list that has a pair twice, a call made twice. */
import { stringsOf } from '../../2-resolve/expansion.js'
import { visit } from '../../2-resolve/expression.js'
import { type Connect, type Model, synapsesOf } from '../../2-resolve/model.js'
import { diagnostic, type Report } from '../../diagnostics/index.js'

export function duplicates(model: Model, report: Report): void {
  for (const synapses of synapsesOf(model)) {
    // Who numbers the synapses of a pair has several.
    if (synapses.multisynapticIndex) continue
    const connects = model.actions.filter(
      (action): action is Connect => action.kind === 'connect' && action.synapses === synapses,
    )
    for (const { connectivity } of connects) {
      if (connectivity.kind !== 'pairs' || !connectivity.twice) continue
      report(diagnostic('L007', { name: synapses.name, ...connectivity.twice }))
    }
    const again = connects.find((connect, k) => connects.slice(0, k).some((earlier) => makesSame(connect, earlier)))
    if (again) report(diagnostic('L008', { name: synapses.name, rule: described(again) }))
  }
}

/** Surely makes synapses for pairs that the earlier call has made some for. */
function makesSame(connect: Connect, earlier: Connect): boolean {
  if (isRandom(connect) || isRandom(earlier)) return false
  if (earlier.connectivity.kind === 'all' || connect.connectivity.kind === 'all') return true
  return ruleOf(connect) !== undefined && ruleOf(connect) === ruleOf(earlier)
}

/** What is drawn anew may come to other pairs. */
function isRandom(connect: Connect): boolean {
  const { connectivity } = connect
  if ((connectivity.kind === 'condition' || connectivity.kind === 'pairs') && connectivity.p) return true
  if (connectivity.kind === 'partner' && connectivity.iteration?.sample) return true
  let found = false
  for (const { value } of stringsOf(connect)) {
    visit(value, (node) => {
      if (node.kind === 'application' && DRAWS.includes(node.function.name)) found = true
    })
  }
  return found
}

const DRAWS = ['rand', 'randn', 'poisson', 'binomial']

/** The text of a rule that is one. */
function ruleOf({ connectivity }: Connect): string | undefined {
  switch (connectivity.kind) {
    case 'all-but-self':
      return 'i != j'
    case 'condition':
      return connectivity.condition?.source.text
    case 'partner':
      return `${connectivity.side} ${connectivity.partner.source.text}`
    case 'nonzero':
      return connectivity.array?.name
    case 'all':
    case 'pairs':
      return undefined
  }
}

function described(connect: Connect): string {
  const text = stringsOf(connect)[0]?.source.text
  return text === undefined ? 'the last one' : `\`${text}\``
}
