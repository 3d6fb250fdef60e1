/** Throws unless every element is closed in order; a sufficient reader for markup without comments. */
export function elements(svg: string): string[] {
  const open: string[] = []
  const seen: string[] = []
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|[^">])*?(\/?)>/gi)) {
    if (!close) seen.push(name)
    if (close && open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    if (!close && !self) open.push(name)
  }
  if (open.length > 0) throw new Error(`<${open[0]}> is not closed`)
  return seen
}
