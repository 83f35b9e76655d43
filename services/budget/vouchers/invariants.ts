import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'

const vouchersId = 'budget.vouchers-are-their-entries'

/** What was booked by hand is what a voucher says that two persons signed, and every booked voucher has its entry. */
export const vouchersAreTheirEntries: Invariant = {
  id: vouchersId,
  number: 1,
  rule: 'Every booked voucher is signed by two persons and has its entry; no entry is made by hand without one.',
  start: () => {
    const vouchers = tally()
    const entries = tally()
    const byOne: string[] = []
    let seen = 0
    return {
      see: (item) => {
        if (item.kind === 'journal-entry') {
          seen += 1
          if (item.reason === 'voucher' || item.reason === 'correction')
            entries.add(`${fundOf(item)} ${text(item, 'source')}`, figures(item, 'movements'))
        }
        if (item.kind !== 'voucher' || item.status !== 'booked') return
        const { city, scheme } = item.fund as { city: string; scheme: string }
        const place = `${city} ${scheme} ${text(item, 'voucherId')}`
        vouchers.add(place, figures(item, 'movements'))
        const [drafted, approved] = [item.drafted, item.approved] as { by: string }[]
        if (drafted?.by === approved?.by) byOne.push(place)
      },
      finish: () => ({
        checked: seen,
        violations: [
          ...differences(vouchersId, 'voucher and entry', vouchers, entries).violations,
          ...byOne.map((where) => ({
            invariant: vouchersId,
            where,
            what: 'drafted and approved by one person',
          })),
        ],
      }),
    }
  },
}
