import type { Desk } from '../view/page.ts'
import { type Row, standsAs } from '../view/row.ts'

const schemes = [{ scheme: 'employee' }, { scheme: 'resident' }] as const
const isProposed = standsAs('status', 'proposed')
const isWaiting = standsAs('status', 'waiting')
const isProposedClearing = standsAs('state', 'proposed')

const isContested = standsAs('state', 'contested')
const isDisputed = standsAs('state', 'disputed')

const isAwaitingAnswer = standsAs('state', 'awaiting-answer')

const statementOf = ({ city, scheme, month, institution }: Row) => ({ city, scheme, month, institution })

/** The claims that a decision is on: those that are contested. */
const contestedIn = ({ items }: Row): readonly Row[] =>
  (Array.isArray(items) ? (items as readonly Row[]) : []).map(({ claimId }) => ({ claimId }))

/** A clearing waits for the institution until it answers, and for the office where the institution disputes it. */
const isClearingOf = (row: Row, scope: string): boolean =>
  scope === 'institution' ? isProposedClearing(row) : isDisputed(row)

/** A round waits for an institution that was offered something, and for the office until its quotas are published. */
const isRoundOf = (row: Row, scope: string): boolean =>
  scope === 'institution'
    ? isProposed(row) && standsAs('position.status', 'proposed')(row)
    : standsAs('status', 'drafted', 'proposed', 'agreed')(row)

/** A table is decided on as it was read: one that was proposed anew since has another digest. */
const asItStands = ({ tableId, digest }: Row) => ({ params: { tableId }, body: { digest } })

