import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries } from '../account/account-entries.ts'
import type { FamilyPremium } from './rules/premium.ts'
import { isDatedBack, isTaken, takenFor } from './rules/premium.ts'
import { familyPremiums } from './store.ts'

const id = 'settlement.family-premiums'

/** Whether one hand alone has it count from a day before it was said. */
const isOfOneHand = (premium: FamilyPremium): boolean =>
  isDatedBack(premium) &&
  isTaken(premium) &&
  (premium.approved === undefined || isSamePerson(premium.approved.by, premium.asked.by))

/** Judged from a premium with the entries that it moved on its owner's account. */
export const familyPremiumsAreTheirEntries: Invariant = {
  id,
  number: 4,
  rule: 'what an account gave for a relative’s premium and did not get back is what of it stands: nothing of one that was refused or waits for a second hand, and never more than was asked for; none counts from a day before it was said by one hand',
  start: () => {
    const premiums = new Map<string, FamilyPremium>()
    const moved = new Map<string, AccountEntry[]>()
    return {
      see: (item) => {
        if (familyPremiums.is(item)) {
          const { premium } = familyPremiums.from(item)
          premiums.set(premium.premiumId, premium)
        }
        if (!accountEntries.is(item)) return
        const entry = accountEntries.from(item)
        const of = entry.premium?.premiumId
        if (of !== undefined) moved.set(of, [...(moved.get(of) ?? []), entry])
      },
      finish: () => {
        const names = new Set([...premiums.keys(), ...moved.keys()])
        const violations = [...names].flatMap((where): Violation[] => {
          const [premium, entries] = [premiums.get(where), moved.get(where) ?? []]
          const account = entries.reduce((sum, { amount }) => sum - amount, 0)
          const figures = { account, premium: premium ? takenFor(premium) : 0 }
          const isOwners = entries.every(({ premium: of }) => of?.billId === premium?.billId)
          return [
            ...(figures.account === figures.premium
              ? []
              : [
                  {
                    invariant: id,
                    where,
                    what: 'what an account gave is not what stands of a premium',
                    figures,
                  },
                ]),
            ...(premium && isOfOneHand(premium)
              ? [{ invariant: id, where, what: 'one hand alone dated a premium back' }]
              : []),
            ...(isOwners ? [] : [{ invariant: id, where, what: 'an account paid for another bill' }]),
          ]
        })
        return { checked: premiums.size, violations }
      },
    }
  },
}
