/** What a network, and a run of it, can be told. */
import type { Backend } from '../runtime/wasm.js'
import type { NamespaceInput } from './options.js'
import type { Report } from './report.js'
import type { Precision } from './spec.js'

export interface NetworkOptions {
  /** The step of the clock; `'0.1*ms'` where absent. */
  readonly dt?: string
  /** How long a run lasts that is not told its duration: what `spikec run` and a bundle use. */
  readonly duration?: string
  /** Names that every object sees, after its own namespace. */
  readonly namespace?: NamespaceInput
  /** A whole number from 0 to 2**32 - 1. The same seed gives the same numbers everywhere. */
  readonly seed?: number
  /** What variables are stored in, and the arithmetic of the steps is done in; `'double'` where absent. */
  readonly precision?: Precision
  /** What the steps run in: `'wasm'` where the engine has WebAssembly SIMD, else `'js'`; both give the same bits. */
  readonly backend?: Backend
}

export interface NetworkRunOptions {
  /**
   * `'text'` draws a progress bar on stderr, `'stdout'` and `'stderr'` write lines there; a function is called with the part
   * done and the simulated time in seconds.
   */
  readonly report?: Report
  /** Wall-clock time between two lines, or two calls of the function: `'10*second'` for lines where absent. */
  readonly report_period?: string
  /** true: times each kernel, for `net.profile`; the results are the same. */
  readonly profile?: boolean
  /** true: goes on where a variable is no longer a finite number, instead of stopping with B001. */
  readonly allow_nan?: boolean
  readonly signal?: AbortSignal
}
