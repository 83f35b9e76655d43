import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { isTaken } from './rules/premium.ts'
import { familyPremiums } from './store.ts'

/** Whether money left the account with this very change: what waited for its second hand leaves it later. */
const leaves = ({ item, before }: Change): boolean =>
  familyPremiums.is(item) &&
  isTaken(familyPremiums.from(item).premium) &&
  !(before && isTaken(familyPremiums.from(before).premium))

/** That an account is to pay a relative's premium: contribution places it on the bill. */
export const toPremiumEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.filter(leaves).map(({ item, sequence }) => {
    const { premiumId, owner, member, billId, city, amount, asked } = familyPremiums.from(item).premium
    const data = { premiumId, owner, member, billId, city, amount, askedOn: asked.on }
    const event = { id: `family-premium-asked:${premiumId}`, occurredOn: asked.on, data }
    return { contract: familyPremiumAsked, event, sequences: [sequence] }
  })
