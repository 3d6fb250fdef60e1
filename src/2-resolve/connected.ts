import { diagnostic, type Report } from '../diagnostics/index.js'
import type { ModelSpec } from '../model/spec.js'

/** Synapses that nobody connected would silently do nothing. What is set before connecting is reported where it is set. */
export function checkConnected(spec: ModelSpec, report: Report): void {
  const present = new Set(spec.objects.map((object) => object.name))
  for (const object of spec.objects) {
    if (object.kind !== 'Synapses' || !present.has(object.source) || !present.has(object.target)) continue
    const { name } = object
    if (spec.actions.some((action) => action.target === name)) continue
    const help = [`call connect(): \`${name}.connect()\` is all to all`]
    report(diagnostic('V007', { name }, { help }))
  }
}
