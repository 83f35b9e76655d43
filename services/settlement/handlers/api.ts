import { openBucket } from '#shared/edge/files/bucket.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects } from '../effects.ts'
import { openGatewayKeys } from '../gateway/store.ts'
import { askEnrollment } from '../national/ask-enrollment.ts'
import { operations } from '../operations.ts'
import { table } from '../refusals.ts'

const gatewayKeys = openGatewayKeys(effects.store, openKeyRing(effects.store, openWrappingKey()))

export const handler = openDoor({
  operations: operations({ ...effects, files: openBucket(), persons: askEnrollment(), gatewayKeys }),
  refusals: table,
  journal: effects.journal,
  days: (today) => businessDays(effects.policy(), today),
})
