import type { Day } from '#shared/calendar/day.ts'
import type { ExchangeKind, LeviedDues } from '#shared/contracts/contribution.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { refuse } from '../../refusals.ts'
import { isSameContent, totalOf } from './content.ts'

/** `sent`: under way; `withdrawn`: refused, and there is nothing to be told any more. */
export const messageStates = ['sent', 'received', 'refused', 'withdrawn'] as const
export type MessageState = (typeof messageStates)[number]

/** A message to the tax authority. It keeps its number for ever, and what it said. */
export type Message = {
  readonly number: number
  readonly kind: ExchangeKind
  readonly content: LeviedDues
  readonly sentOn: Day
  /** The number of the refused message in whose place it was sent. */
  readonly corrects?: number
  readonly state: MessageState
  readonly answer?: { readonly on: Day; readonly code: string; readonly reason?: string | undefined }
}

/** All that the tax authority was told of a bill, in order. */
export type Exchange = {
  readonly billId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly messages: readonly Message[]
}

export const messageIdOf = (billId: string, number: number): string => `${billId}:${number}`

/** The bill and number that a message's id names. */
export const messageNamed = (messageId: string): { readonly billId: string; readonly number: number } => {
  const at = messageId.lastIndexOf(':')
  return { billId: messageId.slice(0, at), number: Number(messageId.slice(at + 1)) }
}

/** The message that holds at the tax authority: the last that it received. */
const standing = ({ messages }: Pick<Exchange, 'messages'>): Message | undefined =>
  messages.findLast(({ state }) => state === 'received')

/** What has to be told of a bill so that the tax authority knows what it is to collect; undefined: nothing. */
const kindOf = (
  stands: Message | undefined,
  content: LeviedDues,
  isPaid: boolean,
): ExchangeKind | undefined => {
  const total = totalOf(content)
  if (!stands || totalOf(stands.content) === 0) {
    if (total === 0) return undefined
    // What gives back is a difference to what was levied before.
    return total < 0 ? 'difference' : 'add'
  }
  if (total === 0) return isPaid ? 'end' : 'cancel'
  return isSameContent(stands.content, content) ? undefined : 'change'
}

const withMessage = (exchange: Exchange, message: Omit<Message, 'number' | 'state'>): Exchange => ({
  ...exchange,
  messages: [...exchange.messages, { number: exchange.messages.length + 1, ...message, state: 'sent' }],
})

/** The exchange with its last message in another state. */
const lastAs = (exchange: Exchange, more: Pick<Message, 'state'> & Partial<Message>): Exchange => ({
  ...exchange,
  messages: exchange.messages.map((message, index) =>
    index === exchange.messages.length - 1 ? { ...message, ...more } : message,
  ),
})

type Now = { readonly content: LeviedDues; readonly isPaid: boolean; readonly on: Day }

/**
 * Tells what is new of a bill, where something is. While a message is under way nothing goes out: the change goes after
 * its answer. What was refused is sent again by itself only when it says something else.
 */
export const tell = (exchange: Exchange, { content, isPaid, on }: Now): Exchange => {
  const last = exchange.messages.at(-1)
  if (last?.state === 'sent') return exchange
  const kind = kindOf(standing(exchange), content, isPaid)
  if (last?.state === 'refused') {
    if (kind === undefined) return lastAs(exchange, { state: 'withdrawn' })
    if (isSameContent(last.content, content)) return exchange
    return withMessage(exchange, { kind, content, sentOn: on, corrects: last.number })
  }
  return kind === undefined ? exchange : withMessage(exchange, { kind, content, sentOn: on })
}

/** What the tax authority says of a message. */
export type Answer = {
  readonly result: 'received' | 'refused'
  readonly code: string
  readonly reason?: string | undefined
}

/**
 * Takes the tax authority's answer to a message, once. The same again changes nothing, another is refused. What changed on
 * the bill meanwhile goes out with it.
 */
export const answer = (
  exchange: Exchange,
  number: number,
  { result, code, reason }: Answer,
  now: Now,
): Decision<Exchange> => {
  const message = exchange.messages[number - 1]
  const messageId = messageIdOf(exchange.billId, number)
  if (!message) return refuse('exchange.message-unknown', { field: 'messageId', figures: { messageId } })
  if (message.state !== 'sent')
    return message.answer?.code === code && (message.state === 'received') === (result === 'received')
      ? accept(exchange)
      : refuse('exchange.answered-otherwise', { figures: { messageId, code: message.answer?.code ?? '' } })
  const said = { on: now.on, code, ...(reason === undefined ? {} : { reason }) }
  return accept(tell(lastAs(exchange, { state: result, answer: said }), now))
}

/** Sends what was refused again, as the bill is now, in a message of its own that names the refused one. */
export const sendAgain = (exchange: Exchange, number: number, now: Now): Decision<Exchange> => {
  const messageId = messageIdOf(exchange.billId, number)
  const message = exchange.messages[number - 1]
  if (!message) return refuse('exchange.message-unknown', { field: 'messageId', figures: { messageId } })
  const next = exchange.messages[number]
  if (next?.corrects === number) return accept(exchange)
  if (message.state !== 'refused') return refuse('exchange.not-refused', { figures: { messageId } })
  const { content, isPaid, on } = now
  const kind = kindOf(standing(exchange), content, isPaid)
  return accept(
    kind === undefined
      ? lastAs(exchange, { state: 'withdrawn' })
      : withMessage(exchange, { kind, content, sentOn: on, corrects: number }),
  )
}
