/** The name itself, or with a number if it is taken; it is taken from then on. */
export function freshName(name: string, taken: Set<string>): string {
  let candidate = name
  for (let k = 2; taken.has(candidate); k++) candidate = `${name}_${k}`
  taken.add(candidate)
  return candidate
}
