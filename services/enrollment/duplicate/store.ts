import { defineRecord } from '#shared/edge/store/record.ts'
import { duplicateDecisionKey } from '../keys.ts'
import type { DuplicateDecision } from './rules/decision.ts'

/** Where decisions stand in the index: those of a division that wait for a second hand, and the others. */
export const decisionIndex = 'gsi1'
export const waitingDecisions = (division: string): string => `DUPLICATE-DECISIONS-WAITING#${division}`
const doneDecisions = (division: string): string => `DUPLICATE-DECISIONS-DONE#${division}`

export const duplicateDecisions = defineRecord<DuplicateDecision, Pick<DuplicateDecision, 'decisionId'>>({
  kind: 'duplicate-decision',
  key: duplicateDecisionKey,
  index: ({ decisionId, division, status, proposed }) => ({
    gsi1pk: status === 'proposed' ? waitingDecisions(division) : doneDecisions(division),
    gsi1sk: `${proposed.on}#${decisionId}`,
  }),
})
