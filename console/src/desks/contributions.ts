import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'
import { ordersPage } from './orders.ts'

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
        'POST /v1/contribution/collective-contributions',
        'POST /v1/contribution/lump-sums',
      ],
      into: 'contributions/bill',
    },
    {
      kind: 'record',
      key: 'bill',
      behind: true,
      title: ['缴费单明细', 'A bill'],
      read: 'GET /v1/contribution/bills/{billId}',
      actions: ['POST /v1/contribution/bills/{billId}/write-offs'],
      also: ['GET /v1/contribution/bills/{billId}/exchange'],
    },
    {
      kind: 'list',
      key: 'lump-sums',
      title: ['一次性补缴', 'Lump sums'],
      read: 'GET /v1/contribution/lump-sums',
      rows: 'lumpSums',
      preset: { state: 'proposed' },
      work: { presets: [{ state: 'proposed' }] },
      into: 'contributions/lump-sum',
    },
    {
      kind: 'record',
      key: 'lump-sum',
      behind: true,
      title: ['一次性补缴明细', 'A lump sum'],
      read: 'GET /v1/contribution/lump-sums/{lumpSumId}',
      actions: [
        {
          operation: 'POST /v1/contribution/lump-sums/{lumpSumId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/contribution/lump-sums/{lumpSumId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
      ],
    },
    {
      kind: 'record',
      key: 'billing-run',
      title: ['批量核定结果', 'A billing run'],
      read: 'GET /v1/contribution/billing-runs/{runId}',
      also: ['GET /v1/contribution/billing-runs/{runId}/left-out'],
    },
    {
      kind: 'list',
      key: 'unbilled',
      title: ['未核定人员', 'Whom no bill names'],
      read: 'GET /v1/contribution/unbilled',
      rows: 'unbilled',
    },
    {
      kind: 'record',
      key: 'person-months',
      title: ['个人缴费明细', 'Months of a person'],
      read: 'GET /v1/contribution/persons/{personId}/months/{year}',
    },
    {
      kind: 'list',
      key: 'employers',
      title: ['参保单位', 'Employers'],
      read: 'GET /v1/contribution/employers',
      rows: 'employers',
      opens: ['PUT /v1/contribution/employers/{employerId}'],
      into: 'contributions/employer',
    },
    {
      kind: 'record',
      key: 'employer',
      behind: true,
      title: ['参保单位明细', 'An employer'],
      read: 'GET /v1/contribution/employers/{employerId}',
      actions: [
        'PUT /v1/contribution/employers/{employerId}/bases',
        'PUT /v1/contribution/employers/{employerId}/payroll',
      ],
      also: ['GET /v1/contribution/employers/{employerId}/declarations'],
    },
    {
      kind: 'record',
      key: 'import',
      title: ['文件导入（单位、工资、基数）', 'An import of employers, wages or bases'],
      read: 'GET /v1/contribution/imports/{importId}',
      badRows: 'GET /v1/contribution/imports/{importId}/runs/{runId}/bad-rows',
      actions: [
        'PUT /v1/contribution/imports/{importId}/parts/{part}',
        'POST /v1/contribution/imports/{importId}/runs',
      ],
    },
    {
      kind: 'record',
      key: 'file-sender',
      title: ['报送单位列对照', 'How a sender writes'],
      read: 'GET /v1/contribution/file-senders/{sender}/{kind}',
      actions: ['PUT /v1/contribution/file-senders/{sender}/{kind}'],
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
    ordersPage('contribution/return-orders', { key: 'return-orders', title: ['退付单', 'Return orders'] }),
    {
      kind: 'record',
      key: 'indicators',
      title: ['征缴指标', 'How far dues are collected'],
      read: 'GET /v1/contribution/indicators/{month}',
    },
    {
      kind: 'list',
      key: 'income-accounts',
      title: ['收入户', 'Income accounts'],
      read: 'GET /v1/contribution/income-accounts',
      rows: 'accounts',
      opens: ['POST /v1/contribution/sweeps', 'POST /v1/contribution/sweep-returns'],
    },
    {
      kind: 'record',
      key: 'templates',
      title: ['填报模板', 'Files to fill in'],
      read: 'GET /v1/contribution/file-templates/{kind}',
      preset: { kind: 'payments' },
    },
  ],
}
