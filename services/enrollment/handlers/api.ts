import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { operationsWhenAsked } from '#shared/edge/http/late-operations.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects } from '../composed.ts'
import type { BaseEffects } from '../effects.ts'
import { byFeature } from '../operations.ts'
import { keepSecrets } from '../person/keep-secrets.ts'
import { table } from '../refusals.ts'

type Around = Pick<Surroundings, 'openTable'> & {
  readonly effects: BaseEffects
  readonly wrapping: WrappingKey
}

export const compose = ({ effects, openTable, wrapping }: Around) => {
  const secrets = keepSecrets(openKeyRing(effects.store, wrapping))
  /** Answers that are kept for a repeat may name people, as the preview of a file does. */
  const journal = openJournal(openTable('JOURNAL_TABLE_NAME').store, secrets)
  return openDoor({
    operations: operationsWhenAsked(byFeature, { ...effects, journal, secrets }),
    refusals: table,
    journal,
    fingerprint: secrets.fingerprint,
    days: (today) => businessDays(effects.policy(), today),
    after: (operation) => effects.meter(nameOf(operation), 1),
  })
}

export const handler = compose({ ...deployed, effects, wrapping: openWrappingKey() })
