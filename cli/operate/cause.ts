import type { BusEvent } from '#shared/contracts/define-event.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import { events } from '../../infra/events.ts'
import { services } from '../../infra/services.ts'
import type { DeadLetter } from './dead-letters.ts'
import type { WatchedQueue } from './queues.ts'
import type { Site } from './site.ts'

/** What a dead letter is about, and why it is one. */
export type Told = { readonly what: string; readonly cause: Phrase }

const same = (text: string): Phrase => ({ zh: text, en: text })

const notJson: Phrase = { zh: '消息不是 JSON', en: 'the message is not JSON' }
const notSaid: Phrase = {
  zh: '消息本身没有问题，日志中也没有原因：可重新投递',
  en: 'nothing is wrong with the message, and no log says more: redrive it',
}
const noContract: Phrase = { zh: '没有任何契约描述该事件', en: 'no contract describes it' }
const nowDescribed: Phrase = {
  zh: '现在已有契约描述该事件：可重新投递',
  en: 'a contract describes it now: redrive it',
}

const parsed = (body: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
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

const causeInLog = (line: string | undefined): string | undefined => {
  const error = (parsed(line?.slice(line.indexOf('{')) ?? '') as LoggedError | undefined)?.error
  return error && `${error.code ?? error.name}: ${error.message}`
}

const ofEvent = (body: Readonly<Record<string, unknown>>): string => {
  const { id } = (body.detail ?? {}) as { readonly id?: string }
  return `${body['detail-type'] ?? '?'} ${id ?? ''}`.trim()
}

type StreamNotice = {
  readonly requestContext?: { readonly condition?: string }
  readonly responseContext?: { readonly functionError?: string }
  readonly DDBStreamBatchInfo?: { readonly batchSize?: number; readonly startSequenceNumber?: string }
}

const ofStream = (body: Readonly<Record<string, unknown>>): Told => {
  const { requestContext, responseContext, DDBStreamBatchInfo: batch } = body as StreamNotice
  return {
    what: `${batch?.batchSize} records from ${batch?.startSequenceNumber}`,
    cause: same([requestContext?.condition, responseContext?.functionError].filter(Boolean).join(': ')),
  }
}

/** Says of a dead letter what it is and why it lies there, as far as message and log tell. */
export const tellOf = async (site: Site, queue: WatchedQueue, letter: DeadLetter): Promise<Told> => {
  const body = parsed(letter.body)
  if (body === undefined) return { what: letter.messageId, cause: notJson }
  if (queue.part === 'outbox') return ofStream(body)
  if (queue.part === 'unknown') {
    const known = contractOf(String(body['detail-type'])) !== undefined
    return { what: `${body.source} ${ofEvent(body)}`, cause: known ? nowDescribed : noContract }
  }
  const what =
    queue.part === 'inbox' ? ofEvent(body) : [body.task, body.runId, body.unitId].filter(Boolean).join(' ')
  if (letter.refusedByBus) return { what, cause: same(letter.refusedByBus) }
  const line = queue.worker && (await site.logged(queue.worker, letter.messageId, letter.sentAt))
  const cause =
    causeInLog(line) ?? (queue.part === 'inbox' ? unreadable(queue.service, body as BusEvent) : undefined)
  return { what, cause: cause === undefined ? notSaid : same(cause) }
}
