import type { Inbox } from '#shared/edge/events/inbox.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import type { Surroundings, WithBus } from '#shared/edge/function/surroundings.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effectsOf as adjustmentFundEffects } from '../../services/adjustment-fund/composed.ts'
import { compose as adjustmentFundApi } from '../../services/adjustment-fund/handlers/api.ts'
import { compose as adjustmentFundConsume } from '../../services/adjustment-fund/handlers/consume.ts'
import { compose as adjustmentFundPublish } from '../../services/adjustment-fund/handlers/publish.ts'
import { compose as adjustmentFundWork } from '../../services/adjustment-fund/handlers/work.ts'
import { effectsOf as budgetEffects } from '../../services/budget/composed.ts'
import { compose as budgetApi } from '../../services/budget/handlers/api.ts'
import { compose as budgetConsume } from '../../services/budget/handlers/consume.ts'
import { compose as budgetDisclose } from '../../services/budget/handlers/disclose.ts'
import { compose as budgetPublish } from '../../services/budget/handlers/publish.ts'
import { compose as budgetWork } from '../../services/budget/handlers/work.ts'
import { effectsOf as contributionEffects } from '../../services/contribution/composed.ts'
import { compose as contributionApi } from '../../services/contribution/handlers/api.ts'
import { compose as contributionConsume } from '../../services/contribution/handlers/consume.ts'
import { compose as contributionPublish } from '../../services/contribution/handlers/publish.ts'
import { compose as contributionWork } from '../../services/contribution/handlers/work.ts'
import { effectsOf as enrollmentEffects } from '../../services/enrollment/composed.ts'
import { compose as enrollmentAnswer } from '../../services/enrollment/handlers/answer.ts'
import { compose as enrollmentApi } from '../../services/enrollment/handlers/api.ts'
import { compose as enrollmentConsume } from '../../services/enrollment/handlers/consume.ts'
import { compose as enrollmentPublish } from '../../services/enrollment/handlers/publish.ts'
import { compose as enrollmentWork } from '../../services/enrollment/handlers/work.ts'
import { effectsOf as settlementEffects } from '../../services/settlement/composed.ts'
import { compose as settlementApi } from '../../services/settlement/handlers/api.ts'
import { compose as settlementConsume } from '../../services/settlement/handlers/consume.ts'
import { compose as settlementPublish } from '../../services/settlement/handlers/publish.ts'
import { compose as settlementWork } from '../../services/settlement/handlers/work.ts'
import type { Handler } from '../world/sandbox.ts'

/** What a sandbox gives a function, in place of AWS. */
export type Around = Surroundings &
  WithBus & {
    readonly inbox: Inbox
    readonly wrapping: WrappingKey
    readonly files: Bucket
    readonly publicFiles: PublicFiles
    readonly ask: Ask
  }

/** Opens a part of a service; undefined where the service has none of this name. */
type Open = (part: string, around: Around) => unknown

const opening =
  <Effects>(
    effectsOf: (around: Surroundings) => Effects,
    parts: Readonly<Record<string, (around: Around & { readonly effects: Effects }) => unknown>>,
  ): Open =>
  (part, around) =>
    parts[part]?.({ ...around, effects: effectsOf(around) })

/** The functions of each service, as their handlers compose them. */
const services: Readonly<Record<string, Open>> = {
  enrollment: opening(enrollmentEffects, {
    api: enrollmentApi,
    consume: enrollmentConsume,
    publish: enrollmentPublish,
    work: enrollmentWork,
    answer: enrollmentAnswer,
  }),
  contribution: opening(contributionEffects, {
    api: contributionApi,
    consume: contributionConsume,
    publish: contributionPublish,
    work: contributionWork,
  }),
  settlement: opening(settlementEffects, {
    api: settlementApi,
    consume: settlementConsume,
    publish: settlementPublish,
    work: settlementWork,
  }),
  budget: opening(budgetEffects, {
    api: budgetApi,
    consume: budgetConsume,
    disclose: budgetDisclose,
    publish: budgetPublish,
    work: budgetWork,
  }),
  'adjustment-fund': opening(adjustmentFundEffects, {
    api: adjustmentFundApi,
    consume: adjustmentFundConsume,
    publish: adjustmentFundPublish,
    work: adjustmentFundWork,
  }),
}

/** A function of a service, ready to be called. @throws when the simulation does not know it */
export const handlerOf = (service: string, part: string, around: Around): Handler => {
  const handler = services[service]?.(part, around)
  if (!handler) throw new Error(`the simulation has no function ${part} of ${service}`)
  return handler as Handler
}
