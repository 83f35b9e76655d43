import type { BusEvent } from '#shared/contracts/define-event.ts'
import type { DeadLetter } from '#shared/edge/watch/dead-letters.ts'
import { bodyOf, letterTold } from '#shared/edge/watch/letter-told.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import { events } from '../../infra/events.ts'
import { services } from '../../infra/services.ts'
import { diedWords } from './log-lines.ts'
import type { WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

/** What a dead letter is about, and why it is one. */
export type Told = { readonly what: string; readonly cause: Phrase }

const same = (text: string): Phrase => ({ zh: text, en: text })

const notSaid: Phrase = {
  zh: '消息本身没有问题，日志中也没有原因：函数可能未能启动（限流）；先查看告警，再重新投递',
  en: 'nothing is wrong with the message, and no log says more: the function may not have been started (throttled); look at its alarms, then redrive',
}
/** Whoever dies writes nothing; what Lambda wrote of it names no message. */
const died = (line: string): Phrase => ({
  zh: `函数没有给出结果就结束了（内存或时间）：${line}。先查看告警并提高内存或时限，再重新投递`,
  en: `the function ended without an answer (memory or time): ${line}. Look at its alarm and raise memory or time before you redrive`,
})
const nowDescribed: Phrase = {
  zh: '现在已有契约描述该事件：可重新投递',
  en: 'a contract describes it now: redrive it',
}

const contractOf = (detailType: string) => events.find(({ detailTypes }) => detailTypes.includes(detailType))

/** What of an event today's code could not read, if anything. */
const unreadable = (service: string, event: BusEvent): string | undefined => {
  const detailType = event['detail-type']
  const declared = services.find(({ name }) => name === service)
  const subscribed = declared?.consumes.some(({ pattern }) => pattern['detail-type'].includes(detailType))
  const contract = contractOf(detailType)
  if (!contract || !subscribed) return `event.not-subscribed: ${detailType}`
  try {
    contract.parse(event)
    return undefined
  } catch (error) {
    return error instanceof TongchouError ? `${error.code}: ${error.message}` : String(error)
  }
}

type LoggedError = {
  readonly error?: { readonly code?: string; readonly name?: string; readonly message?: string }
}

const causeInLine = (line: string | undefined): string | undefined => {
  const error = (bodyOf({ body: line?.slice(line.indexOf('{')) ?? '' }) as LoggedError | undefined)?.error
  return error && `${error.code ?? error.name}: ${error.message}`
}

const causeInLog = async (
  site: Site,
  { worker }: WatchedQueue,
  { messageId, sentAt }: DeadLetter,
): Promise<string | undefined> => {
  const lines = worker ? await site.lines(worker, sentAt, [messageId]) : []
  return causeInLine(lines.findLast((line) => line.includes('"error"')))
}

/** Lambda's own words in a line, without its instant and the id of the request. */
const wordsOfLambda = (line: string): string =>
  diedWords.flatMap((word) => (line.includes(word) ? line.slice(line.indexOf(word)).trim() : []))[0] ?? ''

/** Why a readable message that no log names is a dead letter: the function died with it, or never began. */
const unsaid = async (site: Site, { worker }: WatchedQueue, { sentAt }: DeadLetter): Promise<Phrase> => {
  const line = worker && (await site.lines(worker, sentAt, diedWords)).at(-1)
  return line === undefined ? notSaid : died(wordsOfLambda(line))
}

/** Says of a dead letter what it is and why it lies there, as far as message and log tell. */
export const tellOf = async (site: Site, queue: WatchedQueue, letter: DeadLetter): Promise<Told> => {
  const body = bodyOf(letter)
  const { what, cause } = letterTold(queue.part, letter)
  if (queue.part === 'unknown' && contractOf(String(body?.['detail-type'])))
    return { what, cause: nowDescribed }
  if (cause !== undefined) return { what, cause }
  const isEvent = queue.part === 'inbox' || queue.part === 'counting'
  const logged = await causeInLog(site, queue, letter)
  const found = logged ?? (isEvent ? unreadable(queue.service, body as unknown as BusEvent) : undefined)
  return { what, cause: found === undefined ? await unsaid(site, queue, letter) : same(found) }
}
