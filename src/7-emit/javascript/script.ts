/**
 * The same functions for this process: JavaScript that can be run as it is printed, so that neither ts-morph nor esbuild
 * is waited for. It is what the TypeScript modules are without their types, which a test holds.
 */
import type { FunctionText, SetupText, StepText } from '../typescript/text.js'

/** The body of a function of `memory` and, under their own names, of the runtime's functions that it uses. */
export interface Script {
  readonly uses: readonly string[]
  readonly body: string
}

export function stepScript({ imports, head, kernels, bodies, byName }: StepText): Script {
  const body = [
    "'use strict'",
    ...head,
    ...declared('prelude()', bodies.prelude),
    ...declared('prepare(step)', bodies.prepare),
    ...RUN,
    ...declared('hasRoom()', bodies.hasRoom),
    ...declared('advance(step)', bodies.advance),
    `return { prelude, prepare, run, hasRoom, kernels: ${byName} }`,
    ...kernels.flatMap(({ name, lines }) => declared(`${name}(step)`, lines)),
  ]
  return { uses: imports, body: body.join('\n') }
}

/** As in `templates/step.ts`. */
const RUN = [
  'function run(first, end) {',
  'for (let step = first; step < end; step++) {',
  'if (!hasRoom()) return step',
  'advance(step)',
  '}',
  'return end',
  '}',
]

export function setupScript({ imports, head, functions, fills, pairs }: SetupText): Script {
  const pair = ({ result }: SetupText['functions'][number]) =>
    result === undefined ? [] : [`return (${result.parameters.join(', ')}) => ${result.text}`]
  const body = [
    "'use strict'",
    ...head,
    ...functions.flatMap((text) =>
      declared(`${text.name}(${text.parameters.join(', ')})`, [...text.lines, ...pair(text)]),
    ),
    `return { fills: ${fills}, pairs: ${pairs} }`,
  ]
  return { uses: imports, body: body.join('\n') }
}

function declared(signature: string, lines: FunctionText['lines']): readonly string[] {
  return [`function ${signature} {`, ...lines, '}']
}
