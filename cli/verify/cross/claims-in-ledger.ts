import { monthOf } from '#shared/calendar/day.ts'
import { reversalIn, settledIn } from '../../../services/settlement/domain/invariants/recorded.ts'
import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.claims-in-ledger'

/** Every settled or reversed claim stands in the ledger once, with fund, month, institution and amounts. */
export const claimsInLedger: CrossCheck = {
  id,
  number: 3,
  rule: 'claims settled and reversed = claims posted in the ledger, each with its fund, month and amounts',
  start: () => {
    const matching = startMatching(id, { here: 'settlement', there: 'budget' })
    return {
      see: (service, item) => {
        if (service === 'settlement') {
          const claim = settledIn(item)?.claim
          const reversal = reversalIn(item)
          const fact = claim ?? reversal
          if (!fact) return
          const { city, scheme, institution, amounts } = fact
          const month = monthOf(claim ? claim.settledOn : (reversal?.reversedOn ?? ''))
          const { total, basic, account, cash } = amounts
          matching.here(claim?.claimId ?? reversal?.reversalId ?? '', [
            ...[city, scheme, month, institution],
            ...[total, basic, account, cash],
          ])
        }
        if (service === 'budget' && item.kind === 'claim-posted') {
          const { claimId, city, scheme, month, institution, total, basic, account, cash } = item
          matching.there(
            String(claimId),
            [city, scheme, month, institution, total, basic, account, cash].map(String),
          )
        }
      },
      finish: matching.finish,
    }
  },
}
