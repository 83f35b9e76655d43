import type { Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Account, AccountClass } from '../../ledger/rules/chart.ts'
import { accounts, budgetLines, chineseNameOf, classOf, poolOf } from '../../ledger/rules/chart.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import { addMovements, transfer } from '../../ledger/rules/movements.ts'
import { lastPeriodOf } from '../../ledger/rules/period.ts'
import type { FundPeriod } from '../../ledger/rules/year-periods.ts'
import { movementsOfYear } from '../../ledger/rules/year-periods.ts'

/** A row: the account's balance when the year began and at the end of the month, positive as its side has it. */
export type BalanceRow = {
  readonly account: Account
  readonly chinese: string
  readonly yearStart: Fen
  readonly end: Fen
}

const balanceAccounts = accounts.filter((account) => classOf(account) === 'balance')

type Amounts = Pick<BalanceRow, 'yearStart' | 'end'>

/** `assets = liabilities + balances`, when the year began and at the end of the month. */
export type BalanceSheet = {
  readonly assets: readonly BalanceRow[]
  readonly liabilities: readonly BalanceRow[]
  readonly balances: readonly BalanceRow[]
  readonly totals: { readonly assets: Amounts; readonly liabilities: Amounts; readonly balances: Amounts }
}

/** What an account holds: a pool's balance with the result of the year that is not carried into it yet. */
const held = (movements: Movements, account: Account): Fen => {
  if (classOf(account) === 'asset') return movements[account] ?? 0
  if (classOf(account) === 'liability') return fen(-(movements[account] ?? 0))
  const results = budgetLines.filter((line) => poolOf(line) === poolOf(account))
  return fen(-sum([account, ...results].map((name) => movements[name] ?? 0)))
}

/** Books opened in the course of the year count as there when it began; what is opened lies in the special account. */
const openedIn = (periods: readonly FundPeriod[], month: Month): Movements => {
  const { during } = movementsOfYear(periods, yearOf(month), lastPeriodOf(month))
  return addMovements(
    ...balanceAccounts.map((account) => transfer(account, 'special-account', during[account] ?? 0)),
  )
}

/** The statutory balance sheet (资产负债表) of a fund at the end of a month. */
export const balanceSheet = (periods: readonly FundPeriod[], month: Month): BalanceSheet => {
  const through = (last: string) =>
    addMovements(...periods.filter(({ period }) => period <= last).map(({ movements }) => movements))
  const start = addMovements(through(`${yearOf(month) - 1}-14`), openedIn(periods, month))
  const end = through(lastPeriodOf(month))
  const rowsOf = (wanted: AccountClass) =>
    accounts
      .filter((account) => classOf(account) === wanted)
      .map((account) => ({
        account,
        chinese: chineseNameOf(account),
        yearStart: held(start, account),
        end: held(end, account),
      }))
      .filter((row) => row.yearStart !== 0 || row.end !== 0)
  const total = (rows: readonly BalanceRow[]): Amounts => ({
    yearStart: sum(rows.map(({ yearStart }) => yearStart)),
    end: sum(rows.map((row) => row.end)),
  })
  const [assets, liabilities, balances] = [rowsOf('asset'), rowsOf('liability'), rowsOf('balance')]
  const totals = { assets: total(assets), liabilities: total(liabilities), balances: total(balances) }
  return { assets, liabilities, balances, totals }
}
