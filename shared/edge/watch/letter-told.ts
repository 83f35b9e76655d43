import { objectCreatedType } from '#shared/contracts/files.ts'
import type { AsideLetter } from '#shared/edge/events/again.ts'
import { type AgainLetter, recordsIn } from '#shared/edge/events/again.ts'
import type { DeadLetter } from '#shared/edge/watch/dead-letters.ts'
import type { QueuePart } from '#shared/edge/watch/service-queue.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'

/** What a dead letter is about, and why it is one as far as the message itself says. */
export type LetterTold = { readonly what: string; readonly cause?: Phrase }

type Body = Readonly<Record<string, unknown>>

const same = (text: string): Phrase => ({ zh: text, en: text })

const notJson: Phrase = { zh: '消息不是 JSON', en: 'the message is not JSON' }

/** The body of a message; undefined where it is no JSON object. */
export const bodyOf = (letter: Pick<DeadLetter, 'body'>): Body | undefined => {
  try {
    const value: unknown = JSON.parse(letter.body)
    return typeof value === 'object' && value !== null ? (value as Body) : undefined
  } catch {
    return undefined
  }
}

/** An event by its type and its id. */
export const eventNamed = (body: Body): string => {
  const { id } = (body.detail ?? {}) as { readonly id?: string }
  return `${body['detail-type'] ?? '?'} ${id ?? ''}`.trim()
}

type StreamNotice = {
  readonly requestContext?: { readonly condition?: string }
  readonly responseContext?: { readonly functionError?: string }
  readonly DDBStreamBatchInfo?: { readonly batchSize?: number; readonly startSequenceNumber?: string }
}

const noContract: Phrase = { zh: '没有任何契约描述该事件', en: 'no contract describes it' }
const unread: Phrase = {
  zh: '没有任何服务读取该位置的文件：请重新放到正确的前缀下',
  en: 'no service reads files there: put it under the right prefix',
}

/** An object by its key; a name of a file can be a person's number. */
const ofObject = ({ detail }: Body): LetterTold => {
  const { object } = (detail ?? {}) as { readonly object?: { readonly key?: string } }
  return { what: maskPersonalData(object?.key ?? '?'), cause: unread }
}

const ofUnknown = (body: Body): LetterTold =>
  body['detail-type'] === objectCreatedType
    ? ofObject(body)
    : { what: `${body.source} ${eventNamed(body)}`, cause: noContract }

const ofStream = (body: Body): LetterTold => {
  const { requestContext, responseContext, DDBStreamBatchInfo: batch } = body as StreamNotice
  return {
    what: `${batch?.batchSize} records from ${batch?.startSequenceNumber}`,
    cause: same([requestContext?.condition, responseContext?.functionError].filter(Boolean).join(': ')),
  }
}

const ofAside = ({ setAside: { dynamodb = {} } }: AsideLetter, { said = '' }: DeadLetter): LetterTold => {
  const { Keys = {}, NewImage = {} } = dynamodb
  const parts = [NewImage.kind, Keys.pk, Keys.sk].flatMap((value) => value?.S ?? [])
  return { what: maskPersonalData(parts.join(' ')), cause: same(said) }
}

const ofAgain = ({ again }: AgainLetter, { said = '' }: DeadLetter): LetterTold => ({
  what: `${again.length} records to be published again`,
  cause: same(said),
})

const ofOutbox = (body: Body, letter: DeadLetter): LetterTold => {
  if ('setAside' in body) return ofAside(body as AsideLetter, letter)
  return 'again' in body ? ofAgain(body as AgainLetter, letter) : ofStream(body)
}

/**
 * Whether a dead letter can be given to its queue again: in an outbox, one that holds its records whole. What nobody knows
 * came by the bus, to which operators give it.
 */
export const hasWayBack = (part: QueuePart, letter: Pick<DeadLetter, 'body'>): boolean =>
  part !== 'unknown' && (part !== 'outbox' || recordsIn(bodyOf(letter) ?? {}).length > 0)

/** Says of a dead letter of a service what it is, and why it lies there where the message tells. */
export const letterTold = (part: QueuePart, letter: DeadLetter): LetterTold => {
  const body = bodyOf(letter)
  if (body === undefined) return { what: letter.messageId, cause: notJson }
  if (part === 'outbox') return ofOutbox(body, letter)
  if (part === 'unknown') return ofUnknown(body)
  const what =
    part === 'work' ? [body.task, body.runId, body.unitId].filter(Boolean).join(' ') : eventNamed(body)
  return { what, ...(letter.said && { cause: same(letter.said) }) }
}
