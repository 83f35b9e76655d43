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
      opens: ['POST /v1/contribution/billing-runs'],
      into: { page: 'contributions/bill', given: ({ billId }) => ({ params: { billId } }) },
    },
    {
      kind: 'record',
      key: 'bill',
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
          given: ({ paymentId }) => ({ params: { paymentId } }),
          when: ({ proposal }) => proposal === undefined,
        },
        {
          operation: 'POST /v1/contribution/suspense/{paymentId}/returns',
          given: ({ paymentId }) => ({ params: { paymentId } }),
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
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/contribution/return-orders/{orderId}/failure',
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/contribution/return-orders/{orderId}/retry',
          given: ({ orderId }) => ({ params: { orderId } }),
          when: ({ state }) => state === 'failed',
        },
      ],
    },
    {
      kind: 'record',
      key: 'income-account',
      title: ['收入户', 'Income account'],
      read: 'GET /v1/contribution/income-accounts',
      actions: [
        {
          operation: 'POST /v1/contribution/sweeps',
          given: ({ city, scheme, fundYear }) => ({ body: { city, scheme, fundYear: Number(fundYear) } }),
        },
      ],
    },
  ],
}
