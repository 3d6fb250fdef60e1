/** Doing work again whenever a file that it depends on has changed. */
import { existsSync, type FSWatcher, watch as watchFolder } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { EXIT } from '../runtime/node/drive.js'

/** Editors write a file in several steps; what follows within this many milliseconds is one change. */
const SETTLED = 20

/** Clears a terminal, and what has been scrolled out of it. */
const CLEAR = '\x1b[2J\x1b[3J\x1b[H'

/**
 * Works once, and again after each change of the files that the work has said it depends on, until it is interrupted.
 * Those of a while ago stay watched: a program that can't be read any more doesn't tell what it is made of.
 * What goes wrong in the work is printed, and does not end it.
 *
 * @param work is handed what clears the screen, for when it has something to print; gives the files that it depends on
 */
export async function watch(
  files: readonly string[],
  work: (clear: () => void) => Promise<readonly string[]>,
): Promise<number> {
  const clear = () => {
    if (process.stdout.isTTY) process.stdout.write(CLEAR)
  }
  const watched = watchedFiles(() => changes.tell())
  watched.add(files)
  const changes = changeQueue()
  const interrupted = new Promise<'interrupted'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done('interrupted'))
  })
  try {
    for (;;) {
      try {
        watched.add(await work(clear))
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      }
      process.stdout.write(`watching ${watched.count()} files\n`)
      if ((await Promise.race([changes.next(), interrupted])) === 'interrupted') return EXIT.done
    }
  } finally {
    watched.close()
  }
}

/** Changes that come while the work is done are not lost, and are one. */
function changeQueue() {
  let isDirty = false
  let wake: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    tell: () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        isDirty = true
        wake?.()
      }, SETTLED)
    },
    next: async (): Promise<'changed'> => {
      if (!isDirty)
        await new Promise<void>((done) => {
          wake = done
        })
      isDirty = false
      wake = undefined
      return 'changed'
    },
  }
}

/** Folders are watched, not files: an editor that writes a new file and renames it would take the watch away with the old one. */
function watchedFiles(onChange: () => void) {
  const folders = new Map<string, FSWatcher>()
  const wanted = new Set<string>()
  return {
    add: (files: readonly string[]) => {
      for (const file of files.map((one) => resolve(one))) {
        wanted.add(file)
        const folder = dirname(file)
        if (folders.has(folder) || !existsSync(folder)) continue
        const watcher = watchFolder(folder, (_, name) => {
          if (name === null || wanted.has(resolve(folder, name))) onChange()
        })
        // A folder that is taken away has nothing more to tell.
        watcher.on('error', () => {})
        folders.set(folder, watcher)
      }
    },
    count: () => wanted.size,
    close: () => {
      for (const watcher of folders.values()) watcher.close()
    },
  }
}
