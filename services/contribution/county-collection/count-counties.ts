import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import {
  completeUnit,
  inputOf,
  isUnitDone,
  queueUnits,
  readRun,
  startRun,
  unitResults,
} from '#shared/edge/runs/run.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { pageOfPart, residentParts } from '../bill/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { countyCountKey } from '../keys.ts'
import type { CountyCollections } from './rules/county-collection.ts'
import { addCounties, byCounty } from './rules/county-collection.ts'

export const countyTask = 'county-collection'

type OfCount = { readonly city: CityCode; readonly year: FundYear }
/** The count of a city's year that was asked for last. */
type CountyCount = OfCount & { readonly runId: string; readonly on: Day; readonly version: number }

const counts = defineRecord<CountyCount, OfCount>({ kind: 'county-count', key: countyCountKey })

/** Starts counting a city's residents' bills of a year by county, or goes on with the count its command started. */
export const startCounting = async (
  { commandId, city, year, on }: OfCount & { readonly commandId: string; readonly on: Day },
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<string> => {
  const runId = stableId('CC', commandId)
  const units = residentParts.map((part) => ({ unitId: part, input: { city, year, part } }))
  await startRun(runs(), { runId, task: countyTask, parameters: { city, year }, units })
  await retryConflicts(async () => {
    const last = await counts.read(store, { city, year })
    if (last?.runId === runId) return true
    const version = last?.version ?? 0
    const written = await store.write([counts.replace({ city, year, runId, on, version }, version)])
    return written.status === 'written' ? true : undefined
  })
  return runId
}

type PartInput = OfCount & {
  readonly part: string
  readonly cursor?: string
  readonly counted?: CountyCollections
}

const billsAPage = 500
const pagesAMessage = 4

/** Counts a part of a city's residents' bills, the rest in another message of the same unit. */
export const countCounties = async (
  unit: RunUnit,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { cursor: from, counted: before = {}, ...part } = inputOf<PartInput>(unit)
  let counted = before
  let cursor = from
  let pages = 0
  do {
    const place = { limit: billsAPage, ...(cursor === undefined ? {} : { cursor }) }
    const page = await pageOfPart(store, part, place)
    const bills = page.records.map(({ bill }) => bill)
    const persons = bills.flatMap(({ persons: [line] }) => (line ? [line.personId] : []))
    counted = addCounties(counted, byCounty(bills, await readCoverages(store, persons)))
    cursor = page.cursor
    pages += 1
  } while (cursor !== undefined && pages < pagesAMessage)
  if (cursor === undefined) {
    // A rejection means that the same unit was completed at the same time, with the same bills.
    await store.write(completeUnit(unit, { counted }))
    return
  }
  const { queue, queueUrl } = runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { ...part, counted, cursor } }])
}

/** The last count of a city's year, as far as it is; undefined where nobody asked for one. */
export const readCounted = async (store: Store, of: OfCount) => {
  const last = await counts.read(store, of)
  const run = last && (await readRun(store, last.runId))
  if (!last || !run) return undefined
  let counted: CountyCollections = {}
  for await (const { result } of unitResults<{ counted: CountyCollections }>(store, last.runId))
    counted = addCounties(counted, result.counted)
  return { ...of, runId: last.runId, on: last.on, status: run.status, counted }
}
