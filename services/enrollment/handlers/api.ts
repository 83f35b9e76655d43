import { openDoor } from '#shared/edge/http/door.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effects } from '../effects.ts'
import { operations } from '../operations.ts'
import { keepSecrets } from '../person/keep-secrets.ts'
import { table } from '../refusals.ts'

const secrets = keepSecrets(openKeyRing(effects.store, openWrappingKey()))

export const handler = openDoor({
  operations: operations({ ...effects, secrets }),
  refusals: table,
  journal: effects.journal,
  fingerprint: secrets.fingerprint,
  after: (operation) => effects.meter(nameOf(operation), 1),
})
