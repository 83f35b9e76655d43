import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { openBucket } from '#shared/edge/files/bucket.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import { openAsk } from '#shared/edge/function/ask.ts'
import { work } from '#shared/edge/runs/run.ts'
import { keepFiles } from '#shared/edge/secrets/keep-files.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { askRegister } from '../import/ask-register.ts'
import { tasks } from '../tasks.ts'

type Around = {
  readonly effects: Effects
  readonly files: Bucket
  readonly inbox: Inbox
  readonly wrapping: WrappingKey
  readonly ask: Ask
}

/** The units of runs. */
export const compose = ({ effects, files, inbox, wrapping, ask }: Around) => {
  const secrets = keepFiles(openKeyRing(effects.store, wrapping))
  return work(tasks({ ...effects, files, secrets, register: askRegister(ask) }), inbox, (units) =>
    effects.meter('work', units),
  )
}

export const handler = compose({
  effects: deployed,
  files: openBucket(),
  inbox: openInbox(),
  wrapping: openWrappingKey(),
  ask: openAsk(),
})
