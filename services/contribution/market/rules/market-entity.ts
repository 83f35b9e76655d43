import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { refuse } from '../../refusals.ts'

/** What market supervision has of an enterprise: it stands, was struck off by itself (注销), or had its licence revoked (吊销). */
export const marketStates = ['registered', 'deregistered', 'revoked'] as const
export type MarketState = (typeof marketStates)[number]

/** An enterprise as market supervision told of it last. */
export type MarketEntity = {
  readonly uscc: string
  readonly city: CityCode
  readonly name: string
  readonly state: MarketState
  /** The day of what was told: of the registration, the change or the end. */
  readonly on: Day
  /** The county of its domicile, where the feed says it. */
  readonly county?: string
}

/** A row of the feed: how it stands, and whether its strike-off was taken back (撤销注销登记). */
export type ToldEntity = MarketEntity & { readonly isReinstated?: true }

/** What a row of the feed does. */
export type MarketChange = 'registered' | 'changed' | 'deregistered' | 'revoked' | 'reinstated' | 'known'

/**
 * What a row changes of what is known. Rows come in any order: one of an earlier day says nothing new. An enterprise that was
 * struck off stands again under its code only where market supervision takes the strike-off back (市场主体登记管理条例 第四十条).
 */
export const changeBy = (told: ToldEntity, known: MarketEntity | undefined): Decision<MarketChange> => {
  const { uscc, name, state, on, isReinstated } = told
  if (known && known.on > on) return accept('known')
  if (known?.state === 'deregistered' && isReinstated) return accept('reinstated')
  if (known?.state === 'deregistered' && state !== 'deregistered')
    return refuse('market.struck-off', { field: 'state', figures: { uscc, on: known.on } })
  const isMoved = told.county !== undefined && told.county !== known?.county
  if (known && known.name === name && known.state === state && !isMoved) return accept('known')
  if (state !== 'registered') return accept(known?.state === state ? 'changed' : state)
  return accept(known ? 'changed' : 'registered')
}

/** Whether an employer declares nothing for a month any more: it was struck off in a month before. */
export const isStruckOffBy = (known: MarketEntity | undefined, month: Month): boolean =>
  known?.state === 'deregistered' && monthOf(known.on) < month
