import type { Day, Month } from '#shared/calendar/day.ts'
import type { Answered } from '../hands.ts'
import type { Who } from '../story.ts'
import type { Post, WorkAct } from './story.ts'

/** A post that somebody has from a day on. */
export type Held = { readonly post: Post; readonly from: Day }

/** A part of a month or year that somebody paid or was given back, as the tax authority says. */
export type Payment = {
  readonly billId: string
  readonly part: 'employer' | 'individual'
  readonly kind: 'payment' | 'refund'
  readonly on: Day
  taken: boolean
}

/** Who was billed with an employer for a month, or by themselves. */
export type Billed = {
  readonly month: Month
  readonly lines: readonly { readonly who: Who; readonly wageFen: number }[]
  readonly parts: readonly Payment['part'][]
}

/** What the world outside knows of employees. */
export type WorkKnown = {
  readonly ids: Map<Who, string>
  /** Months that were paid before, elsewhere. */
  readonly broughtMonths: Map<Who, number>
  /** Posts by the offices' answers, in their order. */
  readonly posts: Map<Who, Held[]>
  readonly bills: Map<string, Billed>
  readonly yearBills: Set<Who>
  readonly payments: Payment[]
  readonly stays: Map<number, Answered & { readonly act: Extract<WorkAct, { does: 'stay' }> }>
  readonly reversals: Map<number, Answered>
  /** Requests of cities that were released, refused, and released by the province. */
  readonly transfers: Record<string, number>
}

export const knowNothing = (): WorkKnown => ({
  ...{ ids: new Map(), broughtMonths: new Map(), posts: new Map(), bills: new Map(), yearBills: new Set() },
  ...{ payments: [], stays: new Map(), reversals: new Map(), transfers: {} },
})

/** The post that somebody has on a day, as far as it was decided. */
export const postOn = ({ posts }: Pick<WorkKnown, 'posts'>, who: Who, on: Day): Post | undefined =>
  posts.get(who)?.findLast(({ from }) => from <= on)?.post
