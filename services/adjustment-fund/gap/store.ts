import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { keyIn, numberedIn, partition } from '../keys.ts'
import type { GapApplication } from './rules/gap-application.ts'

/** An application as stored: what it was asked by, and the version it is replaced by. */
export type StoredApplication = GapApplication & { readonly requestHash: string; readonly version: number }

export const applications = defineRecord<StoredApplication, CityFundYear>({
  kind: 'gap-application',
  key: keyIn('GAPS'),
})

/** Money paid to a city for its approved gap. */
export type PaidAllocation = CityFundYear & {
  readonly allocationId: string
  readonly applicationId: string
  /** The how manieth payment of the share it is; absent on the first. */
  readonly part?: number
  /** What of the share was owed before it, and what is still owed after it; absent: nothing more is. */
  readonly approved: Fen
  readonly carried?: Fen
  readonly amount: Fen
  /** The run that two persons decided on; absent on what was paid before runs were proposed. */
  readonly runId?: string
  readonly disbursedOn: Day
}

export const allocations = defineRecord<PaidAllocation, CityFundYear & { readonly part?: number }>({
  kind: 'allocation',
  key: numberedIn('ALLOCATIONS'),
})

export const allocationIdOf = ({ scheme, year, city }: CityFundYear, part: number): string =>
  `A-${scheme}-${year}-${city}${part === 1 ? '' : `-${part}`}`

/** A part of an approved share that is owed no more. */
export type Lapse = CityFundYear & {
  readonly lapseId: string
  readonly applicationId: string
  /** The how manieth of its share. */
  readonly part: number
  readonly amount: Fen
  readonly lapsedOn: Day
}

export const lapses = defineRecord<Lapse, CityFundYear & { readonly part: number }>({
  kind: 'allocation-lapse',
  key: numberedIn('LAPSES'),
})

/** What a city kept above its share by the final accounts of the year, or by a correction: owed and remitted as a levy is. */
export type Clawback = CityFundYear & {
  readonly clawbackId: string
  readonly applicationId: string
  /** The how manieth of its share; absent on the first. */
  readonly part?: number
  /** What was paid of the share, less what was clawed back of it before. */
  readonly paid: Fen
  readonly amount: Fen
  readonly on: Day
  /** The day on which it was known here, since which its city can know of it; absent on what was clawed back before this was kept. */
  readonly toldOn?: Day
  /** The last day on which it is remitted in time; absent on what earlier releases clawed back. */
  readonly dueOn?: Day
  /** Written with the receipt; only of those that say their last day. */
  readonly remittedOn?: Day
}

type Part = CityFundYear & { readonly part?: number }

export const clawbacks = defineRecord<Clawback, Part>({ kind: 'clawback', key: numberedIn('CLAWBACKS') })

export const clawbackReceipts = defineRecord<
  Part & { readonly levyId: string; readonly amount: Fen; readonly remittedOn: Day },
  Part
>({
  kind: 'levy-receipt',
  key: (of) => {
    const { pk, sk } = numberedIn('RECEIPTS')(of)
    return { pk, sk: `${sk}#clawback` }
  },
})

/** What cities of a scheme owe back of a share, of whichever year, and have not remitted. */
export const clawbacksOwed = async (store: Store, scheme: Scheme): Promise<Clawback[]> => {
  const [told, receipts] = await Promise.all([
    Array.fromAsync(clawbacks.list(store, partition('CLAWBACKS', scheme))),
    Array.fromAsync(clawbackReceipts.list(store, partition('RECEIPTS', scheme))),
  ])
  const received = new Set(receipts.map(({ levyId }) => levyId))
  return told.filter(({ clawbackId }) => !received.has(clawbackId))
}

/** Says on a clawback that it was remitted: beside its receipt, so that what waits is seen on the clawback itself. */
export const markGivenBack = (of: Part, remittedOn: Day): Write => ({
  kind: 'add',
  key: clawbacks.key(of),
  amounts: { remitted: 1 },
  set: { remittedOn },
})

export const clawbackIdOf = ({ scheme, year, city, part = 1 }: Part): string =>
  `CB-${scheme}-${year}-${city}${part === 1 ? '' : `-${part}`}`

/** The clawback that an id names, or that of its late fee; undefined where it is of no such form. */
export const clawbackNamed = (
  id: string,
): (CityFundYear & { readonly part: number; readonly isLateFee: boolean }) | undefined => {
  const [, fee, scheme, year, city, part] =
    /^(LF-)?CB-(employee|resident)-(\d{4})-(\d{6})(?:-(\d{1,3}))?$/.exec(id) ?? []
  if (city === undefined) return undefined
  return {
    ...{ city, scheme: scheme as Scheme, year: Number(year), isLateFee: fee !== undefined },
    part: Number(part ?? 1),
  }
}

/** What a correction of a year leaves a city more than its final accounts did, or an earlier correction: owed from then on. */
export type FurtherShare = CityFundYear & {
  readonly furtherId: string
  readonly applicationId: string
  /** The how manieth of its share. */
  readonly part: number
  /** The correction of the year that it follows from. */
  readonly correction: number
  readonly amount: Fen
  readonly on: Day
}

export const furtherShares = defineRecord<FurtherShare, CityFundYear & { readonly part: number }>({
  kind: 'further-share',
  key: numberedIn('FURTHERS'),
})
