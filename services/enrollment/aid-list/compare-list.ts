import * as z from 'zod'
import { chinaDay } from '#shared/calendar/day.ts'
import { readAnyTable } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell, badRowsOf, fileFault, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { gatherBadRows } from '#shared/edge/imports/bad-rows.ts'
import { openMeant, partsOf } from '#shared/edge/imports/import-parts.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { columnsOf, rowAs } from '#shared/edge/imports/sender-map.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { aidPolicyKeys } from '#shared/kernel/scheme.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { aidIndex, aidPartition, coverages, ofPerson } from '../coverage/store.ts'
import type { WorkEffects } from '../effects.ts'
import { readRegistered } from '../enrolment/registered.ts'
import type { OfAidList } from '../keys.ts'
import { latestAid } from '../person/rules/insured.ts'
import { table } from '../refusals.ts'
import type { ListedAid, ListedRow } from './rules/aid-row.ts'
import { aidColumns, aidHeadings, furtherOfAid, readAidRow } from './rules/aid-row.ts'
import type { AidChange, Outcome } from './rules/compare.ts'
import { isAbsent, outcomeOf, ranked } from './rules/compare.ts'
import type { AidList, Counts } from './store.ts'
import { aidChanges, aidLists, changesWrite, importOf } from './store.ts'

export const compareTask = 'compare-aid-list'

/** Rows of one list: a city has fewer recipients. */
const mostRows = 200_000
/** Persons read together, in as few reads as they allow. */
const readAtOnce = 500
/** Changes of a page: whoever reads one leaves a trace of so many looks. */
const changesOnPage = 100
const mostBadTold = 200

type Needs = Pick<WorkEffects, 'store' | 'policy' | 'secrets'>
type LineRow = ListedRow & Pick<Row, 'line'> & { readonly source: Row }

/** The categories in the order in which they count for someone who has several. */
const orderOf = ({ from }: AidList, { policy }: Needs): ListedAid[] => {
  const listed = tableAt(policy(), 'enrollment.aid_list.order', { on: from }, z.array(z.string()))
  const codes = Object.entries(aidPolicyKeys) as [ListedAid, string][]
  return listed.flatMap((key) => codes.find(([, policyKey]) => policyKey === key)?.[0] ?? [])
}

type FileRead = { readonly rows: number; readonly good: readonly LineRow[]; readonly bad: readonly BadCell[] }

/** A row with what its sender means. What holds for all rows stands where the file has no column: a blank cell stays blank. */
const meantIn = (row: Row, { values = {}, cells = {} }: Reading): Row => {
  const said = Object.entries(cells).filter(([column]) => !Object.hasOwn(row.cells, column))
  return rowAs(row, { values, cells: Object.fromEntries(said) })
}

/** Reads all rows of a list; the bad ones are gathered to be mended. */
const readList = (
  bytes: Uint8Array,
  { reading = {}, ...hints }: AidList,
  toMend: ReturnType<typeof gatherBadRows>,
): FileRead => {
  const written = { required: aidColumns, further: furtherOfAid, headings: aidHeadings }
  const columns = columnsOf({ ...written, unknown: 'ignored' }, reading)
  const good: LineRow[] = []
  const bad: BadCell[] = []
  let rows = 0
  const judge = (row: Row): void => {
    rows += 1
    if (rows > mostRows) throw new TongchouError('file.too-long', 'too many rows', { rows, most: mostRows })
    const read = row.faults.length > 0 ? { faults: [] } : readAidRow(meantIn(row, reading).cells)
    if ('row' in read) {
      good.push({ ...read.row, line: row.line, source: row })
      return
    }
    const cells = [
      ...row.faults.map((fault) => badCell(fault, fault, table)),
      ...read.faults.map((fault) =>
        badCell({ line: row.line, column: fault.field ?? 'id_number' }, fault, table),
      ),
    ]
    bad.push(...cells)
    toMend.add([row], cells)
  }
  for (const row of readAnyTable(bytes, columns, hints, toMend.found).rows) judge(row)
  if (rows === 0)
    throw new TongchouError('file.names-nobody', 'a list without a row would end the aid of all')
  return { rows, good, bad }
}

/** Why a row reaches nobody: who mends it, sends it with the next list. */
const unreachedFor: Readonly<Partial<Record<Outcome, { readonly column: string; readonly code: string }>>> = {
  unknown: { column: 'id_number', code: 'enrollment.person-unknown' },
  'other-name': { column: 'name', code: 'aid-list.other-name' },
  dead: { column: 'id_number', code: 'aid-list.dead' },
}

/** What a list is to a person that it names, by one of the numbers under which they were registered. */
type NamedOnce = { readonly outcome: Outcome; readonly change: AidChange }

type Compared = { readonly counts: Counts; readonly changes: readonly AidChange[] }

