import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { DatedEntry } from './rules/settled-entry.ts'
import { clearingTypeOf } from './rules/settled-entry.ts'

/**
 * What an event tells of an institution as it is reconciled. A correction is our own, of no message that an institution
 * could have on its side, and is left out.
 */
export const entriesOf = (claims: readonly SettledClaim[], scheme: Scheme): DatedEntry[] =>
  claims
    .filter(({ corrects }) => corrects === undefined)
    .map(({ claimId, settledOn, care, purpose, total, account, cash }) => ({
      entryId: claimId,
      on: settledOn,
      scheme,
      clearing: clearingTypeOf(care, purpose),
      total,
      fund: total - account - cash,
      account,
    }))
