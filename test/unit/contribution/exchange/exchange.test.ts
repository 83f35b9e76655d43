import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Bill } from '../../../../services/contribution/bill/rules/bill.ts'
import { contentOf } from '../../../../services/contribution/exchange/rules/content.ts'
import type { Exchange } from '../../../../services/contribution/exchange/rules/exchange.ts'
import { answer, sendAgain, tell } from '../../../../services/contribution/exchange/rules/exchange.ts'
import { employerMonth, residentYear } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')
const none: Exchange = { billId: employerMonth.billId, city: '340100', scheme: 'employee', messages: [] }
const now = (bill: Bill = employerMonth, isPaid = false) => ({
  ...{ content: contentOf(bill, policy), isPaid, on: '2025-01-05' },
})
const received = { result: 'received', code: '10000' } as const
const refused = { result: 'refused', code: '20013', reason: 'the payer is not registered' } as const
const answered = (exchange: Exchange, said: typeof received | typeof refused, of = now()) => {
  const outcome = answer(exchange, exchange.messages.length, said, of)
  if (outcome.status === 'refused') throw new Error(outcome.refusal.code)
  return outcome.value
}
const kinds = ({ messages }: Exchange) => messages.map(({ kind, state }) => `${kind} ${state}`)
const dearer: Bill = { ...employerMonth, dues: [{ payer: 'employer', pooled: 90_000, account: 0 }] }
const nothing: Bill = { ...employerMonth, dues: [{ payer: 'employer', pooled: 0, account: 0 }] }

describe('the exchange with the tax authority', () => {
  it('says of a bill what is levied, from whom and for which period', () => {
    expect(now().content).toEqual({
      ...{ levyItem: '10201', period: 1, from: '2025-01', to: '2025-01', dueOn: '2025-03-02' },
      employerId: 'E1',
      dues: [
        { payer: 'employer', amount: 85_400 },
        { payer: 'individual', amount: 24_400 },
      ],
    })
    expect(contentOf(residentYear, policy)).toMatchObject({ levyItem: '10212', period: 2, personId: 'P1' })
  })

  it('adds a bill once, however often it is told of', () => {
    const added = tell(none, now())
    expect(kinds(added)).toEqual(['add sent'])
    expect(tell(added, now())).toBe(added)
    const stands = answered(added, received)
    expect(tell(stands, now())).toBe(stands)
  })

  it('sends what changed while a message is under way after its answer, as one change', () => {
    const added = tell(tell(none, now()), now(dearer))
    expect(kinds(added)).toEqual(['add sent'])
    const next = answered(added, received, now(dearer))
    expect(kinds(next)).toEqual(['add received', 'change sent'])
    expect(next.messages[1]?.content.dues).toEqual([{ payer: 'employer', amount: 90_000 }])
  })

  it('cancels what is due no more, ends what was paid in part, and adds it again where it comes back', () => {
    const stands = answered(tell(none, now()), received)
    const cancelled = tell(stands, now(nothing))
    expect(kinds(cancelled)).toEqual(['add received', 'cancel sent'])
    expect(kinds(tell(stands, now(nothing, true)))).toEqual(['add received', 'end sent'])
    const gone = answered(cancelled, received, now(nothing))
    expect(kinds(tell(gone, now()))).toEqual(['add received', 'cancel received', 'add sent'])
  })

  it('tells of a bill that gives back as a difference', () => {
    const back: Bill = { ...employerMonth, dues: [{ payer: 'employer', pooled: -100, account: 0 }] }
    expect(kinds(tell(none, now(back)))).toEqual(['difference sent'])
  })

  it('keeps what was refused for an officer, who sends it again once under the next number', () => {
    const no = answered(tell(none, now()), refused)
    expect(kinds(no)).toEqual(['add refused'])
    expect(tell(no, now())).toBe(no)
    const again = sendAgain(no, 1, now())
    if (again.status === 'refused') throw new Error(again.refusal.code)
    expect(again.value.messages[1]).toMatchObject({ number: 2, kind: 'add', corrects: 1, state: 'sent' })
    expect(sendAgain(again.value, 1, now())).toEqual(again)
    expect(sendAgain(again.value, 2, now())).toMatchObject({ refusal: { code: 'exchange.not-refused' } })
  })

  it('sends a refused bill again by itself when it was corrected, and lets go of it when nothing is due', () => {
    const no = answered(tell(none, now()), refused)
    expect(kinds(tell(no, now(dearer)))).toEqual(['add refused', 'add sent'])
    expect(kinds(tell(no, now(nothing)))).toEqual(['add withdrawn'])
  })

  it('takes one answer to a message: the same again changes nothing, another is refused', () => {
    const stands = answered(tell(none, now()), received)
    expect(answer(stands, 1, received, now())).toEqual({ status: 'accepted', value: stands })
    expect(answer(stands, 1, refused, now())).toMatchObject({
      refusal: { code: 'exchange.answered-otherwise' },
    })
    expect(answer(stands, 2, received, now())).toMatchObject({
      refusal: { code: 'exchange.message-unknown' },
    })
  })
})
