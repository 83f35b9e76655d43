import * as z from 'zod'
import { signedAmount } from '#shared/contracts/fields.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundYearFields } from '../../ledger/fields.ts'
import { fundOwner, fundParams, readers } from '../../ledger/fund-operations.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { finalPeriod } from '../../ledger/rules/period.ts'
import { noBudget } from '../../planning/change-budget.ts'
import type { Budget } from '../../planning/rules/budget.ts'
import { poolTotals } from '../../planning/rules/totals.ts'
import { readBudget } from '../../planning/store.ts'
import { incomeStatement } from '../rules/income-statement.ts'
import type { TableCell, TableRow, TableYear } from '../rules/official-table.ts'
import { officialTable, tableHeads } from '../rules/official-table.ts'

const cell = z.strictObject({
  head: z.enum(tableHeads),
  chinese: z.string(),
  part: z.boolean(),
  last: signedAmount.nullable().meta({ description: 'Absent cells, and years before the books, have none' }),
  budget: signedAmount.nullable(),
  absent: z.boolean().meta({ description: 'The table has no cell there: × is printed' }),
})

const tableAnswer = z.strictObject({
  ...fundYearFields,
  status: z.string(),
  rows: z.array(z.strictObject({ income: cell.nullable(), expenditure: cell.nullable() })),
})

const shown = ({ last, budget, ...rest }: TableCell): z.input<typeof cell> => ({
  ...rest,
  last: last === '×' ? null : last,
  budget: budget === '×' ? null : budget,
  absent: budget === '×',
})

const plannedYear = (budget: Budget): TableYear => ({
  lines: { ...budget.table.income, ...budget.table.expenditure },
  totals: poolTotals(budget.table, 'pooled'),
})

/** What last year came to by the books; undefined where no book was kept then. */
const lastYear = async (
  { store }: Effects,
  fund: Budget['fund'],
  year: number,
): Promise<TableYear | undefined> => {
  const periods = await readPeriods(store, fund, finalPeriod(year))
  if (!periods.some(({ period }) => period.startsWith(String(year)))) return undefined
  const { pooled } = incomeStatement(periods, year, `${year}-12`)
  return {
    lines: Object.fromEntries(pooled.lines.map(({ line, year: amount }) => [line, amount])),
    totals: pooled.year,
  }
}

const amountCell = (amount: TableCell['last']) =>
  amount === null || amount === '×' ? amount : { fen: amount }

const sheetOf = (rows: readonly TableRow[], year: number): Sheet => {
  const side = (each: TableCell | null) =>
    each === null ? [null, null, null] : [each.chinese, amountCell(each.last), amountCell(each.budget)]
  const figures = [`${year - 1}年执行数`, `${year}年预算数`]
  return {
    title: '收支预算表',
    columns: ['收入项目', ...figures, '支出项目', ...figures],
    rows: rows.map(({ income, expenditure }) => [...side(income), ...side(expenditure)]),
  }
}

/** The budget as it is printed, signed and handed in. */
export const officialTableRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/budgets/{city}/{scheme}/{year}/official-table',
    summary:
      'The budget of a pooled fund as the printed official table: last year executed beside this year planned, income beside expenditure.',
    scopes: readers,
    params: z.object(fundParams),
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    owner: fundOwner('params'),
    answer: tableAnswer,
    downloads: sheetTypes,
    refusals: ['budget.unknown'],
    handle: async ({ params: { year, ...fund }, query: { format } }) => {
      const { budget } = await readBudget(effects.store, fund, year)
      if (!budget) return noBudget(year)
      const rows = officialTable({
        last: await lastYear(effects, fund, year - 1),
        budget: plannedYear(budget),
      })
      if (format !== 'json')
        return accept(downloadOf(sheetOf(rows, year), format, `budget-${fund.city}-${fund.scheme}-${year}`))
      return accept({
        ...{ ...fund, year, status: budget.status },
        rows: rows.map(({ income, expenditure }) => ({
          income: income && shown(income),
          expenditure: expenditure && shown(expenditure),
        })),
      })
    },
  }),
]