/** The desk of total control: targets, quotas, months and the year's clearing. */
export const control: Desk = {
  key: 'control',
  title: ['总额预算', 'Total control'],
  pages: [
    {
      kind: 'record',
      key: 'target',
      title: ['总额目标', 'Target'],
      read: 'GET /v1/budget/targets/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/targets'],
      actions: [
        {
          operation: 'POST /v1/budget/targets/{city}/{scheme}/{year}/approval',
          when: isProposed,
        },
      ],
    },
    {
      kind: 'list',
      key: 'negotiations',
      title: ['指标协商', 'Negotiations'],
      read: 'GET /v1/budget/negotiations',
      rows: 'rounds',
      columns: [
        ...['number', 'year', 'scheme', 'status', 'from', 'answerBy', 'counts'],
        ...['position.status', 'position.amounts', 'position.answerBy'],
      ],
      work: { presets: schemes, when: isRoundOf, lastDay: 'position.answerBy' },
      opens: ['POST /v1/budget/negotiations'],
      into: 'control/negotiation',
    },
    {
      kind: 'record',
      key: 'negotiation',
      behind: true,
      title: ['指标协商轮次', 'A round of negotiation'],
      read: 'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}',
      picture: () => import('./control/turns.tsx'),
      preset: { number: '1' },
      actions: [
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/proposal',
          when: standsAs('status', 'drafted'),
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/new-proposals',
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/agreement',
          when: isProposed,
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/publication',
          when: standsAs('status', 'agreed'),
        },
        {
          operation: 'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments',
          when: isProposed,
        },
        {
          operation:
            'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions/{institution}/counter-proposal',
          when: isProposed,
        },
        {
          operation:
            'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions/{institution}/acceptance',
          when: isProposed,
        },
      ],
      also: [
        'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions',
        'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments',
      ],
    },
    {
      kind: 'list',
      key: 'quotas',
      title: ['总额指标', 'Quotas'],
      read: 'GET /v1/budget/quotas',
      rows: 'quotas',
      columns: ['institution', 'group', 'amount', 'amounts', 'months'],
    },
    {
      kind: 'record',
      key: 'quota-decision',
      title: ['省级指标决定', 'A provincial decision'],
      read: 'GET /v1/budget/quota-decisions/{city}/{scheme}/{year}/{number}',
      preset: { number: '1' },
      opens: ['POST /v1/budget/quota-decisions'],
      actions: [
        {
          operation: 'POST /v1/budget/quota-decisions/{city}/{scheme}/{year}/{number}/approval',
          when: standsAs('decision.status', 'proposed'),
        },
        {
          operation: 'POST /v1/budget/quota-decisions/{city}/{scheme}/{year}/{number}/withdrawal',
          when: standsAs('decision.status', 'proposed'),
        },
      ],
    },
    {
      kind: 'list',
      key: 'quota-histories',
      title: ['指标历年情况', 'Quotas of former years'],
      read: 'GET /v1/budget/quota-histories',
      rows: 'histories',
    },
    {
      kind: 'list',
      key: 'statements',
      title: ['月结算单', 'Monthly statements'],
      read: 'GET /v1/budget/statements',
      rows: 'statements',
      columns: [
        ...['institution', 'month', 'claimed', 'controlled', 'quotaToDate', 'within', 'suspended'],
        ...['deposit', 'ordered', 'state'],
      ],
      opens: ['POST /v1/budget/monthly-settlements'],
      into: 'control/statement',
    },
    {
      kind: 'list',
      key: 'institution-months',
      title: ['机构各月结算', 'Months of an institution'],
      read: 'GET /v1/budget/statements/{city}/{scheme}/{year}',
      rows: 'statements',
      columns: [
        ...['month', 'state', 'answerBy', 'claimed', 'controlled', 'within', 'suspended', 'deposit'],
        'ordered',
      ],
      work: { presets: schemes, when: isAwaitingAnswer, of: 'institution' },
      into: 'control/statement',
    },
    {
      kind: 'record',
      key: 'statement',
      behind: true,
      title: ['月结算单明细', 'A monthly statement'],
      read: 'GET /v1/budget/statements/{city}/{scheme}/{month}/{institution}',
      picture: () => import('./control/notice.tsx'),
      actions: [
        {
          operation: 'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/answer',
          // The institution itself confirms or ticks below; an office takes an answer down from paper.
          when: (row, scope) => scope !== 'institution' && isAwaitingAnswer(row),
        },
        {
          operation: 'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/decision',
          given: (row) => ({ params: statementOf(row), first: { items: contestedIn(row) } }),
          when: standsAs('state', 'contested'),
        },
      ],
    },
    {
      kind: 'list',
      key: 'statement-contests',
      title: ['争议月份', 'Contested months'],
      read: 'GET /v1/budget/statement-contests',
      rows: 'contests',
      work: { presets: schemes, when: (row, scope) => scope !== 'institution' && isContested(row) },
      columns: ['institution', 'month', 'state', 'claims', 'contestedOn', 'openDays', 'decidedOn', 'upheld'],
      into: 'control/statement',
      isPart: true,
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
          when: ({ corrected }) => corrected === undefined,
        },
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
      key: 'group-table',
      title: ['病组（病种）分组表', 'A group table'],
      read: 'GET /v1/budget/group-tables/{tableId}',
      opens: ['POST /v1/budget/group-tables'],
      actions: [
        {
          operation: 'POST /v1/budget/group-tables/{tableId}/approval',
          given: asItStands,
          when: isWaiting,
        },
        {
          operation: 'POST /v1/budget/group-tables/{tableId}/rejection',
          given: asItStands,
          when: isWaiting,
        },
      ],
    },
    {
      kind: 'record',
      key: 'package-heads',
      title: ['包干人头', 'Heads of packages'],
      read: 'GET /v1/budget/package-heads/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/package-heads'],
      actions: ['POST /v1/budget/package-heads/{city}/{scheme}/{year}/{list}/approval'],
    },
    {
      kind: 'record',
      key: 'simulation',
      title: ['模拟清算', 'Simulated clearing'],
      read: 'GET /v1/budget/clearing-simulations/{city}/{scheme}/{year}',
    },
    {
      kind: 'list',
      key: 'payment-what-ifs',
      title: ['支付规则试算', 'What-ifs of payment'],
      read: 'GET /v1/budget/payment-what-ifs',
      rows: 'trials',
      columns: ['scheme', 'year', 'titles', 'ordered'],
      opens: ['POST /v1/budget/payment-what-ifs'],
    },
    {
      kind: 'list',
      key: 'clearings',
      title: ['年度清算', 'Clearing'],
      read: 'GET /v1/budget/clearings',
      rows: 'statements',
      columns: ['institution', 'year', 'state', 'answerBy', 'agreementVersion', 'orderId'],
      work: { presets: schemes, when: isClearingOf },
      opens: ['POST /v1/budget/clearings', 'POST /v1/budget/clearing-locks'],
      into: 'control/clearing',
    },
    {
      kind: 'record',
      key: 'clearing',
      behind: true,
      title: ['清算确认书', 'A clearing statement'],
      read: 'GET /v1/budget/clearings/{city}/{scheme}/{year}/{institution}',
      picture: () => import('./control/confirmation.tsx'),
      drawn: [
        'proposed',
        'confirmed',
        'locked',
        'answerBy',
        'state',
        'institution',
        'year',
        'city',
        'scheme',
      ],
      actions: [
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/confirmation',
          when: isProposedClearing,
        },
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/dispute',
          when: isProposedClearing,
        },
        {
          operation: 'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/decision',
          when: standsAs('state', 'disputed'),
        },
      ],
    },
    {
      kind: 'record',
      key: 'clearing-totals',
      title: ['清算汇总', 'Clearing of a city'],
      read: 'GET /v1/budget/clearings/{city}/{scheme}/{year}',
    },
    {
      kind: 'record',
      key: 'late-costs',
      title: ['清算后新增费用', 'Costs after clearing'],
      read: 'GET /v1/budget/late-costs/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/late-costs/{city}/{scheme}/{year}/proposals'],
      actions: [
        'POST /v1/budget/late-costs/{city}/{scheme}/{year}/proposals/{number}/approval',
        'POST /v1/budget/late-costs/{city}/{scheme}/{year}/proposals/{number}/withdrawal',
      ],
    },
    {
      kind: 'list',
      key: 'borne-costs',
      title: ['机构负担的清算后费用', 'Costs that an institution bears'],
      read: 'GET /v1/budget/borne-costs/{city}/{scheme}/{institution}',
      rows: 'costs',
      columns: ['year', 'amount', 'lines', 'late', 'before', 'document', 'bookedIn', 'on'],
    },
    {
      kind: 'record',
      key: 'disclosed-quotas',
      title: ['指标公开', 'Disclosed quotas'],
      read: 'GET /v1/budget/disclosures/quotas',
    },
    {
      kind: 'record',
      key: 'disclosed-months',
      title: ['月度执行公开', 'Disclosed months'],
      read: 'GET /v1/budget/disclosures/monthly-executions',
    },
    {
      kind: 'record',
      key: 'disclosed-clearings',
      title: ['清算公开', 'Disclosed clearings'],
      read: 'GET /v1/budget/disclosures/clearings',
    },
    {
      kind: 'list',
      key: 'publications',
      title: ['向社会公开的文件', 'Public documents'],
      read: 'GET /v1/budget/disclosures/publications',
      rows: 'publications',
      columns: ['document', 'period', 'publishedOn', 'hidden', 'page', 'csv', 'xlsx', 'digest'],
      opens: ['POST /v1/budget/disclosures/publications'],
    },
  ],
}
