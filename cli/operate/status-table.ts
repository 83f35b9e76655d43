import type { Language, Phrase } from '#shared/kernel/language.ts'
import { tableOf } from '../terminal/table.ts'
import type { LetterStatus, QueueStatus, RunStatus, Status } from './status.ts'

const words = {
  queue: { zh: '队列', en: 'queue' },
  waiting: { zh: '等待', en: 'waiting' },
  inHand: { zh: '处理中', en: 'in hand' },
  oldest: { zh: '最久等待', en: 'oldest' },
  delivery: { zh: '投递', en: 'delivery' },
  deadLetters: { zh: '死信', en: 'dead letters' },
  on: { zh: '正常', en: 'on' },
  paused: { zh: '暂停', en: 'paused' },
  changing: { zh: '切换中', en: 'changing' },
  age: { zh: '时长', en: 'age' },
  receives: { zh: '投递次数', en: 'tries' },
  what: { zh: '内容', en: 'what' },
  cause: { zh: '原因', en: 'cause' },
  service: { zh: '服务', en: 'service' },
  run: { zh: '批次', en: 'run' },
  done: { zh: '完成', en: 'done' },
  started: { zh: '已运行', en: 'started' },
  moved: { zh: '上次进展', en: 'last moved' },
  noDeadLetters: { zh: '没有死信', en: 'No dead letters.' },
  noRuns: { zh: '没有未完成的批次', en: 'No run is under way.' },
  lettersHead: { zh: '死信（每个队列前 20 条）', en: 'Dead letters, the first 20 of each queue' },
  runsHead: { zh: '未完成的批次', en: 'Runs that are not done' },
} satisfies Record<string, Phrase>

type Reader = { readonly language: Language; readonly width: number }

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** A time in its two largest units. */
const span = (seconds: number): string => {
  if (seconds < minute) return `${seconds} s`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`
  if (seconds < day) return `${Math.floor(seconds / hour)} h ${Math.floor((seconds % hour) / minute)} min`
  return `${Math.floor(seconds / day)} d ${Math.floor((seconds % day) / hour)} h`
}

const since = (instant: string): string =>
  span(Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000)))

const queueTable = (queues: readonly QueueStatus[], { language, width }: Reader): string =>
  tableOf(
    [
      { head: words.queue[language], kind: 'text' },
      { head: words.waiting[language], kind: 'figure' },
      { head: words.inHand[language], kind: 'figure' },
      { head: words.oldest[language], kind: 'figure' },
      { head: words.delivery[language], kind: 'text' },
      { head: words.deadLetters[language], kind: 'figure' },
    ],
    queues.map(({ queue, waiting, inHand, oldestSeconds, delivery, deadLetters }) => [
      queue,
      delivery ? String(waiting) : '',
      delivery ? String(inHand) : '',
      oldestSeconds > 0 ? span(oldestSeconds) : '',
      delivery ? words[delivery][language] : '',
      String(deadLetters),
    ]),
    width,
  )

const letterTable = (letters: readonly LetterStatus[], { language, width }: Reader): string =>
  tableOf(
    [
      { head: words.queue[language], kind: 'text', least: 12 },
      { head: words.age[language], kind: 'figure' },
      { head: words.receives[language], kind: 'figure' },
      { head: words.what[language], kind: 'text' },
      { head: words.cause[language], kind: 'text', least: 24 },
    ],
    letters.map(({ queue, ageSeconds, receives, what, cause }) => [
      queue,
      span(ageSeconds),
      String(receives),
      what,
      cause[language],
    ]),
    width,
  )

const runTable = (runs: readonly RunStatus[], { language, width }: Reader): string =>
  tableOf(
    [
      { head: words.service[language], kind: 'text' },
      { head: words.run[language], kind: 'text' },
      { head: words.done[language], kind: 'figure' },
      { head: words.started[language], kind: 'figure' },
      { head: words.moved[language], kind: 'figure' },
    ],
    runs.map(({ service, runId, done, units, startedAt, movedAt }) => [
      service,
      runId,
      `${done}/${units}`,
      since(startedAt),
      since(movedAt),
    ]),
    width,
  )

/** What the night watch reads. */
export const statusTables = ({ queues, deadLetters, runs }: Status, reader: Reader): string => {
  const say = (word: keyof typeof words): string => words[word][reader.language]
  return [
    queueTable(queues, reader),
    ...(deadLetters.length > 0
      ? [say('lettersHead'), letterTable(deadLetters, reader)]
      : [say('noDeadLetters')]),
    ...(runs.length > 0 ? [say('runsHead'), runTable(runs, reader)] : [say('noRuns')]),
  ].join('\n')
}
