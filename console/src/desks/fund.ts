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
      opens: ['POST /v1/budget/budgets', 'POST /v1/budget/drafts', 'POST /v1/budget/exemptions'],
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
      opens: ['POST /v1/budget/warnings'],
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
      preset: { state: 'failed' },
      work: {
        presets: [
          { scheme: 'employee', state: 'failed' },
          { scheme: 'resident', state: 'failed' },
        ],
      },
      actions: [
        {
          operation: 'POST /v1/budget/payment-orders/{orderId}/confirmation',
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/budget/payment-orders/{orderId}/failure',
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/budget/payment-orders/{orderId}/retry',
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'failed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'late-payments',
      title: ['逾期拨付', 'Late payments'],
      read: 'GET /v1/budget/late-payments',
      rows: 'orders',
      work: { presets: [{ scheme: 'employee' }, { scheme: 'resident' }] },
    },
    {
      kind: 'list',
      key: 'vouchers',
      title: ['手工凭证', 'Vouchers'],
      read: 'GET /v1/budget/vouchers',
      rows: 'vouchers',
      opens: ['POST /v1/budget/vouchers'],
      work: {
        presets: [{ scheme: 'employee' }, { scheme: 'resident' }],
        when: ({ status }) => status === 'drafted',
      },
      actions: [
        {
          operation: 'POST /v1/budget/vouchers/{city}/{scheme}/{voucherId}/approval',
          given: ({ city, scheme, voucherId }) => ({ params: { city, scheme, voucherId } }),
          when: ({ status }) => status === 'drafted',
        },
      ],
    },
    {
      kind: 'list',
      key: 'city-settlements',
      title: ['统筹区间清算', 'Settlements between cities'],
      read: 'GET /v1/budget/city-settlements',
      rows: 'settlements',
      columns: ['number', 'month', 'scheme', 'status', 'through', 'dueOn'],
      opens: ['POST /v1/budget/city-settlements'],
      work: {
        presets: [{ scheme: 'employee' }, { scheme: 'resident' }],
        when: ({ status }) => status === 'proposed',
      },
      actions: [
        {
          operation: 'POST /v1/budget/city-settlements/{scheme}/{month}/approval',
          given: ({ scheme, month }) => ({ params: { scheme, month } }),
          when: ({ status }) => status === 'proposed',
        },
        {
          operation: 'POST /v1/budget/city-settlements/{scheme}/{month}/rejection',
          given: ({ scheme, month }) => ({ params: { scheme, month } }),
          when: ({ status }) => status === 'proposed',
        },
      ],
    },
    {
      kind: 'record',
      key: 'final-accounts',
      title: ['决算', 'Final accounts'],
      read: 'GET /v1/budget/final-accounts/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/year-closes'],
      actions: [
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/review', given: yearOf },
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/approval', given: yearOf },
      ],
    },
  ],
}
