/**
 * Where in a program the objects of a model are made, and their calls of set() and connect(): for messages. It is noted
 * only while a program is loaded to be checked, since a stack for each call of a loop is not for nothing.
 */

/** Deep enough to get out of spikec itself, and of the functions that a model may make its objects with. */
const FRAMES = 30

let sites: Map<number, Error> | undefined
let users = 0

export function noteSite(place: number): void {
  // The stack is written out when it is read.
  sites?.set(place, new Error())
}

export interface WithSites<T> {
  readonly value: T
  /** The stack with which each place came about. */
  readonly stackAt: (place: number) => string
}

/** Does some work with the sites noted. Places are never given twice, so that several may be at work. */
export async function withSites<T>(work: () => Promise<T>): Promise<WithSites<T>> {
  const noted = sites ?? new Map<number, Error>()
  const limit = Error.stackTraceLimit
  sites = noted
  users++
  Error.stackTraceLimit = Math.max(limit, FRAMES)
  try {
    const value = await work()
    return { value, stackAt: (place) => noted.get(place)?.stack ?? '' }
  } finally {
    Error.stackTraceLimit = limit
    if (--users === 0) sites = undefined
  }
}
