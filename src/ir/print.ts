/** The IR as text, for people: `spikec inspect --stage ir`, comments, and tests of passes. */
import { unreachable } from '../diagnostics/index.js'
import type { BinaryOperation, Domain, Expr, Kernel, StepProgram, Stmt } from './ir.js'

/** How an infix operator binds: higher is tighter. Shared by the printers of the backends that have infix notation. */
export const BINDING: { readonly [operation in BinaryOperation]: number } = {
  or: 1,
  and: 2,
  equal: 4,
  'not-equal': 4,
  less: 5,
  'less-equal': 5,
  greater: 5,
  'greater-equal': 5,
  add: 6,
  subtract: 6,
  multiply: 7,
  divide: 7,
  remainder: 7,
  'floor-divide': 7,
  power: 9,
}

/** What operations are called in the language of models. */
export const SIGNS = {
  or: 'or',
  and: 'and',
  equal: '==',
  'not-equal': '!=',
  less: '<',
  'less-equal': '<=',
  greater: '>',
  'greater-equal': '>=',
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  remainder: '%',
  'floor-divide': '//',
  power: '**',
} as const satisfies { readonly [operation in BinaryOperation]: string }

export function printExpr(expr: Expr, outer = 0): string {
  switch (expr.kind) {
    case 'constant':
      if (expr.type === 'bool') return expr.value ? 'true' : 'false'
      return expr.note === undefined ? String(expr.value) : bracketed(expr.note, outer)
    case 'local':
      return expr.name
    case 'slot':
      return expr.name
    case 'load':
      return `${expr.array.name}[${printExpr(expr.index)}]`
    case 'unary': {
      const text = `${expr.operation === 'not' ? 'not ' : '-'}${printExpr(expr.operand, 8)}`
      return outer > 8 ? `(${text})` : text
    }
    case 'binary': {
      const own = BINDING[expr.operation]
      const text = `${printExpr(expr.left, own)} ${SIGNS[expr.operation]} ${printExpr(expr.right, own + 1)}`
      return own < outer ? `(${text})` : text
    }
    case 'call':
      return `${expr.intrinsic}(${expr.arguments.map((a) => printExpr(a)).join(', ')})`
    case 'select':
      return `select(${[expr.condition, expr.then, expr.otherwise].map((e) => printExpr(e)).join(', ')})`
    case 'convert':
      if (expr.type === 'i32') return `truncate(${printExpr(expr.value)})`
      if (expr.type === 'f32' && expr.value.type === 'f64') return `single(${printExpr(expr.value)})`
      if (expr.type === 'f64' && expr.value.type === 'f32') return `double(${printExpr(expr.value)})`
      return printExpr(expr.value, outer)
    case 'random':
      return `${expr.distribution}(${[expr.stream, expr.draw, ...(expr.parameters ?? []).map((e) => printExpr(e))].join(', ')})`
    case 'checked-index':
      return `within(${printExpr(expr.value)}, ${expr.size})`
    case 'table':
      return `${expr.name}[${printExpr(expr.index)}]`
    default:
      return unreachable(expr)
  }
}

/** A note is a text that may have operators of its own. */
function bracketed(note: string, outer: number): string {
  const own = / [-+] /.test(note) ? BINDING.add : /[*/]/.test(note) ? BINDING.multiply : BINDING.power
  return own < outer ? `(${note})` : note
}

function printDomain(domain: Domain): string {
  switch (domain.kind) {
    case 'neurons':
      return `${domain.index} of ${domain.count} neurons`
    case 'between': {
      const also = domain.place ? `, ${domain.place.name} from ${printExpr(domain.place.first)}` : ''
      return `${domain.index} from ${printExpr(domain.first)} to before ${printExpr(domain.end)}${also}`
    }
    case 'counted':
      return `${domain.index} of as many as ${domain.count.name} says`
    case 'bernoulli':
      return `${domain.index} of ${domain.count} neurons, jump(${domain.stream}, ${domain.draw}, ${printExpr(domain.scale)}) apart`
    case 'events':
      return `${domain.index} of the ${domain.list.event}s of ${domain.list.group}${rangeOf(domain)}, ${typeof domain.delay === 'number' ? `${domain.delay} steps` : domain.delay.name} ago`
    case 'lags':
      return `${domain.lag}, ${domain.position} of ${domain.lags.name}, from the longest on, since ${domain.since.name}`
    case 'pending':
      return `${domain.pre.name}, ${domain.post.name}, ${domain.synapse.name} of what is on its way from earlier runs`
    case 'row':
      return `${domain.target}, ${domain.synapse} of the ${domain.layout.kind} row of ${printExpr(domain.source)}`
    case 'recorded':
      return `${domain.index} of ${domain.count} recorded neurons`
    default:
      return unreachable(domain)
  }
}

