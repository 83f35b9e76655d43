import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { ClaimEntry } from '../rules/claim-events.ts'
import { settledIn } from './claim-item.ts'
import { correctionIn } from './correction-item.ts'
import { reversalIn } from './reversal-item.ts'

/** The claim, reversal or correction in an item, when it is one. */
export const entryIn = (item: RecordedItem): ClaimEntry | undefined =>
  settledIn(item)?.claim ?? reversalIn(item) ?? correctionIn(item)
