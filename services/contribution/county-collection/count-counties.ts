import type { Day, FundYear } from '#shared/calendar/day.ts'
import { monthsOf } from '#shared/calendar/day.ts'
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
import { pageOfMonth, pageOfPart, residentParts } from '../bill/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { readEmployers } from '../employer/store.ts'
import { countyCountKey } from '../keys.ts'
import type { CountyCollections } from './rules/county-collection.ts'
import { addCounties, byCounty, countyOfPayer } from './rules/county-collection.ts'

export const countyTask = 'county-collection'

type OfCount = { readonly city: CityCode; readonly year: FundYear }
/** The count of a city's year that was asked for last. */
type CountyCount = OfCount & { readonly runId: string; readonly on: Day; readonly version: number }

const counts = defineRecord<CountyCount, OfCount>({ kind: 'county-count', key: countyCountKey })

/** Starts counting a city's bills of a year by county, residents' and those of employers and flexible workers apart, or goes on with the count its command started. */
export const startCounting = async (
  { commandId, city, year, on }: OfCount & { readonly commandId: string; readonly on: Day },
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<string> => {
  const runId = stableId('CC', commandId)
  const units = [
    ...residentParts.map((part) => ({ unitId: part, input: { city, year, part } })),
    ...monthsOf(year).map((month) => ({ unitId: month, input: { city, year, month } })),
  ]
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

/** A part of the residents' bills, or a month of employers and flexible workers. */
type PartInput = OfCount & {
  readonly part?: string
  readonly month?: string
  readonly cursor?: string
  readonly counted?: CountyCollections
}

const billsAPage = 500
const pagesAMessage = 4

const pageOf = async (
  { city, year, part, month }: PartInput,
  place: { readonly limit: number; readonly cursor?: string },
  store: Store,
): Promise<{ readonly counted: CountyCollections; readonly cursor?: string }> => {
  const { records, ...next } = await (part === undefined
    ? pageOfMonth(store, { city, month: month ?? '' }, place)
    : pageOfPart(store, { city, year, part }, place))
  const bills = records.map(({ bill }) => bill)
  const employerIds = [...new Set(bills.flatMap(({ employerId = [] }) => employerId))]
  const persons = bills.flatMap(({ employerId, persons: [line] }) =>
    line && employerId === undefined ? [line.personId] : [],
  )
  const [covered, found] = await Promise.all([
    readCoverages(store, persons),
    readEmployers(store, employerIds),
  ])
  const employers = new Map(found.flatMap((each) => (each ? [[each.employerId, each] as const] : [])))
  return { counted: byCounty(bills, countyOfPayer(employers, covered)), ...next }
}

/** Counts a part of a city's bills, the rest in another message of the same unit. */
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
    const page = await pageOf(part, place, store)
    counted = addCounties(counted, page.counted)
    cursor = page.cursor
    pages += 1
  } while (cursor !== undefined && pages < pagesAMessage)
  if (cursor === undefined) {
    // A rejection means that the same unit was completed at the same time, with the same bills.
    await store.write(completeUnit(unit, part.month === undefined ? { counted } : { employers: counted }))
    return
  }
  const { queue, queueUrl } = runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { ...part, counted, cursor } }])
}

type Result = { readonly counted?: CountyCollections; readonly employers?: CountyCollections }

/** The last count of a city's year, as far as it is; undefined where nobody asked for one. */
export const readCounted = async (store: Store, of: OfCount) => {
  const last = await counts.read(store, of)
  const run = last && (await readRun(store, last.runId))
  if (!last || !run) return undefined
  let counted: CountyCollections = {}
  let employers: CountyCollections = {}
  for await (const { result } of unitResults<Result>(store, last.runId)) {
    counted = addCounties(counted, result.counted ?? {})
    employers = addCounties(employers, result.employers ?? {})
  }
  return { ...of, runId: last.runId, on: last.on, status: run.status, counted, employers }
}
