import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cityOfDivision } from '#shared/kernel/divisions.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import type { Sex } from './id-number.ts'

/** Months of employee contributions that another person approved, by the number of their report. */
export type ProvenMonths = {
  readonly months: number
  readonly report: number
  /** Of these, months that count as paid and nobody paid; absent: none. */
  readonly deemed?: number
  /** When they were insured where this system does not know them, as the report says; absent: it does not say. */
  readonly periods?: readonly PeriodElsewhere[]
}

/** Months on end in which somebody was insured in a scheme of another place, the last included. */
export type PeriodElsewhere = { readonly scheme: Scheme; readonly from: Month; readonly to: Month }

/** Where, in which scheme and as what a person is covered. */
export type Place = {
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  /** Who pays the employer's part; the employed have one. */
  readonly employerId?: string
}

/** The place that a request asks for, without what it says beside it. */
export const placeOf = ({
  scheme,
  city,
  employment,
  employerId,
}: Omit<Place, 'employerId'> & { readonly employerId?: string | undefined }): Place => ({
  scheme,
  city,
  employment,
  ...(employerId === undefined ? {} : { employerId }),
})

/** A spell of coverage; `to` is its last day, null while it is open. */
export type CoverageSpell = Place & {
  readonly from: Day
  readonly to: Day | null
  /** Months of employee contributions from before this system knew the person, as reports proved them: the last counts. */
  readonly proven?: readonly ProvenMonths[]
  /** What one hand typed of such months in the first releases; nothing writes it any more. */
  readonly broughtMonths?: number
  /** The report by which it was opened, where that took a second hand. */
  readonly moveReport?: number
  /** The day on which one hand opened it by a move: in that month or for days to come. */
  readonly movedOn?: Day
  /** The transfer by which another city released the person to this spell's. */
  readonly transferId?: string
  /** Who ended it, otherwise than by a move or a death: a feed, or whoever reported it. */
  readonly endedBy?: Hand | FeedHand
  /** The report by which it was ended, and who approved that. */
  readonly endReport?: { readonly number: number; readonly approvedBy: Hand }
  /** What coverage rests for after it, and until which day, where a report that another person approved says so. */
  readonly rests?: RestReason
  readonly returned?: {
    readonly on: Day
    readonly report: number
    /** The reports that named another day before, in order; absent where none did. */
    readonly before?: readonly number[]
  }
  /** Who opened it, in another city than the one whose coverage had ended before. */
  readonly openedBy?: Hand
  /**
   * By whose hands it begins earlier than `aloneFrom`, the day from which one person could have it begin when it was
   * registered: who sent the file, on which day, and who had approved it.
   */
  readonly earlyStart?: {
    readonly by: Hand
    readonly on: Day
    readonly aloneFrom: Day
    readonly file: string
    readonly approvedBy: Hand
  }
  /** The parting by which it came to this number, ends here, or has lost the spell before it. */
  readonly partingId?: string
}

/** Whose hand did something: the subject of their token, and the division they act for. */
export type Hand = { readonly subject: string; readonly division: string }
/** The hand of an authority that says what it registers itself. */
export type FeedHand = Hand & { readonly feed: 'public-security' }
/** A hand, and the day on which it did something. */
export type SignedHand = Hand & { readonly on: Day }

/** A hand that decided, and by which command; the first releases did not keep that. */
export type DecidingHand = SignedHand & { readonly commandId?: string }

/** A hand as the door tells whose it is. */
export const handIn = ({ subject, on }: SignedHand) => ({ by: subject, on })

/** Whether a decision was taken by this very command: its answer was lost, and it comes again. */
export const isDecidedBy = (decision: object, commandId: string): boolean =>
  'decided' in decision && (decision.decided as DecidingHand).commandId === commandId

/** A death that two hands recorded, by the number of its report, and of the report by which it was taken back. */
export type Death = {
  readonly report: number
  readonly on: Day
  readonly takenBackBy?: number
  /** Spells that it cut or removed, as they stood, in order of time; absent where it only ended the open one. */
  readonly cut?: readonly CoverageSpell[]
  /** Why their coverage had ended before it was recorded; absent where it was open. */
  readonly endedFor?: LeaveReason
}

export type AidSpell = { readonly aid: AidCategory; readonly from: Day }

/** A bill paid in full: what it covers and when the last fen arrived. */
export type PaidBill = {
  readonly billId: string
  readonly scheme: Scheme
  readonly from: Month
  readonly to: Month
  readonly paidOn: Day
  /** Months that a lump sum bought, which lie on no calendar; absent: it paid for the months from–to. */
  readonly bought?: number
  /** Which turn of the bill this is; absent: the first. */
  readonly turn?: number
}

/** A bill that is not paid in full any more: money was paid back, with this turn of it. */
export type ShortBill = { readonly billId: string; readonly turn: number }

/**
 * What is still to be paid of a resident's bill that was corrected upwards, or that it was paid: while it is not, the
 * corrected bill gives no day after the one it is due. The highest turn holds.
 */
