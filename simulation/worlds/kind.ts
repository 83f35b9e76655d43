import type { Day } from '#shared/calendar/day.ts'
import type { Problem } from '../oracle/judge-records.ts'
import type { World } from '../world/world.ts'

/** A life that was lived to its end. */
export type Lived = {
  /** Has done what was left over, once faults have stopped; says what was not done that should have been. */
  readonly finish: () => Promise<readonly Problem[]>
  /** Judges the people of the story: what each came to, and what each must. */
  readonly judge: () => Promise<readonly Problem[]>
  /** The day on which nothing of the story may wait any more. */
  readonly judgedOn: Day
  /** What the world did, by name. */
  readonly counts: Readonly<Record<string, number>>
  /** What it was told, for the digest. */
  readonly told: unknown
}

/** How a story of a kind is lived. */
export type Life = {
  readonly begins: Day
  /** How many fund years before its own a night looks through: nobody was insured in those before the story. */
  readonly yearsBack: number
  readonly live: (world: World) => Promise<Lived>
  /** Whether the ledger has nothing but what the others told it, so that it can be restored. */
  readonly restores: boolean
}
