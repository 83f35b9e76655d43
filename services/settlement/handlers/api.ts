import { openBucket } from '#shared/edge/files/bucket.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects } from '../effects.ts'
import { askEnrollment } from '../national/ask-enrollment.ts'
import { operations } from '../operations.ts'
import { table } from '../refusals.ts'

export const handler = openDoor({
  operations: operations({ ...effects, files: openBucket(), persons: askEnrollment() }),
  refusals: table,
  journal: effects.journal,
  days: (today) => businessDays(effects.policy(), today),
})
