import type * as z from 'zod'
import type { Figures } from '../../claim/rules/inspection.ts'
import type { ClaimFacts, MonthFacts } from './facts.ts'

type Kind<Scope extends string, Facts> = {
  /** Whether it judges one claim, or a month of an institution. */
  readonly scope: Scope
  /** The figures that a rule of this kind is written with. */
  readonly figures: z.ZodType
  /** What the rule was hit with; undefined when it was not, or when a fact it asks for is not known. */
  readonly find: (figures: never, facts: Facts) => Figures | undefined
}
export type ClaimRuleKind = Kind<'claim', ClaimFacts>
export type MonthRuleKind = Kind<'month', MonthFacts>

/** A kind of rule over single claims. */
export const claimRule = <Shape extends z.ZodType>(
  figures: Shape,
  find: (figures: z.output<Shape>, facts: ClaimFacts) => Figures | undefined,
): ClaimRuleKind => ({ scope: 'claim', figures, find })

/** A kind of rule over the months of an institution. */
export const monthRule = <Shape extends z.ZodType>(
  figures: Shape,
  find: (figures: z.output<Shape>, facts: MonthFacts) => Figures | undefined,
): MonthRuleKind => ({ scope: 'month', figures, find })
