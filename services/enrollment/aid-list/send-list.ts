import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Hints } from '#shared/edge/files/any-table.ts'
import { isOfAnother } from '#shared/edge/imports/import-reach.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { digestsOf } from '#shared/edge/imports/start-import.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'
import type { Effects } from '../effects.ts'
import type { OfAidMonth } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { isApplied } from './apply-list.ts'
import { compareTask } from './compare-list.ts'
import { isInMonth } from './rules/compare.ts'
import type { AidList } from './store.ts'
import { aidLists, importOf, lastAidLists } from './store.ts'

type SendList = OfAidMonth &
  Hints & {
    readonly importId: string
    readonly parts: number
    readonly from: Day
    readonly reading?: Reading
    readonly sent: AidList['sent']
    readonly today: Day
  }

/**
 * Has a list compared with the register by a run. The same pieces after the same last list are the same list. It waits for
 * the last one: while that changes people, whom it still has to reach would be compared by what they were before.
 */
export const sendList = async (
  { city, month, importId, parts, from, encoding, sheet, reading, sent, today }: SendList,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<Decision<AidList>> => {
  if (month > monthOf(today)) return refuse('aid-list.month-ahead', { field: 'month' })
  if (!isInMonth(from, month)) return refuse('aid-list.other-month', { field: 'from' })
  const last = await lastAidLists.read(store, { city })
  if (last && from <= last.from)
    return refuse('aid-list.too-early', { field: 'from', figures: { from: last.from } })
  if (last && !(await isApplied(last.listId, { store })))
    return refuse('aid-list.last-not-applied', { figures: { from: last.from } })
  const of = importOf({ sent, importId })
  // Pieces that another authority sent are not there for civil affairs.
  if (await isOfAnother(of, { scopes: [sent.scope] }, { store, kinds: [] }))
    return importRefusals.refuse('import.part-missing', { figures: { part: 1 } })
  const found = await digestsOf(of, parts, { store })
  if (found.status === 'refused') return found
  const digests = found.value
  const after = last?.version ?? 0
  // How the sender writes may have been put right since: the same pieces are then another list.
  const said = reading ? [JSON.stringify(reading)] : []
  const listId = stableId('A', city, month, from, after, ...digests, encoding ?? '', sheet ?? '', ...said)
  const list: AidList = {
    ...{ city, month, listId, importId, digests, encoding, sheet, from, sent },
    ...(reading ? { reading } : {}),
    ...{ status: 'comparing', rows: 0, counts: {}, pages: 0, bad: 0, firstBad: [], after, version: 0 },
  }
  await store.write([aidLists.replace(list, 0)])
  const ofList = { city, month, listId }
  await startRun(runs(), {
    runId: listId,
    task: compareTask,
    parameters: ofList,
    units: [{ unitId: '0000', input: ofList }],
  })
  return accept(list)
}
