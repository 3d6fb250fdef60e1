/** Texts to try the compiler with: made up, and made from real ones by small and large changes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { printEquation, printExpression, printStatement } from '../../src/1-parse/print.js'
import { anyEquation, anyExpression, anyStatement, anyText, mutated } from '../1-parse/arbitraries.js'
import type { Kind } from '../1-parse/support.js'

export const KINDS: readonly Kind[] = ['expression', 'equations', 'statements']

/** Which kind of text an option holds, by its name, in every format of models that the repository has. */
const OPTIONS: Readonly<Record<string, Kind>> = {
  model: 'equations',
  threshold: 'expression',
  refractory: 'expression',
  condition: 'expression',
  delay: 'expression',
  p: 'expression',
  value: 'expression',
  reset: 'statements',
  on_pre: 'statements',
  on_post: 'statements',
  code: 'statements',
}

export type Corpus = Readonly<Record<Kind, readonly string[]>>

/** Every string of the models below a folder: the published ones, and those that are broken. */
export function corpusIn(root: string): Corpus {
  const corpus: Record<Kind, Set<string>> = {
    expression: new Set(['v > Vt', '-60*mV + rand()*mV']),
    equations: new Set(['dv/dt = (El - v)/taum : volt']),
    statements: new Set(['v = Vr; ge += w*nS']),
  }
  for (const file of modelFiles(root)) collect(JSON.parse(readFileSync(file, 'utf8')), corpus)
  return { expression: [...corpus.expression], equations: [...corpus.equations], statements: [...corpus.statements] }
}

function modelFiles(root: string): readonly string[] {
  return ['test/conformance/cases', 'test/corpus']
    .map((folder) => join(root, folder))
    .filter(existsSync)
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .sort()
        .map((file) => join(folder, file)),
    )
}

function collect(value: unknown, corpus: Record<Kind, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'string' && Object.hasOwn(OPTIONS, key)) corpus[OPTIONS[key]].add(child)
    else collect(child, corpus)
  }
}

const generated: Readonly<Record<Kind, fc.Arbitrary<string>>> = {
  expression: anyExpression.map(printExpression),
  equations: fc.array(anyEquation, { minLength: 1, maxLength: 3 }).map((e) => e.map(printEquation).join('\n')),
  statements: fc.array(anyStatement, { minLength: 1, maxLength: 3 }).map((s) => s.map(printStatement).join('\n')),
}

/** Names and units put where others stood, so that a text stays readable and comes to mean something else. */
const WORDS =
  `v ge I g x n b w tau taum El Vt E_e Cm gL R u t dt i N xi rand() volt mV ms nS nA pF second Hz amp siemens 1 0 -1 0.5 1e-3 1e308
  2**0.5 exp(v) v/mV v*v (v > Vt) True not and or + - * / // % ** = += *= : (constant) (unless refractory) d/dt dv/dt`.split(
    /\s+/,
  )

/** The text with some of its words exchanged for others of the language. */
function reworded(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const exchanges = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 3 })
  return fc.tuple(texts, exchanges).map(([text, chosen]) =>
    chosen.reduce((changed, [at, word]) => {
      const words = [...changed.matchAll(/\w+|[^\s\w]/g)]
      if (words.length === 0) return word
      const { index, 0: old } = words[at % words.length]
      return changed.slice(0, index) + word + changed.slice(index + old.length)
    }, text),
  )
}

/** The beginning of one text and the end of another. */
function spliced(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, texts, fc.nat(), fc.nat())
    .map(([a, b, i, j]) => a.slice(0, i % (a.length + 1)) + b.slice(j % (b.length + 1)))
}

export function textsOf(kind: Kind, corpus: Corpus): fc.Arbitrary<string> {
  const real = fc.constantFrom(...corpus[kind])
  return fc.oneof(
    { arbitrary: reworded(real), weight: 4 },
    { arbitrary: mutated(real), weight: 3 },
    { arbitrary: mutated(mutated(reworded(real))), weight: 2 },
    { arbitrary: spliced(real), weight: 2 },
    { arbitrary: generated[kind], weight: 1 },
    { arbitrary: mutated(generated[kind]), weight: 1 },
    { arbitrary: anyText, weight: 1 },
  )
}
