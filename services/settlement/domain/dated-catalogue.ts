import type { Day } from '#shared/calendar/day.ts'
import type { Catalogue, CatalogueEntry } from './catalogue.ts'

/** An entry with the days it holds for; open at the end when `to` is null. */
export type DatedEntry = CatalogueEntry & {
  readonly name: string
  readonly listType: string
  readonly from: Day
  readonly to: Day | null
}

/** A code has one entry for each day it begins on. */
const identity = ({ code, from }: DatedEntry): string => `${code}\n${from}`

/** Adds entries to those there are; one with the same code and first day takes the other's place. */
export const mergeEntries = (
  present: readonly DatedEntry[],
  imported: readonly DatedEntry[],
): readonly DatedEntry[] => {
  const merged = new Map(present.map((entry) => [identity(entry), entry]))
  for (const entry of imported) merged.set(identity(entry), entry)
  return [...merged.values()].sort((a, b) => (identity(a) < identity(b) ? -1 : 1))
}

/** A catalogue over dated entries: of those that began by a day the latest holds, until its own last day. */
export const catalogueOf = (entries: Iterable<DatedEntry>): Catalogue => {
  const byCode = new Map<string, DatedEntry[]>()
  for (const entry of entries) {
    const ofCode = byCode.get(entry.code)
    if (ofCode) ofCode.push(entry)
    else byCode.set(entry.code, [entry])
  }
  for (const ofCode of byCode.values()) ofCode.sort((a, b) => (a.from < b.from ? -1 : 1))
  return {
    find: (code, on) => {
      const latest = byCode.get(code)?.findLast(({ from }) => from <= on)
      return latest && (latest.to === null || on <= latest.to) ? latest : undefined
    },
  }
}
