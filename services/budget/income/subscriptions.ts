import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { periodFor } from '../ledger/rules/period.ts'
import { postReceipts } from './post-receipts.ts'

/** Books received contributions on their income lines; what is paid before its fund year belongs to its January. */
export const applyContributions = ({ store }: Effects) =>
  on(contributionsReceived, async ({ id, occurredOn, data: { city, scheme, fundYear, receipts } }) => {
    const byMonth = Map.groupBy(receipts, ({ paidOn }) => periodFor(paidOn, fundYear))
    for (const [month, received] of byMonth)
      await postReceipts(store, { fund: { city, scheme }, month, on: occurredOn, source: id, received })
  })