function rangeOf({ range }: Extract<Domain, { kind: 'events' }>): string {
  return range ? `[${range.start}:${range.stop}]` : ''
}

export function printStmts(stmts: readonly Stmt[], indent = ''): string {
  return stmts.map((stmt) => printStmt(stmt, indent)).join('\n')
}

function printStmt(stmt: Stmt, indent: string): string {
  const comment = 'comment' in stmt && stmt.comment ? `   # ${stmt.comment}` : ''
  const nested = (body: readonly Stmt[]) => printStmts(body, `${indent}  `)
  switch (stmt.kind) {
    case 'let':
      return `${indent}let ${stmt.name} = ${printExpr(stmt.value)}${comment}`
    case 'var':
      return `${indent}var ${stmt.name} = ${printExpr(stmt.value)}${comment}`
    case 'assign':
      return `${indent}${stmt.name} = ${printExpr(stmt.value)}${comment}`
    case 'store':
      return `${indent}${stmt.array.name}[${printExpr(stmt.index)}] = ${printExpr(stmt.value)}   (${stmt.access})${comment}`
    case 'if':
      return `${indent}if ${printExpr(stmt.condition)}${comment}\n${nested(stmt.body)}`
    case 'while':
      return `${indent}while ${printExpr(stmt.condition)}${comment}\n${nested(stmt.body)}`
    case 'for':
      return `${indent}for ${printDomain(stmt.domain)}\n${nested(stmt.body)}`
    case 'push':
      return `${indent}${stmt.list.event} ${printExpr(stmt.value)} of ${stmt.list.group}`
    case 'replay':
      return `${indent}spikes of ${stmt.list.group} that are given for this step`
    case 'append':
      return `${indent}append ${stmt.entries.map((e) => `${e.array.name} <- ${printExpr(e.value)}`).join(', ')}`
    case 'count':
      return `${indent}count ${stmt.counter.name}`
    case 'define':
      return `${indent}define ${stmt.name} = ${printExpr(stmt.value)}${comment}`
    case 'tabulate':
      return `${indent}tabulate ${stmt.name}: binomial(${stmt.count}, ${printExpr(stmt.probability)})`
    case 'propagate': {
      const rows = stmt.matrix.map((entry) => (entry ? printExpr(entry) : '0')).join(', ')
      const outputs = stmt.outputs.map(
        (o) => `${o.part}[${o.row},${o.column}] -> ${o.to.kind === 'slot' ? o.to.name : o.to.array.name}`,
      )
      return `${indent}propagate ${stmt.name} [${rows}]${comment}\n${outputs.map((o) => `${indent}  ${o}`).join('\n')}`
    }
    default:
      return unreachable(stmt)
  }
}

export function printKernel(kernel: Kernel): string {
  const every = kernel.interval > 1 ? `, every ${kernel.interval} steps` : ''
  return `kernel ${kernel.name} (${kernel.slot}${every})   # ${kernel.title}\n${printStmts(kernel.body, '  ')}`
}

export function printProgram(program: StepProgram): string {
  const parameters = program.parameters.map((p) => `parameter ${p.name} = ${p.text}`)
  const parts = [
    [`dt = ${program.dt}`, ...(program.precision === 'single' ? ['single precision'] : []), ...parameters].join('\n'),
    ...(program.prelude.length ? [`prelude\n${printStmts(program.prelude, '  ')}`] : []),
    ...program.preparation.map(printKernel),
    ...program.kernels.map(printKernel),
  ]
  return `${parts.join('\n\n')}\n`
}
