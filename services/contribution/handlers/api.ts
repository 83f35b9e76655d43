import type { Ask } from '#shared/edge/function/ask.ts'
import { openAsk } from '#shared/edge/function/ask.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import { operationsWhenAsked } from '#shared/edge/http/late-operations.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { keepFiles } from '#shared/edge/secrets/keep-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { askNames } from '../collection-file/ask-names.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { byFeature } from '../operations.ts'
import { table } from '../refusals.ts'

type Around = { readonly effects: Effects; readonly wrapping: WrappingKey; readonly ask: Ask }

export const compose = ({ effects, wrapping, ask }: Around) =>
  openDoor({
    operations: operationsWhenAsked(byFeature, {
      ...effects,
      names: askNames(ask),
      secrets: keepFiles(openKeyRing(effects.store, wrapping)),
    }),
    refusals: table,
    journal: effects.journal,
    days: (today) => businessDays(effects.policy(), today),
    after: (operation) => effects.meter(nameOf(operation), 1),
  })

export const handler = compose({ effects: deployed, wrapping: openWrappingKey(), ask: openAsk() })
