/** The example of every code: a code without one does not compile. */
import type { Code } from '../registry.js'
import { connectingExamples } from './connecting.js'
import { delayExamples } from './delays.js'
import { dimensionExamples } from './dimensions.js'
import type { Example } from './example.js'
import { groupExamples } from './groups.js'
import { lintExamples } from './lints.js'
import { nameExamples } from './names.js'
import { otherExamples } from './others.js'
import { recordingExamples } from './recording.js'
import { representationExamples } from './representations.js'
import { runExamples } from './runs.js'
import { synapsesExamples } from './synapses.js'
import { syntaxExamples } from './syntax.js'
import { valueExamples } from './values.js'

export type { Example } from './example.js'

export const examples: { readonly [C in Code]: Example } = {
  ...syntaxExamples,
  ...nameExamples,
  ...dimensionExamples,
  ...valueExamples,
  ...connectingExamples,
  ...synapsesExamples,
  ...delayExamples,
  ...representationExamples,
  ...recordingExamples,
  ...groupExamples,
  ...otherExamples,
  ...lintExamples,
  ...runExamples,
}
