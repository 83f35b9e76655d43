import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { totalPaid } from '../bill/rules/bill.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { contentOf, isLevied } from './rules/content.ts'
import type { Answer, Exchange } from './rules/exchange.ts'
import { answer, messageNamed, sendAgain, tell } from './rules/exchange.ts'
import { exchangeWrite, readExchange } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const nowOf = (bill: Bill, on: Day, { policy }: Needs) => ({
  content: contentOf(bill, policy()),
  isPaid: totalPaid(bill) !== 0,
  on,
})

/** Changes what the tax authority is told of a bill; a decision that changes nothing writes nothing. */
const change = (
  messageId: string,
  billId: string,
  decide: (exchange: Exchange, bill: Bill) => Decision<Exchange>,
  { store }: Needs,
): Promise<Decision<Exchange>> =>
  retryConflicts(async () => {
    const { bill, stored } = await readExchange(store, billId)
    if (!bill || !stored)
      return refuse('exchange.message-unknown', { field: 'messageId', figures: { messageId } })
    const decision = decide(stored.exchange, bill)
    if (decision.status === 'refused' || decision.value === stored.exchange) return decision
    const written = await store.write([exchangeWrite({ ...stored, exchange: decision.value })])
    return written.status === 'written' ? decision : undefined
  })

/** Tells the tax authority what is due on a bill, if it was not told so already. Asked again it tells nothing twice. */
const tellOf = (billId: string, on: Day, effects: Needs): Promise<true> =>
  retryConflicts(async () => {
    const { store } = effects
    const { bill, stored } = await readExchange(store, billId)
    if (!bill || !isLevied(bill)) return true
    const { city, scheme } = bill
    const before: Exchange = stored?.exchange ?? { billId, city, scheme, messages: [] }
    const exchange = tell(before, nowOf(bill, on, effects))
    if (exchange === before) return true
    const written = await store.write([exchangeWrite({ exchange, version: stored?.version ?? 0 })])
    return written.status === 'written' ? true : undefined
  })

/** Tells the tax authority of bills whose dues are new or changed. */
export const tellDues = (billIds: readonly string[], on: Day, effects: Needs): Promise<void> =>
  eachForItself(billIds, (billId) => tellOf(billId, on, effects))

/** What the tax authority says of a message; `reaches` keeps it from those of cities it does not collect in. */
export type MessageAnswer = Answer & { readonly messageId: string }

export const takeAnswer = (
  { messageId, ...said }: MessageAnswer,
  { on, reaches }: { readonly on: Day; readonly reaches: (city: string) => boolean },
  effects: Needs,
): Promise<Decision<Exchange>> => {
  const { billId, number } = messageNamed(messageId)
  const decide = (exchange: Exchange, bill: Bill) =>
    reaches(exchange.city)
      ? answer(exchange, number, said, nowOf(bill, on, effects))
      : refuse('exchange.message-unknown', { field: 'messageId', figures: { messageId } })
  return change(messageId, billId, decide, effects)
}

/** Sends a refused message again, once. */
export const resend = (messageId: string, on: Day, effects: Needs): Promise<Decision<Exchange>> => {
  const { billId, number } = messageNamed(messageId)
  return change(
    messageId,
    billId,
    (exchange, bill) => sendAgain(exchange, number, nowOf(bill, on, effects)),
    effects,
  )
}

/**
 * Takes answers that came by the bus, where nobody reads what is said to them. An answer that differs from the first, or is
 * to no message, changes nothing.
 */
export const applyAnswers = (answers: readonly MessageAnswer[], on: Day, effects: Needs): Promise<void> =>
  eachForItself(answers, async (each) => accept(await takeAnswer(each, { on, reaches: () => true }, effects)))
