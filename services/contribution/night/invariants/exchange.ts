import { canonicalText } from '#shared/kernel/canonical.ts'
import { duesOf } from '../../exchange/rules/content.ts'
import type { Exchange } from '../../exchange/rules/exchange.ts'
import { billsOf, over } from './over.ts'

const faultsOf = ({ messages }: Exchange): string[] => {
  const open = messages.slice(0, -1).some(({ state }) => state === 'sent')
  const refused = new Set(messages.filter(({ state }) => state === 'refused').map(({ number }) => number))
  const twice = messages.some((message, index) => {
    const before = messages[index - 1]
    return before?.state === 'received' && canonicalText(before.content) === canonicalText(message.content)
  })
  return [
    ...(messages.every(({ number }, index) => number === index + 1)
      ? []
      : ['its messages are not numbered in turn']),
    ...(open ? ['a message went out while another was under way'] : []),
    ...(twice ? ['the same was sent twice under two numbers'] : []),
    ...(messages.every(({ corrects }) => corrects === undefined || refused.has(corrects))
      ? []
      : ['a message corrects what was not refused']),
    ...(messages.every(({ state, answer }) => (state === 'sent') === (answer === undefined))
      ? []
      : ['a message is answered without a word of the tax authority, or has one and is not']),
  ]
}

/** Judged from a bill with what the tax authority was told of it. */
export const toldAsDue = over(
  {
    id: 'contribution.exchange',
    number: 11,
    rule: 'the tax authority is told of a bill by messages in turn, one under way at a time and nothing twice, and what it received last is what the bill says',
  },
  ['bill', 'exchange'],
  (facts, say) => {
    const told = (facts.exchange ?? []).map((item) => item.exchange as Exchange)
    const bills = new Map(billsOf(facts).map((bill) => [bill.billId, bill]))
    for (const exchange of told) {
      const { billId, messages } = exchange
      for (const what of faultsOf(exchange)) say(billId, what)
      const bill = bills.get(billId)
      const last = messages.at(-1)
      if (!bill) say(billId, 'the tax authority was told of a bill that is not there')
      else if (last?.state === 'received' && canonicalText(last.content.dues) !== canonicalText(duesOf(bill)))
        say(billId, 'what the tax authority received last is not what is due')
    }
    return told.length
  },
)
