import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
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

/** What a city was paid above its share by the final accounts of the year: owed and remitted as a levy is. */
export type Clawback = CityFundYear & {
  readonly clawbackId: string
  readonly applicationId: string
  readonly paid: Fen
  readonly amount: Fen
  readonly on: Day
}

export const clawbacks = defineRecord<Clawback, CityFundYear>({ kind: 'clawback', key: keyIn('CLAWBACKS') })

export const clawbackReceipts = defineRecord<
  CityFundYear & { readonly levyId: string; readonly amount: Fen; readonly remittedOn: Day },
  CityFundYear
>({
  kind: 'levy-receipt',
  key: (of) => {
    const { pk, sk } = keyIn('RECEIPTS')(of)
    return { pk, sk: `${sk}#clawback` }
  },
})

export const clawbackIdOf = ({ scheme, year, city }: CityFundYear): string => `CB-${scheme}-${year}-${city}`

/** What cities of a scheme owe back of a share, of whichever year, and have not remitted. */
export const clawbacksOwed = async (store: Store, scheme: Scheme): Promise<Clawback[]> => {
  const [told, receipts] = await Promise.all([
    Array.fromAsync(clawbacks.list(store, partition('CLAWBACKS', scheme))),
    Array.fromAsync(clawbackReceipts.list(store, partition('RECEIPTS', scheme))),
  ])
  const received = new Set(receipts.map(({ levyId }) => levyId))
  return told.filter(({ clawbackId }) => !received.has(clawbackId))
}
