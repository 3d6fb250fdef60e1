import { message } from '../define.js'

export const unsupportedMessages = {
  X001: message<{ feature: string }>('unsupported-feature', {
    message: (p) => `${p.feature} is not supported yet`,
    explanation: 'Brian has it, and spikec refuses it rather than to do something else silently.',
    bad: "method: 'independent'",
    good: "method: 'exact'",
  }),
}
