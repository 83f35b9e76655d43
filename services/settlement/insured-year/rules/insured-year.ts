import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { LayerFigure } from './layers.ts'
import { addedLayers, figuresOf, firstLayers } from './layers.ts'
import type { Registrations } from './registrations.ts'
import { noRegistrations } from './registrations.ts'

const careNames = [
  'stays',
  'inpatientInScope',
  'inpatientDeductible',
  'inpatientPaid',
  'outpatientInScope',
  'outpatientDeductible',
  'outpatientPaid',
] as const
const furtherNames = ['chronicInScope', 'chronicDeductible', 'chronicPaid', 'classPaid'] as const
/** Names added since; each goes to the end. */
const addedNames = ['additionPaid', 'twoDiseasesInScope', 'twoDiseasesDeductible', 'twoDiseasesPaid'] as const
type OwnName = (typeof careNames | typeof furtherNames | typeof addedNames)[number]
export type AccumulatorName = OwnName | LayerFigure

/**
 * What is counted over a fund year, per person and scheme: `stays` is a number, everything else fen. `…InScope` and
 * `…Deductible` are of the basic pool by kind of care. `…Paid` is what a layer paid, `…Base` the cumulative cost a
 * later layer judges by (for serious illness: compliant self-pay). `classPaid` is what item classes with a ceiling of
 * their own were paid. `additionPaid` is what layers paid only because years of enrolment or without claims had raised
 * their ceilings. They are recorded by position in this order.
 */
export const accumulatorNames: readonly AccumulatorName[] = [
  ...careNames,
  ...figuresOf(firstLayers),
  ...furtherNames,
  ...figuresOf(addedLayers),
  ...addedNames,
]

/** Accumulators, or a claim's change to them; a name that is absent stands at zero and zero is never written. */
export type Accumulators = Readonly<Partial<Record<AccumulatorName, number>>>

/** Days of the year, both included, on which a person may claim, and as what. */
export type Spell = {
  readonly scheme: Scheme
  readonly city: string
  readonly employment: Employment
  readonly aid: AidCategory
  readonly from: Day
  readonly to: Day
}

/** A settled inpatient stay, kept so that overlaps, transfers and readmissions are recognised. */
export type Stay = {
  readonly claimId: string
  readonly from: Day
  readonly to: Day
  readonly institution: string
  /** The main diagnosis (ICD-10), where the sender gave one. */
  readonly diagnosis?: string
  /** The deductible taken of this stay, for one that continues it; zero when absent. */
  readonly deductible?: Fen
  /** What was taken before it of stays that it counts as one with, where these may be of another year. */
  readonly before?: Fen
}

/** What another number of the same person counted of the year, with whoever turned out to be that one. */
export type JoinedYear = {
  readonly personId: string
  readonly accumulators: Readonly<Partial<Record<Scheme, Accumulators>>>
  readonly stays: readonly Stay[]
}

/** All that settling a person's claims of one fund year needs: entitlement, personal account, accumulators. */
export type InsuredYear = {
  readonly personId: string
  readonly year: FundYear
  /** Grows by one with every event; what the optimistic lock compares. 0: nothing recorded yet. */
  readonly version: number
  /** The version of the entitlement last taken over from enrolment; 0 before the first. */
  readonly entitlementVersion: number
  readonly birthOn: Day | null
  readonly sex: 'male' | 'female' | null
  readonly spells: readonly Spell[]
  /** The city that had the person last, where nothing is left of their entitlement: the year stays that city's. */
  readonly lastCity?: string
  /** Years of enrolment on end, up to this one, that count, as enrolment tells; absent when it did not say. */
  readonly continuousYears?: number
  /** The same of each run that a lapse ended before. */
  readonly earlierRuns?: readonly number[]
  /** Years without enrolment since the first that counts. */
  readonly missedYears?: number
  /** The person that this one turned out to be; absent of everybody else. */
  readonly sameAs?: string
  /** The day of their death, as long as that stands. */
  readonly diedOn?: Day
  /** Those who turned out to be this person; absent where nobody did. */
  readonly alsoAs?: readonly string[]
  /** Other numbers of the person that counted anything of the year, as they stand; absent where none did. */
  readonly joined?: readonly JoinedYear[]
  /** Balance of the personal account in fen. */
  readonly account: Fen
  /** Of it, what lies in the books of each city; absent where all lies with the city that had the person last. */
  readonly accountIn?: Readonly<Record<string, Fen>>
  /** Whether others let the person use an account; absent where nobody does. */
  readonly family?: true
  readonly accumulators: Readonly<Partial<Record<Scheme, Accumulators>>>
  /** Settled and not reversed inpatient stays of the year, and those across its ends that belong to a year beside it. */
  readonly stays: readonly Stay[]
  /** What is registered of the person, as far as it matters in the year. */
  readonly registered: Registrations
}

/** The year of a person of whom nothing is known yet. */
export const newInsuredYear = (personId: string, year: FundYear): InsuredYear => ({
  personId,
  year,
  version: 0,
  entitlementVersion: 0,
  birthOn: null,
  sex: null,
  spells: [],
  account: 0,
  accumulators: {},
  stays: [],
  registered: noRegistrations,
})

/** The city of the spell that reaches furthest, of those the one begun last. */
const cityAtLast = (spells: readonly Spell[]): string | undefined =>
  spells.toSorted((a, b) => (`${a.to} ${a.from}` < `${b.to} ${b.from}` ? 1 : -1)).at(0)?.city

/** The city that has the person last in a year, or had them. */
export const cityAtLastOf = ({ spells, lastCity }: InsuredYear): string | undefined =>
  cityAtLast(spells) ?? lastCity

/** The city that keeps a year of which these spells are what is left; none as long as one of them names a city itself. */
export const lastCityAfter = (
  { spells, lastCity }: InsuredYear,
  left: readonly Spell[],
): Pick<InsuredYear, 'lastCity'> => {
  const city = left.length > 0 ? undefined : (cityAtLast(spells) ?? lastCity)
  return city === undefined ? {} : { lastCity: city }
}

/** The cities whose year it is: those that insure the person on its days, else the one that did so last. */
export const citiesOf = ({
  spells,
  lastCity,
}: Pick<InsuredYear, 'spells' | 'lastCity'>): readonly string[] =>
  spells.length === 0 && lastCity !== undefined ? [lastCity] : spells.map(({ city }) => city)

/** The spell that covers a day: it gives the scheme, the paying city, employment and aid category of a claim. */
export const spellOn = ({ spells }: InsuredYear, day: Day): Spell | undefined =>
  spells.find((spell) => spell.from <= day && day <= spell.to)

/** What was counted so far in a scheme. */
export const countedIn = (state: InsuredYear, scheme: Scheme): Accumulators =>
  state.accumulators[scheme] ?? {}

/** Adds a claim's change; a name that comes back to zero disappears, so that a reversal restores the very same value. */
export const addTo = (accumulators: Accumulators, change: Accumulators): Accumulators => {
  const after: Partial<Record<AccumulatorName, number>> = { ...accumulators }
  for (const name of accumulatorNames) {
    const amount = change[name]
    if (amount === undefined) continue
    const total = (after[name] ?? 0) + amount
    if (total === 0) delete after[name]
    else after[name] = total
  }
  return after
}
