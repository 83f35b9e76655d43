import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.pricings-in-budget'

/** What a policy change was priced at in settlement is what the budget service drafts with. */
export const pricingsInBudget: CrossCheck = {
  id,
  number: 3,
  rule: 'policy changes priced on claims = pricings the budget service keeps, with the same amounts',
  start: () => {
    const matching = startMatching(id, { here: 'settlement', there: 'budget' })
    return {
      see: (service, item) => {
        const figures = () => [Number(item.claims), Number(item.changed), JSON.stringify(item.care)]
        if (service === 'settlement' && item.kind === 'policy-change-priced')
          matching.here(String(item.pricingId), figures())
        if (service === 'budget' && item.kind === 'policy-pricing')
          matching.there(String(item.pricingId), figures())
      },
      finish: matching.finish,
    }
  },
}
