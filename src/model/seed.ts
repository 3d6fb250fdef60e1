let current: number | undefined

/** The seed of the networks that are made after this; without it each draws one of its own. */
export function seed(value?: number): void {
  current = value
}

export function currentSeed(): number | undefined {
  return current
}
