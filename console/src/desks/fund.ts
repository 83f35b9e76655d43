import { provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Action, Desk } from '../view/page.ts'
import { type Row, standsAs } from '../view/row.ts'

const isAdjusting = standsAs('status', 'adjusting')
/** Closed, and not final yet. */
const isExecuted = standsAs('status', 'executed')

/** What is done about a warning, until it is closed. */
const doneOnWarning: readonly Action[] = [
  {
    operation: 'POST /v1/budget/warning-cases/{city}/{scheme}/{indicator}/answer',
    when: ({ status, level }) => status !== 'closed' && level !== 'normal',
  },
  {
    operation: 'POST /v1/budget/warning-cases/{city}/{scheme}/{indicator}/steps/{number}',
    when: ({ status, steps }) => status !== 'closed' && Array.isArray(steps) && steps.length > 0,
  },
  {
    operation: 'POST /v1/budget/warning-cases/{city}/{scheme}/{indicator}/closing',
    when: ({ status, level }) => status !== 'closed' && level === 'normal',
  },
]

const isNotClosed = ({ closed }: Row): boolean => closed === undefined
const isNotPublished = ({ published }: Row): boolean => published === undefined

/** The lines that are paid for care: they open into institutions, and these into claims. */
const isLineOfCare = standsAs('line', 'inpatient', 'outpatient', 'chronic-special', 'account-benefit')

/** A line is looked into month by month: first in the last month that was booked. */
const monthOfExecution = ({ through }: Row): Row => (typeof through === 'string' ? { month: through } : {})

/** The claims of an institution that a month booked, which may be of an earlier one. */
const claimsOfInstitution = ({ month, claimMonths }: Row): Row => ({
  bookedIn: month,
  month: Array.isArray(claimMonths) ? claimMonths.at(-1) : month,
})

