import * as z from 'zod'
import type { Figures } from '../../claim/rules/inspection.ts'
import type { ClaimFacts, MonthFacts } from './facts.ts'
import { afterCoverage } from './kinds/after-coverage.ts'
import { costShare } from './kinds/cost-share.ts'
import { itemLimit } from './kinds/item-limit.ts'
import { monthlyChange } from './kinds/monthly-change.ts'
import { monthlyHeads } from './kinds/monthly-heads.ts'
import { monthlyShare } from './kinds/monthly-share.ts'
import { patientConflict } from './kinds/patient-conflict.ts'
import { readmission } from './kinds/readmission.ts'
import { splitStays } from './kinds/split-stays.ts'
import { visitDuringStay } from './kinds/visit-during-stay.ts'
import type { ClaimRuleKind, MonthRuleKind } from './rule-kind.ts'

/** The kinds of rules there are; every rule of a policy is one of them with its own figures. */
const kinds = {
  readmission,
  'split-stays': splitStays,
  'visit-during-stay': visitDuringStay,
  'patient-conflict': patientConflict,
  'item-limit': itemLimit,
  'cost-share': costShare,
  'after-coverage': afterCoverage,
  'monthly-change': monthlyChange,
  'monthly-heads': monthlyHeads,
  'monthly-share': monthlyShare,
} as const satisfies Record<string, ClaimRuleKind | MonthRuleKind>
type KindName = keyof typeof kinds
const kindNames = Object.keys(kinds) as KindName[]

/** Before: a hint with the pre-settlement. During: the claim is refused or held. After: a case is opened. */
export const stages = ['before', 'during', 'after'] as const
export type Stage = (typeof stages)[number]

type RuleText = { readonly zh: string; readonly en: string }
type AnyRule = {
  readonly kind: KindName
  readonly stages: readonly Stage[]
  /** What a hit does to a claim that is being settled. */
  readonly during?: 'refuse' | 'hold' | undefined
  /** Of two stays of which this one is found to be the second, one is counted. */
  readonly countsOnce: boolean
  readonly says: RuleText
}

/** A rule as it is applied, its figures already in it. */
export type Rule =
  | (AnyRule & { readonly scope: 'claim'; readonly find: (facts: ClaimFacts) => Figures | undefined })
  | (AnyRule & { readonly scope: 'month'; readonly find: (facts: MonthFacts) => Figures | undefined })

const bound = (rule: AnyRule, figures: unknown): Rule => {
  const { scope, find } = kinds[rule.kind]
  return scope === 'claim'
    ? { ...rule, scope, find: (facts) => find(figures as never, facts) }
    : { ...rule, scope, find: (facts) => find(figures as never, facts) }
}

/**
 * A rule as policy files write it: its kind, the stages it applies at, and its figures. It says what it does during
 * settlement, and what a reader is told. A kind that does not exist, a figure too many or too few are errors.
 */
export const rule = z
  .strictObject({
    kind: z.enum(kindNames),
    stages: z.array(z.enum(stages)),
    during: z.enum(['refuse', 'hold']).optional(),
    countsOnce: z.boolean().default(false),
    says: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    figures: z.record(z.string(), z.json()),
  })
  .refine(
    ({ stages: at, during }) => at.includes('during') === (during !== undefined),
    'the stage `during` and what it does (`during: refuse` or `hold`) go together',
  )
  .refine(
    ({ kind, stages: at }) => kinds[kind].scope === 'claim' || at.every((stage) => stage === 'after'),
    'a rule over months can only find something after',
  )
  .refine(({ kind, countsOnce }) => !countsOnce || kind === 'readmission', 'only a readmission counts once')
  .transform(({ figures, ...plain }, context): Rule => {
    const parsed = kinds[plain.kind].figures.safeParse(figures)
    if (parsed.success) return bound(plain, parsed.data)
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', path: ['figures', ...path], message })
    return z.NEVER
  })
