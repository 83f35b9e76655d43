import { openDoor } from '#shared/edge/http/door.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { effects } from '../effects.ts'
import { operations } from '../operations.ts'
import { table } from '../refusals.ts'

export const handler = openDoor({
  operations: operations(effects),
  refusals: table,
  journal: effects.journal,
  days: (today) => businessDays(effects.policy(), today),
  after: (operation) => effects.meter(nameOf(operation), 1),
})
