import type { Desk } from '../view/page.ts'
import { ordersPage } from './orders.ts'

/** The desk of the books: statements, entries, vouchers, payments, and what cities owe each other. */
export const books: Desk = {
  key: 'books',
  title: ['账务', 'Books'],
  pages: [
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
      picture: () => import('./books/income-statement.tsx'),
      drawn: ['city', 'scheme', 'month', 'pooled', 'account'],
    },
    {
      kind: 'record',
      key: 'balance-sheet',
      title: ['资产负债表', 'Balance sheet'],
      read: 'GET /v1/budget/balance-sheet',
      picture: () => import('./books/balance-sheet.tsx'),
      drawn: ['city', 'scheme', 'month', 'assets', 'liabilities', 'balances', 'totals'],
    },
    {
      kind: 'list',
      key: 'journal',
      title: ['凭证分录', 'Journal'],
      read: 'GET /v1/budget/journal',
      rows: 'entries',
    },
    ordersPage('budget/payment-orders', {
      key: 'payment-orders',
      title: ['拨付单', 'Payment orders'],
      columns: [
        ...[
          'orderId',
          'state',
          'payee',
          'cause',
          'year',
          'amount',
          'orderedOn',
          'dueOn',
          'reason',
          'failedOn',
        ],
        ...['attempt', 'paidOn', 'treasuryRef'],
      ],
      opens: ['POST /v1/budget/payment-confirmations'],
    }),
    {
      kind: 'list',
      key: 'late-payments',
      title: ['逾期拨付', 'Late payments'],
      read: 'GET /v1/budget/late-payments',
      rows: 'orders',
      columns: ['orderId', 'payee', 'cause', 'amount', 'orderedOn', 'dueOn', 'daysLate', 'state', 'reason'],
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
          when: ({ status }) => status === 'drafted',
        },
      ],
    },
    {
      kind: 'list',
      key: 'city-settlements',
      into: 'books/city-settlement',
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
          when: ({ status }) => status === 'proposed',
        },
        {
          operation: 'POST /v1/budget/city-settlements/{scheme}/{month}/rejection',
          when: ({ status }) => status === 'proposed',
        },
      ],
    },
    {
      kind: 'record',
      key: 'city-settlement',
      behind: true,
      title: ['清算明细', 'A settlement between cities'],
      read: 'GET /v1/budget/city-settlements/{scheme}/{month}',
    },
    {
      kind: 'record',
      key: 'city-share',
      title: ['本市清算份额', 'A city’s share'],
      read: 'GET /v1/budget/city-shares/{city}/{scheme}/{month}',
    },
    {
      kind: 'record',
      key: 'care-elsewhere',
      title: ['省内异地就医', 'Care elsewhere'],
      read: 'GET /v1/budget/care-elsewhere',
    },
    {
      kind: 'list',
      key: 'postings',
      title: ['机构入账明细', 'Postings of an institution'],
      read: 'GET /v1/budget/postings',
      rows: 'postings',
      columns: [
        ...['claimId', 'care', 'level', 'settledOn', 'bookedIn', 'total', 'inScope', 'basic'],
        ...['seriousIllness', 'medicalAid', 'supplement', 'account', 'cash', 'payable', 'medical.personId'],
      ],
    },
    {
      kind: 'list',
      key: 'month-statements',
      title: ['征缴月报与账对账', 'Months of contributions'],
      read: 'GET /v1/budget/month-statements',
      rows: 'months',
      opens: ['POST /v1/contribution/month-statements'],
      into: 'books/month-statement',
    },
    {
      kind: 'record',
      key: 'month-statement',
      behind: true,
      title: ['征缴月报', 'A month of contributions'],
      read: 'GET /v1/budget/month-statements/{city}/{scheme}/{month}',
    },
    {
      kind: 'record',
      key: 'seal',
      title: ['账簿封存', 'Seal of the ledger'],
      read: 'GET /v1/budget/seals/{city}',
      opens: ['POST /v1/budget/seals'],
      also: ['GET /v1/budget/seals/{city}/blocks'],
    },
  ],
}
