import type { Desk } from '../view/page.ts'

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
      opens: ['POST /v1/adjustment-fund/levy-runs'],
    },
    {
      kind: 'list',
      key: 'applications',
      title: ['缺口申请', 'Gap applications'],
      read: 'GET /v1/adjustment-fund/gap-applications',
      rows: 'applications',
      work: {
        presets: [{ scheme: 'employee' }, { scheme: 'resident' }],
        when: ({ status }) => status === 'applied',
      },
      opens: ['POST /v1/adjustment-fund/gap-applications', 'POST /v1/adjustment-fund/allocation-runs'],
      actions: ['POST /v1/adjustment-fund/gap-applications/{applicationId}/approval'],
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
