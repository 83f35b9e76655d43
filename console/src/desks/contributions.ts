import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'

const proposalOf = ({ paymentId, proposal }: Row) => ({
  params: { paymentId, proposalId: (proposal as Row | undefined)?.proposalId },
})

/** The desk of contributions: what is due, what came in, and where the money lies. */
export const contributions: Desk = {
  key: 'contributions',
  title: ['征缴', 'Contributions'],
  pages: [
    {
      kind: 'list',
      key: 'bills',
      title: ['缴费单', 'Bills'],
      read: 'GET /v1/contribution/bills',
      rows: 'bills',
      columns: ['billId', 'kind', 'scheme', 'fundYear', 'from', 'to', 'due', 'paid', 'dueOn', 'status'],
      opens: [
        'POST /v1/contribution/billing-runs',
        'PUT /v1/contribution/employers/{employerId}/payroll',
        'POST /v1/contribution/subsidy-statements',
      ],
      into: 'contributions/bill',
    },
    {
      kind: 'record',
      key: 'bill',
      behind: true,
      title: ['缴费单明细', 'A bill'],
      read: 'GET /v1/contribution/bills/{billId}',
    },
    {
      kind: 'list',
      key: 'dues',
      title: ['应缴未缴', 'What is due'],
      read: 'GET /v1/contribution/dues',
      rows: 'dues',
    },
    {
      kind: 'list',
      key: 'payments',
      title: ['到账明细', 'Payments of a day'],
      read: 'GET /v1/contribution/payments',
      rows: 'payments',
      opens: ['POST /v1/contribution/payments'],
      into: 'contributions/payment',
    },
    {
      kind: 'record',
      key: 'payment',
      behind: true,
      title: ['到账', 'A payment'],
      read: 'GET /v1/contribution/payments/{paymentId}',
    },
    {
      kind: 'record',
      key: 'subsidy-statement',
      title: ['财政补助申请单', 'A subsidy statement'],
      read: 'GET /v1/contribution/subsidy-statements/{statementId}',
    },
    {
      kind: 'record',
      key: 'payment-totals',
      title: ['到账合计', 'Totals of a day'],
      read: 'GET /v1/contribution/payment-totals',
    },
    {
      kind: 'list',
      key: 'suspense',
      title: ['待查收入', 'Money in suspense'],
      read: 'GET /v1/contribution/suspense',
      rows: 'suspense',
      work: { presets: [{}] },
      actions: [
        {
          operation: 'POST /v1/contribution/suspense/{paymentId}/assignments',
          when: ({ proposal }) => proposal === undefined,
        },
        {
          operation: 'POST /v1/contribution/suspense/{paymentId}/returns',
          when: ({ proposal }) => proposal === undefined,
        },
        {
          operation: 'POST /v1/contribution/suspense/{paymentId}/proposals/{proposalId}/approval',
          given: proposalOf,
          when: ({ proposal }) => proposal !== undefined,
        },
        {
          operation: 'POST /v1/contribution/suspense/{paymentId}/proposals/{proposalId}/rejection',
          given: proposalOf,
          when: ({ proposal }) => proposal !== undefined,
        },
      ],
    },
    {
      kind: 'list',
      key: 'return-orders',
      title: ['退付单', 'Return orders'],
      read: 'GET /v1/contribution/return-orders',
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
          operation: 'POST /v1/contribution/return-orders/{orderId}/confirmation',
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/contribution/return-orders/{orderId}/failure',
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/contribution/return-orders/{orderId}/retry',
          when: ({ state }) => state === 'failed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'income-accounts',
      title: ['收入户', 'Income accounts'],
      read: 'GET /v1/contribution/income-accounts',
      rows: 'accounts',
      opens: ['POST /v1/contribution/sweeps', 'POST /v1/contribution/sweep-returns'],
    },
  ],
}