export type BillDifference = {
  readonly billId: string
  /** The bill that it corrects. */
  readonly of: string
  readonly dueOn: Day
  readonly turn: number
  readonly paidOn?: Day
}

/** Days on which benefits may be claimed, with everything that decides how much. */
export type EntitledSpell = {
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  readonly aid: AidCategory
  readonly from: Day
  readonly to: Day
}

/** How a person's years of enrolment stand in a year; nothing of one in which they were not enrolled. */
export type YearsOfEnrolment = {
  /** Years in a row up to this one, in whichever scheme and since whenever. */
  readonly continuousYears?: number
  /** Of these, years on end that count for what long enrolment earns; none is told too. */
  readonly countedYears?: number
  /** The same of each run that a lapse ended before, in order of time. */
  readonly earlierRuns?: readonly number[]
  /** Years in which they were not enrolled, between the first that they were and this one. */
  readonly missedYears?: number
}

/** A year's entitlement as it was last published. */
export type YearEntitlement = YearsOfEnrolment & {
  readonly year: FundYear
  readonly version: number
  readonly spells: readonly EntitledSpell[]
}

/** Of what ends the coverage of someone who lives, what public security registers itself. */
export const registeredLeaving = ['emigration', 'military-service', 'left-province'] as const
/** What ends the coverage of someone who lives. */
export const leaveReasons = [...registeredLeaving, 'imprisonment', 'other'] as const
/** What coverage rests for: the time counts as no lapse of whoever comes back from it. */
export const restReasons = ['military-service', 'imprisonment'] as const
export type RestReason = (typeof restReasons)[number]
export type LeaveReason = (typeof leaveReasons)[number]
/** `duplicate`: they turned out to be another person that is registered, whose coverage goes on. */
export type EndReason = 'death' | 'duplicate' | LeaveReason

/** Another registered person that somebody turned out to be, by the decision of two hands. */
export type SamePerson = { readonly personId: string; readonly likenessId: string }

/**
 * Days up to the decision on which somebody could claim by their own number before they turned out to be another: what was
 * claimed on them is judged by what that person may claim.
 */
export type LentDays = { readonly days: readonly StruckDays[]; readonly spells: readonly EntitledSpell[] }

/**
 * A number that is another person than this one, though both were one record: what came from the one to the other. It stands
 * with both, so that each tells the same. What went keeps its first form here: nothing of it is lost.
 */
export type Parted = {
  readonly personId: string
  readonly partingId: string
  /** Bills on which this number stands and which were paid for the other, and the other way round. */
  readonly gave: readonly string[]
  readonly got: readonly string[]
  /** Spells of this number that were the other's, as they stood. */
  readonly gone: readonly CoverageSpell[]
  /** Aid categories of this number that were the other's, as they stood; absent where none were. */
  readonly goneAids?: readonly AidSpell[]
}

/** Days on which somebody is covered as the person that they turned out to be, and as nobody else. */
export type StruckDays = { readonly from: Day; readonly to: Day }

/** The division below the city that a person belongs to, and from which day. */
export type PersonUnit = { readonly code: string; readonly since: Day }

type Common = {
  readonly personId: string
  readonly sex: Sex
  readonly birthOn: Day
  /** In order of time; none overlap, and only the last may be open. */
  readonly spells: readonly [CoverageSpell, ...CoverageSpell[]]
  /** In order of time; the category of a day is the last that began by then. */
  readonly aids: readonly AidSpell[]
  readonly paidBills: readonly PaidBill[]
  /** Bills that were refunded and are short; remembered, so that an older turn coming late changes nothing. */
  readonly shortBills?: readonly ShortBill[]
  /** Differences to bills that were corrected upwards; absent where there was none. */
  readonly differences?: readonly BillDifference[]
  /** Entitlement by coverage alone (the retired) is published up to this year. */
  readonly horizonYear: FundYear
  /** The township, village or residents' committee that they belong to, since when; absent where none was told. */
  readonly unit?: PersonUnit
  /** Registered by the certificate of their birth, and without an ID number still. */
  readonly awaitsNumber?: true
  /** The reports by which number, birth day or sex were corrected; absent where none was. */
  readonly identifiedBy?: readonly number[]
  /** The reports by which aid categories of days past were corrected; absent where none was. */
  readonly aidedBy?: readonly number[]
  /** In the order they were recorded; absent where there was none. */
  readonly deaths?: readonly Death[]
  /** The person that they are, where they were registered twice and the other goes on. */
  readonly sameAs?: SamePerson
  /** Those who turned out to be this person, in the order of the decisions. */
  readonly alsoAs?: readonly SamePerson[]
  /** Those with whom they were one record and are two persons, in the order of the decisions. */
  readonly parted?: readonly Parted[]
  /** Their days that are the other's, who they are. */
  readonly struck?: readonly StruckDays[]
  /** Of these, what they may claim as the other by their own number; absent where nothing, and of early decisions. */
  readonly lent?: LentDays
}

