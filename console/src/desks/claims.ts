import { cities } from '../../../shared/kernel/divisions.ts'
import type { Action, Desk } from '../view/page.ts'
import { standsAs } from '../view/row.ts'

const isUndecided = standsAs('standing.status', 'open', 'assigned')

/** What is done on a case until it ends. */
const doneOnCase: readonly Action[] = [
  {
    operation: 'POST /v1/settlement/audit-cases/{caseId}/assignment',
    when: standsAs('standing.status', 'open'),
  },
  { operation: 'POST /v1/settlement/audit-cases/{caseId}/findings', when: isUndecided },
  {
    operation: 'POST /v1/settlement/audit-cases/{caseId}/confirmation',
    when: isUndecided,
  },
  {
    operation: 'POST /v1/settlement/audit-cases/{caseId}/dismissal',
    when: isUndecided,
  },
  { operation: 'POST /v1/settlement/audit-cases/{caseId}/comments', when: isUndecided },
]

/** The desk of claims: what was paid of one and why, what was put right, and what supervision found. */
export const claims: Desk = {
  key: 'claims',
  title: ['待遇', 'Claims'],
  pages: [
    {
      kind: 'list',
      key: 'search',
      title: ['查找结算', 'Find claims'],
      read: 'GET /v1/budget/postings',
      rows: 'postings',
      columns: ['claimId', 'settledOn', 'care', 'level', 'total', 'payable', 'account', 'cash'],
      into: 'claims/explanation',
    },
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
      kind: 'list',
      key: 'corrections',
      title: ['更正批次', 'Runs of corrections'],
      read: 'GET /v1/settlement/corrections',
      rows: 'runs',
      columns: ['correctedOn', 'cause', 'year', 'scheme', 'preview', 'status', 'ordered', 'decides', 'runId'],
      opens: ['POST /v1/settlement/corrections'],
      into: 'claims/correction',
    },
    {
      kind: 'record',
      key: 'correction',
      title: ['更正批次明细', 'A run of corrections'],
      read: 'GET /v1/settlement/corrections/{runId}',
      behind: true,
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
      key: 'income-ties',
      title: ['待遇与收入挂钩', 'Benefits tied to income'],
      read: 'GET /v1/settlement/income-ties',
      rows: 'ties',
      columns: ['scheme', 'item', 'level', 'statistic', 'by', 'tied', 'inForce', 'difference', 'implied'],
    },
    {
      kind: 'list',
      key: 'what-ifs',
      title: ['政策试算', 'What-ifs'],
      read: 'GET /v1/settlement/what-ifs',
      rows: 'whatIfs',
      columns: ['whatIfId', 'year', 'scheme', 'titles', 'ordered'],
      opens: ['POST /v1/settlement/what-ifs'],
      into: 'claims/what-if',
    },
    {
      kind: 'record',
      key: 'what-if',
      title: ['政策试算结果', 'A what-if'],
      read: 'GET /v1/settlement/what-ifs/{whatIfId}',
      picture: () => import('./claims/what-if.tsx'),
      drawn: ['variants', 'relieved', 'burdened', 'groups'],
    },
    {
      kind: 'list',
      key: 'benefits',
      title: ['生育津贴与账户返还', 'Allowances and account payouts'],
      read: 'GET /v1/settlement/benefits',
      rows: 'benefits',
      columns: ['benefitId', 'kind', 'personId', 'scheme', 'amount', 'document', 'proposed', 'state'],
      preset: { state: 'proposed' },
      work: { presets: [{ state: 'proposed' }] },
      opens: ['POST /v1/settlement/account-interest-runs', 'POST /v1/settlement/retiree-account-runs'],
      actions: [
        {
          operation: 'POST /v1/settlement/benefits/{benefitId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/settlement/benefits/{benefitId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
      ],
      into: 'claims/benefit',
    },
    {
      kind: 'record',
      key: 'benefit',
      behind: true,
      title: ['给付明细', 'A benefit'],
      read: 'GET /v1/settlement/benefits/{benefitId}',
    },
    {
      kind: 'list',
      key: 'take-backs',
      title: ['重复津贴追回', 'Allowances paid twice'],
      read: 'GET /v1/settlement/allowance-take-backs',
      rows: 'takeBacks',
      columns: ['benefitId', 'other', 'personId', 'amount', 'deliveredOn', 'since', 'outcome', 'state'],
      preset: { state: 'open' },
      work: { presets: [{ state: 'open' }, { state: 'proposed' }, { state: 'owed' }] },
      actions: [
        {
          operation: 'POST /v1/settlement/allowance-take-backs/{benefitId}/proposal',
          when: ({ state }) => state === 'open',
        },
        {
          operation: 'POST /v1/settlement/allowance-take-backs/{benefitId}/approval',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/settlement/allowance-take-backs/{benefitId}/rejection',
          when: ({ state }) => state === 'proposed',
        },
        {
          operation: 'POST /v1/settlement/allowance-take-backs/{benefitId}/receipt',
          when: ({ state }) => state === 'owed',
        },
      ],
      into: 'claims/benefit',
    },
    {
      kind: 'list',
      key: 'audit-cases',
      title: ['稽核案件', 'Audit cases'],
      read: 'GET /v1/settlement/audit-cases',
      rows: 'cases',
      columns: ['caseId', 'institution', 'claims', 'openedOn', 'cause.says', 'standing.status'],
      preset: { status: 'open', city: cities[0]?.code ?? '' },
      work: { presets: [{ status: 'open' }, { status: 'assigned' }], when: isUndecided },
      opens: ['POST /v1/settlement/audit-cases', 'POST /v1/settlement/supervision-runs'],
      actions: doneOnCase,
      into: 'claims/audit-case',
    },
    {
      kind: 'record',
      key: 'audit-case',
      behind: true,
      title: ['案件明细', 'An audit case'],
      read: 'GET /v1/settlement/audit-cases/{caseId}',
      picture: () => import('./claims/evidence.tsx'),
      asked: ['GET /v1/settlement/claims/{claimId}'],
      actions: doneOnCase,
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
