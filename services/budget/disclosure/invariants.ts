import type { FundYear, Month } from '#shared/calendar/day.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { GapShare } from '../adjustment-fund/store.ts'
import { gapShares } from '../adjustment-fund/store.ts'
import type { ClearingStatement } from '../clearing/rules/statement.ts'
import { clearings } from '../clearing/store.ts'
import type { IndicatorMonth } from '../indicator/store.ts'
import { indicatorMonths } from '../indicator/store.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
import type { Period } from '../ledger/rules/period.ts'
import { figure, fundOf, text } from '../ledger/rules/recorded.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import type { Statement } from '../monthly-settlement/rules/settle-institution.ts'
import { statements } from '../monthly-settlement/statements.ts'
import type { QuotaPlan } from '../quota/rules/plan-version.ts'
import type { Quota } from '../quota/rules/quota.ts'
import { toPlan, toQuota } from '../quota/store.ts'
import { adjustmentDocument, costDocument } from './rules/fund-documents.ts'
import { clearingDocument, executionDocument, quotaDocument } from './rules/public-documents.ts'
import { adjustmentStamp, costStamp } from './rules/stamps.ts'
import type { PublicDocument } from './store.ts'
import { publicDocuments } from './store.ts'

type Moved = Pick<FundPeriod, 'period' | 'movements' | 'entries'>

/** What the records of a fund hold that documents are made of. */
const startSources = () => {
  const plans = new Map<string, QuotaPlan>()
  const quotas = new Map<string, Quota[]>()
  const issued = new Map<string, Statement[]>()
  const cleared = new Map<string, ClearingStatement[]>()
  const months = new Map<string, IndicatorMonth>()
  const periods = new Map<string, Moved[]>()
  const shares = new Map<string, GapShare[]>()
  const add = <Of>(to: Map<string, Of[]>, key: string, value: Of) => {
    to.set(key, [...(to.get(key) ?? []), value])
  }
  const see = (item: RecordedItem): void => {
    const fund = fundOf(item)
    if (item.kind === 'quota-plan')
      plans.set(`${fund} ${text(item, 'year')}-v${text(item, 'version')}`, toPlan(item))
    if (item.kind === 'quota') add(quotas, `${fund} ${text(item, 'planId')}`, toQuota(item))
    if (statements.is(item)) add(issued, `${fund} ${text(item, 'month')}`, statements.from(item))
    if (clearings.is(item)) add(cleared, `${fund} ${text(item, 'year')}`, clearings.from(item))
    if (indicatorMonths.is(item)) months.set(`${fund} ${text(item, 'month')}`, indicatorMonths.from(item))
    if (item.kind === 'fund-period') {
      const period = text(item, 'period') as Period
      add(periods, fund, { period, movements: movementsIn(item), entries: figure(item, 'entries') })
    }
    if (gapShares.is(item)) {
      const share = gapShares.from(item)
      add(shares, `${share.fund.city} ${share.fund.scheme}`, share)
    }
  }

  /** The document as the records have it; undefined where its source moved since it was published. */
  const now = ({ document, period, stamp, ...of }: PublicDocument): object | undefined => {
    const fund: Fund = { city: of.city, scheme: of.scheme }
    const name = `${fund.city} ${fund.scheme}`
    switch (document) {
      case 'quotas': {
        const plan = plans.get(`${name} ${period}`)
        return plan ? quotaDocument(fund, plan, quotas.get(`${name} ${plan.planId}`) ?? []) : {}
      }
      case 'execution':
        return executionDocument(fund, period as Month, issued.get(`${name} ${period}`) ?? [])
      case 'clearing':
        return clearingDocument(fund, Number(period) as FundYear, cleared.get(`${name} ${period}`) ?? [])
      case 'adjustment': {
        const moved = (periods.get(name) ?? []).toSorted((a, b) => (a.period < b.period ? -1 : 1))
        const known = shares.get(name) ?? []
        if (adjustmentStamp(period as Month, moved, known) !== stamp) return undefined
        return adjustmentDocument(fund, period as Month, moved, known)
      }
      case 'costs': {
        const month = months.get(`${name} ${period}`)
        if (!month) return {}
        return costStamp(month) === stamp ? costDocument(fund, month.month, month.figures) : undefined
      }
      default:
        return document satisfies never
    }
  }
  return { see, now }
}

const publicId = 'budget.public-is-the-books'

/** What everybody reads is what is decided and booked, to the fen: as of the day on which it was published. */
export const publicIsTheBooks: Invariant = {
  id: publicId,
  number: 11,
  rule: 'What stands in public of quotas, months, clearings, the adjustment fund and costs = what the records say, where these did not move since.',
  start: () => {
    const sources = startSources()
    const published: PublicDocument[] = []
    return {
      see: (item) => {
        sources.see(item)
        if (publicDocuments.is(item)) published.push(publicDocuments.from(item))
      },
      finish: () => {
        const violations = published.flatMap((each): Violation[] => {
          const now = sources.now(each)
          if (now === undefined || fingerprint(now) === each.digest) return []
          const { city, scheme, document, period } = each
          return [
            {
              invariant: publicId,
              where: `${city} ${scheme} ${document} ${period}`,
              what: 'what stands in public is not what the records say',
              figures: {},
            },
          ]
        })
        return { checked: published.length, violations }
      },
    }
  },
}
