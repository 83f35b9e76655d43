import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import type { ItemFields } from '../keys.ts'
import {
  blockKey,
  blockPrefix,
  fundPartition,
  journalPartition,
  periodPrefix,
  sealHeadKey,
  sealPartition,
} from '../keys.ts'
import type { Books } from '../ledger/rules/fund.ts'
import type { Block, SealedEntry } from './rules/seal.ts'
import { noBlock, sealBlock, sealEntry } from './rules/seal.ts'

/** What of a period's journal is sealed, and in which blocks. */
type PeriodSeal = { readonly entries: number; readonly blocks: readonly number[] }

/** The end of a city's chain, and how much of each period it holds. */
export type SealHead = {
  readonly number: number
  readonly hash: string
  readonly sealedOn?: Day
  readonly periods: Readonly<Record<string, PeriodSeal>>
}

type Period = { readonly fund: Books; readonly period: string; readonly entries: number }

/** A block stays far below the largest item; one write takes many entries, so that sealing costs little beside posting. */
const mostInBlock = 500
const mostAtOnce = 100

const nameOf = ({ fund, period }: Period) => `${fund.scheme}#${period}`

type CityName = { readonly city: Books['city'] }

const heads = defineRecord<SealHead & { readonly version?: number }, CityName>({
  kind: 'ledger-head',
  key: ({ city }) => sealHeadKey(city),
})

const blocks = defineRecord<Block, Pick<Block, 'city' | 'number'>>({
  kind: 'ledger-block',
  key: ({ city, number }) => blockKey(city, number),
})

const readHead = async (store: Store, city: Books['city']): Promise<{ head: SealHead; version: number }> => {
  const head = await heads.read(store, { city })
  return head
    ? { head, version: head.version ?? 0 }
    : { head: { number: 0, hash: noBlock, periods: {} }, version: 0 }
}

const periodsOf = async (store: Store, city: Books['city']): Promise<Period[]> => {
  const ofScheme = (fund: Books) =>
    Array.fromAsync(
      store.list({ pk: fundPartition(fund), prefix: periodPrefix }),
      (item): Period => ({
        fund,
        period: item.sk.slice(periodPrefix.length),
        entries: Number(item.entries ?? 0),
      }),
    )
  return (await Promise.all(schemes.map((scheme) => ofScheme({ city, scheme })))).flat()
}

/** A block as it was recorded. */
export const toBlock = (item: Stored): Block => {
  const { pk, sk, kind, ...block }: Block & ItemFields = blocks.from(item)
  return block
}

const sealedIn = async (store: Store, city: Books['city'], seal: PeriodSeal): Promise<Set<string>> => {
  const sealed = new Set<string>()
  for (const piece of inPieces(seal.blocks, mostAtOnce)) {
    const ids = piece.map((number) => ({ city, number }))
    for (const block of await blocks.readMany(store, ids))
      for (const { key } of block?.entries ?? []) sealed.add(key)
  }
  return sealed
}

/** The entries of a period that no block holds yet; a period whose count says that all are sealed is not read. */
const unsealedOf = async (store: Store, head: SealHead, period: Period): Promise<SealedEntry[]> => {
  const seal = head.periods[nameOf(period)] ?? { entries: 0, blocks: [] }
  if (seal.entries === period.entries) return []
  const sealed = await sealedIn(store, period.fund.city, seal)
  const entries = await Array.fromAsync(
    store.list({ pk: journalPartition(period.fund, period.period) }),
    (item) => sealEntry(item),
  )
  return entries.filter(({ key }) => !sealed.has(key))
}

const headAfter = (head: SealHead, block: Block, periodOf: (entry: SealedEntry) => string): SealHead => {
  const added = Map.groupBy(block.entries, periodOf)
  const periods = { ...head.periods }
  for (const [name, entries] of added) {
    const before = periods[name] ?? { entries: 0, blocks: [] }
    periods[name] = { entries: before.entries + entries.length, blocks: [...before.blocks, block.number] }
  }
  return { number: block.number, hash: block.hash, sealedOn: block.sealedOn, periods }
}

type Sealing = { readonly city: Books['city']; readonly on: Day; readonly by: string }

/**
 * Seals what the head says is open, block by block, each with the new head in one transaction. So of two at the same
 * time one is refused, and one killed anywhere leaves a whole chain.
 * @returns undefined when another was faster
 */
const sealOnce = async (store: Store, { city, on, by }: Sealing): Promise<number | undefined> => {
  const start = await readHead(store, city)
  const found: { readonly name: string; readonly entry: SealedEntry }[] = []
  for (const period of await periodsOf(store, city))
    for (const entry of await unsealedOf(store, start.head, period))
      found.push({ name: nameOf(period), entry })
  const names = new Map(found.map(({ name, entry }) => [entry.key, name]))
  let { head, version } = start
  for (const piece of inPieces(found, mostInBlock)) {
    const entries = piece.map(({ entry }) => entry)
    const block = sealBlock(head, { city, sealedOn: on, sealedBy: by, entries })
    head = headAfter(head, block, ({ key }) => names.get(key) ?? '')
    const written = await store.write([blocks.create(block), heads.replace({ city, ...head }, version)])
    if (written.status === 'rejected') return undefined
    version += 1
  }
  return found.length
}

/** Seals every entry of a city's funds that no block holds yet; answers how many this call sealed last. */
export const sealCity = (store: Store, sealing: Sealing): Promise<number> =>
  retryConflicts(() => sealOnce(store, sealing))

/** Where a city's chain ends, and how many of its entries are not sealed yet. */
export const readSeal = async (
  store: Store,
  city: Books['city'],
): Promise<{ readonly head: SealHead; readonly sealed: number; readonly unsealed: number }> => {
  const [{ head }, periods] = await Promise.all([readHead(store, city), periodsOf(store, city)])
  const sealed = sum(Object.values(head.periods).map(({ entries }) => entries))
  return { head, sealed, unsealed: sum(periods.map(({ entries }) => entries)) - sealed }
}

/** A city's blocks in order, page by page. */
export const pageBlocks = async (store: Store, city: string, page: { limit: number; cursor?: string }) => {
  const found = await store.page({ pk: sealPartition(city), prefix: blockPrefix, ...page })
  return { blocks: found.items.map(toBlock), cursor: found.cursor }
}
