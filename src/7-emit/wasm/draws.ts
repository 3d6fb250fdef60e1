/**
 * Random numbers of several neighbouring elements at once: what `runtime/random.ts` defines, operation for operation, so that
 * each lane has the bits that it would have by itself.
 */
import { type Frame, frame, functionLines } from './frame.js'
import { block, comment, get, i32, number, set, type Wat } from './wat.js'

/** `normal4`: four normal numbers, in two vectors. */
export type LaneDraw = `${'uniform' | 'normal'}${2 | 4}`

export const LANE_DRAWS: readonly LaneDraw[] = ['uniform2', 'uniform4', 'normal2', 'normal4']

export function laneDrawText(name: LaneDraw): readonly string[] {
  const distribution = name.startsWith('normal') ? 'normal' : 'uniform'
  const lanes = name.endsWith('4') ? 4 : 2
  const own = frame(['$seed', '$stream', '$i0', '$i1', '$step', '$draw'])
  const body = own.captured(() => {
    const words = philox(own, lanes)
    const halves = Array.from({ length: lanes / 2 }, (_, half) => words.map((word) => halfOf(word, half)))
    for (const half of halves) own.emit(distribution === 'normal' ? normals(half, own) : uniforms(half))
  })
  const results = lanes === 4 ? 'v128 v128' : 'v128'
  const parameters = '(param $i0 v128) (param $i1 v128) (param $step f64) (param $draw i32)'
  const heading = `$${name} (param $seed i32) (param $stream i32) ${parameters} (result ${results})`
  return [comment(`${lanes} ${distribution} random numbers`), ...functionLines(heading, own, body)]
}

type Op = (...operands: readonly Wat[]) => Wat
const operation =
  (name: string): Op =>
  (...operands) => [name, ...operands]
const [add, subtract, multiply, divide] = ['add', 'sub', 'mul', 'div'].map((name) => operation(`f64x2.${name}`))
const xor = operation('v128.xor')
const or = operation('v128.or')
const and = operation('v128.and')
const doubles = (value: number): Wat => ['v128.const', 'f64x2', number(value), number(value)]
const words = (value: string): Wat => ['v128.const', 'i32x4', value, value, value, value]
const bits = (value: string): Wat => ['v128.const', 'i64x2', value, value]

function named(value: Wat, wish: string, own: Frame): Wat {
  const local = own.declare(wish, 'v128')
  own.emit(set(local, value))
  return get(local)
}

const shuffle = (first: number, step: number): readonly string[] =>
  Array.from({ length: 4 }, (_, k) => first + step * k).flatMap((word) =>
    Array.from({ length: 4 }, (_, byte) => String(4 * word + byte)),
  )
const EVEN_WORDS = shuffle(0, 2)
const ODD_WORDS = shuffle(1, 2)

/** The four words of each lane's counter under the key, as vectors of words. */
function philox(own: Frame, lanes: 2 | 4): readonly Wat[] {
  const whole = own.declare('whole', 'i64')
  own.emit(set(whole, ['i64.trunc_sat_f64_u', get('$step')]))
  const high: Wat = ['i32.shl', ['i32.wrap_i64', ['i64.shr_u', get(whole), ['i64.const', '32']]], i32(16)]
  const [c0, c1, c2, c3, k0, k1] = ['c0', 'c1', 'c2', 'c3', 'k0', 'k1'].map((name) => own.declare(name, 'v128'))
  const splat = (local: string, value: Wat) => own.emit(set(local, ['i32x4.splat', value]))
  own.emit(set(c0, get('$i0')))
  own.emit(set(c1, get('$i1')))
  splat(c2, ['i32.wrap_i64', get(whole)])
  splat(c3, ['i32.or', ['i32.and', get('$draw'), i32(0xffff)], high])
  splat(k0, get('$seed'))
  splat(k1, get('$stream'))
  const round = own.declare('round', 'i32')
  const turn = own.captured(() => {
    const [high0, low0] = product(c0, '0xd2511f53', lanes, own)
    const [high1, low1] = product(c2, '0xcd9e8d57', lanes, own)
    own.emit(set(c0, xor(xor(high1, get(c1)), get(k0))))
    own.emit(set(c2, xor(xor(high0, get(c3)), get(k1))))
    own.emit(set(c1, low1))
    own.emit(set(c3, low0))
    own.emit(set(k0, ['i32x4.add', get(k0), words('0x9e3779b9')]))
    own.emit(set(k1, ['i32x4.add', get(k1), words('0xbb67ae85')]))
    own.emit(set(round, ['i32.add', get(round), i32(1)]))
    own.emit(['br_if', '$rounds', ['i32.lt_u', get(round), i32(10)]])
  })
  own.emitLines(block('loop $rounds', turn))
  return [c0, c1, c2, c3].map(get)
}

/** The high and the low words of each word's product with a constant. */
function product(factor: string, constant: string, lanes: 2 | 4, own: Frame): readonly [Wat, Wat] {
  const extended = (half: 'low' | 'high') =>
    named([`i64x2.extmul_${half}_i32x4_u`, get(factor), words(constant)], 'product', own)
  const low = extended('low')
  const high = lanes === 4 ? extended('high') : low
  const chosen = (which: readonly string[]): Wat => ['i8x16.shuffle', ...which, low, high]
  return [chosen(ODD_WORDS), chosen(EVEN_WORDS)]
}

