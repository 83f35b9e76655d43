import type { Language, Phrase } from '#shared/kernel/language.ts'
import { tableOf } from '../terminal/table.ts'
import type { Calls } from './calls.ts'
import type { LogLine } from './log-lines.ts'
import type { Redriven } from './redrive.ts'
import type { Republished } from './republish.ts'

const words = {
  none: { zh: '没有死信', en: 'There are no dead letters.' },
  message: { zh: '消息', en: 'message' },
  what: { zh: '内容', en: 'what' },
  result: { zh: '结果', en: 'result' },
  again: { zh: '已重新投递', en: 'on its way again' },
  would: { zh: '将重新投递', en: 'would go on its way again' },
  of: { zh: '类别', en: 'of' },
  kind: { zh: '种类', en: 'kind' },
  count: { zh: '数量', en: 'count' },
  caller: { zh: '调用方', en: 'caller' },
  route: { zh: '路由', en: 'route' },
  status: { zh: '状态', en: 'status' },
  why: { zh: '原因', en: 'why' },
  request: { zh: '最近请求', en: 'last request' },
  noLines: { zh: '日志中没有这样的内容', en: 'The log has no such line.' },
  noCalls: { zh: '没有这样的调用', en: 'There are no such calls.' },
  records: { zh: '记录', en: 'records in these days' },
  events: { zh: '已重发的事件', en: 'events sent again' },
  eventsDry: { zh: '将重发的事件', en: 'events that would be sent' },
  silent: {
    zh: '现状不再产生事件的记录',
    en: 'records that tell nothing as they stand now',
  },
} satisfies Record<string, Phrase>

type Reader = { readonly language: Language; readonly width: number; readonly dryRun: boolean }

/** What came of each dead letter. */
export const redrivenTable = (letters: readonly Redriven[], { language, width, dryRun }: Reader): string => {
  if (letters.length === 0) return words.none[language]
  const result = dryRun ? words.would : words.again
  return tableOf(
    [
      { head: words.message[language], kind: 'text' },
      { head: words.what[language], kind: 'text' },
      { head: words.result[language], kind: 'text' },
    ],
    letters.map(({ messageId, what, stays }) => [messageId, what, (stays ?? result)[language]]),
    width,
  )
}

/** What was sent again. */
export const republishedTable = (
  { records, events, silent }: Republished,
  { language, width, dryRun }: Reader,
): string => {
  const rows = (of: Phrase, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([kind, count]) => [of[language], kind, String(count)])
  return tableOf(
    [
      { head: words.of[language], kind: 'text' },
      { head: words.kind[language], kind: 'text' },
      { head: words.count[language], kind: 'figure' },
    ],
    [
      ...rows(words.records, records),
      ...rows(dryRun ? words.eventsDry : words.events, events),
      ...rows(words.silent, silent),
    ],
    width,
  )
}

/** The lines of a log, each as it was written but for what is the same in all. */
export const linesText = (lines: readonly LogLine[], language: Language): string =>
  lines.length === 0
    ? words.noLines[language]
    : lines
        .map(({ message, timestamp = '', level: _, ...more }) => {
          const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''
          return `${timestamp} ${message}${rest}`.trim()
        })
        .join('\n')

/** Who called what, how it ended and how often. */
export const callsTable = (calls: readonly Calls[], { language, width }: Omit<Reader, 'dryRun'>): string =>
  calls.length === 0
    ? words.noCalls[language]
    : tableOf(
        [
          { head: words.count[language], kind: 'figure' },
          { head: words.status[language], kind: 'text' },
          { head: words.caller[language], kind: 'text' },
          { head: words.route[language], kind: 'text' },
          { head: words.why[language], kind: 'text' },
          { head: words.request[language], kind: 'text' },
        ],
        calls.map(({ count, status, caller, route, why, requestId }) => [
          String(count),
          status,
          caller,
          route,
          why,
          requestId,
        ]),
        width,
      )
