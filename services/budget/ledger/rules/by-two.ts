import type { Signature } from '#shared/contracts/fields.ts'
import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { eachOf } from './recorded.ts'

/** Whether steps were signed in their order; a step that nobody took is passed over. */
export const isInOrder = (...steps: readonly (Signature | undefined)[]): boolean => {
  const days = steps.flatMap((step) => (step === undefined ? [] : [step.on]))
  return days.every((day, index) => index === 0 || day >= (days[index - 1] ?? day))
}

type Signed = { readonly proposed?: Signature; readonly approved?: Signature }

/**
 * Everything of a kind was proposed by one person and approved by another, not before. What was done before this was asked
 * does not say by whom.
 */
export const doneByTwo = (
  kind: string,
  rule: Pick<Invariant, 'id' | 'number' | 'rule'>,
  done: string,
): Invariant =>
  eachOf(kind, rule, (item) => {
    const { proposed, approved } = item as RecordedItem & Signed
    if (!proposed && !approved) return undefined
    if (!proposed || !approved || isSamePerson(proposed.by, approved.by))
      return { what: `${done} by one person`, figures: { by: approved?.by ?? proposed?.by ?? '' } }
    return approved.on < proposed.on
      ? { what: 'approved before it was proposed', figures: { proposed: proposed.on, approved: approved.on } }
      : undefined
  })
