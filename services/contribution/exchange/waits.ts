import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { totalOf } from './rules/content.ts'
import type { Message, MessageState } from './rules/exchange.ts'
import { exchanges } from './store.ts'

const lastIn = (item: RecordedItem, state: MessageState): Message | undefined => {
  if (!exchanges.is(item)) return undefined
  const last = exchanges.from(item).exchange.messages.at(-1)
  return last?.state === state ? last : undefined
}

/** What the tax authority refused is not collected until it is sent as it can be received. */
export const refusedDuesAreSentAgain = (policy: Policy): Wait => ({
  id: 'contribution.refused-dues-are-sent-again',
  rule: 'what is due that the tax authority refused is corrected and sent again within the days of the policy',
  work: {
    zh: '税务拒收，待更正重发',
    en: 'messages that the tax authority refused, to correct and send again',
  },
  waits: (item) => {
    const last = lastIn(item, 'refused')
    if (!last) return undefined
    const since = last.answer?.on ?? last.sentOn
    return waitingFor(policy, 'general.wait.refused_dues_days', since, totalOf(last.content))
  },
})

/** Whoever does not answer may not collect. */
export const duesAreAnswered = (policy: Policy): Wait => ({
  id: 'contribution.dues-are-answered',
  rule: 'the tax authority receives or refuses a message of what is due within the days of the policy',
  work: { zh: '已推送税务，待回执', en: 'messages to the tax authority without an answer' },
  waits: (item) => {
    const last = lastIn(item, 'sent')
    return last
      ? waitingFor(policy, 'general.wait.dues_answer_days', last.sentOn, totalOf(last.content))
      : undefined
  },
})
