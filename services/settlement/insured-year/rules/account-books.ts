import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { InsuredYear } from './insured-year.ts'
import { cityAtLastOf } from './insured-year.ts'

/** What of an account lies in the books of each city. */
export type AccountBooks = Readonly<Record<string, Fen>>

/** Of an account nobody said where it lies it is all with the city that had the person last. */
export const booksOf = (state: InsuredYear): AccountBooks => {
  if (state.accountIn) return state.accountIn
  const city = cityAtLastOf(state)
  return state.account === 0 || city === undefined ? {} : { [city]: state.account }
}

/** Books added up; a city that holds nothing, and owes nothing, is none of them. */
export const addBooks = (...all: readonly AccountBooks[]): AccountBooks => {
  const total: Record<string, Fen> = {}
  for (const books of all)
    for (const [city, amount] of Object.entries(books)) total[city] = fen((total[city] ?? 0) + amount)
  return Object.fromEntries(Object.entries(total).filter(([, amount]) => amount !== 0))
}

export const negativeBooks = (books: AccountBooks): AccountBooks =>
  Object.fromEntries(Object.entries(books).map(([city, amount]) => [city, fen(0 - amount)]))

/** The year with its account in these books; nothing is said of what lies with the city that has the person. */
export const withBooks = (state: InsuredYear, books: AccountBooks): InsuredYear => {
  const { accountIn: _, ...rest } = state
  const cities = Object.keys(books)
  const isPlain = cities.length === 0 || (cities.length === 1 && cities[0] === cityAtLastOf(state))
  return isPlain ? rest : { ...rest, accountIn: books }
}

/** What lies in the books of other cities than one, and has to go over to its. */
export const booksElsewhere = (state: InsuredYear, city: string): readonly (readonly [string, Fen])[] =>
  Object.entries(booksOf(state)).filter(([of]) => of !== city)
