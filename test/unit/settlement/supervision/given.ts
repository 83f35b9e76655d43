import { assemblePolicy } from '#shared/policy/policy.ts'
import type { ClaimSettled } from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import type { InsuredYear, Stay } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import type { ClaimFacts } from '../../../../services/settlement/supervision/rules/facts.ts'
import { factsOf } from '../../../../services/settlement/supervision/rules/facts.ts'
import type { RuleBook } from '../../../../services/settlement/supervision/rules/rule-book.ts'
import { ruleBook } from '../../../../services/settlement/supervision/rules/rule-book.ts'
import { entitledYear, settledClaim, stayRequest } from '../insured-year/recorded.ts'

/** A rule as a policy file has it, in force from 2020. */
export const policyWith = (rules: Readonly<Record<string, object>>, from = '2020-01-01') =>
  assemblePolicy('test', [
    {
      title: 'test',
      parameters: Object.fromEntries(
        Object.entries(rules).map(([id, value]) => [
          `supervision.rule.${id}`,
          {
            title: id,
            unit: 'table',
            values: [{ from, known: from, value, cites: `article of ${id}`, tag: 'assumed' }],
          },
        ]),
      ),
    },
  ])

export const says = { zh: '规则', en: 'A rule.' }

/** A rule of a kind with its figures, that opens a case afterwards. */
export const ruleOf = (kind: string, figures: object, more: object = {}) => ({
  kind,
  stages: ['after'],
  says,
  figures,
  ...more,
})

/** The book of one rule, named `rule`. */
export const bookOf = (kind: string, figures: object, more: object = {}): RuleBook =>
  ruleBook(policyWith({ rule: ruleOf(kind, figures, more) }))

/** What the rule of a book is hit with. */
export const foundBy = (book: RuleBook, facts: ClaimFacts) =>
  book.claimRulesOn('340100', '2025-06-30')[0]?.rule.find(facts)

const settledStay = settledClaim()

/** A stay at H1 from 1 to 9 March 2025 for I10.x02, unless a test says otherwise. */
export const stayClaim = (changed: Partial<ClaimSettled> & { diagnosis?: string } = {}): ClaimSettled => {
  const { diagnosis = 'I10.x02', ...rest } = changed
  return {
    ...settledStay,
    ...rest,
    circumstances: { ...settledStay.circumstances, diagnosis, ...rest.circumstances },
  }
}

/** A visit on 5 March 2025. */
export const visitClaim = (changed: Partial<ClaimSettled> = {}): ClaimSettled => {
  const { stay: _, ...claim } = settledClaim({
    ...stayRequest,
    msgid: 'M2',
    care: 'outpatient',
    serviceOn: '2025-03-05',
  } as never)
  return { ...claim, ...changed }
}

/** Another stay of the person, at H1 for I10.x05. */
export const otherStay = (from: string, to: string, changed: Partial<Stay> = {}): Stay => ({
  claimId: 'C-OTHER',
  from,
  to,
  institution: 'H1',
  diagnosis: 'I10.x05',
  ...changed,
})

/** A claim with the person's other stays and whatever else is known of them. */
export const factsWith = (
  claim: ClaimSettled,
  stays: readonly Stay[] = [],
  person: Partial<InsuredYear> = {},
) => factsOf(claim, { ...entitledYear, ...person, stays })
