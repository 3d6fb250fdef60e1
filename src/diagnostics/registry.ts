/**
 * Every message that a user can get, by its code. A code, once published, keeps its meaning.
 * The files of `messages/` hold one family each; `diagnostic()` is typed by what is written there,
 * so that a wrong parameter does not compile.
 */
import { connectingMessages } from './messages/connecting.js'
import { delayMessages } from './messages/delays.js'
import { dimensionMessages } from './messages/dimensions.js'
import { flagMessages } from './messages/flags.js'
import { groupMessages } from './messages/groups.js'
import { indexMessages } from './messages/indices.js'
import { inputMessages } from './messages/inputs.js'
import { lintMessages } from './messages/lints.js'
import { methodMessages } from './messages/methods.js'
import { nameMessages } from './messages/names.js'
import { numberMessages } from './messages/numbers.js'
import { recordingMessages } from './messages/recording.js'
import { representationMessages } from './messages/representations.js'
import { runMessages } from './messages/runs.js'
import { synapsesMessages } from './messages/synapses.js'
import { syntaxMessages } from './messages/syntax.js'
import { unsupportedMessages } from './messages/unsupported.js'
import { valueMessages } from './messages/values.js'

export const registry = {
  ...syntaxMessages,
  ...nameMessages,
  ...dimensionMessages,
  ...flagMessages,
  ...valueMessages,
  ...connectingMessages,
  ...representationMessages,
  ...synapsesMessages,
  ...recordingMessages,
  ...groupMessages,
  ...indexMessages,
  ...methodMessages,
  ...unsupportedMessages,
  ...inputMessages,
  ...delayMessages,
  ...numberMessages,
  ...lintMessages,
  ...runMessages,
}

export type Code = keyof typeof registry
export type Parameters<C extends Code> = (typeof registry)[C] extends { message: (p: infer P) => string } ? P : never

export function isCode(text: string): text is Code {
  return Object.hasOwn(registry, text)
}
