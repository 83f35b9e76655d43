import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'

const runsOfBoth = [{ scheme: 'employee' }, { scheme: 'resident' }] as const
const isProposed = ({ status }: Row) => status === 'proposed'

/** The desk of the adjustment fund: what cities remit, what they ask for, and what they get. */
export const help: Desk = {
  key: 'help',
  title: ['调剂金', 'Adjustment fund'],
  pages: [
    {
      kind: 'list',
      key: 'levies',
      title: ['上解', 'Levies'],
      read: 'GET /v1/adjustment-fund/levies',
      rows: 'levies',
      columns: [
        ...['levyId', 'city', 'scheme', 'year', 'part', 'status', 'base', 'share', 'amount'],
        ...['dueOn', 'remittedOn', 'lateFee'],
      ],
      opens: ['POST /v1/adjustment-fund/levy-runs'],
    },
    {
      kind: 'list',
      key: 'levy-runs',
      title: ['上解核定', 'Levy runs'],
      read: 'GET /v1/adjustment-fund/levy-runs',
      rows: 'runs',
      columns: ['runId', 'scheme', 'year', 'on', 'status', 'share', 'figures', 'proposed', 'approved'],
      work: { presets: runsOfBoth, when: isProposed },
      actions: [
        { operation: 'POST /v1/adjustment-fund/levy-runs/{runId}/approval', when: isProposed },
        { operation: 'POST /v1/adjustment-fund/levy-runs/{runId}/rejection', when: isProposed },
      ],
    },
    {
      kind: 'list',
      key: 'allocation-runs',
      title: ['调剂拨付核定', 'Allocation runs'],
      read: 'GET /v1/adjustment-fund/allocation-runs',
      rows: 'runs',
      columns: ['runId', 'scheme', 'year', 'on', 'status', 'share', 'figures', 'proposed', 'approved'],
      work: { presets: runsOfBoth, when: isProposed },
      actions: [
        { operation: 'POST /v1/adjustment-fund/allocation-runs/{runId}/approval', when: isProposed },
        { operation: 'POST /v1/adjustment-fund/allocation-runs/{runId}/rejection', when: isProposed },
      ],
    },
    {
      kind: 'list',
      key: 'applications',
      title: ['缺口申请', 'Gap applications'],
      read: 'GET /v1/adjustment-fund/gap-applications',
      rows: 'applications',
      columns: [
        ...['applicationId', 'city', 'scheme', 'year', 'status', 'gap', 'eligible', 'appliedOn', 'applyBy'],
        ...['share.fund', 'allocated', 'paid', 'owedFrom'],
      ],
      work: {
        presets: [{ scheme: 'employee' }, { scheme: 'resident' }],
        when: ({ status }) => status === 'applied' || status === 'examined',
      },
      opens: ['POST /v1/adjustment-fund/gap-applications', 'POST /v1/adjustment-fund/allocation-runs'],
      actions: [
        {
          operation: 'POST /v1/adjustment-fund/gap-applications/{applicationId}/examination',
          when: ({ status }) => status === 'applied',
        },
        {
          operation: 'POST /v1/adjustment-fund/gap-applications/{applicationId}/approval',
          when: ({ status }) => status === 'examined',
        },
        {
          operation: 'POST /v1/adjustment-fund/gap-applications/{applicationId}/rejection',
          when: ({ status }) => status === 'applied' || status === 'examined',
        },
      ],
    },
    {
      kind: 'record',
      key: 'cover-plan',
      title: ['缺口弥补方案', 'How a gap is covered'],
      read: 'GET /v1/adjustment-fund/cover-plans/{city}/{scheme}/{year}',
    },
    {
      kind: 'list',
      key: 'allocations',
      title: ['调剂拨付', 'Allocations'],
      read: 'GET /v1/adjustment-fund/allocations',
      rows: 'allocations',
    },
    {
      kind: 'list',
      key: 'accounts',
      title: ['省级调剂金账户', 'Provincial accounts'],
      read: 'GET /v1/adjustment-fund/accounts',
      rows: 'accounts',
    },
  ],
}