/** The desk of the fund: its budget, how far it is executed, and the year's end. */
export const fund: Desk = {
  key: 'fund',
  title: ['基金', 'Fund'],
  pages: [
    {
      kind: 'record',
      key: 'execution',
      title: ['预算执行', 'Budget execution'],
      read: 'GET /v1/budget/execution/{city}/{scheme}/{year}',
      picture: () => import('./fund/execution.tsx'),
      rowsInto: { lines: { page: 'fund/line', when: isLineOfCare, given: monthOfExecution } },
    },
    {
      kind: 'record',
      key: 'line',
      title: ['科目明细', 'A line by institution'],
      read: 'GET /v1/budget/execution/{city}/{scheme}/{year}/lines/{line}',
      rowsInto: { institutions: { page: 'books/postings', given: claimsOfInstitution } },
    },
    {
      kind: 'record',
      key: 'budget',
      title: ['收支预算', 'Budget'],
      read: 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
      opens: ['POST /v1/budget/budgets', 'POST /v1/budget/drafts', 'POST /v1/budget/exemptions'],
      actions: [
        {
          operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/review',
          when: standsAs('status', 'compiled'),
        },
        {
          operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/approval',
          when: standsAs('status', 'reviewed'),
        },
        {
          operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment',
          when: standsAs('status', 'approved'),
        },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/review', when: isAdjusting },
        {
          operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/approval',
          when: isAdjusting,
        },
        {
          operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/withdrawal',
          when: isAdjusting,
        },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun', when: isExecuted },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/review', when: isExecuted },
        { operation: 'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/approval', when: isExecuted },
      ],
    },
    {
      kind: 'record',
      key: 'budget-table',
      title: ['收支预算表', 'The printed budget'],
      read: 'GET /v1/budget/budgets/{city}/{scheme}/{year}/official-table',
      picture: () => import('./fund/official-table.tsx'),
      drawn: ['rows', 'city', 'scheme', 'year', 'status'],
      historyOf: 'GET /v1/budget/budgets/{city}/{scheme}/{year}',
    },
    {
      kind: 'list',
      key: 'warnings',
      title: ['运行预警', 'Warnings'],
      read: 'GET /v1/budget/warnings',
      rows: 'warnings',
      columns: ['scheme', 'indicator', 'level', 'on', 'figures', 'article', 'warningId'],
      opens: ['POST /v1/budget/warnings'],
    },
    {
      kind: 'list',
      key: 'warning-cases',
      title: ['预警处置', 'Warnings to answer'],
      read: 'GET /v1/budget/warning-cases',
      rows: 'warnings',
      columns: ['scheme', 'indicator', 'level', 'gravest', 'status', 'since', 'due'],
      work: { presets: [{}], when: ({ status }) => status !== 'closed' },
      actions: doneOnWarning,
      into: 'fund/warning-case',
    },
    {
      kind: 'record',
      key: 'warning-case',
      behind: true,
      title: ['预警处置明细', 'A warning to answer'],
      read: 'GET /v1/budget/warning-cases/{city}/{scheme}/{indicator}',
      actions: doneOnWarning,
    },
    {
      kind: 'record',
      key: 'warning-heat',
      title: ['预警热力表', 'Heat of warnings'],
      read: 'GET /v1/budget/warning-heat/{scheme}',
      picture: () => import('./fund/heat.tsx'),
      drawn: ['cities'],
    },
    {
      kind: 'record',
      key: 'indicators',
      title: ['运行指标', 'Indicators'],
      read: 'GET /v1/budget/indicators',
      picture: () => import('./fund/indicators.tsx'),
      drawn: ['divisions'],
      opens: [
        'POST /v1/budget/indicators/runs',
        'POST /v1/budget/forecasts',
        'POST /v1/budget/forecasts/province',
      ],
    },
    {
      kind: 'record',
      key: 'indicator-history',
      title: ['指标走势', 'An indicator by month'],
      read: 'GET /v1/budget/indicators/{indicator}/history',
      preset: { city: provinceCode },
    },
    {
      kind: 'record',
      key: 'analysis',
      title: ['基金运行分析', 'Monthly analysis'],
      read: 'GET /v1/budget/analyses/{city}/{scheme}/{month}',
      preset: { city: provinceCode },
      picture: () => import('./fund/analysis.tsx'),
      drawn: ['title', 'sections'],
    },
    {
      kind: 'list',
      key: 'indicator-definitions',
      title: ['指标口径', 'What indicators are'],
      read: 'GET /v1/budget/indicators/definitions',
      rows: 'definitions',
      columns: ['name', 'measuredIn', 'formula', 'source'],
    },
    {
      kind: 'list',
      key: 'fund-what-ifs',
      title: ['基金试算', 'What-ifs of funds'],
      read: 'GET /v1/budget/what-ifs',
      rows: 'trials',
      columns: ['scheme', 'year', 'basis', 'titles', 'ordered'],
      opens: ['POST /v1/budget/what-ifs'],
    },
    {
      kind: 'list',
      key: 'policy-pricings',
      title: ['政策测算', 'Priced policies'],
      read: 'GET /v1/budget/policy-pricings/{city}/{scheme}',
      rows: 'pricings',
    },
    {
      kind: 'record',
      key: 'month-closes',
      title: ['月度结账', 'Month closes'],
      read: 'GET /v1/budget/month-closes/{city}/{scheme}/{year}',
    },
    {
      kind: 'record',
      key: 'year-close',
      title: ['年度结账', 'Year close'],
      read: 'GET /v1/budget/year-closes/{city}/{scheme}/{year}',
      opens: [{ operation: 'POST /v1/budget/year-closes', when: isNotClosed }],
      actions: [
        { operation: 'POST /v1/budget/year-closes/{city}/{scheme}/{year}/approval', when: isNotClosed },
      ],
    },
    {
      kind: 'record',
      key: 'final-accounts',
      title: ['决算', 'Final accounts'],
      read: 'GET /v1/budget/final-accounts/{city}/{scheme}/{year}',
      actions: [
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/review', when: isExecuted },
        { operation: 'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/approval', when: isExecuted },
      ],
    },
    {
      kind: 'record',
      key: 'performance-targets',
      title: ['绩效目标', 'Performance targets'],
      read: 'GET /v1/budget/performance-targets/{city}/{scheme}/{year}',
      actions: [
        {
          operation: 'POST /v1/budget/performance-targets/{city}/{scheme}/{year}',
          when: (row) => !standsAs('set.status', 'approved')(row),
        },
        {
          operation: 'POST /v1/budget/performance-targets/{city}/{scheme}/{year}/approval',
          when: standsAs('set.status', 'proposed'),
        },
      ],
    },
    {
      kind: 'record',
      key: 'performance',
      title: ['绩效评价', 'Performance'],
      read: 'GET /v1/budget/performance/{city}/{scheme}/{year}',
      actions: [
        { operation: 'POST /v1/budget/performance/{city}/{scheme}/{year}', when: isNotPublished },
        {
          operation: 'POST /v1/budget/performance/{city}/{scheme}/{year}/publication',
          when: isNotPublished,
        },
      ],
    },
  ],
}
