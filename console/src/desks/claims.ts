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
      drawn: ['title', 'steps', 'payers', 'sums', 'kind', 'language'],
      historyOf: 'GET /v1/settlement/claims/{claimId}',
      actions: ['POST /v1/settlement/claims/{claimId}/reversal'],
      opens: ['POST /v1/settlement/claims/preview'],
      also: ['GET /v1/settlement/claims/{claimId}/corrections'],
    },
    {
      kind: 'record',
      key: 'claim',
      title: ['结算记录', 'A claim'],
      read: 'GET /v1/settlement/claims/{claimId}',
    },
    {
      kind: 'record',
      key: 'year',
      title: ['个人年度累计', 'A person’s fund year'],
      read: 'GET /v1/settlement/persons/{personId}/years/{year}',
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
      kind: 'record',
      key: 'correction',
      title: ['更正批次', 'A run of corrections'],
      read: 'GET /v1/settlement/corrections/{runId}',
      actions: [
        'POST /v1/settlement/corrections/{runId}/approval',
        'POST /v1/settlement/corrections/{runId}/rejection',
      ],
      also: ['GET /v1/settlement/corrections/{runId}/differences'],
    },
    {
      kind: 'record',
      key: 'pricing',
      title: ['待遇调整测算', 'A priced change'],
      read: 'GET /v1/settlement/pricings/{pricingId}',
      opens: ['POST /v1/settlement/pricings'],
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
          when: ({ status }) => status === 'open',
        },
        'POST /v1/settlement/audit-cases/{caseId}/confirmation',
        'POST /v1/settlement/audit-cases/{caseId}/dismissal',
        'POST /v1/settlement/audit-cases/{caseId}/comments',
      ],
      into: 'claims/audit-case',
    },
    {
      kind: 'record',
      key: 'audit-case',
      behind: true,
      title: ['案件明细', 'An audit case'],
      read: 'GET /v1/settlement/audit-cases/{caseId}',
    },
    {
      kind: 'record',
      key: 'reconciliation',
      title: ['医药机构对账', 'A reconciliation'],
      read: 'GET /v1/settlement/reconciliations/{reconciliationId}',
      actions: ['POST /v1/settlement/reconciliations/{reconciliationId}/differences/{entryId}'],
    },
  ],
}
