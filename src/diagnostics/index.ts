export type { Family, Severity } from './define.js'
export {
  type Details,
  type Diagnostic,
  diagnostic,
  type Fix,
  type Label,
  type Related,
  type Report,
} from './diagnostic.js'
export { assertInternal, SpikecError, throwErrors, unreachable } from './error.js'
export { refuseUnknown } from './options.js'
export { type Code, isCode, registry } from './registry.js'
export { render, renderAll } from './render.js'
export { lineAndColumn, type Source, type Span, spanOver } from './source.js'
export { nearest } from './suggest.js'
