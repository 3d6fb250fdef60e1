/**
 * Single precision: the arithmetic of the steps in `f32`, where its operands are.
 *
 * Types meet as in C: what is made of a double and a float is a double. Numbers of the model, its constants, and whole
 * numbers have no type of their own; they take that of what they meet, and what they make among themselves is computed in
 * doubles and rounded once. Time stays a double, since a float can't tell one step from the next after some seconds; so do
 * random numbers from 0 to 1, of which the largest would be rounded to 1. Elementary functions are computed in doubles and
 * their values rounded. The steps that a neuron takes within a time step are computed in doubles, since their sizes follow
 * from differences that floats would lose.
 *
 * It says what the model computes, and is therefore no pass that could be left out. It comes after these, so that they see
 * one type of number only, and so that what is computed before the run keeps all its digits.
 */
import type { BinaryOperation, Domain, Expr, IntrinsicCall, Kernel, StepProgram, Stmt, Type } from '../ir/ir.js'
import { mapChildren, mapExpr, mapStmts, visitStmts } from '../ir/walk.js'

export function narrowed(program: StepProgram): StepProgram {
  if (program.precision === 'double') return program
  return { ...program, preparation: program.preparation.map(kernel), kernels: program.kernels.map(kernel) }
}

/** Matrix exponentials are computed in doubles; their results are rounded where they are stored. */
function kernel(before: Kernel): Kernel {
  let exponentials = false
  visitStmts(before.body, (stmt) => {
    if (stmt.kind === 'propagate') exponentials = true
  })
  return exponentials ? before : { ...before, body: statements(before.body, new Map()) }
}

/** The types of names that stand for numbers; those that are not there are doubles. */
type Names = Map<string, 'f32' | 'f64'>

function statements(stmts: readonly Stmt[], names: Names): readonly Stmt[] {
  return stmts.map((stmt) => statement(stmt, names))
}

function statement(stmt: Stmt, names: Names): Stmt {
  const of = (expr: Expr) => plain(expr, names)
  switch (stmt.kind) {
    case 'let': {
      if (stmt.value.type !== 'f64') return { ...stmt, value: of(stmt.value) }
      const type = weightOf(stmt.value, names) === 'f64' ? 'f64' : 'f32'
      const value = as(type, stmt.value, names)
      names.set(stmt.name, type)
      return { ...stmt, value }
    }
    case 'var':
    case 'assign':
      return { ...stmt, value: stmt.value.type === 'f64' ? as('f64', stmt.value, names) : of(stmt.value) }
    case 'while':
      return mapStmts([stmt], (expr) => inNames(expr, names))[0]
    case 'store':
      return { ...stmt, index: of(stmt.index), value: stored(stmt.array.element, stmt.value, names) }
    case 'append':
      return {
        ...stmt,
        entries: stmt.entries.map((entry) => ({ ...entry, value: stored(entry.array.element, entry.value, names) })),
      }
    case 'if':
      return { ...stmt, condition: of(stmt.condition), body: statements(stmt.body, names) }
    case 'for':
      return { ...stmt, domain: domainOf(stmt.domain, names), body: statements(stmt.body, names) }
    default:
      return stmt
  }
}

/** As it is, of names that may stand for floats. */
function inNames(expr: Expr, names: Names): Expr {
  return mapExpr(expr, (node) =>
    node.kind === 'local' && node.type === 'f64' && names.get(node.name) === 'f32'
      ? { kind: 'convert', type: 'f64', value: { ...node, type: 'f32' } }
      : node,
  )
}

/** What is drawn is a double, and so is all that says how. */
function domainOf(domain: Domain, names: Names): Domain {
  return domain.kind === 'bernoulli' ? { ...domain, scale: inDoublesThroughout(domain.scale, names) } : domain
}

function inDoublesThroughout(expr: Expr, names: Names): Expr {
  if (expr.kind === 'load' || expr.kind === 'local') return as('f64', expr, names)
  return mapChildren(expr, (child) => (child.type === 'i32' ? child : inDoublesThroughout(child, names)))
}

function stored(element: string, value: Expr, names: Names): Expr {
  if (value.type !== 'f64') return plain(value, names)
  return as(element === 'f32' ? 'f32' : 'f64', value, names)
}

/** What an expression of numbers weighs where it meets another; `none` takes the other's type. */
type Weight = 'none' | 'f32' | 'f64'

