import type { Language, Phrase } from '#shared/kernel/language.ts'
import { tableOf } from '../terminal/table.ts'
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
