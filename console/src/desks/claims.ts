import type { Desk } from '../view/page.ts'

/** The desk of claims: what was paid of one and why, what was put right, and what supervision found. */
export const claims: Desk = {
  key: 'claims',
  title: ['待遇', 'Claims'],
  pages: [
    {
      kind: 'record',
      key: 'explanation',
      title: ['结算说明', 'A claim explained'],
      read: 'GET /v1/settlement/claims/{claimId}/explanation',
      picture: () => import('./claims/waterfall.tsx'),
      actions: [
        {
          operation: 'POST /v1/settlement/claims/{claimId}/reversal',
          given: ({ claimId }) => ({ params: { claimId } }),
        },
      ],
      also: [
        {
          read: 'GET /v1/settlement/claims/{claimId}/corrections',
          given: ({ claimId }) => ({ params: { claimId } }),
        },
      ],
    },
    {
      kind: 'list',
      key: 'waiting-corrections',
      title: ['待核更正', 'Corrections that wait'],
      read: 'GET /v1/settlement/waiting-corrections',
      rows: 'waiting',
      work: { presets: [{}] },
      opens: ['POST /v1/settlement/corrections'],
    },
    {
      kind: 'list',
      key: 'audit-cases',
      title: ['稽核案件', 'Audit cases'],
      read: 'GET /v1/settlement/audit-cases',
      rows: 'cases',
      preset: { status: 'open' },
      work: { presets: [{ status: 'open' }, { status: 'assigned' }] },
      opens: ['POST /v1/settlement/audit-cases', 'POST /v1/settlement/supervision-runs'],
      actions: [
        {
          operation: 'POST /v1/settlement/audit-cases/{caseId}/assignment',
          given: ({ caseId }) => ({ params: { caseId } }),
          when: ({ status }) => status === 'open',
        },
        {
          operation: 'POST /v1/settlement/audit-cases/{caseId}/confirmation',
          given: ({ caseId }) => ({ params: { caseId } }),
        },
        {
          operation: 'POST /v1/settlement/audit-cases/{caseId}/dismissal',
          given: ({ caseId }) => ({ params: { caseId } }),
        },
        {
          operation: 'POST /v1/settlement/audit-cases/{caseId}/comments',
          given: ({ caseId }) => ({ params: { caseId } }),
        },
      ],
    },
    {
      kind: 'list',
      key: 'catalogue-imports',
      title: ['目录导入', 'Catalogue imports'],
      read: 'GET /v1/settlement/catalogue-imports',
      rows: 'imports',
      work: { presets: [{}] },
      actions: [
        {
          operation: 'POST /v1/settlement/catalogue-imports/{importId}/approval',
          given: ({ importId }) => ({ params: { importId } }),
        },
        {
          operation: 'POST /v1/settlement/catalogue-imports/{importId}/rejection',
          given: ({ importId }) => ({ params: { importId } }),
        },
      ],
    },
  ],
}
