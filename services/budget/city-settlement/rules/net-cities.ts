import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { CareElsewhere } from '../../claims/rules/care-elsewhere.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { transfer } from '../../ledger/rules/movements.ts'

export type City = Fund['city']

/** What one city owes another for its people treated there; negative where more was taken back than came. */
export type Debt = { readonly from: City; readonly to: City; readonly amount: Fen }

/** What a city's closed months owe, from the first on, and which of them is the last. */
export type CityDue = {
  readonly city: City
  readonly through: string
  readonly due: CareElsewhere
}

/** What a settlement comes to for one city; `net` is what it is paid, negative where it pays. */
export type CityShare = {
  readonly city: City
  readonly owes: Fen
  readonly isOwed: Fen
  readonly net: Fen
}

const pairOf = ({ from, to }: Omit<Debt, 'amount'>): string => `${from} ${to}`

/** Debts of the same two cities added up; those that come to nothing are left out. */
export const addDebts = (...all: readonly (readonly Debt[])[]): Debt[] =>
  [...Map.groupBy(all.flat(), pairOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const amount = fen(same.reduce((total, debt) => total + debt.amount, 0))
      return same[0] && amount !== 0 ? [{ ...same[0], amount }] : []
    })

/** What is owed less what earlier settlements took of it. */
export const debtsLeft = (owed: readonly Debt[], taken: readonly Debt[]): Debt[] =>
  addDebts(
    owed,
    taken.map((debt) => ({ ...debt, amount: fen(0 - debt.amount) })),
  )

/** What every city pays or is paid, in order of their codes: what all pay is what all are paid. */
export const sharesOf = (debts: readonly Debt[]): CityShare[] => {
  const named = [...new Set(debts.flatMap(({ from, to }) => [from, to]))].sort()
  const total = (some: readonly Debt[]) => fen(some.reduce((sum, { amount }) => sum + amount, 0))
  return named.map((city) => {
    const owes = total(debts.filter(({ from }) => from === city))
    const isOwed = total(debts.filter(({ to }) => to === city))
    return { city, owes, isOwed, net: fen(isOwed - owes) }
  })
}

/** What a city owes is set off against what it is owed; the rest stays owed until it is remitted or paid out. */
export const setOff = ({ owes, isOwed, net }: CityShare): Movements =>
  transfer('cities-payable', 'cities-receivable', net >= 0 ? owes : isOwed)
