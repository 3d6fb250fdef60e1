/** Starting a program, timing it from outside, and reading the JSON that it prints. */
import { spawn } from 'node:child_process'

/** Something the person who runs the benchmark can act on: printed as one sentence, without a stack. */
export class BenchError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = 1,
  ) {
    super(message)
  }
}

export interface Finished {
  readonly stdout: string
  /** From just before the start to the exit. */
  readonly seconds: number
}

export async function runProgram(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  const started = performance.now()
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1' },
  })
  let seconds = 0
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.on('exit', () => {
    seconds = (performance.now() - started) / 1000
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', (error) => reject(new BenchError(`Could not start ${command}: ${error.message}`, 3)))
    child.on('close', (...ended) => resolve(ended))
  })
  if (code !== 0) {
    const reason = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
    const said = Buffer.concat(stderr).toString().trim().split('\n').slice(-15).join('\n')
    throw new BenchError(`${[command, ...args].join(' ')} ${reason}\n${said}`)
  }
  return { stdout: Buffer.concat(stdout).toString(), seconds }
}

/** The JSON object that a program printed: the whole of its output, or the last line. */
export function parseReport(stdout: string): Report {
  const text = stdout.trim()
  for (const candidate of [text, text.slice(text.lastIndexOf('\n') + 1)]) {
    try {
      const value: unknown = JSON.parse(candidate)
      if (typeof value === 'object' && value !== null) return new Report(value)
    } catch {
      // Not this one.
    }
  }
  throw new BenchError(`A measured program printed no JSON, but: ${text.slice(0, 200) || '(nothing)'}`)
}

/** A JSON object of another process, of which nothing is believed before it is looked at. */
export class Report {
  constructor(private readonly value: object) {}

  /** The number at a path such as `timings.sim_s`. */
  number(path: string): number {
    const found = this.at(path)
    if (typeof found === 'number' && Number.isFinite(found)) return found
    throw new BenchError(`A measured program reported no number as \`${path}\``)
  }

  /** Numbers by new names, each with its path. */
  numbers(paths: Readonly<Record<string, string>>): Record<string, number> {
    return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, this.number(path)]))
  }

  text(path: string): string | undefined {
    const found = this.at(path)
    return typeof found === 'string' ? found : undefined
  }

  private at(path: string): unknown {
    let value: unknown = this.value
    for (const key of path.split('.')) {
      if (typeof value !== 'object' || value === null) return undefined
      value = (value as Readonly<Record<string, unknown>>)[key]
    }
    return value
  }
}
