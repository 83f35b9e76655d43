import type { Desk } from '../view/page.ts'

/** The desk of total control: agreements, targets, quotas, months and the year's clearing. */
export const control: Desk = {
  key: 'control',
  title: ['总额预算', 'Total control'],
  pages: [
    {
      kind: 'list',
      key: 'agreements',
      title: ['服务协议', 'Agreements'],
      read: 'GET /v1/budget/agreements',
      rows: 'agreements',
    },
    {
      kind: 'list',
      key: 'quotas',
      title: ['总额指标', 'Quotas'],
      read: 'GET /v1/budget/quotas',
      rows: 'quotas',
    },
    {
      kind: 'list',
      key: 'statements',
      title: ['月结算单', 'Monthly statements'],
      read: 'GET /v1/budget/statements',
      rows: 'statements',
      opens: ['POST /v1/budget/monthly-settlements'],
    },
  ],
}
