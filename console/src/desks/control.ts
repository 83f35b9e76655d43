import type { Desk } from '../view/page.ts'
import type { Row } from '../view/table.tsx'

const agreementOf = ({ city, year, institution }: Row) => ({ params: { city, year, institution } })
const roundOf = ({ city, scheme, year, number }: Row) => ({ params: { city, scheme, year, number } })
const statementOf = ({ city, scheme, month, institution }: Row) => ({
  params: { city, scheme, month, institution },
})
const clearingOf = ({ city, scheme, year, institution }: Row) => ({
  params: { city, scheme, year, institution },
})
const schemes = [{ scheme: 'employee' }, { scheme: 'resident' }] as const
const isProposed = ({ status }: Row) => status === 'proposed'

/** The desk of total control: agreements, targets, quotas, months and the year's clearing. */
export const control: Desk = {
  key: 'control',
  title: ['总额预算', 'Total control'],
  pages: [
    {
      kind: 'list',
      key: 'agreements',
      title: ['服务协议', 'Agreements'],
      read: 'GET /v1/budget/agreements',
      rows: 'agreements',
      columns: ['institution', 'year', 'version', 'status', 'from', 'to', 'schemes', 'depositShare'],
      opens: ['POST /v1/budget/agreements'],
      into: { page: 'control/agreement', given: agreementOf },
    },
    {
      kind: 'record',
      key: 'agreement',
      title: ['协议明细', 'An agreement'],
      read: 'GET /v1/budget/agreements/{city}/{year}/{institution}',
      actions: [
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/amendments',
          given: agreementOf,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/suspensions',
          given: agreementOf,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/resumptions',
          given: agreementOf,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawals',
          given: agreementOf,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawal-requests',
          given: agreementOf,
        },
      ],
    },
    {
      kind: 'list',
      key: 'agreement-proposals',
      title: ['协议待签', 'Proposed agreements'],
      read: 'GET /v1/budget/agreement-proposals',
      rows: 'proposals',
      work: { presets: [{}], when: isProposed },
      actions: [
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/signature',
          given: agreementOf,
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/refusal',
          given: agreementOf,
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/withdrawal',
          given: agreementOf,
          when: isProposed,
        },
      ],
    },
    {
      kind: 'record',
      key: 'target',
      title: ['总额目标', 'Target'],
      read: 'GET /v1/budget/targets/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/targets'],
      actions: [
        {
          operation: 'POST /v1/budget/targets/{city}/{scheme}/{year}/approval',
          given: ({ city, scheme, year }) => ({ params: { city, scheme, year } }),
          when: isProposed,
        },
      ],
    },
    {
      kind: 'record',
      key: 'negotiation',
      title: ['指标协商', 'Negotiation'],
      read: 'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}',
      preset: { number: '1' },
      opens: ['POST /v1/budget/negotiations'],
      actions: [
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/proposal',
          given: roundOf,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/new-proposals',
          given: roundOf,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/agreement',
          given: roundOf,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/publication',
          given: roundOf,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments',
          given: roundOf,
        },
      ],
      also: [
        {
          read: 'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions',
          given: roundOf,
        },
        {
          read: 'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments',
          given: roundOf,
        },
      ],
    },
    {
      kind: 'list',
      key: 'quotas',
      title: ['总额指标', 'Quotas'],
      read: 'GET /v1/budget/quotas',
      rows: 'quotas',
      opens: ['POST /v1/budget/quota-decisions'],
    },
    {
      kind: 'list',
      key: 'statements',
      title: ['月结算单', 'Monthly statements'],
      read: 'GET /v1/budget/statements',
      rows: 'statements',
      columns: [
        ...['institution', 'claimed', 'controlled', 'quotaToDate', 'within', 'suspended'],
        ...['deposit', 'ordered'],
      ],
      opens: ['POST /v1/budget/monthly-settlements'],
      into: { page: 'control/statement', given: statementOf },
    },
    {
      kind: 'record',
      key: 'statement',
      title: ['月结算单明细', 'A monthly statement'],
      read: 'GET /v1/budget/statements/{city}/{scheme}/{month}/{institution}',
      actions: [
        {
          operation: 'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/answer',
          given: statementOf,
        },
        {
          operation: 'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/decision',
          given: statementOf,
        },
      ],
    },
    {
      kind: 'list',
      key: 'upheld-claims',
      title: ['异议成立待更正', 'Upheld claims'],
      read: 'GET /v1/budget/upheld-claims',
      rows: 'claims',
      work: { presets: schemes, when: ({ corrected }) => corrected === undefined },
      actions: [
        {
          operation:
            'POST /v1/budget/upheld-claims/{city}/{scheme}/{month}/{institution}/{claimId}/correction',
          given: ({ city, scheme, month, institution, claimId }) => ({
            params: { city, scheme, month, institution, claimId },
          }),
          when: ({ corrected }) => corrected === undefined,
        },
      ],
    },
    {
      kind: 'list',
      key: 'assessments',
      title: ['年度考核', 'Assessments'],
      read: 'GET /v1/budget/assessments',
      rows: 'assessments',
      columns: ['institution', 'year', 'score', 'points', 'openReviews', 'assessedOn'],
      opens: [
        'POST /v1/budget/assessments',
        'POST /v1/budget/case-reviews',
        'POST /v1/budget/volume-growths',
      ],
    },
    {
      kind: 'list',
      key: 'advances',
      title: ['预付金', 'Working capital'],
      read: 'GET /v1/budget/advances',
      rows: 'advances',
      opens: ['POST /v1/budget/advances'],
    },
    {
      kind: 'record',
      key: 'simulation',
      title: ['模拟清算', 'Simulated clearing'],
      read: 'GET /v1/budget/clearing-simulations/{city}/{scheme}/{year}',
    },
    {
      kind: 'list',
      key: 'clearings',
      title: ['年度清算', 'Clearing'],
      read: 'GET /v1/budget/clearings',
      rows: 'statements',
      columns: ['institution', 'year', 'state', 'answerBy', 'agreementVersion', 'orderId'],
      opens: ['POST /v1/budget/clearings', 'POST /v1/budget/clearing-locks'],
      into: { page: 'control/clearing', given: clearingOf },
    },
    {
      kind: 'record',
      key: 'clearing',
      title: ['清算确认书', 'A clearing statement'],
      read: 'GET /v1/budget/clearings/{city}/{scheme}/{year}/{institution}',
      actions: [
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/confirmation',
          given: clearingOf,
        },
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/dispute',
          given: clearingOf,
        },
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/decision',
          given: clearingOf,
        },
      ],
    },
  ],
}
