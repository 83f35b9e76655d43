import type { Desk } from '../view/page.ts'

const yearOf = ({ city, scheme, year }: Readonly<Record<string, unknown>>) => ({
  params: { city, scheme, year },
})

/** The desk of the fund: its budget and how far it is executed, its books, and its statements. */
export const fund: Desk = {
  key: 'fund',
  title: ['基金', 'Fund'],
  pages: [
    {
      kind: 'record',
      key: 'execution',
      title: ['预算执行', 'Budget execution'],
      read: 'GET /v1/budget/execution/{city}/{scheme}/{year}',
      picture: () => import('./fund/execution.tsx'),
    },
    {
      kind: 'record',
      key: 'budget',
      title: ['收支预算', 'Budget'],
      read: 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
      actions: [
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/review', given: yearOf },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/approval', given: yearOf },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment', given: yearOf },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/review', given: yearOf },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/approval', given: yearOf },
      ],
    },
    {
      kind: 'list',
      key: 'warnings',
      title: ['运行预警', 'Warnings'],
      read: 'GET /v1/budget/warnings',
      rows: 'warnings',
    },
    {
      kind: 'record',
      key: 'trial-balance',
      title: ['试算平衡', 'Trial balance'],
      read: 'GET /v1/budget/trial-balance',
    },
    {
      kind: 'record',
      key: 'income-statement',
      title: ['收支表', 'Income statement'],
      read: 'GET /v1/budget/income-statement',
    },
    {
      kind: 'record',
      key: 'balance-sheet',
      title: ['资产负债表', 'Balance sheet'],
      read: 'GET /v1/budget/balance-sheet',
    },
    {
      kind: 'list',
      key: 'journal',
      title: ['凭证分录', 'Journal'],
      read: 'GET /v1/budget/journal',
      rows: 'entries',
    },
    {
      kind: 'list',
      key: 'payment-orders',
      title: ['拨付单', 'Payment orders'],
      read: 'GET /v1/budget/payment-orders',
      rows: 'orders',
    },
    {
      kind: 'record',
      key: 'final-accounts',
      title: ['决算', 'Final accounts'],
      read: 'GET /v1/budget/final-accounts/{city}/{scheme}/{year}',
      actions: [
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/review', given: yearOf },
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/approval', given: yearOf },
      ],
    },
  ],
}
