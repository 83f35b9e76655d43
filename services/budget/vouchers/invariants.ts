import type { Invariant } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { differences, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import { movedTogether } from './rules/voucher.ts'

const vouchersId = 'budget.vouchers-are-their-entries'

/** What was booked by hand is what a voucher says that two persons signed, and every booked voucher has its entry. */
export const vouchersAreTheirEntries: Invariant = {
  id: vouchersId,
  number: 1,
  rule: 'Every booked voucher is signed by two persons, has its entry and leaves the sums of collection and of care as receipts and claims have them; no entry is made by hand without one.',
  start: () => {
    const vouchers = tally()
    const entries = tally()
    const faults: { readonly where: string; readonly what: string }[] = []
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
        if (isSamePerson(String(drafted?.by), String(approved?.by)))
          faults.push({ where: place, what: 'drafted and approved by one person' })
        if (movedTogether(figures(item, 'movements')))
          faults.push({ where: place, what: 'it moves what receipts and claims lead' })
      },
      finish: () => ({
        checked: seen,
        violations: [
          ...differences(vouchersId, 'voucher and entry', vouchers, entries).violations,
          ...faults.map((fault) => ({ invariant: vouchersId, ...fault })),
        ],
      }),
    }
  },
}
