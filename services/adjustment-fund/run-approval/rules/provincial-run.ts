import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { refuse } from '../../refusals.ts'

/** A run moves money of the province: a levy out of the cities, an allocation into them. */
export type RunKind = 'levy' | 'allocation'

/** What a run reckons with, read once when it is approved, so that all its units see the same. */
export type RunFigures = {
  /** What the account holds, and what was levied before and is not received yet. */
  readonly accumulated: Fen
  readonly outstanding: Fen
  /** Which of the scheme's approved levies it is. */
  readonly approval: number
  /** How many entries the account had: whoever checks can tell what it held then. */
  readonly entries: number
  /** What all cities collected whose year before is closed. */
  readonly provincialCollection: Fen
}

/** A run of one year and scheme, proposed by one person of the province and approved by another. */
export type ProvincialRun = {
  readonly run: RunKind
  readonly scheme: Scheme
  readonly year: FundYear
  readonly number: number
  readonly on: Day
  /** The cities levied, in code order; none where approved shares decide who is paid. */
  readonly cities: readonly string[]
  /** Which share of the year's levy a run takes; all that is left of it when absent. */
  readonly share?: string
  readonly proposed: OfficeSignature
  /** The command that proposed it: a late repeat of it finds its run, whatever became of that. */
  readonly commandId: string
} & (
  | { readonly status: 'proposed' }
  | { readonly status: 'approved'; readonly approved: OfficeSignature; readonly figures?: RunFigures }
  | { readonly status: 'rejected'; readonly rejected: OfficeSignature & { readonly reason: string } }
)

export type RunName = Pick<ProvincialRun, 'run' | 'scheme' | 'year' | 'number'>

export const runIdOf = ({ run, scheme, year, number }: RunName): string =>
  `${run}-${scheme}-${year}-${number}`

/** The run that an id names; undefined where it is of no such form. */
export const runNamed = (runId: string): RunName | undefined => {
  const [, run, scheme, year, number] =
    /^(levy|allocation)-(employee|resident)-(\d{4})-([1-9]\d{0,3})$/.exec(runId) ?? []
  return number === undefined
    ? undefined
    : { run: run as RunKind, scheme: scheme as Scheme, year: Number(year), number: Number(number) }
}

export type ProposeRun = Pick<
  ProvincialRun,
  'run' | 'scheme' | 'year' | 'on' | 'cities' | 'share' | 'proposed' | 'commandId'
>

/** A part of a city's levy that was assessed, and by which run; its share is nothing where it was paused. */
export type AssessedPart = {
  readonly city: string
  readonly runId?: string | undefined
  readonly share: string
}

/** What of a year's levies was assessed, and in how many parts one may be taken. */
export type YearOfLevies = { readonly assessed: readonly AssessedPart[]; readonly mostParts: number }

const isSameProposal = (one: ProposeRun, other: ProposeRun): boolean =>
  one.on === other.on &&
  one.cities.join() === other.cities.join() &&
  one.share === other.share &&
  isSamePerson(one.proposed.by, other.proposed.by)

/** The last day of the year that a run goes by: a levy by what the year before collected, an allocation by its year's gaps. */
export const lastDayBefore = ({ run, year }: Pick<ProvincialRun, 'run' | 'year'>): Day =>
  lastDayOfYear(run === 'levy' ? year - 1 : year)

/**
 * The shares of a city's levy that are taken: what was assessed, and what stands in runs that have not assessed it yet. A
 * part that was paused took nothing, so that it can be levied again once the fund is below the line.
 */
const takenOf = (city: string, standing: readonly ProvincialRun[], assessed: readonly AssessedPart[]) => {
  const own = assessed.filter((each) => each.city === city)
  const done = new Set(own.map(({ runId }) => runId))
  const waiting = standing.filter((run) => run.cities.includes(city) && !done.has(runIdOf(run)))
  const shares = [
    ...own.map(({ share }) => new Exact(share)).filter((share) => !share.isZero()),
    ...waiting.map(({ share }) => new Exact(share ?? 1)),
  ]
  return { parts: shares.length, share: shares.reduce((total, each) => total.plus(each), new Exact(0)) }
}

/** Why a city cannot be levied a share of its year's levy. */
const levyFault = (
  { cities, share }: ProposeRun,
  standing: readonly ProvincialRun[],
  { assessed, mostParts }: YearOfLevies,
): Decision<never> | undefined => {
  const taken = cities.map((city) => ({ city, ...takenOf(city, standing, assessed) }))
  const named = (found: typeof taken) => found.map(({ city }) => city).join(', ')
  const twice = taken.filter((each) => each.share.greaterThanOrEqualTo(1))
  if (twice.length > 0) return refuse('levy.city-levied', { figures: { cities: named(twice) } })
  const above = taken.filter((each) => each.share.plus(share ?? 0).greaterThan(1))
  if (above.length > 0)
    return refuse('levy.above-rest', {
      field: 'share',
      figures: {
        cities: named(above),
        share: share ?? '1',
        taken: above.map((each) => String(each.share)).join(', '),
      },
    })
  const many = taken.filter(({ parts }) => parts >= mostParts)
  if (many.length > 0)
    return refuse('levy.too-many-parts', { figures: { cities: named(many), most: mostParts } })
  return undefined
}

/**
 * Proposes a run. The same proposal again changes nothing while it waits. A levy of some cities leaves the others free. A
 * city is levied in some parts a year, and never more than the whole, whatever the runs are split into. Allocations of a
 * year wait for each other.
 */
export const proposeRun = (
  command: ProposeRun,
  before: readonly ProvincialRun[],
  levies: YearOfLevies = { assessed: [], mostParts: 1 },
): Decision<ProvincialRun> => {
  const same = before.findLast(
    (each) =>
      each.commandId === command.commandId || (each.status === 'proposed' && isSameProposal(command, each)),
  )
  if (same) return accept(same)
  const last = lastDayBefore(command)
  if (command.on <= last) return refuse('run.year-not-over', { field: 'on', figures: { last } })
  const standing = before.filter(({ status }) => status !== 'rejected')
  const fault = levyFault(command, standing, levies)
  if (fault) return fault
  const waiting = standing.find((each) => each.run === 'allocation' && each.status === 'proposed')
  if (waiting) return refuse('run.earlier-proposed', { figures: { runId: runIdOf(waiting) } })
  const number = (before.at(-1)?.number ?? 0) + 1
  return accept({ ...command, number, status: 'proposed' })
}

/** Approves a run by another hand than proposed it, with the figures of that moment; approved again it stays as it is. */
export const approveRun = (
  approved: OfficeSignature,
  run: ProvincialRun,
  figures: RunFigures | undefined,
): Decision<ProvincialRun> => {
  if (run.status === 'approved') return accept(run)
  if (run.status === 'rejected') return refuse('run.rejected')
  if (isSamePerson(run.proposed.by, approved.by)) return refuse('run.same-person')
  return accept({ ...run, status: 'approved', approved, ...(figures ? { figures } : {}) })
}

/** Rejects a proposed run with a reason, so that another can be proposed. */
export const rejectRun = (
  rejected: OfficeSignature & { readonly reason: string },
  run: ProvincialRun,
): Decision<ProvincialRun> => {
  if (run.status === 'rejected') return accept(run)
  if (run.status === 'approved') return refuse('run.approved')
  return accept({ ...run, status: 'rejected', rejected })
}
