import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { benefitKey } from '../../keys.ts'
import { takeBacks } from '../../take-back/store.ts'

/** A take-back names both allowances of its delivery. */
const keysNamed = (item: Stored): readonly Key[] => {
  if (!takeBacks.is(item)) return []
  const { benefitId, other } = takeBacks.from(item).takeBack
  return [benefitKey({ benefitId }), benefitKey({ benefitId: other })]
}

/** The take-backs among some records, with the allowances that they are of. */
export const wholeTakeBacks = (records: readonly Stored[], store: Store): Promise<readonly Stored[]> =>
  readWhole(records.filter(takeBacks.is), keysNamed, store)
