import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { openBucket } from '#shared/edge/files/bucket.ts'
import { work } from '#shared/edge/runs/run.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effects as deployed } from '../composed.ts'
import type { BaseEffects } from '../effects.ts'
import { keepSecrets } from '../person/keep-secrets.ts'
import { tasks } from '../tasks.ts'

type Around = {
  readonly effects: BaseEffects
  readonly wrapping: WrappingKey
  readonly files: Bucket
  readonly inbox: Inbox
}

/** The units of the nightly check, and files of persons. */
export const compose = ({ effects, wrapping, files, inbox }: Around) => {
  const secrets = keepSecrets(openKeyRing(effects.store, wrapping))
  return work(tasks({ ...effects, secrets, files }), inbox, (units) => effects.meter('work', units))
}

export const handler = compose({
  effects: deployed,
  wrapping: openWrappingKey(),
  files: openBucket(),
  inbox: openInbox(),
})
