import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CityFundYear } from '../keys.ts'
import { numberedIn, partition } from '../keys.ts'

/** An assessed levy with all it was assessed by; `status` other than `due` says why nothing is levied. */
export type Levy = CityFundYear & {
  readonly levyId: string
  readonly status: 'due' | 'paused' | 'nothing-collected'
  readonly base: Fen
  readonly rate: string
  readonly rateCap: string
  readonly pauseLine: string
  readonly accumulated: Fen
  readonly provincialCollection: Fen
  /** The run that two persons decided on, the how manieth, what was due and not received then, and the account's entries. */
  readonly runId?: string
  readonly approval?: number
  readonly outstanding?: Fen
  readonly entries?: number
  /** The how manieth part of the year's levy it is, of which share of it; absent on what was levied whole before parts. */
  readonly part?: number
  readonly share?: string
  readonly amount: Fen
  readonly assessedOn: Day
  /** The day on which its run was approved: no city can know of it before. Absent on what was levied before this was kept. */
  readonly toldOn?: Day
  readonly dueOn: Day
  /** Written with the receipt; only of levies that say their share. */
  readonly remittedOn?: Day
}

/** A levy, or a late fee, that reached the provincial account. */
export type LevyReceipt = CityFundYear & {
  readonly levyId: string
  readonly part?: number
  readonly amount: Fen
  readonly remittedOn: Day
}

/** What a city is charged that remitted a levy late: owed and remitted as the levy was. */
export type LateFee = CityFundYear & {
  readonly feeId: string
  readonly levyId: string
  readonly part: number
  /** The levy, the days it was late, and the rate a day. */
  readonly base: Fen
  readonly days: number
  readonly rate: string
  readonly amount: Fen
  readonly chargedOn: Day
}

/** A reminder of a levy that is not remitted, with what its late fee comes to by then. */
export type LevyReminder = CityFundYear & {
  readonly levyId: string
  readonly part: number
  readonly number: number
  readonly amount: Fen
  readonly days: number
  readonly feeSoFar: Fen
  readonly on: Day
}

type Part = CityFundYear & { readonly part?: number }

export const levies = defineRecord<Levy, Part>({ kind: 'levy', key: numberedIn('LEVIES') })
export const levyReceipts = defineRecord<LevyReceipt, Part>({
  kind: 'levy-receipt',
  key: numberedIn('RECEIPTS'),
})
export const lateFees = defineRecord<LateFee, Part>({ kind: 'levy-late-fee', key: numberedIn('LATE-FEES') })
export const lateFeeReceipts = defineRecord<LevyReceipt, Part>({
  kind: 'levy-receipt',
  key: (of) => {
    const { pk, sk } = numberedIn('RECEIPTS')(of)
    return { pk, sk: `${sk}#late-fee` }
  },
})
export const levyReminders = defineRecord<LevyReminder, Part & { readonly number: number }>({
  kind: 'levy-reminder',
  key: ({ number, ...of }) => {
    const { pk, sk } = numberedIn('REMINDERS')(of)
    return { pk, sk: `${sk}#R${String(number).padStart(4, '0')}` }
  },
})

/** The levies of a scheme, of whichever year, that are owed and not received. */
export const leviesOwed = async (store: Store, scheme: Scheme): Promise<Levy[]> => {
  const [assessed, receipts] = await Promise.all([
    Array.fromAsync(levies.list(store, partition('LEVIES', scheme))),
    Array.fromAsync(levyReceipts.list(store, partition('RECEIPTS', scheme))),
  ])
  const received = new Set(receipts.map(({ levyId }) => levyId))
  return assessed.filter(({ levyId, status }) => status === 'due' && !received.has(levyId))
}

/** Says on a levy that it was remitted: beside its receipt, so that what waits is seen on the levy itself. */
export const markRemitted = (of: Part, remittedOn: Day): Write => ({
  kind: 'add',
  key: levies.key(of),
  amounts: { remitted: 1 },
  set: { remittedOn },
})

export const levyIdOf = ({ scheme, year, city, part = 1 }: Part): string =>
  `L-${scheme}-${year}-${city}${part === 1 ? '' : `-${part}`}`

export const lateFeeIdOf = (levyId: string): string => `LF-${levyId}`

/** What a levy's id names, or that of its late fee; undefined where it is of no such form. */
export const levyNamed = (id: string): (Part & { readonly isLateFee: boolean }) | undefined => {
  const [, fee, scheme, year, city, part] =
    /^(LF-)?L-(employee|resident)-(\d{4})-(\d{6})(?:-(\d{1,2}))?$/.exec(id) ?? []
  if (city === undefined) return undefined
  return {
    ...{ city, scheme: scheme as Scheme, year: Number(year), isLateFee: fee !== undefined },
    part: Number(part ?? 1),
  }
}
