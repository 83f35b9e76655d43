import { openDoor } from '#shared/edge/http/door.ts'
import { operationsWhenAsked } from '#shared/edge/http/late-operations.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { byFeature } from '../operations.ts'
import { table } from '../refusals.ts'

export const compose = ({ effects }: { readonly effects: Effects }) =>
  openDoor({
    operations: operationsWhenAsked(byFeature, effects),
    refusals: table,
    journal: effects.journal,
    days: (today) => businessDays(effects.policy(), today),
    after: (operation) => effects.meter(nameOf(operation), 1),
  })

export const handler = compose({ effects: deployed })
