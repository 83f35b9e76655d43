import type { Day } from '#shared/calendar/day.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import { countedOn } from '../insured-year/sent-by.ts'
import type { DatedEntry, EntryAmounts } from './rules/settled-entry.ts'
import { sameAmounts } from './rules/settled-entry.ts'
import { entriesIn, institutionOfPiece } from './settled-days.ts'

const id = 'settlement.daily-lists'

type Recorded = { readonly institution: string; readonly on: Day; readonly amounts: EntryAmounts }
type Listed = { readonly where: string; readonly institution: string; readonly entry: DatedEntry }

const recordedIn = (item: RecordedItem): (Recorded & { readonly entryId: string }) | undefined => {
  const settled = settledIn(item)
  if (settled) {
    const { claimId: entryId, institution, amounts, settledOn } = settled.claim
    return { entryId, institution, amounts, on: countedOn(settled.by, settledOn) }
  }
  const reversal = reversalIn(item)
  if (!reversal) return undefined
  const { reversalId: entryId, institution, amounts, by, reversedOn } = reversal
  return { entryId, institution, amounts, on: countedOn(by, reversedOn) }
}

const faultOf = ({ institution, entry }: Listed, recorded: Recorded | undefined): string | undefined => {
  if (!recorded) return 'an entry is listed that nothing is recorded of'
  if (recorded.institution !== institution) return 'an entry is listed for another institution'
  if (recorded.on !== entry.on) return 'an entry is listed on another day than its message came'
  return sameAmounts(recorded.amounts, entry) ? undefined : 'an entry is listed with other amounts'
}

/** The daily lists by which institutions reconcile, against what is recorded. They follow it, so nothing is missed in them. */
export const dailyLists: Invariant = {
  id,
  number: 9,
  rule: 'every entry of an institution’s daily list is a claim or reversal of it, with its amounts, on the day its message came',
  start: () => {
    const recorded = new Map<string, Recorded>()
    const listed: Listed[] = []
    return {
      see: (item) => {
        const fact = recordedIn(item)
        if (fact) recorded.set(fact.entryId, fact)
        const institution = institutionOfPiece(item)
        for (const entry of entriesIn(item))
          listed.push({ where: `${item.pk} ${item.sk}`, institution, entry })
      },
      finish: () => ({
        checked: listed.length,
        violations: listed.flatMap((each): Violation[] => {
          const { entryId, on } = each.entry
          const what = faultOf(each, recorded.get(entryId))
          return what === undefined
            ? []
            : [{ invariant: id, where: each.where, what, figures: { entryId, on } }]
        }),
      }),
    }
  },
}
