import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { familyPremiums } from './store.ts'

/** That an account is to pay a relative's premium: contribution places it on the bill. */
export const toPremiumEvents = (changes: readonly Change[]): Outgoing[] =>
  changes
    .filter(({ item, before }) => !before && familyPremiums.is(item))
    .map(({ item, sequence }) => {
      const { premiumId, owner, member, billId, city, amount, asked } = familyPremiums.from(item).premium
      const data = { premiumId, owner, member, billId, city, amount, askedOn: asked.on }
      const event = { id: `family-premium-asked:${premiumId}`, occurredOn: asked.on, data }
      return { contract: familyPremiumAsked, event, sequences: [sequence] }
    })