/** Compares the persons of a list with the register; whom it reaches is told by their ids. */
const compareListed = async (
  rows: readonly LineRow[],
  {
    city,
    toMend,
    order,
  }: OfAidList & {
    readonly toMend: ReturnType<typeof gatherBadRows>
    readonly order: readonly ListedAid[]
  },
  { store, secrets }: Needs,
): Promise<Compared & { readonly reached: ReadonlySet<string> }> => {
  const counts: Partial<Record<Outcome, number>> = {}
  const named = new Map<string, NamedOnce>()
  const reached = new Set<string>()
  for (const piece of inPieces(rows, readAtOnce)) {
    const tokens = await Promise.all(
      piece.map(async ({ certificate, name }) => ({
        by: (await secrets.certificateTokens(certificate)) ?? { certificate: '' },
        name: await secrets.tokenOf({ by: 'name', name }),
      })),
    )
    const registered = await readRegistered(
      store,
      tokens.map(({ by }) => by),
    )
    for (const [index, row] of piece.entries()) {
      const person = registered[index]
      const insured = person?.record.insured
      const isNamed = person?.identity.tokens.name === tokens[index]?.name
      const outcome = outcomeOf(row, insured && { insured, isNamed }, city)
      const isReached = insured && (outcome === 'new' || outcome === 'changed' || outcome === 'same')
      if (isReached) {
        const { personId } = insured
        reached.add(personId)
        const before = named.get(personId)
        // Somebody who was registered twice is listed under both numbers: they count once, by the order.
        if (before && order.indexOf(before.change.aid as ListedAid) <= order.indexOf(row.aid)) continue
        named.set(personId, { outcome, change: { personId, was: latestAid(insured), aid: row.aid } })
        continue
      }
      counts[outcome] = (counts[outcome] ?? 0) + 1
      const unreached = unreachedFor[outcome]
      if (unreached) toMend.add([row.source], [badCell({ line: row.line, ...unreached }, unreached, table)])
      if (insured) reached.add(insured.personId)
    }
  }
  for (const { outcome } of named.values()) counts[outcome] = (counts[outcome] ?? 0) + 1
  const changes = [...named.values()].flatMap(({ outcome, change }) => (outcome === 'same' ? [] : [change]))
  return { counts, changes, reached }
}

/** Whoever of the city has a category and is on no line of the list: theirs ends. */
const absentFrom = async (
  reached: ReadonlySet<string>,
  { city }: OfAidList,
  { store }: Needs,
): Promise<AidChange[]> => {
  const ended: AidChange[] = []
  let cursor: string | undefined
  do {
    const page = await store.page({
      ...{ index: aidIndex, pk: aidPartition(city), limit: readAtOnce },
      ...(cursor === undefined ? {} : { cursor }),
    })
    const others = page.items.map(idOfPartition).filter((id) => !reached.has(id))
    for (const record of await coverages.readMany(store, others.map(ofPerson)))
      if (record && isAbsent(record.insured, city))
        ended.push({ personId: record.insured.personId, was: latestAid(record.insured), aid: 'none' })
    cursor = page.cursor
  } while (cursor !== undefined)
  return ended
}

/** Keeps the changes page by page. A call that comes again writes its own over those of the one that broke off. */
const keepChanges = async (
  list: AidList,
  changes: readonly AidChange[],
  { store }: Needs,
): Promise<number> => {
  const { city, month, listId, from } = list
  const pages = inPieces(changes, changesOnPage)
  for (const [index, piece] of pages.entries()) {
    const of = { city, month, listId, page: index + 1 }
    const before = (await aidChanges.read(store, of))?.version ?? 0
    await store.write([changesWrite({ ...of, from, changes: piece, version: before }, before)])
  }
  return pages.length
}

type Came = Pick<AidList, 'status'> & Partial<AidList>

const compare = async (list: AidList, effects: Needs): Promise<Came> => {
  const of = importOf(list)
  const bytes = await openMeant(await partsOf(of, effects.store), list.digests, effects)
  if (bytes === undefined) return { status: 'overtaken' }
  const toMend = gatherBadRows()
  const { rows, good, bad } = readList(bytes, list, toMend)
  if (bad.length > 0) {
    const kept = await toMend.keep(of, effects)
    const told = { bad: badRowsOf(bad), firstBad: inFileOrder(bad).slice(0, mostBadTold) }
    return { status: 'refused', rows, ...told, ...(kept ? { badRows: [kept] } : {}) }
  }
  const order = orderOf(list, effects)
  const { reached, counts, changes } = await compareListed(
    ranked(good, order),
    { ...list, toMend, order },
    effects,
  )
  const ended = await absentFrom(reached, list, effects)
  const pages = await keepChanges(list, [...changes, ...ended], effects)
  const kept = await toMend.keep(of, effects)
  const told = kept ? { badRows: [kept] } : {}
  return { status: 'compared', rows, counts: { ...counts, ended: ended.length }, pages, ...told }
}

/**
 * Compares a city's list of aid recipients with the register, once, and changes nobody. One row that cannot be read refuses
 * the list as a whole: a broken file would cancel whoever it lost.
 */
export const compareList = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const list = await aidLists.read(store, inputOf<OfAidList>(unit))
  if (list?.status !== 'comparing') return
  const came = await compare(list, effects).catch(
    (error: unknown): Came => ({ status: 'unreadable', fault: fileFault(error, table) }),
  )
  await store.write([
    aidLists.replace({ ...list, ...came }, list.version),
    ...completeUnit(unit, { status: came.status, on: chinaDay(new Date()) }),
  ])
}
