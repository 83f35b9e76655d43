import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { Figures, Hit } from '../../claim/rules/inspection.ts'
import { refusal } from '../../refusals.ts'
import type { ClaimFacts, MonthFacts } from './facts.ts'
import type { Rule } from './rule.ts'
import type { ClaimRuleInForce, RuleBook } from './rule-book.ts'

type FindingRule<Facts> = {
  readonly id: string
  readonly article: string
  readonly rule: Pick<Rule, 'says'> & { readonly find: (facts: Facts) => Figures | undefined }
}

const hit = <Facts>({ id, article, rule }: FindingRule<Facts>, facts: Facts): Hit[] => {
  const figures = rule.find(facts)
  return figures ? [{ rule: id, says: rule.says, article, figures }] : []
}

const rulesFor = ({ claim }: ClaimFacts, book: RuleBook): readonly ClaimRuleInForce[] =>
  book.claimRulesOn(claim.city, claim.servedOn)

/** Before: what the institution is told with the pre-settlement; the claim may be sent all the same. */
export const hintsFor = (facts: ClaimFacts, book: RuleBook): readonly Hit[] =>
  rulesFor(facts, book)
    .filter(({ rule }) => rule.stages.includes('before'))
    .flatMap((each) => hit(each, facts))

/**
 * During: why a claim that is fit to be settled is not. A held one is settled when an office has looked at it and sends
 * it with its reason. A refused one is not settled at all.
 */
export const stopFor = (facts: ClaimFacts, book: RuleBook, reviewed: boolean): Refusal | undefined => {
  for (const each of rulesFor(facts, book)) {
    const { during } = each.rule
    if (during === undefined || (during === 'hold' && reviewed)) continue
    const [found] = hit(each, facts)
    if (!found) continue
    const code = during === 'hold' ? 'claim.held' : 'claim.against-rule'
    return refusal(code, { article: found.article, figures: { ...found.figures, rule: found.rule } })
  }
  return undefined
}

/** After: what opens a case. A held claim that was settled after review is among it, so that the review is on record. */
export const findingsAfter = (facts: ClaimFacts, book: RuleBook): readonly Hit[] =>
  rulesFor(facts, book)
    .filter(({ rule }) => rule.stages.includes('after') || rule.during === 'hold')
    .flatMap((each) => hit(each, facts))

/** Whether a stay is none of its own, being a readmission that counts together with the stay before it. */
export const countsWithAnother = (facts: ClaimFacts, book: RuleBook): boolean =>
  rulesFor(facts, book).some((each) => each.rule.countsOnce && hit(each, facts).length > 0)

/** After: what opens a case of an institution's month. */
export const findingsOfMonth = (
  facts: MonthFacts,
  at: { city: string; on: Day },
  book: RuleBook,
): readonly Hit[] =>
  book
    .monthRulesOn(at.city, at.on)
    .filter(({ rule }) => rule.stages.includes('after'))
    .flatMap((each) => hit(each, facts))
