import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import type { DatedEntry } from './rules/settled-entry.ts'
import { sameAmounts, totalsOf } from './rules/settled-entry.ts'
import { entriesIn, institutionOfPiece } from './settled-days.ts'
import { entryOf } from './settled-entries.ts'

const id = 'settlement.daily-lists'

type Recorded = { readonly institution: string; readonly entry: DatedEntry }
type Listed = Recorded & { readonly where: string }

const recordedIn = (item: RecordedItem): Recorded | undefined => {
  const settled = settledIn(item)
  const fact = settled?.claim ?? reversalIn(item)
  if (!fact) return undefined
  const by = settled ? settled.by : reversalIn(item)?.by
  return { institution: fact.institution, entry: entryOf(fact, by) }
}

const faultOf = ({ institution, entry }: Listed, recorded: Recorded | undefined): string | undefined => {
  if (!recorded) return 'an entry is listed that nothing is recorded of'
  if (recorded.institution !== institution) return 'an entry is listed for another institution'
  if (recorded.entry.on !== entry.on) return 'an entry is listed on another day than its message came'
  if (recorded.entry.scheme !== entry.scheme || recorded.entry.clearing !== entry.clearing)
    return 'an entry is listed under another scheme or clearing type'
  return sameAmounts(recorded.entry, entry) ? undefined : 'an entry is listed with other amounts'
}

const dayOf = ({ institution, entry }: Recorded): string => `${institution} ${entry.on}`

/** Of each institution the day before the last that is listed: up to it, the lists have long followed what is recorded. */
const closedDays = (listed: readonly Listed[]): ReadonlyMap<string, Day> => {
  const last = new Map<string, Day>()
  for (const { institution, entry } of listed)
    if (entry.on > (last.get(institution) ?? '')) last.set(institution, entry.on)
  return new Map([...last].map(([institution, day]) => [institution, addDays(day, -1)]))
}

/** Days of which the lists come to another sum than the answers that an institution was given. */
const unequalDays = (recorded: readonly Recorded[], listed: readonly Listed[]): Violation[] => {
  const closed = closedDays(listed)
  const ofDay = (each: readonly Recorded[] | undefined) =>
    totalsOf(new Map(each?.map(({ entry }) => [entry.entryId, entry])).values())
  const lists = Map.groupBy(listed, dayOf)
  const isClosed = ({ institution, entry }: Recorded): boolean => entry.on < (closed.get(institution) ?? '')
  return [...Map.groupBy(recorded.filter(isClosed), dayOf)].flatMap(([where, answered]): Violation[] => {
    const [told, counted] = [ofDay(answered), ofDay(lists.get(where))]
    if (told.entries === counted.entries && sameAmounts(told, counted)) return []
    const figures = { told: told.total, counted: counted.total, entries: counted.entries - told.entries }
    return [{ invariant: id, where, what: 'the totals of a day are not what its answers come to', figures }]
  })
}

/**
 * The daily lists by which institutions reconcile, against what is recorded. They follow it by seconds, so nothing is
 * missed in them once a later day is listed.
 */
export const dailyLists: Invariant = {
  id,
  number: 9,
  rule: 'every entry of an institution’s daily list is a claim or reversal of it, with the amounts it was answered with, on the day its message came; the totals of a closed day are what its answers come to',
  start: () => {
    const recorded = new Map<string, Recorded>()
    const listed: Listed[] = []
    return {
      see: (item) => {
        const fact = recordedIn(item)
        if (fact) recorded.set(fact.entry.entryId, fact)
        const institution = institutionOfPiece(item)
        for (const entry of entriesIn(item))
          listed.push({ where: `${item.pk} ${item.sk}`, institution, entry })
      },
      finish: () => ({
        checked: listed.length,
        violations: [
          ...listed.flatMap((each): Violation[] => {
            const { entryId, on } = each.entry
            const what = faultOf(each, recorded.get(entryId))
            return what === undefined
              ? []
              : [{ invariant: id, where: each.where, what, figures: { entryId, on } }]
          }),
          ...unequalDays([...recorded.values()], listed),
        ],
      }),
    }
  },
}
