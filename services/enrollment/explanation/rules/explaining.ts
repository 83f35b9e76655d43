import type { Day } from '#shared/calendar/day.ts'
import type { Policy, PolicyMoment } from '#shared/policy/policy.ts'
import { valueAt } from '#shared/policy/policy.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import { entitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { CoverageSpell, Insured } from '../../person/rules/insured.ts'
import type { Mend, Reason, ReasonCode, Source } from './reasons.ts'

/** What a day is explained with: the rules, the day it is, and where each figure of the law stands. */
export type Explaining = {
  readonly rules: EntitlementRules
  readonly today: Day
  readonly source: (key: string, moment: PolicyMoment) => Source
}

/** Whose day is explained, in which spell of theirs. */
export type ExplainedSpell = {
  readonly insured: Insured
  readonly spell: CoverageSpell
  readonly day: Day
}

type Figures = Reason['figures']

/** A reason that the province's own rule gives. */
const byProvince =
  (article: string) =>
  (code: ReasonCode, figures: Figures): Reason => ({ code, figures, article, tag: 'seed' })

export const byPooling = byProvince('皖政办〔2024〕3号 一(一)')
export const byContributing = byProvince('皖政办〔2024〕3号 一(二)')

/** A reason with what would mend it, where anything would. */
export const mendedBy = (reason: Reason, mend: Mend | undefined): Reason =>
  mend ? { ...reason, mend } : reason

/** A reason that a figure of the policy gives. */
export const byFigure = (source: Source, code: ReasonCode, figures: Figures): Reason => ({
  ...{ code, figures },
  ...source,
})

/** The explaining of a day by the policy as it is. */
export const explainingBy = (policy: Policy, today: Day): Explaining => ({
  rules: entitlementRules(policy),
  today,
  source: (key, moment) => {
    const { cites, tag } = valueAt(policy, key, moment)
    return { article: cites, tag }
  },
})