const HIGH_HALF = '8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7'.split(' ')

/** The words of lanes 0 and 1, or of 2 and 3, at the beginning of a vector. */
function halfOf(word: Wat, half: number): Wat {
  return half === 0 ? word : ['i8x16.shuffle', ...HIGH_HALF, word, word]
}

/** Whole numbers of 53 bits: both parts have fewer than 32, so that they are converted as numbers with a sign. */
function bits53(a: Wat, b: Wat): Wat {
  const part = (word: Wat, cut: number): Wat => ['f64x2.convert_low_i32x4_s', ['i32x4.shr_u', word, i32(cut)]]
  return add(multiply(part(a, 5), doubles(67108864)), part(b, 6))
}

const TO_ONE = 1.1102230246251565e-16

function uniforms([w0, w1]: readonly Wat[]): Wat {
  return multiply(bits53(w0, w1), doubles(TO_ONE))
}

function normals([w0, w1, w2, w3]: readonly Wat[], own: Frame): Wat {
  const u = named(multiply(add(bits53(w0, w1), doubles(1)), doubles(TO_ONE)), 'u', own)
  const v = named(multiply(bits53(w2, w3), doubles(TO_ONE)), 'v', own)
  const radius: Wat = ['f64x2.sqrt', multiply(doubles(-2), logarithm(u, own))]
  return multiply(named(radius, 'radius', own), cosineOfTurns(v, own))
}

/** c0 + x*(c1 + x*(c2 + …)) */
function polynomial(x: Wat, coefficients: readonly number[]): Wat {
  const [first, ...rest] = coefficients
  return rest.length === 0 ? doubles(first) : add(doubles(first), multiply(x, polynomial(x, rest)))
}

const EVEN = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373]
const ODD = [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586]

function logarithm(x: Wat, own: Frame): Wat {
  const name = (wish: string, value: Wat) => named(value, wish, own)
  // The words of `runtime/random.ts` are the halves of these bits; what is added to the high ones leaves the low ones alone.
  const shifted = name('shifted', ['i64x2.add', x, bits('0x00095f6200000000')])
  const exponent = or(['i64x2.shr_u', shifted, i32(52)], bits('0x4330000000000000'))
  const k = name('k', subtract(exponent, doubles(4503599627371519)))
  const reduced: Wat = ['i64x2.add', and(shifted, bits('0x000fffffffffffff')), bits('0x3fe6a09e00000000')]
  const f = name('f', subtract(reduced, doubles(1)))
  const half = name('half', multiply(multiply(doubles(0.5), f), f))
  const s = name('s', divide(f, add(doubles(2), f)))
  const z = name('z', multiply(s, s))
  const w = name('w', multiply(z, z))
  const even = name('even', multiply(w, polynomial(w, EVEN)))
  const odd = name('odd', multiply(z, polynomial(w, ODD)))
  const small = add(multiply(s, add(half, add(odd, even))), multiply(k, doubles(1.9082149292705877e-10)))
  return add(add(subtract(small, half), f), multiply(k, doubles(0.6931471803691238)))
}

function cosineOfTurns(u: Wat, own: Frame): Wat {
  const name = (wish: string, value: Wat) => named(value, wish, own)
  const is = (quadrant: Wat, value: number): Wat => ['f64x2.eq', quadrant, doubles(value)]
  const quadrant = name('quadrant', ['f64x2.floor', add(multiply(doubles(4), u), doubles(0.5))])
  const reduced = subtract(u, multiply(doubles(0.25), quadrant))
  const x = name('x', multiply(reduced, doubles(6.283185307179586)))
  const z = name('z', multiply(x, x))
  const sine = name('sine', kernelSine(x, z))
  const cosine = name('cosine', kernelCosine(z, own))
  const first = name('first', is(quadrant, 1))
  const negative = and(or(first, is(quadrant, 2)), bits('0x8000000000000000'))
  const value: Wat = ['v128.bitselect', sine, cosine, or(first, is(quadrant, 3))]
  return xor(value, negative)
}

const SINE_TAIL = [-0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8, 1.58969099521155e-10]

function kernelSine(x: Wat, z: Wat): Wat {
  const tail = polynomial(z, SINE_TAIL)
  const inner = add(doubles(0.00833333333332249), multiply(z, tail))
  return add(x, multiply(multiply(z, x), add(doubles(-0.16666666666666632), multiply(z, inner))))
}

const COSINE_TAIL = [2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11]

function kernelCosine(z: Wat, own: Frame): Wat {
  const inner = add(doubles(-0.001388888888887411), multiply(z, polynomial(z, COSINE_TAIL)))
  const rest = multiply(z, add(doubles(0.0416666666666666), multiply(z, inner)))
  const half = named(multiply(doubles(0.5), z), 'half', own)
  const w = named(subtract(doubles(1), half), 'w', own)
  return add(w, add(subtract(subtract(doubles(1), w), half), multiply(z, rest)))
}
