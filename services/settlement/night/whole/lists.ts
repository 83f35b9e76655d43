import type { Day } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { claimKey } from '../../keys.ts'
import { entriesIn } from '../../reconciliation/settled-days.ts'
import { isInTurn } from '../rules/in-turn.ts'

const namedIn = (record: Stored): readonly Key[] => entriesIn(record).map(({ entryId }) => claimKey(entryId))

/** Pieces of daily lists with what they list. Each has its turn, since it is written once and never again. */
export const wholeLists = (records: readonly Stored[], store: Store, on: Day): Promise<readonly Stored[]> =>
  readWhole(
    records.filter((record) => isInTurn(record.pk, on) && entriesIn(record).length > 0),
    namedIn,
    store,
  )
