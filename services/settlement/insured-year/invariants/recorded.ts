import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { ClaimItem, RecordedClaim } from '../records/claim-item.ts'
import { fromClaimItem } from '../records/claim-item.ts'
import type { CorrectionItem } from '../records/correction-item.ts'
import { fromCorrectionItem } from '../records/correction-item.ts'
import type { InsuredYearItem } from '../records/insured-year-item.ts'
import { fromInsuredYearItem } from '../records/insured-year-item.ts'
import type { ReversalItem } from '../records/reversal-item.ts'
import { fromReversalItem } from '../records/reversal-item.ts'
import type { ClaimCorrected, ClaimReversed } from '../rules/claim-events.ts'
import type { RecordedYear } from '../rules/recorded-year.ts'

/** The settled claim in an item, when it is one. */
export const settledIn = (item: RecordedItem): RecordedClaim | undefined =>
  item.kind === 'claim-settled' ? fromClaimItem(item as unknown as ClaimItem) : undefined

/** The reversal in an item, when it is one. */
export const reversalIn = (item: RecordedItem): ClaimReversed | undefined =>
  item.kind === 'claim-reversed' ? fromReversalItem(item as unknown as ReversalItem) : undefined

/** The correction in an item, when it is one. */
export const correctionIn = (item: RecordedItem): ClaimCorrected | undefined =>
  item.kind === 'claim-corrected' ? fromCorrectionItem(item as unknown as CorrectionItem) : undefined

/** The insured-year in an item, when it is one. */
export const yearIn = (item: RecordedItem): RecordedYear | undefined =>
  item.kind === 'insured-year' ? fromInsuredYearItem(item as unknown as InsuredYearItem) : undefined

/** What a person's year goes by among the findings. */
export const yearName = ({ personId, year }: { readonly personId: string; readonly year: number }): string =>
  `${personId} ${year}`
