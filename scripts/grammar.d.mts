export const grammarNames: readonly string[]
export function compiledGrammar(name: string): string
export function parserPath(name: string): string
