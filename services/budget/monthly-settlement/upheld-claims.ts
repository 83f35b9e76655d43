import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { visits } from '../claims/post-visitors.ts'
import { postings } from '../claims/postings.ts'
import { upheldClaimKey, upheldClaimPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import type { Answer } from './rules/answer.ts'
import type { UpheldClaim } from './rules/upheld-claim.ts'
import { endUpheld, upheldIn } from './rules/upheld-claim.ts'
import type { StatementName } from './statements.ts'

type UpheldRecord = Fund & UpheldClaim & { readonly version: number }
type UpheldName = Fund & Pick<UpheldClaim, 'month' | 'institution' | 'claimId'>

/** Work on claims of which a contest was upheld. */
export const upheldClaims = defineRecord<UpheldRecord, UpheldName>({
  kind: 'upheld-claim',
  key: ({ month, institution, claimId, ...fund }) => upheldClaimKey(fund, month, institution, claimId),
})

/** Opens the work on every claim that a decision upholds, in the transaction of the decision. */
export const upheldWrites = ({ city, scheme, month, institution }: StatementName, answer: Answer): Write[] =>
  upheldIn({ month, institution }, answer).map((upheld) =>
    upheldClaims.replace({ ...upheld, city, scheme, version: 0 }, 0),
  )

/** A fund's upheld claims, page by page in order of months. */
export const pageUpheld = (store: Store, fund: Fund, page: { limit: number; cursor?: string }) =>
  upheldClaims.page(store, upheldClaimPartition(fund), page)

/** Ends the work on an upheld claim by a posted one that puts it right; the same again changes nothing. */
export const correctUpheld = (
  store: Store,
  name: UpheldName,
  corrected: NonNullable<UpheldClaim['corrected']>,
): Promise<Decision<UpheldRecord>> =>
  retryConflicts(async () => {
    const state = await upheldClaims.read(store, name)
    const { claimId, city, scheme, institution } = name
    if (!state) return refuse('upheld-claim.unknown', { field: 'claimId', figures: { claimId } })
    const { claimId: by, month } = corrected
    const named = { city, scheme, month, institution, claimId: by }
    const posted = (await postings.read(store, named)) ?? (await visits.read(store, named))
    const decision = endUpheld(corrected, { state, posted })
    if (decision.status === 'refused') return decision
    const changed = { ...state, ...decision.value }
    if (decision.value === state) return { status: 'accepted', value: changed }
    const written = await store.write([upheldClaims.replace(changed, state.version)])
    return written.status === 'written' ? { status: 'accepted', value: changed } : undefined
  })
