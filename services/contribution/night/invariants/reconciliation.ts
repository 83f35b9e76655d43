import { isSamePerson } from '#shared/kernel/subject.ts'
import { isTied } from '../../reconciliation/rules/compare.ts'
import type { Difference } from '../../reconciliation/rules/difference.ts'
import type { DayList } from '../../reconciliation/store.ts'
import { over } from './over.ts'

const faultsOf = ({ state, settling }: Difference): string[] => {
  if (state !== 'settled') return []
  const { why, proposed, approved } = settling ?? {}
  return why && proposed && approved && !isSamePerson(proposed.by, approved.by)
    ? []
    : ['it was settled by fewer than two officers, or without a reason']
}

/** Judged from a day's list with its differences. */
export const differencesTie = over(
  {
    id: 'contribution.reconciliation',
    number: 11,
    rule: "the differences of a day explain to the fen what the tax authority's sum is beyond ours, and two officers settled each that is settled",
  },
  ['day-list', 'difference'],
  (facts, say) => {
    const found = (facts.difference ?? []).map((item) => item.difference as Difference)
    const byId = new Map(found.map((each) => [each.differenceId, each]))
    for (const each of found) for (const what of faultsOf(each)) say(each.differenceId, what)
    const lists = (facts['day-list'] ?? []).map((item) => item as unknown as DayList)
    for (const { city, on, state, ours, theirs, differenceIds = [] } of lists) {
      if (state !== 'compared') continue
      const own = differenceIds.flatMap((id) => byId.get(id) ?? [])
      const figures = { ours: ours?.amount ?? 0, theirs: theirs?.amount ?? 0 }
      if (own.length !== differenceIds.length || !isTied(figures.ours, figures.theirs, own))
        say(`${city} ${on}`, 'its differences do not explain its sum', figures)
    }
    return lists.length + found.length
  },
)
