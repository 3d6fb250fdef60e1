/**
 * The units of names that nobody has declared, from how they are used. The unit of an expression is a known one times powers of
 * the unknown ones; where two expressions must agree, that is a linear equation of their exponents (Kennedy, Types for
 * units-of-measure, 2010, section 3). Equations with one unknown are solved, and what is found is put into the others.
 */
import { evaluateConstant } from '../2-resolve/evaluate.js'
import { FUNCTIONS } from '../2-resolve/functions.js'
import type { BinaryNode, CallNode, Expression, Temporary } from '../2-resolve/symbols.js'
import type { Source, Span } from '../diagnostics/index.js'
import {
  addRational,
  DIMENSIONLESS,
  type Dimension,
  equalDimensions,
  isZeroRational,
  multiplyDimensions,
  multiplyRational,
  ONE,
  powerOfDimension,
  type Rational,
  rational,
  rationalFromNumber,
  SECOND,
} from '../units/index.js'

/** A known dimension times powers of unknown ones. */
export interface Form {
  readonly known: Dimension
  readonly powers: ReadonlyMap<string, Rational>
}

/** What must be dimensionless, and where that is seen. */
export interface Equation {
  readonly form: Form
  readonly source: Source
  readonly span: Span
}

export interface FormContext {
  readonly source: Source
  /** Placeholders of undeclared names, with what each is called among the unknowns. */
  readonly unknown: (temporary: Temporary) => string | undefined
  readonly temporaries: ReadonlyMap<Temporary, Form | undefined>
  readonly equations: Equation[]
}

export function known(dimension: Dimension): Form {
  return { known: dimension, powers: new Map() }
}

const NUMBER = known(DIMENSIONLESS)

/** a and b must agree. */
export function equate(a: Form | undefined, b: Form | undefined, span: Span, { source, equations }: FormContext): void {
  if (a && b) equations.push({ form: combined(a, b, rational(-1)), source, span })
}

/** The form of an expression; undefined for truth values, and where it can't be told. What must agree is noted. */
export function formOf(node: Expression, context: FormContext): Form | undefined {
  switch (node.kind) {
    case 'number':
      return NUMBER
    case 'reference': {
      const { symbol } = node
      if (symbol.kind === 'array') return undefined
      if (symbol.kind === 'temporary') {
        const name = context.unknown(symbol)
        return name === undefined
          ? context.temporaries.get(symbol)
          : { known: DIMENSIONLESS, powers: new Map([[name, ONE]]) }
      }
      return 'type' in symbol && symbol.type === 'boolean' ? undefined : known(symbol.dimension)
    }
    case 'unary': {
      const operand = formOf(node.operand, context)
      return node.operator === 'not' ? undefined : operand
    }
    case 'binary':
      return formOfBinary(node, context)
    case 'call':
      return formOfCall(node, context)
    case 'element':
      for (const index of node.indices) equate(formOf(index, context), NUMBER, index.span, context)
      return known(node.array.dimension)
    case 'timed':
      for (const [k, argument] of node.arguments.entries())
        equate(formOf(argument, context), k === 0 ? known(SECOND) : NUMBER, argument.span, context)
      return known(node.array.dimension)
    default:
      return undefined
  }
}

function formOfBinary(node: BinaryNode, context: FormContext): Form | undefined {
  const left = formOf(node.left, context)
  const right = formOf(node.right, context)
  switch (node.operator) {
    case '*':
      return left && right && combined(left, right, ONE)
    case '/':
      return left && right && combined(left, right, rational(-1))
    case '+':
    case '-':
    case '%':
      equate(left, right, node.span, context)
      return left ?? right
    case '**': {
      equate(right, NUMBER, node.right.span, context)
      const exponent = evaluateConstant(node.right)
      const exact = exponent === undefined ? undefined : rationalFromNumber(exponent)
      return left && exact && combined(NUMBER, left, exact)
    }
    case '//':
      equate(left, NUMBER, node.left.span, context)
      equate(right, NUMBER, node.right.span, context)
      return NUMBER
    case 'and':
    case 'or':
      return undefined
    default:
      equate(left, right, node.span, context)
      return undefined
  }
}

function formOfCall(node: CallNode, context: FormContext): Form | undefined {
  const forms = node.arguments.map((argument) => formOf(argument, context))
  const all = (wanted: Form | undefined) => {
    for (const [k, form] of forms.entries()) equate(form, wanted, node.arguments[k].span, context)
  }
  switch (FUNCTIONS[node.function].rule) {
    case 'number':
    case 'truth':
      all(NUMBER)
      return NUMBER
    case 'same':
      all(forms[0])
      return forms[0]
    case 'root':
      return forms[0] && combined(NUMBER, forms[0], rational(1, 2))
    case 'sign':
      return NUMBER
    case 'times':
      all(known(SECOND))
      return NUMBER
  }
}

/** a times a power of b. */
function combined(a: Form, b: Form, power: Rational): Form {
  const powers = new Map(a.powers)
  for (const [name, own] of b.powers) {
    const sum = addRational(powers.get(name) ?? rational(0), multiplyRational(own, power))
    if (isZeroRational(sum)) powers.delete(name)
    else powers.set(name, sum)
  }
  return { known: multiplyDimensions(a.known, powerOfDimension(b.known, power)), powers }
}

/** A dimension that a name must have, and where that is seen. */
export interface Demand {
  readonly dimension: Dimension
  readonly source: Source
  readonly span: Span
}

/** What each unknown must be: one demand where all its uses agree, the first two that differ where they do not. */
export function solved(equations: readonly Equation[]): ReadonlyMap<string, readonly Demand[]> {
  const demands = new Map<string, readonly Demand[]>()
  const open = new Set(equations)
  for (let moved = true; moved; ) {
    moved = false
    for (const equation of open) {
      const { powers, known: rest } = substituted(equation.form, demands)
      const [[name, power] = [undefined, ONE], ...others] = powers
      if (others.length > 0) continue
      open.delete(equation)
      if (name === undefined) continue
      const inverse = rational(-power.denominator, power.numerator)
      const demand = { dimension: powerOfDimension(rest, inverse), source: equation.source, span: equation.span }
      demands.set(name, [demand])
      moved = true
    }
  }
  for (const equation of equations) noteDisagreement(equation, demands)
  return demands
}

/** With one name left open: what would this equation alone make of it? */
function noteDisagreement({ form, source, span }: Equation, demands: Map<string, readonly Demand[]>): void {
  if ([...form.powers.keys()].some((name) => demands.get(name)?.length !== 1)) return
  for (const [name, power] of form.powers) {
    const [first] = demands.get(name) ?? []
    if (!first) continue
    const { known: off } = substituted(form, demands)
    if (equalDimensions(off, DIMENSIONLESS)) return
    const inverse = rational(-power.denominator, power.numerator)
    const dimension = multiplyDimensions(first.dimension, powerOfDimension(off, inverse))
    demands.set(name, [first, { dimension, source, span }])
    return
  }
}

function substituted(form: Form, demands: ReadonlyMap<string, readonly Demand[]>): Form {
  let result: Form = { known: form.known, powers: new Map(form.powers) }
  for (const [name, power] of form.powers) {
    const [first] = demands.get(name) ?? []
    if (!first) continue
    const powers = new Map(result.powers)
    powers.delete(name)
    result = { known: multiplyDimensions(result.known, powerOfDimension(first.dimension, power)), powers }
  }
  return result
}
