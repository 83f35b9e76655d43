import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { defineRefusals } from '#shared/kernel/refusals.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'

/** Who decided as another hand than proposed, and on which day where that was kept. */
export type Hand = { readonly by: string; readonly on?: Day | undefined }

/** What a third hand is told of what another one decided before them. */
export const secondHandRefusals = defineRefusals({
  'approval.done': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '该事项已由 {by} 办理（{on}），未再办理',
    en: 'It was done by {by} ({on}); nothing was done again.',
  },
})
export const secondHandCodes = Object.keys(secondHandRefusals.table)

/** Refuses a third hand, who is told whose hand stands; undefined for that one's own repeat, and where none stands. */
export const doneByAnother = (stands: Hand | undefined, by: string): Decision<never> | undefined =>
  stands === undefined || isSamePerson(stands.by, by)
    ? undefined
    : secondHandRefusals.refuse('approval.done', { figures: { by: stands.by, on: stands.on ?? '-' } })

/** The hand under a record that says it as `decidedBy`. */
export const decidedHand = ({
  decidedBy,
  decidedOn,
}: {
  readonly decidedBy?: string | undefined
  readonly decidedOn?: Day | undefined
}): Hand | undefined => (decidedBy === undefined ? undefined : { by: decidedBy, on: decidedOn })

type Decided = { readonly proposalId: string; readonly approved?: Hand; readonly rejected?: Hand }

/** The hand under the proposal that an operation names, in a list of those that were decided. */
export const handUnderProposal = (
  decided: readonly Decided[],
  { proposalId }: { readonly proposalId: string },
): Hand | undefined => {
  const found = decided.find((each) => each.proposalId === proposalId)
  return found?.approved ?? found?.rejected
}

/** The last words of the paths of operations by which another hand than proposed decides. */
const decisions =
  /\/(approval|rejection|refusal|review|release|signature|agreement|publication|dismissal|decision)$/

/** Whether an operation decides as another hand, as its path says: it then names whose hand stands. */
export const isByAnotherHand = ({
  method,
  path,
}: {
  readonly method: string
  readonly path: string
}): boolean => method === 'POST' && decisions.test(path)
