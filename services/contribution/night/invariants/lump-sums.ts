import { ageOn, monthOf } from '#shared/calendar/day.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { BilledYear } from '../../billing/rules/billed-year.ts'
import type { StoredCoverage } from '../../coverage/store.ts'
import type { LumpSum } from '../../lump-sum/rules/decide-lump-sum.ts'
import { missingMonths } from '../../lump-sum/rules/decide-lump-sum.ts'
import { billsOf, over } from './over.ts'

const handsFaults = ({ base, proposed, ...rest }: LumpSum): string[] => [
  ...('document' in base && base.document === '' ? ['its base is of no billed month and no document'] : []),
  ...(rest.state === 'approved' && isSamePerson(proposed.by, rest.decided.by)
    ? ['one person proposed and approved it']
    : []),
]

/** What keeps its months from being those that the record of its person missed, as it was judged. */
const monthsFaults = ({ months, record, mostMonths = months }: LumpSum): string[] => [
  ...(record && months > missingMonths(record) ? ['it buys months that its record does not miss'] : []),
  ...(months > mostMonths ? ['it buys more months than one lump sum may have'] : []),
]

/** Whoever bought more months in all than anyone of their kind needs. */
const boughtTooMuch = (
  approved: Iterable<LumpSum>,
  needed: ReadonlyMap<string, number | undefined>,
): Map<string, number> => {
  const bought = new Map<string, number>()
  for (const { personId, months, record } of approved)
    if (record) bought.set(personId, (bought.get(personId) ?? 0) + months)
  return new Map([...bought].filter(([personId, months]) => months > (needed.get(personId) ?? months)))
}

/** Judged from the lump sums that were decided, with their bills and the months billed. */
export const lumpSumsByTwo = over(
  {
    id: 'contribution.lump-sums',
    number: 10,
    rule: 'a lump sum is billed as one officer proposed and another approved, on the base of a month that was billed, or of a document where none was, and for no more months than the person missed',
  },
  ['bill', 'lump-sum', 'billed-year', 'coverage'],
  (facts, say) => {
    const decided = (facts['lump-sum'] ?? []).map((item) => item.lumpSum as LumpSum)
    const held = new Set(
      (facts['billed-year'] ?? []).flatMap((item) => {
        const { personId, months } = item as unknown as BilledYear
        return Object.keys(months).map((month) => `${personId} ${month}`)
      }),
    )
    const persons = (facts.coverage ?? []).map((item) => (item as unknown as StoredCoverage).person)
    const born = new Map(persons.map(({ personId, birthOn }) => [personId, birthOn] as const))
    const needed = new Map(
      persons.map(({ personId, retirement }) => [personId, retirement?.neededMonths] as const),
    )
    const approved = new Map<string, LumpSum>()
    for (const each of decided) {
      for (const what of [...handsFaults(each), ...monthsFaults(each)]) say(each.lumpSumId, what)
      const { base, personId, retiresOn, leastAge = 0 } = each
      const birthOn = born.get(personId)
      if (each.state === 'approved' && birthOn !== undefined && ageOn(birthOn, retiresOn) < leastAge)
        say(each.lumpSumId, 'nobody retires so young', { leastAge })
      if ('month' in base && !held.has(`${personId} ${base.month}`))
        say(each.lumpSumId, 'its base is of a month that is not billed')
      if (each.state === 'approved') approved.set(each.lumpSumId, each)
    }
    for (const [personId, months] of boughtTooMuch(approved.values(), needed))
      say(personId, 'lump sums bought more months than they need in all', { months })
    const billed = billsOf(facts).filter(
      ({ kind, bought }) => kind === 'lump-sum' && bought?.lumpSumId !== undefined,
    )
    for (const { billId, bought, persons, from } of billed) {
      const by = approved.get(bought?.lumpSumId ?? '')
      const isSame =
        by?.state === 'approved' &&
        by.billId === billId &&
        by.months === bought?.months &&
        by.personId === persons[0]?.personId &&
        monthOf(by.retiresOn) === from
      if (!isSame) say(billId, 'it is billed otherwise than two officers decided')
      approved.delete(bought?.lumpSumId ?? '')
    }
    for (const { lumpSumId } of approved.values()) say(lumpSumId, 'it was approved, and is not billed')
    return decided.length + billed.length
  },
)
