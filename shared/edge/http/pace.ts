import { feeds } from '#shared/kernel/authority.ts'

/**
 * How often an operation may be called, by what it is for. `claim`: a hospital's call while a patient waits. `feed`: a
 * system that sends much. `look-up`: finding a person by what is known of them. `run`: starting long work. `public`: files that everybody
 * reads without a token.
 */
const paces = ['claim', 'feed', 'look-up', 'run', 'public'] as const
export type Pace = (typeof paces)[number]

/** What of an operation says how often it may be called. */
type Paced = {
  readonly pace?: Pace
  readonly method: string
  readonly status?: number
  readonly scopes: readonly string[]
}

/** The pace of an operation: as its contract says, else by what it does. Without one the API's own limit holds. */
export const paceOf = ({ pace, method, status, scopes }: Paced): Pace | undefined => {
  if (pace) return pace
  if (method === 'GET') return undefined
  if (status === 202) return 'run'
  return feeds.some((feed) => scopes.includes(feed)) ? 'feed' : undefined
}
