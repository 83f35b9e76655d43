import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import { work } from '#shared/edge/runs/run.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { tasks } from '../tasks.ts'

/** The units of runs. */
export const compose = ({ effects, inbox }: { readonly effects: Effects; readonly inbox: Inbox }) =>
  work(tasks(effects), inbox, (units) => effects.meter('work', units))

export const handler = compose({ effects: deployed, inbox: openInbox() })
