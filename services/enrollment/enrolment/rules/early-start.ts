import type { Day } from '#shared/calendar/day.ts'
import { addMonths, firstDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { CoverageSpell, Hand, Insured } from '../../person/rules/insured.ts'
import { lastSpell } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Another person's word on the starts in a file, by the digest of its bytes. */
export type StartsApproved = { readonly file: string; readonly approvedBy: Hand }

/** Who has a coverage begin, on which day, and who approved the file that says so, where one did. */
export type Beginning = {
  readonly by: Hand
  readonly today: Day
  readonly starts?: StartsApproved | undefined
}

/** The earliest day on which one person alone may have a coverage begin. */
const firstAlone = (policy: Policy, today: Day): Day =>
  firstDayOf(addMonths(monthOf(today), -numberAt(policy, 'enrollment.start_alone_months', { on: today })))

const withLast = (insured: Insured, change: Partial<CoverageSpell>): Insured => {
  const [first, ...rest] = insured.spells
  const last = rest.pop()
  const spells: Insured['spells'] = last
    ? [first, ...rest, { ...last, ...change }]
    : [{ ...first, ...change }]
  return { ...insured, spells }
}

/**
 * Whether a coverage may begin so early: what lies further back than policy lets one person reach is in a file that
 * another person approved, and says by whose hands it is.
 */
export const beginCoverage = (
  insured: Insured,
  { by, today, starts }: Beginning,
  policy: Policy,
): Decision<Insured> => {
  const aloneFrom = firstAlone(policy, today)
  const { from } = lastSpell(insured)
  if (from >= aloneFrom) return accept(insured)
  if (!starts) return refuse('enrollment.start-by-two', { field: 'from', figures: { aloneFrom } })
  if (isSamePerson(starts.approvedBy.subject, by.subject))
    return refuse('enrollment.start-same-person', { field: 'from' })
  return accept(withLast(insured, { earlyStart: { by, on: today, aloneFrom, ...starts } }))
}
