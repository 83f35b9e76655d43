import type { Cell, Sheet } from '#shared/edge/files/sheet.ts'
import type { Fen } from '#shared/money/fen.ts'
import { partsTotal } from '../cleared-cost/rules/cost-parts.ts'
import type { AccountClass } from '../ledger/rules/chart.ts'
import type { TrialBalance } from '../ledger/rules/trial-balance.ts'
import type { Totals } from '../planning/rules/totals.ts'
import type { BalanceRow, BalanceSheet } from './rules/balance-sheet.ts'
import type { ClearedTotals, FinalAccounts } from './rules/final-accounts.ts'
import type { IncomeStatement, PoolStatement } from './rules/income-statement.ts'

const classes: Readonly<Record<AccountClass, string>> = {
  asset: '资产',
  liability: '负债',
  balance: '净资产',
  income: '收入',
  expenditure: '支出',
}

const yuan = (amount: Fen): Cell => ({ fen: amount })
const debit = (amount: Fen): Cell => (amount > 0 ? yuan(amount) : null)
const credit = (amount: Fen): Cell => (amount < 0 ? yuan(-amount) : null)

/** The trial balance as accountants read it: debits and credits in columns of their own. */
export const trialBalanceSheet = ({ rows }: TrialBalance): Sheet => ({
  title: '科目余额表',
  columns: ['科目', '名称', '类别', '期初借方', '期初贷方', '本期借方', '本期贷方', '期末借方', '期末贷方'],
  rows: rows.map(({ account, chinese, class: of, before, moved, balance }) => [
    account,
    chinese,
    classes[of],
    ...[before, moved, balance].flatMap((amount) => [debit(amount), credit(amount)]),
  ]),
})

const poolRows = (name: string, { lines, month, year }: PoolStatement): Cell[][] => {
  const rowsOf = (kind: 'income' | 'expenditure') =>
    lines
      .filter((line) => line.kind === kind)
      .map(({ chinese, ...amounts }) => [chinese, yuan(amounts.month), yuan(amounts.year)])
  const total = (text: string, of: keyof typeof month) => [text, yuan(month[of]), yuan(year[of])]
  return [
    [name, null, null],
    ...rowsOf('income'),
    total('收入合计', 'income'),
    ...rowsOf('expenditure'),
    total('支出合计', 'expenditure'),
    total('本期结余', 'current'),
    total('期初滚存结余', 'opening'),
    total('期末滚存结余', 'closing'),
  ]
}

/** The statement of income and expenditure; the month beside the year so far. */
export const incomeSheet = ({ pooled, account }: IncomeStatement): Sheet => ({
  title: '收支表',
  columns: ['项目', '本月数', '本年累计数'],
  rows: [
    ...poolRows('统筹基金', pooled),
    ...(account.lines.length > 0 || account.year.closing !== 0 ? poolRows('个人账户', account) : []),
  ],
})

/** The balance sheet; when the year began beside the end of the month. */
export const balanceSheetSheet = ({ assets, liabilities, balances, totals }: BalanceSheet): Sheet => {
  const section = (name: string, rows: readonly BalanceRow[], of: keyof typeof totals): Cell[][] => [
    ...rows.map(({ chinese, yearStart, end }) => [chinese, yuan(yearStart), yuan(end)]),
    [`${name}合计`, yuan(totals[of].yearStart), yuan(totals[of].end)],
  ]
  return {
    title: '资产负债表',
    columns: ['项目', '年初数', '期末数'],
    rows: [
      ...section('资产', assets, 'assets'),
      ...section('负债', liabilities, 'liabilities'),
      ...section('净资产', balances, 'balances'),
      [
        '负债和净资产总计',
        yuan(totals.liabilities.yearStart + totals.balances.yearStart),
        yuan(totals.liabilities.end + totals.balances.end),
      ],
    ],
  }
}

/** Final accounts: the first budget, the adjusted one, what was booked, and what the year cost by the year it belongs to. */
export const finalAccountsSheet = ({ lines, pooled, account, cleared }: FinalAccounts): Sheet => {
  const total = (name: string, amount: Fen, ofYear?: Fen): Cell[] => [
    name,
    ...[null, null, yuan(amount), null, null, null],
    ofYear === undefined ? null : yuan(ofYear),
  ]
  const totalRows = (name: string, totals: Totals, ofYear?: ClearedTotals['pooled']): Cell[][] => [
    total(`${name}收入合计`, totals.income, ofYear?.income),
    total(`${name}支出合计`, totals.expenditure, ofYear?.expenditure),
    total(`${name}本年结余`, totals.current, ofYear?.current),
    total(`${name}年末滚存结余`, totals.closing),
  ]
  return {
    title: '决算表',
    columns: [
      ...['项目', '年初预算数', '调整预算数', '决算数', '差额'],
      ...['其中：以前年度清算及更正', '以后入账的本年清算及更正', '清算后归属本年数'],
    ],
    rows: [
      ...lines.map((each) => [
        each.chinese,
        yuan(each.budget),
        yuan(each.adjusted),
        yuan(each.final),
        yuan(each.difference),
        yuan(partsTotal(each.ofEarlier)),
        yuan(partsTotal(each.later)),
        each.cleared === null ? null : yuan(each.cleared),
      ]),
      ...totalRows('统筹基金', pooled, cleared?.pooled),
      ...(account.closing !== 0 || account.income !== 0 ? totalRows('个人账户', account) : []),
    ],
  }
}