function weightOf(expr: Expr, names: Names): Weight {
  switch (expr.kind) {
    case 'constant':
    case 'slot':
      return 'none'
    case 'convert':
      return expr.value.type === 'f32' ? 'f32' : 'none'
    case 'local':
      return names.get(expr.name) ?? 'f64'
    case 'load':
      if (expr.array.whole) return 'none'
      return expr.array.element === 'f32' ? 'f32' : 'f64'
    case 'random':
      return expr.distribution === 'normal' ? 'f32' : 'f64'
    case 'unary':
      return weightOf(expr.operand, names)
    case 'select':
      return heavier([expr.then, expr.otherwise], names)
    case 'binary': {
      const weight = heavier([expr.left, expr.right], names)
      return isFunction(expr.operation) && weight !== 'none' ? 'f32' : weight
    }
    case 'call': {
      // A number of steps is compared with numbers of steps.
      if (expr.intrinsic === 'timestep') return 'f64'
      const weight = heavier(expr.arguments, names)
      return isInstruction(expr) || weight === 'none' ? weight : 'f32'
    }
    case 'table':
    case 'checked-index':
      return 'f64'
  }
}

function heavier(exprs: readonly Expr[], names: Names): Weight {
  const weights = exprs.map((expr) => weightOf(expr, names))
  return weights.includes('f64') ? 'f64' : weights.includes('f32') ? 'f32' : 'none'
}

const INSTRUCTIONS = new Set(['abs', 'floor', 'ceil', 'truncate', 'sqrt', 'minimum', 'maximum'])

/** Exact, or rounded once: the result in floats is the same by way of doubles. */
function isInstruction({ intrinsic }: IntrinsicCall): boolean {
  return INSTRUCTIONS.has(intrinsic)
}

function isFunction(operation: BinaryOperation): boolean {
  return operation === 'remainder' || operation === 'floor-divide' || operation === 'power'
}

/** The expression, computed in the type that its parts have, as a number of the type wanted. */
function as(wanted: 'f32' | 'f64', expr: Expr, names: Names): Expr {
  const leaf = leafAs(wanted, expr, names)
  if (leaf) return leaf
  const own = weightOf(expr, names) === 'f32' ? 'f32' : 'f64'
  return converted(wanted, computed(own, expr, names))
}

/** What has no type of its own is made as wanted from the start. */
function leafAs(wanted: 'f32' | 'f64', expr: Expr, names: Names): Expr | undefined {
  if (expr.kind === 'constant')
    return wanted === 'f64' ? expr : { ...expr, type: 'f32', value: Math.fround(expr.value) }
  if (expr.kind === 'convert' && expr.value.type !== 'f64' && expr.value.type !== 'f32')
    return { ...expr, type: wanted, value: plain(expr.value, names) }
  return undefined
}

function converted(wanted: Type, expr: Expr): Expr {
  return expr.type === wanted ? expr : { kind: 'convert', type: wanted, value: expr }
}

/** The operation itself in that type, which is what its heaviest part has. */
function computed(type: 'f32' | 'f64', expr: Expr, names: Names): Expr {
  const part = (inner: Expr) => as(type, inner, names)
  switch (expr.kind) {
    case 'local':
      return { ...expr, type }
    case 'load':
      return { ...expr, type, index: plain(expr.index, names) }
    case 'unary':
      return { ...expr, type, operand: part(expr.operand) }
    case 'select': {
      const condition = plain(expr.condition, names)
      return { ...expr, type, condition, then: part(expr.then), otherwise: part(expr.otherwise) }
    }
    case 'binary':
      if (isFunction(expr.operation)) return converted(type, inDoubles(expr, names))
      return { ...expr, type, left: part(expr.left), right: part(expr.right) }
    case 'call':
      if (!isInstruction(expr)) return converted(type, inDoubles(expr, names))
      return { ...expr, type, arguments: expr.arguments.map(part) }
    case 'random':
      return converted(type, inDoubles(expr, names))
    case 'convert': {
      // A value as an array of floats hands it back.
      const { value } = expr
      if (value.kind === 'convert' && value.type === 'f32') return as('f32', value.value, names)
      return inDoubles(expr, names)
    }
    default:
      return inDoubles(expr, names)
  }
}

function inDoubles(expr: Expr, names: Names): Expr {
  return mapChildren(expr, (child) => (child.type === 'f64' ? as('f64', child, names) : plain(child, names)))
}

/** Conditions and whole numbers: what they compare is compared in the heavier type of the two. */
function plain(expr: Expr, names: Names): Expr {
  if (expr.kind === 'binary' && expr.left.type === 'f64') {
    const type = heavier([expr.left, expr.right], names) === 'f32' ? 'f32' : 'f64'
    return { ...expr, left: as(type, expr.left, names), right: as(type, expr.right, names) }
  }
  return mapChildren(expr, (child) => {
    if (child.type !== 'f64') return plain(child, names)
    return as(weightOf(child, names) === 'f32' ? 'f32' : 'f64', child, names)
  })
}
