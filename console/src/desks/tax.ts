import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'

/** The last message of a bill, which is the one that can be sent again. */
const lastMessageOf = ({ messages }: Row) => ({
  params: { messageId: (messages as readonly Row[] | undefined)?.at(-1)?.messageId },
})

/** The desk of the exchange with the tax authority: what is due, what came in, what differs, and what is not paid. */
export const tax: Desk = {
  key: 'tax',
  title: ['税务协同', 'Tax authority'],
  pages: [
    {
      kind: 'list',
      key: 'exchange',
      title: ['应缴数据交换', 'Messages of what is due'],
      read: 'GET /v1/contribution/exchange-messages',
      rows: 'exchanges',
      preset: { state: 'refused' },
      work: { presets: [{ state: 'refused' }] },
      actions: [
        {
          operation: 'POST /v1/contribution/exchange-messages/{messageId}/resend',
          given: lastMessageOf,
          when: ({ messages }) => (messages as readonly Row[] | undefined)?.at(-1)?.state === 'refused',
        },
      ],
      into: 'contributions/bill',
    },
    {
      kind: 'record',
      key: 'due-file',
      title: ['应缴名单文件', 'Dues with names, as a file'],
      read: 'GET /v1/contribution/due-files',
    },
    {
      kind: 'record',
      key: 'exchange-file',
      title: ['应缴报文名单文件', 'Messages with names, as a file'],
      read: 'GET /v1/contribution/exchange-files',
    },
    {
      kind: 'record',
      key: 'reconciliations',
      title: ['按月对账', 'Reconciliation of a month'],
      read: 'GET /v1/contribution/reconciliations',
    },
    {
      kind: 'list',
      key: 'differences',
      title: ['对账差异', 'Differences'],
      read: 'GET /v1/contribution/differences',
      rows: 'differences',
      columns: ['differenceId', 'on', 'foundOn', 'paymentId', 'kind', 'state', 'ours', 'theirs', 'effect'],
      preset: { state: 'open' },
      work: { presets: [{ state: 'open' }, { state: 'proposed' }] },
      actions: [
        {
          operation: 'POST /v1/contribution/differences/{differenceId}/settlement',
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/contribution/differences/{differenceId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/contribution/differences/{differenceId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'refund-requests',
      title: ['税务退款申请', 'Refunds that tax asks for'],
      read: 'GET /v1/contribution/refund-requests',
      rows: 'requests',
      preset: { state: 'asked' },
      work: { presets: [{ state: 'asked' }, { state: 'reviewed' }] },
      into: 'tax/refund-request',
    },
    {
      kind: 'record',
      key: 'refund-request',
      behind: true,
      title: ['退款申请', 'A refund request'],
      read: 'GET /v1/contribution/refund-requests/{requestId}',
      actions: [
        {
          operation: 'POST /v1/contribution/refund-requests/{requestId}/review',
          when: ({ state }) => state === 'asked',
        },
        {
          operation: 'POST /v1/contribution/refund-requests/{requestId}/approval',
          when: ({ state }) => state === 'reviewed',
        },
        {
          operation: 'POST /v1/contribution/refund-requests/{requestId}/rejection',
          when: ({ state }) => state === 'reviewed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'arrears',
      title: ['欠费', 'Arrears'],
      read: 'GET /v1/contribution/arrears',
      rows: 'arrears',
      opens: ['POST /v1/contribution/late-fee-runs'],
      into: 'contributions/bill',
    },
    {
      kind: 'record',
      key: 'arrears-by-age',
      title: ['欠费账龄', 'Arrears by age'],
      read: 'GET /v1/contribution/arrears-by-age',
    },
    {
      kind: 'list',
      key: 'write-offs',
      title: ['核销与减免', 'Write-offs and waivers'],
      read: 'GET /v1/contribution/write-offs',
      rows: 'writeOffs',
      preset: { state: 'proposed' },
      work: { presets: [{ state: 'proposed' }] },
      into: 'tax/write-off',
    },
    {
      kind: 'record',
      key: 'write-off',
      behind: true,
      title: ['核销或减免', 'A write-off'],
      read: 'GET /v1/contribution/write-offs/{writeOffId}',
      actions: [
        {
          operation: 'POST /v1/contribution/write-offs/{writeOffId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/contribution/write-offs/{writeOffId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'bill-corrections',
      title: ['居民缴费单更正', 'Corrections of residents’ bills'],
      read: 'GET /v1/contribution/bill-corrections',
      rows: 'corrections',
      preset: { state: 'proposed' },
      work: { presets: [{ state: 'proposed' }] },
      into: 'tax/bill-correction',
    },
    {
      kind: 'record',
      key: 'bill-correction',
      behind: true,
      title: ['缴费单更正', 'A correction of a bill'],
      read: 'GET /v1/contribution/bill-corrections/{correctionId}',
      actions: [
        {
          operation: 'POST /v1/contribution/bill-corrections/{correctionId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/contribution/bill-corrections/{correctionId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
      ],
    },
    {
      kind: 'list',
      key: 'received-files',
      title: ['到账文件', 'Files of payments'],
      read: 'GET /v1/contribution/received-files',
      rows: 'files',
      into: 'tax/payment-file',
    },
    {
      kind: 'record',
      key: 'payment-file',
      behind: true,
      title: ['到账文件处理结果', 'A file of payments'],
      read: 'GET /v1/contribution/payment-files/{importId}',
    },
  ],
}
