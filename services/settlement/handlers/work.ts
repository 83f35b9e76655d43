import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { openBucket } from '#shared/edge/files/bucket.ts'
import { work } from '#shared/edge/runs/run.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

type Around = { readonly effects: Effects; readonly files: Bucket; readonly inbox: Inbox }

/** The units of runs. */
export const compose = ({ effects, files, inbox }: Around) =>
  work(tasks({ ...effects, files }), inbox, (units) => effects.meter('work', units))

export const handler = compose({ effects: deployed, files: openBucket(), inbox: openInbox() })
