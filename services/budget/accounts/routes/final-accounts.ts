import * as z from 'zod'
import { amount, day, id, signedAmount } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { GapShare } from '../../adjustment-fund/store.ts'
import { gapShares } from '../../adjustment-fund/store.ts'
import { costOfLine } from '../../cleared-cost/fields.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundYearFields } from '../../ledger/fields.ts'
import { actors, fundOwner, readers } from '../../ledger/fund-operations.ts'
import { readPeriods } from '../../ledger/periods.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { budgetAnswer, signedTotals } from '../../planning/fields.ts'
import { approvalRefusals, approvedStep, fundYearParams, signedStep } from '../../planning/routes/steps.ts'
import { budgetStates } from '../../planning/rules/budget.ts'
import { readBudget } from '../../planning/store.ts'
import { finalYearWrites, readFinalAccounts } from '../final-year.ts'
import { approveFinalAccounts, reviewFinalAccounts } from '../rules/final-accounts.ts'
import { finalAccountsSheet } from '../statement-sheets.ts'

const line = z.strictObject({
  line: z.enum(budgetLines),
  chinese: z.string(),
  kind: z.enum(['income', 'expenditure']),
  pool: z.enum(['pooled', 'account']),
  budget: signedAmount,
  adjusted: signedAmount,
  final: signedAmount,
  difference: signedAmount,
  share: z.number().nullable(),
  /** Of `final`, what belongs to earlier years; and what of the year is booked later: each by its parts. */
  ofEarlier: costOfLine,
  later: costOfLine,
  /** `final` − `ofEarlier` + `later`; null until the year is cleared. */
  cleared: signedAmount.nullable(),
})

/** The result by the year that it belongs to, and what became of the money that was held. */
const cleared = z.strictObject({
  clearedOn: day,
  statements: z.int(),
  pooled: z.strictObject({ income: signedAmount, expenditure: signedAmount, current: signedAmount }),
  accepted: signedAmount,
  suspended: signedAmount,
  depositReturned: signedAmount,
  depositForfeited: signedAmount,
  ordered: signedAmount,
  owedBack: signedAmount,
  /** What comes to the year from then on is told as work; absent on what an earlier release cleared. */
  lateIsTold: z.literal(true).optional(),
})

/** The accumulated balance first, then the adjustment fund and the city beside it, and what does not count. */
const gapShare = z.strictObject({
  ...{ applicationId: id, approvedOn: day, gap: amount },
  ...{ own: amount, fromFund: amount, local: amount, ineligible: amount },
})

const finalAccountsAnswer = z.strictObject({
  fund: z.strictObject(fundFields),
  year: fundYearFields.year,
  status: z.enum(budgetStates),
  closedOn: day,
  lines: z.array(line),
  pooled: signedTotals,
  account: signedTotals,
  cleared: cleared.nullable(),
  /** Who bears the gap of the year, as the province approved it; absent where none was shared. */
  gapShare: gapShare.optional(),
})

const base = '/v1/budget/final-accounts/{city}/{scheme}/{year}'

const changedBy = ({ city, scheme, year }: z.output<typeof fundYearParams>) =>
  ['budgets', 'final-accounts'].map((record) => `/v1/budget/${record}/${city}/${scheme}/${year}`)

const shownShare = ({ applicationId, approvedOn, gap, own, fromFund, local, ineligible }: GapShare) => ({
  ...{ applicationId, approvedOn, gap, own, fromFund, local, ineligible },
})

/** What a closed year came to, beside its budget. */
export const finalAccountRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: base,
    summary:
      "A closed year's final accounts from the ledger: each line beside its budgets, and beside what it cost by the year it belongs to.",
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    answer: finalAccountsAnswer,
    downloads: sheetTypes,
    refusals: ['final-accounts.year-open'],
    handle: async ({ params: { year, ...fund }, query: { format } }) => {
      const { budget } = await readBudget(effects.store, fund, year)
      const { accounts: decision } = await readFinalAccounts(effects.store, budget, { fund, year })
      if (decision.status === 'refused') return decision
      const { value } = decision
      const share = await gapShares.read(effects.store, { fund, year })
      const name = `final-accounts-${fund.city}-${fund.scheme}-${year}`
      return accept(
        format === 'json'
          ? finalAccountsAnswer.parse({ ...value, ...(share ? { gapShare: shownShare(share) } : {}) })
          : downloadOf(finalAccountsSheet(value), format, name),
      )
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${base}/review`,
    summary: "Reviews a closed year's final accounts, by another than who compiled its budget.",
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'final-accounts.year-open',
      'budget.maker-is-checker',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => changedBy(params),
    hand: ({ accountsReviewed }) => accountsReviewed,
    handle: signedStep(effects, reviewFinalAccounts),
  }),
  defineOperation({
    method: 'POST',
    path: `${base}/approval`,
    summary: "The province approves a closed year's reviewed final accounts, by a third person.",
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: budgetAnswer,
    refusals: [
      'budget.unknown',
      'final-accounts.year-open',
      ...approvalRefusals,
      'final-accounts.overrun',
      'budget.changed-meanwhile',
    ],
    changes: ({ params }) => changedBy(params),
    hand: ({ finalised }) => finalised,
    handle: async (asked) => {
      const { year, ...fund } = asked.params
      const periods = await readPeriods(effects.store, fund, `${year}-13`)
      const { budget } = await readBudget(effects.store, fund, year)
      const told =
        budget?.status === 'executed' ? await finalYearWrites(effects.store, budget, asked.today) : []
      const approve = approvedStep(
        effects,
        (signed, state) => approveFinalAccounts(signed, state, periods),
        ({ status }) => (status === 'final' ? told : []),
      )
      return approve(asked)
    },
  }),
]
