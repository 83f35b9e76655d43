import type { Day } from '#shared/calendar/day.ts'
import type { Employment } from '#shared/contracts/fields.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { divisionLevels } from '#shared/kernel/divisions.ts'
import type { AidCategory, Scheme } from '#shared/kernel/scheme.ts'
import { enrolledYears } from '../../entitlement/rules/continuous-years.ts'
import {
  isUnproven,
  missingMonths,
  monthsOfRetired,
  neededMonths,
} from '../../entitlement/rules/employee-entitlement.ts'
import { entitledSpells, nextEntitlements } from '../../entitlement/rules/entitlement.ts'
import type { EntitlementRules } from '../../entitlement/rules/entitlement-rules.ts'
import type { Insured, YearEntitlement } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'

/** A command that was applied to a person. */
type AppliedCommand = { readonly id: string }

/**
 * What a retired person needs in months of contributions, and has, paid and deemed, without those that were bought; and how
 * many they go on paying for, which nobody does whose retirement is not proven.
 */
export type RetirementMonths = {
  readonly neededMonths: number
  readonly contributedMonths: number
  readonly missingMonths?: number
}

/** A person with what was published of them, and the commands that were applied to them. */
export type PersonRecord = {
  readonly insured: Insured
  readonly coverageVersion: number
  /** Told with the coverage of the retired; absent of others, and of records from before it was told. */
  readonly retirement?: RetirementMonths
  readonly entitlements: readonly YearEntitlement[]
  readonly commands: readonly AppliedCommand[]
  /** The business day of the last change. */
  readonly changedOn: Day
  /** Registered since paid years take two hands; absent with persons of the first releases, whose clerks typed them. */
  readonly twoHanded?: true
}

/** A person's coverage as others need it: the open spell, or the last one. */
type CoverageSnapshot = {
  readonly scheme: Scheme
  readonly city: CityCode
  readonly employment: Employment
  /** The county that they belong to; absent where no unit of theirs was told. */
  readonly county?: string
  readonly employerId?: string
  readonly aid: AidCategory
  readonly birthOn: Day
  readonly from: Day
  readonly to: Day | null
  /** The person that they turned out to be, and those who turned out to be them. */
  readonly sameAs?: string
  readonly alsoAs?: readonly string[]
  /** Those with whom they were one record, and bills of residents on which those stand and which were paid for this person. */
  readonly partedFrom?: readonly string[]
  readonly heldBills?: readonly string[]
}

/** Bills of residents only: of a year there is one, and whoever has it is not billed again. */
const partedIn = ({
  parted = [],
  paidBills,
}: Insured): Pick<CoverageSnapshot, 'partedFrom' | 'heldBills'> => {
  if (parted.length === 0) return {}
  const got = new Set(parted.flatMap((each) => each.got))
  const held = paidBills.flatMap(({ billId, scheme }) =>
    scheme === 'resident' && got.has(billId) ? [billId] : [],
  )
  return {
    partedFrom: [...new Set(parted.map(({ personId }) => personId))],
    ...(held.length === 0 ? {} : { heldBills: held }),
  }
}

/** The county of a person's unit. */
const countyIn = ({ unit }: Pick<Insured, 'unit'>): Pick<CoverageSnapshot, 'county'> =>
  unit === undefined ? {} : { county: unit.code.slice(0, divisionLevels.county) }

export const coverageSnapshot = (insured: Insured): CoverageSnapshot => {
  const { scheme, city, employment, employerId, from, to } = lastSpell(insured)
  const place = { scheme, city, employment, ...countyIn(insured) }
  const spell = { ...place, ...(employerId === undefined ? {} : { employerId }), from, to }
  const { sameAs, alsoAs } = insured
  return {
    ...spell,
    ...{ aid: latestAid(insured), birthOn: insured.birthOn },
    ...(sameAs ? { sameAs: sameAs.personId } : {}),
    ...(alsoAs?.length ? { alsoAs: alsoAs.map(({ personId }) => personId) } : {}),
    ...partedIn(insured),
  }
}

/** By what somebody who is retired is judged: the years required on their first day, and what they paid. */
const retirementOf = (insured: Insured, rules: EntitlementRules): RetirementMonths | undefined => {
  const spell = lastSpell(insured)
  if (spell.employment !== 'retired') return undefined
  const missing = missingMonths(insured, spell, rules)
  return {
    neededMonths: neededMonths(insured, spell, rules),
    contributedMonths: monthsOfRetired(insured, spell),
    ...(missing === 0 || isUnproven(spell) ? {} : { missingMonths: missing }),
  }
}

const sameMonths = (a: RetirementMonths | undefined, b: RetirementMonths | undefined): boolean =>
  a?.neededMonths === b?.neededMonths &&
  a?.contributedMonths === b?.contributedMonths &&
  a?.missingMonths === b?.missingMonths

const sameSnapshot = (a: CoverageSnapshot, b: CoverageSnapshot): boolean =>
  (Object.keys({ ...a, ...b }) as (keyof CoverageSnapshot)[]).every(
    (field) => String(a[field]) === String(b[field]),
  )

/** What every year of a person tells beside its days. */
const toldOf = ({ birthOn, sex, sameAs, alsoAs = [] }: Insured): string =>
  [birthOn, sex, sameAs?.personId, ...alsoAs.map(({ personId }) => personId)].join(' ')

/** Every year is told again of someone who turns out to be of another birth day or sex, or to be another: payment follows. */
const toldAnew = (
  entitlements: readonly YearEntitlement[],
  record: PersonRecord | undefined,
  insured: Insured,
): readonly YearEntitlement[] => {
  if (!record || toldOf(record.insured) === toldOf(insured)) return entitlements
  return entitlements.map((each) =>
    record.entitlements.includes(each) ? { ...each, version: each.version + 1 } : each,
  )
}

/** The record after a change: only a snapshot that differs from the published one gets a new version. */
export const nextRecord = (
  record: PersonRecord | undefined,
  insured: Insured,
  {
    rules,
    on,
    command,
  }: { readonly rules: EntitlementRules; readonly on: Day; readonly command?: AppliedCommand },
): PersonRecord => {
  const retirement = retirementOf(insured, rules)
  const unchanged =
    record &&
    sameSnapshot(coverageSnapshot(record.insured), coverageSnapshot(insured)) &&
    sameMonths(record.retirement, retirement)
  const spells = entitledSpells(insured, rules)
  const entitlements = nextEntitlements(
    record?.entitlements ?? [],
    spells,
    (rule) => enrolledYears(insured, spells, rule),
    rules.countedYears,
  )
  return {
    insured,
    coverageVersion: (record?.coverageVersion ?? 0) + (unchanged ? 0 : 1),
    ...(retirement ? { retirement } : {}),
    entitlements: toldAnew(entitlements, record, insured),
    commands: [...(record?.commands ?? []), ...(command ? [command] : [])],
    changedOn: on,
    ...(record && !record.twoHanded ? {} : { twoHanded: true }),
  }
}
