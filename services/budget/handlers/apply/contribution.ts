import { contributionReceived } from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/consume.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import { book } from '../../adapters/book.ts'
import { contributionMovements } from '../../domain/ledger/contribution-entry.ts'
import { periodFor } from '../../domain/ledger/period.ts'
import type { Effects } from '../../effects.ts'

/** Books received contributions on their income lines; what is paid before its fund year belongs to its January. */
export const applyContribution = ({ store }: Effects) =>
  on(contributionReceived, async ({ id, data }) => {
    const { city, scheme, fundYear, paidOn } = data
    await book(store, { city, scheme }, periodFor(paidOn, fundYear), () => ({
      entry: {
        entryId: stableId('E-', id),
        reason: 'contribution-received',
        on: paidOn,
        source: id,
        movements: contributionMovements(data),
      },
    }))
  })
