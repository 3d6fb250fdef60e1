/** The page that compares what Brian2 and spikec say of the same slips, from brian.json and from the samples. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderAll } from '../../src/diagnostics/index.js'
import { diagnosticsOf, type Sample } from './samples.js'

interface Answer {
  readonly kind: 'error' | 'warning' | 'nothing'
  /** The last message first, then those that caused it. */
  readonly texts: readonly string[]
}

interface Reference {
  readonly reference: string
  readonly answers: Readonly<Record<string, Answer>>
}

/** What is looked for in an answer, of whichever program: the same rules for both. */
interface Marks {
  readonly detected: boolean
  readonly positioned: boolean
  readonly named: boolean
  readonly fix: boolean
}

const COLUMNS = ['detected', 'positioned', 'named', 'fix'] as const

export function comparisonPage(samples: readonly Sample[], folder: string): string {
  const { reference, answers } = JSON.parse(readFileSync(join(folder, 'brian.json'), 'utf8')) as Reference
  const rows = samples.map((sample) => {
    const answer = answers[sample.name]
    if (!answer) throw new Error(`brian.json knows nothing of ${sample.name}: python3 test/corpus/brian.py`)
    const theirs = answer.texts.join('\n')
    const ours = renderAll(diagnosticsOf(sample))
    return {
      sample,
      theirs: { marks: marksOf(theirs, answer.kind === 'error', sample), text: answer.texts[0] ?? '' },
      ours: { marks: marksOf(ours, ours.startsWith('error'), sample), text: summary(ours) },
    }
  })
  const count = (who: 'theirs' | 'ours', mark: keyof Marks) => rows.filter((row) => row[who].marks[mark]).length
  const better = rows.filter(({ theirs, ours }) => COLUMNS.some((mark) => theirs.marks[mark] && !ours.marks[mark]))
  return [
    '# The same slips in Brian2 and in spikec',
    '',
    `${samples.length} broken models, made of what people get wrong, given to ${reference} and to \`spikec check\`. The models and`,
    'spikec’s answers are in [`test/corpus`](../test/corpus); Brian’s answers are in `brian.json` there, written by',
    '`python3 test/corpus/brian.py`; this page is written by `npx vitest run test/corpus -u`.',
    '',
    'The marks are set by rules, the same for both: **detected**: an error, or a warning that names the culprit; **positioned**: a',
    'caret or a column; **named**: the name or the piece of text that is wrong, or the place that it is wrong for; **fix**: the repair',
    'is in the message. Each sample says what it counts as naming and as a repair (`culprit`, `remedy` in `sample.json`). Two things',
    'are to be known when reading the counts: the rules were written beside spikec’s messages, and the collection was made by spikec’s',
    'authors. Brian speaks when a model runs, here after two steps, at its first mistake, in a Python traceback whose last error is',
    'shown.',
    '',
    `|  | ${COLUMNS.join(' | ')} |`,
    '| --- | --- | --- | --- | --- |',
    `| ${reference} | ${COLUMNS.map((mark) => count('theirs', mark)).join(' | ')} |`,
    `| spikec | ${COLUMNS.map((mark) => count('ours', mark)).join(' | ')} |`,
    `| of | ${COLUMNS.map(() => rows.length).join(' | ')} |`,
    '',
    '## Where Brian does better',
    '',
    ...(better.length === 0 ? ['By these marks, nowhere.'] : better.map(betterLine)),
    '',
    'Slips that spikec says nothing of are in the corpus too, by names that begin with `silent-`: a missing sign, a weight to the other',
    'side, one time constant for another.',
    '',
    '## All of them',
    '',
    'The four marks of each: d(etected), p(ositioned), n(amed), f(ix).',
    '',
    `| slip | ${reference} | spikec |`,
    '| --- | --- | --- |',
    ...rows.map(
      ({ sample, theirs, ours }) =>
        `| ${escaped(sample.about)} (\`${sample.name}\`) | ${letters(theirs.marks)} ${escaped(cut(theirs.text))} | ${letters(ours.marks)} ${escaped(cut(ours.text))} |`,
    ),
    '',
  ].join('\n')

  function betterLine({ sample, theirs, ours }: (typeof rows)[number]): string {
    const lacking = COLUMNS.filter((mark) => theirs.marks[mark] && !ours.marks[mark])
    return `- \`${sample.name}\` (${sample.about}): ${lacking.join(', ')}. Brian: ${escaped(cut(theirs.text))}`
  }
}

function marksOf(text: string, isError: boolean, { culprit, remedy, messages }: Sample): Marks {
  // Of what nobody can know, anything that is said counts.
  // Brian prints `-60` as `- 60`.
  const named = messages === 0 ? text !== '' : new RegExp(culprit).test(text.replace(/- (?=\d)/g, '-'))
  return {
    detected: text !== '' && (isError || named),
    positioned: /^[\s|]*\^|\bcol(?:umn)?[: ]*\d/m.test(text),
    named: text !== '' && named,
    fix: messages !== 0 && new RegExp(remedy).test(text),
  }
}

function letters(marks: Marks): string {
  const found = COLUMNS.map((mark) => (marks[mark] ? mark[0] : '·')).join('')
  return `\`${found}\``
}

/** The sentence, and the first repair. */
function summary(text: string): string {
  const [sentence = '', ...rest] = text.split('\n')
  const help = rest.find((line) => line.includes('= help: '))
  return help ? `${sentence}; ${help.replace(/^.*= help: /, '')}` : sentence
}

const MOST = 260

function cut(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ')
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line
}

/** As text of a table: what stands in backticks is code, and the rest has no marks of its own. */
function escaped(text: string): string {
  const pieces = text.split('`')
  const plain = (piece: string) => piece.replace(/[\\*_<]/g, '\\$&')
  // An odd one is open to the end, where a message was cut.
  return pieces
    .map((piece, k) => (k % 2 === 1 && k < pieces.length - 1 ? `\`${piece}\`` : plain(piece)))
    .join('')
    .replaceAll('|', '\\|')
}
