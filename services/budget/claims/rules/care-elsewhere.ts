import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { OwedParts } from './claims-entry.ts'
import { payableOf } from './claims-entry.ts'

/** What a fund owes for care in each other division, by its code. */
export type CareElsewhere = Readonly<Record<string, Fen>>

/** Counters of what is owed to the place of care, which pays the institution. */
const duePrefix = 'due-'
/** Counters of what the city of the insured once paid to the institution elsewhere by itself: nobody else owes it. */
const paidPrefix = 'elsewhere-'
/** Counters of what is owed to another city for personal accounts that went over to it. */
const movedPrefix = 'moved-'
/** Of what is due, the basic pool's part by kind of care. */
const basicPrefix = 'basic-elsewhere-'

/** What claims owe for care away from the paying city, by the place of care. */
export const owedElsewhere = (claims: readonly OwedParts[]): CareElsewhere => {
  const owed: Record<string, Fen> = {}
  for (const claim of claims)
    if (claim.settledAt !== undefined)
      owed[claim.settledAt] = fen((owed[claim.settledAt] ?? 0) + payableOf(claim))
  return owed
}

/**
 * What claims add to the counters of a month for care away from the paying city, kept beside its movements. There is
 * one counter for each place of care, so that cities can be netted without looking at claims.
 */
export const countElsewhere = (claims: readonly OwedParts[]): Readonly<Record<string, Fen>> => {
  const away = claims.filter(({ settledAt }) => settledAt !== undefined)
  const basic = (care: OwedParts['care']) =>
    sum(away.filter((each) => each.care === care).map((each) => each.basic))
  const due = Object.entries(owedElsewhere(away)).map(([place, amount]) => [`${duePrefix}${place}`, amount])
  if (due.length === 0) return {}
  return {
    ...Object.fromEntries(due),
    [`${basicPrefix}inpatient`]: basic('inpatient'),
    [`${basicPrefix}outpatient`]: basic('outpatient'),
  }
}

const named = (prefix: string, record: Readonly<Record<string, unknown>>): CareElsewhere =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, amount]) =>
      name.startsWith(prefix) && typeof amount === 'number' ? [[name.slice(prefix.length), fen(amount)]] : [],
    ),
  )

/** What is owed to each place of care, out of a record that holds other figures too. */
export const dueIn = (record: Readonly<Record<string, unknown>>): CareElsewhere => named(duePrefix, record)

/** What personal accounts that went over owe each other city, out of such a record. */
export const movedAccountsIn = (record: Readonly<Record<string, unknown>>): CareElsewhere =>
  named(movedPrefix, record)

/** What an account that went over to a city adds to the counters of a month. */
export const countMovedAccount = (to: string, amount: Fen): Readonly<Record<string, Fen>> => ({
  [`${movedPrefix}${to}`]: amount,
})

/** All that a record says is owed to other cities: for care there, and for accounts that went over. */
export const owedToPlaces = (record: Readonly<Record<string, unknown>>): CareElsewhere =>
  addElsewhere(dueIn(record), movedAccountsIn(record))

/** Sums of care elsewhere, place by place. */
export const addElsewhere = (...all: readonly CareElsewhere[]): CareElsewhere => {
  const total: Record<string, Fen> = {}
  for (const each of all)
    for (const [place, amount] of Object.entries(each)) total[place] = fen((total[place] ?? 0) + amount)
  return total
}

/** Care in each place, whoever pays for it there: that of earlier releases was paid by the city of the insured. */
export const elsewhereIn = (record: Readonly<Record<string, unknown>>): CareElsewhere =>
  addElsewhere(named(paidPrefix, record), dueIn(record))

/** The basic pool's part of care elsewhere, by kind of care. */
export const basicElsewhereIn = (
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<OwedParts['care'], Fen>> => {
  const { inpatient = 0, outpatient = 0 } = named(basicPrefix, record)
  return { inpatient, outpatient }
}

/** A place's standing with all others: what its fund owes for its people, what others' funds owe for care in it. */
export type NetPosition = {
  readonly place: string
  readonly owes: Fen
  readonly isOwed: Fen
  /** What comes in less what goes out; the positions of all places sum to nil. */
  readonly net: Fen
}

/** Nets what funds owe each other for care away from home, place by place in the order of their codes. */
export const netPositions = (
  owed: readonly { readonly city: string; readonly elsewhere: CareElsewhere }[],
): NetPosition[] => {
  const owes = new Map<string, Fen>()
  const isOwed = new Map<string, Fen>()
  const add = (to: Map<string, Fen>, place: string, amount: Fen) =>
    to.set(place, fen((to.get(place) ?? 0) + amount))
  for (const { city, elsewhere } of owed) {
    for (const [place, amount] of Object.entries(elsewhere)) {
      add(owes, city, amount)
      add(isOwed, place, amount)
    }
  }
  return [...new Set([...owes.keys(), ...isOwed.keys()])].sort().map((place) => {
    const [out, back] = [owes.get(place) ?? 0, isOwed.get(place) ?? 0]
    return { place, owes: out, isOwed: back, net: fen(back - out) }
  })
}
