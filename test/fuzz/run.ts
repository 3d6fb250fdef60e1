/**
 * `npm run fuzz -- --count N --seed S`: any text is read or refused, in time, with a place in every message, and means one thing.
 * Texts follow from the seed alone. A worker does the work; this thread sees to it that it goes on.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import fc from 'fast-check'
import type { Kind } from '../1-parse/support.js'
import { problemOf, shortened } from './properties.js'
import { type Corpus, corpusIn, KINDS, textsOf } from './texts.js'

const BATCH = 500
/** Seconds after which a text that is still being looked at counts as a hang. */
const PATIENCE = 20

interface Order {
  readonly count: number
  readonly seed: number
  readonly root: string
  /** Where the worker is: batch and place in it. */
  readonly progress: SharedArrayBuffer
}

type News =
  | {
      readonly kind: 'problem'
      readonly batch: number
      readonly text: string
      readonly of: Kind
      readonly problem: string
    }
  | { readonly kind: 'done'; readonly slowest: number; readonly slowestText: string }

const arbitraries = new Map<Kind, fc.Arbitrary<string>>()

function arbitraryOf(kind: Kind, corpus: Corpus): fc.Arbitrary<string> {
  const made = arbitraries.get(kind) ?? textsOf(kind, corpus)
  arbitraries.set(kind, made)
  return made
}

/** Each batch has one kind of text and its own seed, so that it can be made again alone. */
function batchOf(
  k: number,
  { seed }: Order,
  corpus: Corpus,
): { readonly kind: Kind; readonly texts: readonly string[] } {
  const kind = KINDS[k % KINDS.length]
  return { kind, texts: fc.sample(arbitraryOf(kind, corpus), { seed: seed + k, numRuns: BATCH }) }
}

function work(order: Order): void {
  const corpus = corpusIn(order.root)
  const progress = new Int32Array(order.progress)
  let slowest = 0
  let slowestText = ''
  for (let batch = 0; batch * BATCH < order.count; batch++) {
    const { kind, texts } = batchOf(batch, order, corpus)
    for (const [k, text] of texts.entries()) {
      Atomics.store(progress, 0, batch)
      Atomics.store(progress, 1, k)
      const started = performance.now()
      const problem = problemOf(kind, text)
      const took = performance.now() - started
      if (took > slowest) [slowest, slowestText] = [took, text]
      if (problem === undefined) continue
      const shorter = shortened(kind, text, problemOf)
      send({ kind: 'problem', batch, of: kind, text: shorter, problem: problemOf(kind, shorter) ?? problem })
    }
  }
  send({ kind: 'done', slowest, slowestText })
}

function send(news: News): void {
  parentPort?.postMessage(news)
}

function watch(order: Order): void {
  const progress = new Int32Array(order.progress)
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: order })
  const seen = new Map<string, number>()
  let shown = 0
  let [last, since] = ['', performance.now()]
  const timer = setInterval(() => {
    const [batch, k] = [Atomics.load(progress, 0), Atomics.load(progress, 1)]
    if (`${batch} ${k}` !== last) [last, since] = [`${batch} ${k}`, performance.now()]
    else if (performance.now() - since > PATIENCE * 1000) {
      const { kind, texts } = batchOf(batch, order, corpusIn(order.root))
      process.stdout.write(`hang (seed ${order.seed}, batch ${batch}) of ${kind} ${JSON.stringify(texts[k])}\n`)
      process.exit(1)
    }
    const tried = batch * BATCH + k
    if (process.stderr.isTTY) process.stderr.write(`\r${tried.toLocaleString('en')} texts `)
    else if (tried - shown >= 50_000) {
      shown = tried
      process.stderr.write(`${tried.toLocaleString('en')} texts\n`)
    }
  }, 1000)
  worker.on('message', (news: News) => {
    if (news.kind === 'problem') {
      const what = news.problem.split('\n').slice(0, 6).join('\n  ')
      // The same cause shows itself in many texts: a few of each are enough.
      const cause = what.replace(/\d+|"[^"]*"|`[^`]*`/g, '').slice(0, 120)
      const times = (seen.get(cause) ?? 0) + 1
      seen.set(cause, times)
      if (times <= 3)
        process.stdout.write(
          `problem (seed ${order.seed}, batch ${news.batch}) with ${news.of} ${JSON.stringify(news.text)}: ${what}\n`,
        )
      return
    }
    clearInterval(timer)
    const problems = [...seen.values()].reduce((sum, times) => sum + times, 0)
    const tried = Math.ceil(order.count / BATCH) * BATCH
    process.stdout.write(
      `${tried.toLocaleString('en')} texts, seed ${order.seed}: ${problems ? `${problems} problems of ${seen.size} kinds` : 'no problem'}; ` +
        `the slowest took ${news.slowest.toFixed(0)} ms: ${JSON.stringify(news.slowestText.slice(0, 200))}\n`,
    )
    process.exitCode = problems ? 1 : 0
  })
  worker.on('error', (error) => {
    throw error
  })
}

if (isMainThread) {
  const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } })
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
  const count = Number(values.count ?? 20_000)
  if (!Number.isInteger(seed) || !(count > 0)) throw new Error('--count and --seed are whole numbers')
  process.stdout.write(`seed ${seed}\n`)
  watch({ count, seed, root: process.cwd(), progress: new SharedArrayBuffer(8) })
} else {
  work(workerData as Order)
}
