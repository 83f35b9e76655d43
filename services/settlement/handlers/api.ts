import type { Bucket } from '#shared/edge/files/bucket.ts'
import { openBucket } from '#shared/edge/files/bucket.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import { openAsk } from '#shared/edge/function/ask.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { operationsWhenAsked } from '#shared/edge/http/late-operations.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { openGatewayKeys } from '../gateway/store.ts'
import { askEnrollment } from '../national/ask-enrollment.ts'
import { byFeature } from '../operations.ts'
import { table } from '../refusals.ts'

type Around = {
  readonly effects: Effects
  readonly wrapping: WrappingKey
  readonly files: Bucket
  readonly ask: Ask
}

export const compose = ({ effects, wrapping, files, ask }: Around) => {
  const gatewayKeys = openGatewayKeys(effects.store, openKeyRing(effects.store, wrapping))
  const persons = askEnrollment(ask)
  return openDoor({
    operations: operationsWhenAsked(byFeature, { ...effects, files, persons, gatewayKeys }),
    refusals: table,
    journal: effects.journal,
    days: (today) => businessDays(effects.policy(), today),
  })
}

export const handler = compose({
  effects: deployed,
  wrapping: openWrappingKey(),
  files: openBucket(),
  ask: openAsk(),
})
