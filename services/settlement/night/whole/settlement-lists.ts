import type { Day } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { claimKey } from '../../keys.ts'
import { listRecords } from '../../settlement-list/store.ts'
import { isInTurn } from '../rules/in-turn.ts'
import { readPartitions } from './claims.ts'

/** Settlement lists with all their versions and their settlements. Each has its turn, since it is written once. */
export const wholeSettlementLists = async (
  records: readonly Stored[],
  store: Store,
  on: Day,
): Promise<readonly Stored[]> => {
  const own = records.filter((record) => listRecords.is(record) && isInTurn(record.pk, on))
  const versions = await readPartitions(new Set(own.map(({ pk }) => pk)), store)
  return readWhole(
    versions,
    (record) => (listRecords.is(record) ? [claimKey(listRecords.from(record).claimId)] : []),
    store,
  )
}
