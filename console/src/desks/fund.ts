import type { Desk } from '../view/page.ts'

/** The desk of the fund: its budget, how far it is executed, and the year's end. */
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
      key: 'line',
      title: ['科目明细', 'A line by institution'],
      read: 'GET /v1/budget/execution/{city}/{scheme}/{year}/lines/{line}',
    },
    {
      kind: 'record',
      key: 'budget',
      title: ['收支预算', 'Budget'],
      read: 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/budgets', 'POST /v1/budget/drafts', 'POST /v1/budget/exemptions'],
      actions: [
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/review',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/approval',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/review',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/approval',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/withdrawal',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/review',
        'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/approval',
      ],
    },
    {
      kind: 'record',
      key: 'budget-table',
      title: ['收支预算表', 'The printed budget'],
      read: 'GET /v1/budget/budgets/{city}/{scheme}/{year}/official-table',
      picture: () => import('./fund/official-table.tsx'),
      drawn: ['rows', 'city', 'scheme', 'year', 'status'],
      historyOf: 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
    },
    {
      kind: 'list',
      key: 'warnings',
      title: ['运行预警', 'Warnings'],
      read: 'GET /v1/budget/warnings',
      rows: 'warnings',
      opens: ['POST /v1/budget/warnings'],
    },
    {
      kind: 'list',
      key: 'policy-pricings',
      title: ['政策测算', 'Priced policies'],
      read: 'GET /v1/budget/policy-pricings/{city}/{scheme}',
      rows: 'pricings',
    },
    {
      kind: 'record',
      key: 'month-closes',
      title: ['月度结账', 'Month closes'],
      read: 'GET /v1/budget/month-closes/{city}/{scheme}/{year}',
    },
    {
      kind: 'record',
      key: 'year-close',
      title: ['年度结账', 'Year close'],
      read: 'GET /v1/budget/year-closes/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/year-closes'],
      actions: ['POST /v1/budget/year-closes/{city}/{scheme}/{year}/approval'],
    },
    {
      kind: 'record',
      key: 'final-accounts',
      title: ['决算', 'Final accounts'],
      read: 'GET /v1/budget/final-accounts/{city}/{scheme}/{year}',
      actions: [
        'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/review',
        'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/approval',
      ],
    },
  ],
}
