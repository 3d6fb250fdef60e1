/** Arguments of the elementary functions: over their whole ranges, and densely where they change their ways. */
import type { Name } from './reference.js'

/** Uniform in [0, 1): mulberry32 (Ettinger 2017). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type Sampler = (random: () => number) => number

function between(low: number, high: number): Sampler {
  return (random) => low + (high - low) * (random() + random() * 2 ** -32)
}

/** Positive, with exponents from `low` to `high`. */
function magnitude(low: number, high: number): Sampler {
  const exponent = between(low, high)
  return (random) => {
    const e = exponent(random)
    return 2 ** (e / 2) * 2 ** (e - e / 2)
  }
}

function signed(sampler: Sampler): Sampler {
  return (random) => (random() < 0.5 ? -1 : 1) * sampler(random)
}

function near(places: readonly number[]): Sampler {
  return (random) => places[Math.floor(random() * places.length)] * (1 + (random() - 0.5) * 2 ** (-50 * random()))
}

/** Beside multiples of pi/2, up to those that are no longer reduced by parts of pi/2, and beyond. */
const nearQuarterTurns: Sampler = (random) => Math.round(2 ** (random() * 20)) * (Math.PI / 2)

const EXPONENTIAL = [
  signed(between(0, 745)),
  signed(magnitude(-60, 0)),
  between(-2, 2),
  near([0.28768, -0.28768, 0.40546, -0.40546, 708.39, -708.39, 1.0986, -0.9808, 37.2]),
] as const
const LOGARITHM = [magnitude(-1074, 1023.9), between(0.5, 2), near([1, Math.SQRT1_2, Math.SQRT2]), between(0, 10)]
const ANGLE = [signed(between(0, 10)), signed(between(0, 1.1e5)), signed(magnitude(-60, 1023.9)), nearQuarterTurns]
const HYPERBOLIC = [signed(between(0, 4)), signed(between(0, 710)), signed(magnitude(-60, 3)), near([1, -1, 0.2, 18.2])]
const INVERSE = [
  between(-1, 1),
  signed(magnitude(-60, 0)),
  signed((random) => 1 - magnitude(-53, -1)(random)),
  near([0.5, -0.5]),
]

const SAMPLERS: { readonly [name in Exclude<Name, 'power'>]: readonly Sampler[] } = {
  exp: EXPONENTIAL,
  expm1: EXPONENTIAL,
  exprel: EXPONENTIAL,
  log: LOGARITHM,
  log1p: [magnitude(-60, 1023), between(-1, 2), signed(magnitude(-60, -1)), between(0, 10), near([0.41421, -0.29289])],
  log10: LOGARITHM,
  sin: ANGLE,
  cos: ANGLE,
  tan: ANGLE,
  arcsin: INVERSE,
  arccos: INVERSE,
  arctan: [signed(between(0, 4)), signed(magnitude(-60, 60)), near([0.4375, 0.6875, 1.1875, 2.4375])],
  sinh: HYPERBOLIC,
  cosh: HYPERBOLIC,
  tanh: HYPERBOLIC,
}

/** Powers whose results have exponents over the whole range, of bases over the whole range and near 1; and moderate ones. */
function powers(random: () => number): readonly [number, number] {
  const result = between(-1073, 1023)(random)
  const kind = random()
  if (kind < 0.3) return [between(0, 10)(random), between(-10, 10)(random)]
  const base = kind < 0.6 ? magnitude(-1074, 1023)(random) : near([1])(random)
  return base === 1 ? [2, Math.round(result)] : [base, result / Math.log2(base)]
}

export function samplesOf(name: Name, count: number, seed: number): readonly (readonly [number, number])[] {
  const random = generator(seed)
  if (name === 'power') return Array.from({ length: count }, () => powers(random))
  const samplers = SAMPLERS[name]
  const inRange = (x: number) =>
    name === 'exp' || name === 'expm1' || name === 'exprel' || name === 'sinh' || name === 'cosh' ? x < 709.78 : true
  return Array.from({ length: count }, (_, k): readonly [number, number] => [
    samplers[k % samplers.length](random),
    0,
  ]).filter(([x]) => inRange(x) && x !== 0)
}

/** Where each function was found to be worst among millions, and where it is hardest. */
export const HARD: readonly (readonly [Name, number, number])[] = [
  ['exp', -3.768348311499202, 0],
  ['exp', 559.79241904951527, 0],
  ['exp', -744.4400719213812, 0],
  ['expm1', 37.164725933246082, 0],
  ['expm1', 0.40441763803844571, 0],
  ['exprel', -0.28786737668489654, 0],
  ['exprel', 716, 0],
  ['log', 1.4060795246154056, 0],
  ['log', 5e-324, 0],
  ['log', 1.7976931348623157e308, 0],
  ['log1p', 0.41182969225998245, 0],
  ['log10', 1.3276483069749088, 0],
  // The double that is nearest to a multiple of pi/2, relative to its size (Muller 2006).
  ['sin', 5.319372648326541e255, 0],
  ['cos', 5.319372648326541e255, 0],
  ['tan', 5.319372648326541e255, 0],
  ['cos', 6381956970095103 * 2 ** 797, 0],
  ['sin', 1e22, 0],
  ['cos', 0.82109299952091963, 0],
  ['tan', 5.6497363927895712e109, 0],
  ['sin', 99999.99999999999, 0],
  ['sin', 100000, 0],
  ['arcsin', -0.50575613404484843, 0],
  ['arccos', -0.52635577483913543, 0],
  ['arctan', 0.67785906176268251, 0],
  ['sinh', 1.1148514152611617, 0],
  ['sinh', 710.4, 0],
  ['cosh', -710.4, 0],
  ['cosh', -3.8791887686154953, 0],
  ['tanh', 18.165900382126019, 0],
  ['cosh', -3.8917618536899297, 0],
  ['sinh', -1.1116034079809451, 0],
  ['tan', -14419.139569051709, 0],
  ['power', 6.2428443326479186e-83, 3.7443729634127396],
  ['power', 1 + 2 ** -52, 1e18],
  ['power', 1e-320, 0.5],
]
