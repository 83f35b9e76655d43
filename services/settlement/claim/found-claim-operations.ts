import type { RequestParts } from '#shared/edge/http/operation.ts'
import type { Owner } from '#shared/edge/http/owner.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import { partiesOf } from '../insured-year/parties.ts'
import type { Entry, EntryHistory } from '../insured-year/store.ts'
import { refusal } from '../refusals.ts'

/** What stands under a claim's or a reversal's id. */
export type ClaimHistory = EntryHistory & { readonly entry: Entry }

type ClaimIdRequest = RequestParts<{ readonly claimId: string }, unknown, unknown>

/** The parties of a claim or reversal own what is asked of it. */
export const partiesOfClaim = ({ claims, meter }: YearEffects): Owner<ClaimIdRequest, ClaimHistory> => ({
  whose: 'recorded',
  as: 'the institution that sent the claim and the city that pays it',
  unknown: () => refusal('claim.unknown', { field: 'claimId' }),
  find: async ({ params }) => {
    const { entry, ...since } = await claims.find(params.claimId)
    meter('read-claim', 1)
    if (!entry) return undefined
    const parties = partiesOf(entry.kind === 'claim' ? entry.claim : entry.reversal)
    return { parties, found: { entry, ...since } }
  },
})