/** An insured person as enrolment knows them; their name and ID number are kept apart. */
export type Insured = Common &
  ({ readonly status: 'covered' } | { readonly status: 'ended'; readonly reason: EndReason })

/** The spell that is open or was the last to end. */
export const lastSpell = ({ spells }: Pick<Insured, 'spells'>): CoverageSpell => spells.at(-1) ?? spells[0]

/** The spell with which the coverage began that is open or was the last to end: what follows without a gap was moved. */
export const beginningOf = ({ spells }: Pick<Insured, 'spells'>): CoverageSpell => {
  const moved = (spell: CoverageSpell, index: number): boolean =>
    index > 0 && spells[index - 1]?.to === addDays(spell.from, -1)
  return spells.findLast((spell, index) => !moved(spell, index)) ?? spells[0]
}

/** Months of employee contributions from before this system knew the person, that a spell stands on. */
export const monthsBroughtTo = ({ proven, broughtMonths = 0 }: CoverageSpell): number =>
  proven?.at(-1)?.months ?? broughtMonths

/** The death that stands of a person, which nobody took back. */
export const standingDeath = ({ deaths = [] }: Pick<Insured, 'deaths'>): Death | undefined => {
  const last = deaths.at(-1)
  return last?.takenBackBy === undefined ? last : undefined
}

/** A person's spells as they stood before the death that stands cut or removed any. */
export const spellsBeforeDeath = ({
  spells,
  deaths = [],
}: Pick<Insured, 'spells' | 'deaths'>): Insured['spells'] => {
  const { cut = [] } = standingDeath({ deaths }) ?? {}
  const since = cut[0]?.from
  if (since === undefined) return spells
  return [...spells.filter(({ from }) => from < since), ...cut] as unknown as Insured['spells']
}

/** Of the months brought in, those that nobody paid. */
export const deemedBroughtTo = ({ spells }: Pick<Insured, 'spells'>): number =>
  spells
    .reduce((most, spell) => (monthsBroughtTo(spell) > monthsBroughtTo(most) ? spell : most))
    .proven?.at(-1)?.deemed ?? 0

/** When somebody was insured elsewhere, as reports proved it. */
export const periodsElsewhere = ({ spells }: Pick<Insured, 'spells'>): readonly PeriodElsewhere[] =>
  spells.flatMap(({ proven }) => proven?.at(-1)?.periods ?? [])

/** The numbers of the reports that did something to a person's coverage. */
export const reportsBehind = ({
  spells,
  deaths = [],
  identifiedBy = [],
  aidedBy = [],
  parted = [],
}: Pick<Insured, 'spells' | 'deaths' | 'identifiedBy' | 'aidedBy' | 'parted'>): number[] => [
  ...deaths.flatMap(({ report, takenBackBy = [] }) => [report, takenBackBy].flat()),
  ...[...spellsBeforeDeath({ spells, deaths }), ...parted.flatMap(({ gone }) => gone)].flatMap(
    ({ endReport, moveReport = [], proven = [], returned }) =>
      [
        endReport?.number ?? [],
        moveReport,
        proven.map(({ report }) => report),
        returned?.report ?? [],
        returned?.before ?? [],
      ].flat(),
  ),
  ...identifiedBy,
  ...aidedBy,
]

/** How often a person's coverage ended or went to another city: what was asked before such a turn is past. */
export const turnsOf = ({ spells, deaths = [] }: Pick<Insured, 'spells' | 'deaths'>): number =>
  deaths.length +
  spellsBeforeDeath({ spells, deaths }).filter(
    ({ transferId, endedBy }) => transferId !== undefined || endedBy,
  ).length

/** The differences that some numbers know, each as its highest turn has it. */
export const latestDifferences = (persons: readonly Pick<Insured, 'differences'>[]): BillDifference[] => {
  const latest = new Map<string, BillDifference>()
  for (const each of persons.flatMap(({ differences = [] }) => differences))
    if (each.turn > (latest.get(each.billId)?.turn ?? 0)) latest.set(each.billId, each)
  return [...latest.values()]
}

/** Whose a bill is on which this number stands: its own, unless the last parting that named it gave it to another. */
export const whoseBill = (
  { personId, parted = [] }: Pick<Insured, 'personId' | 'parted'>,
  billId: string,
): string => {
  const last = parted.findLast(({ gave, got }) => gave.includes(billId) || got.includes(billId))
  return last?.gave.includes(billId) ? last.personId : personId
}

/** A person without their unit where they are another city's from now on: that city's divisions are its own. */
export const withoutUnitElsewhere = <Person extends Insured>(person: Person, city: CityCode): Person => {
  const { unit, ...rest } = person
  return unit === undefined || cityOfDivision(unit.code) === city ? person : (rest as Person)
}

export const aidOn = (aids: readonly AidSpell[], day: Day): AidCategory =>
  aids.findLast(({ from }) => from <= day)?.aid ?? 'none'

/** The aid category that was set last, whenever it begins. */
export const latestAid = ({ aids }: Pick<Insured, 'aids'>): AidCategory => aids.at(-1)?.aid ?? 'none'
