/** Identifiers of generated code: made from symbols, never taken over as text. */
import { assertInternal } from '../../diagnostics/index.js'

const RESERVED = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval export ' +
    'extends false finally for from function get if implements import in infer instanceof interface is let module namespace never new null number ' +
    'object of package private protected public readonly return set static string super switch symbol this throw true try type typeof undefined ' +
    'unknown var void while with yield Math Number Infinity NaN globalThis Float64Array Float32Array Int32Array Uint32Array Uint16Array Uint8Array Object Array ' +
    'memory parameters derived step count first end elements i j k s r run prelude prepare hasRoom advance createStep createSetup fills pairs entry place row slot spikes rowStart rowEnd ' +
    'exp expm1 exprel log log1p log10 sin cos tan arcsin arccos arctan sinh cosh tanh exponent significand powerOfTwo ' +
    'uniform normal gap sign clip truncate timestep power remainder floorDivide propagator within seed dt'
  ).split(' '),
)

/** The name of an array or a stream as a string literal; names hold nothing that would need an escape. */
export function quoted(name: string): string {
  assertInternal(/^[A-Za-z0-9_.:]+$/.test(name), 'a name with characters that no name can have')
  return `'${name}'`
}

/** Gives each key an identifier of its own. */
export interface Namer {
  /** `wish` is what the identifier is made from; the key itself where it is absent. */
  readonly of: (key: string, wish?: string) => string
  /** Names inside a function: different from those outside, and from each other. */
  readonly inner: () => Namer
}

/** The names of a function keep clear of those of the module, also of those that the module gives later. */
export function namer(outer?: { readonly taken: ReadonlySet<string>; readonly inside: Set<string> }): Namer {
  const taken = new Set<string>()
  const inside = outer?.inside ?? new Set<string>()
  const others = outer?.taken ?? inside
  const names = new Map<string, string>()
  return {
    of: (key, wish = key) => {
      const known = names.get(key)
      if (known !== undefined) return known
      const base = wish.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=[0-9])/, '_')
      let name = base
      for (let k = 2; RESERVED.has(name) || taken.has(name) || others.has(name); k++) name = `${base}_${k}`
      taken.add(name)
      if (outer) inside.add(name)
      names.set(key, name)
      return name
    },
    inner: () => namer({ taken, inside }),
  }
}
