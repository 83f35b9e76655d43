import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { payableOf } from './claims-entry.ts'

/** What a fund owes for care in each other division, by its code. */
export type CareElsewhere = Readonly<Record<string, Fen>>

const prefix = 'elsewhere-'

/**
 * What claims add to the counters of a month for care away from the paying city, kept beside its movements. There is
 * one counter for each place of care, so that cities can be netted without looking at claims.
 */
export const countElsewhere = (claims: readonly SettledClaim[]): Readonly<Record<string, Fen>> => {
  const counters: Record<string, Fen> = {}
  for (const claim of claims) {
    if (claim.settledAt === undefined) continue
    const name = `${prefix}${claim.settledAt}`
    counters[name] = fen((counters[name] ?? 0) + payableOf(claim))
  }
  return counters
}

/** Picks the places of care out of a record that holds other figures too. */
export const elsewhereIn = (record: Readonly<Record<string, unknown>>): CareElsewhere =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, amount]) =>
      name.startsWith(prefix) && typeof amount === 'number' ? [[name.slice(prefix.length), fen(amount)]] : [],
    ),
  )

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
