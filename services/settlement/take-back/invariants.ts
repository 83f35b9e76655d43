import { daysBetween } from '#shared/calendar/day.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Benefit } from '../benefit/rules/benefit.ts'
import { benefits } from '../benefit/store.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { TakeBack } from './rules/take-back.ts'
import { takeBacks } from './store.ts'

const id = 'settlement.take-backs'

/** The fewest days between two deliveries of one woman that anybody could believe, whatever the policy says. */
const fewestDays = 180

const isNear = (one: Benefit, other: Benefit): boolean =>
  one.delivery !== undefined &&
  other.delivery !== undefined &&
  Math.abs(daysBetween(one.delivery.deliveredOn, other.delivery.deliveredOn)) < fewestDays

const handsFault = (takeBack: TakeBack): string | undefined => {
  if (takeBack.state === 'open' || takeBack.state === 'proposed') return undefined
  const { proposed, approved, outcome, state } = takeBack
  if (isSamePerson(proposed.by, approved.by)) return 'one person proposed and approved what becomes of it'
  return (outcome === 'both-stand') === (state === 'stands')
    ? undefined
    : 'what became of it is not what was approved'
}

const recordFault = (takeBack: TakeBack, given: ReadonlyMap<string, Benefit>): string | undefined => {
  const [own, first] = [given.get(takeBack.benefitId), given.get(takeBack.other)]
  if (own?.state !== 'granted' || first?.state !== 'granted')
    return 'it is of allowances that were not granted'
  const { personId, city, amount } = own
  return personId === takeBack.personId && city === takeBack.city && amount === takeBack.amount
    ? undefined
    : 'it is not of the allowance that it names'
}

/** Judged from a take-back with both its allowances; that none is missing, from the years that say whose a number is. */
export const takeBacksAreOfTwo: Invariant = {
  id,
  number: 11,
  rule: 'two allowances for one delivery, granted under numbers of one person, have a take-back of the later one with its amount; two persons decide what becomes of it',
  start: () => {
    const found: TakeBack[] = []
    const given = new Map<string, Benefit>()
    const sameAs = new Map<string, string>()
    const personOf = (number: string, seen = 0): string => {
      const next = sameAs.get(number)
      return next === undefined || seen > 20 ? number : personOf(next, seen + 1)
    }
    return {
      see: (item: RecordedItem) => {
        if (takeBacks.is(item)) found.push(takeBacks.from(item).takeBack)
        if (benefits.is(item)) {
          const { benefit } = benefits.from(item)
          given.set(benefit.benefitId, benefit)
        }
        const state = yearIn(item)?.state
        if (state?.sameAs !== undefined) sameAs.set(state.personId, state.sameAs)
      },
      finish: () => {
        const fault = (where: string, what: string): Violation => ({ invariant: id, where, what })
        const wrong = found.flatMap((takeBack) => {
          const what = handsFault(takeBack) ?? recordFault(takeBack, given)
          return what === undefined ? [] : [fault(takeBack.benefitId, what)]
        })
        const begun = new Set(found.flatMap(({ benefitId, other }) => [`${benefitId} ${other}`]))
        const granted = [...given.values()].filter(({ state, delivery }) => state === 'granted' && delivery)
        const missing = [...Map.groupBy(granted, ({ personId }) => personOf(personId)).values()].flatMap(
          (ofOne) =>
            ofOne.flatMap((one, index) =>
              ofOne
                .slice(0, index)
                .filter((other) => other.personId !== one.personId && isNear(one, other))
                .filter(
                  (other) =>
                    !begun.has(`${one.benefitId} ${other.benefitId}`) &&
                    !begun.has(`${other.benefitId} ${one.benefitId}`),
                )
                .map(() => fault(one.benefitId, 'its delivery was paid for twice and nobody was told')),
            ),
        )
        return { checked: found.length, violations: [...wrong, ...missing] }
      },
    }
  },
}
