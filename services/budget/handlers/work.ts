import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import { openPublicFiles } from '#shared/edge/files/public-files.ts'
import { work } from '#shared/edge/runs/run.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

type Around = { readonly effects: Effects; readonly publicFiles: PublicFiles; readonly inbox: Inbox }

/** The units of runs. */
export const compose = ({ effects, publicFiles, inbox }: Around) => work(tasks(effects, publicFiles), inbox)

export const handler = compose({ effects: deployed, publicFiles: openPublicFiles(), inbox: openInbox() })
