/** The modules of a simulation as files for people to read: the skeletons of `templates/`, filled in by ts-morph. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FunctionDeclaration, FunctionDeclarationStructure, SourceFile } from 'ts-morph'
import type { FunctionText, PairResult, SetupText, StepText } from './text.js'

type TsMorph = typeof import('ts-morph')
let loaded: TsMorph | undefined

/** ts-morph takes a third of a second to load, so it is loaded when it is first needed. */
function tsMorph(): TsMorph {
  loaded ??= createRequire(import.meta.url)('ts-morph') as TsMorph
  return loaded
}

function pairOf({ parameters }: PairResult): string {
  return `(${parameters.map((name) => `${name}: number`).join(', ')})`
}

/** The module of the kernels that run in every step. */
export function emitStep({ imports, head, kernels, bodies, byName }: StepText): string {
  const source = openTemplate('step.ts')
  const create = functionOf(source, 'createStep')
  for (const [name, lines] of Object.entries(bodies)) setBody(create, name, lines)
  create.addFunctions(kernels.map((kernel) => declaration(kernel, 'void', kernel.lines)))
  create.insertStatements(0, head)
  return finished(source, imports).replace('kernels: {}', `kernels: ${byName}`)
}

/** The module of what is computed before a run. */
export function emitSetup({ imports, head, functions, fills, pairs }: SetupText): string {
  const source = openTemplate('setup.ts')
  const create = functionOf(source, 'createSetup')
  create.setBodyText([...head, `return { fills: ${fills}, pairs: ${pairs} }`].join('\n'))
  const declarations = functions.map((text) =>
    text.result === undefined
      ? declaration(text, 'void', text.lines)
      : declaration(text, `${pairOf(text.result)} => number`, [
          ...text.lines,
          `return ${pairOf(text.result)} => ${text.result.text}`,
        ]),
  )
  create.insertFunctions(create.getStatements().length - 1, declarations)
  return finished(source, imports)
}

function declaration(
  { name, title, parameters }: FunctionText,
  returnType: string,
  lines: readonly string[],
): FunctionDeclarationStructure {
  return {
    kind: tsMorph().StructureKind.Function,
    name,
    parameters: parameters.map((parameter) => ({ name: parameter, type: 'number' })),
    returnType,
    docs: [title],
    statements: lines.join('\n'),
  }
}

function openTemplate(name: string): SourceFile {
  const { IndentationText, Project, QuoteKind } = tsMorph()
  const text = readFileSync(new URL(`../../../templates/${name}`, import.meta.url), 'utf8')
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  })
  return project.createSourceFile(name, text)
}

function functionOf(source: SourceFile, name: string): FunctionDeclaration {
  return source.getFunctionOrThrow(name)
}

function setBody(create: FunctionDeclaration, name: string, lines: readonly string[]): void {
  create.getFunctionOrThrow(name).setBodyText(lines.join('\n'))
}

/** The text, with the runtime's functions that are used imported. */
function finished(source: SourceFile, imports: readonly string[]): string {
  if (imports.length > 0) source.insertStatements(1, `import { ${imports.join(', ')} } from 'spikec/runtime'`)
  return source.getFullText().replace(/[ \t]+$/gm, '')
}
