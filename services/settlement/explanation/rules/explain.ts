import type { Day } from '#shared/calendar/day.ts'
import type { CatalogueEntry } from '../../catalogue/rules/catalogue.ts'
import type { CorrectedClaim } from '../../insured-year/rules/as-it-stands.ts'
import { asItStands } from '../../insured-year/rules/as-it-stands.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'
import type {
  Amounts,
  ClaimCorrected,
  ClaimReversed,
  ClaimSettled,
  SplitLine,
  Standing,
} from '../../insured-year/rules/claim-events.ts'
import type { Accumulators } from '../../insured-year/rules/insured-year.ts'
import { accumulatorNames } from '../../insured-year/rules/insured-year.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import { refusalText } from '../../refusals.ts'
import { claimFacts, correctionFacts, reversalFacts } from './claim-facts.ts'
import { explainSteps } from './explained-steps.ts'
import type {
  ExplainedCorrection,
  ExplainedLine,
  ExplainedSum,
  Explanation,
  LabelledText,
} from './explanation.ts'
import { yuan } from './figures.ts'
import type { Language, Phrase } from './language.ts'
import { lineWords } from './line-words.ts'
import { notes } from './notes.ts'
import type { Sum } from './sums.ts'
import { payersOf, sumsOf } from './sums.ts'
import { accumulatorTitles } from './titles.ts'

/** An entry of the catalogue with its name, where it is known. */
export type NamedEntry = CatalogueEntry & { readonly name?: string }

/** What an explanation is read from: plans of any scheme, city and day, and the catalogue, both as they are now. */
export type ExplanationBasis = {
  readonly policyVersion: string
  readonly planOf: (
    claim: Pick<ClaimSettled, 'scheme' | 'care' | 'city' | 'servedOn' | 'circumstances'>,
  ) => BenefitPlan
  readonly catalogue: { readonly find: (code: string, on: Day) => NamedEntry | undefined }
}

/** A claim with all that happened to it since. */
export type ClaimStory = CorrectedClaim & { readonly reversedBy?: string | undefined }

/** Explains a settled claim from what was recorded of it, then its corrections in their order. */
export const explainClaim = (story: ClaimStory, basis: ExplanationBasis, language: Language): Explanation => {
  const { claim, corrections, reversedBy } = story
  const { policyVersion } = claim
  return {
    kind: 'claim',
    language,
    title: titleOf({ zh: '医疗费用结算说明', en: 'How this claim was settled' }, claim, language),
    claimId: claim.claimId,
    policyVersion,
    facts: facts(claimFacts(claim), language),
    lines: explainedLines(claim, claim, basis, language),
    steps: explainSteps(claim.steps, basis.planOf(claim), language),
    ...explainedMoney(claim, language),
    corrections: corrections.map((correction) => explainedCorrection(claim, correction, basis, language)),
    ...(corrections.length === 0
      ? {}
      : { standing: explainedSum(payersOf(asItStands(story).claim.amounts), language) }),
    notes: [
      ...(reversedBy === undefined ? [] : [notes.reversedBy(reversedBy)]),
      ...(policyVersion === basis.policyVersion
        ? []
        : [notes.otherPolicy(policyVersion, basis.policyVersion)]),
    ].map((note) => note[language]),
  }
}

/** Explains a reversal: what it takes back, and how the claim it undoes had come about. */
export const explainReversal = (
  reversal: ClaimReversed,
  story: ClaimStory,
  basis: ExplanationBasis,
  language: Language,
): Explanation => {
  const reversed = explainClaim(story, basis, language)
  return {
    ...reversed,
    kind: 'reversal',
    title: titleOf({ zh: '冲正说明', en: 'What this reversal takes back' }, reversal, language),
    claimId: reversal.reversalId,
    facts: facts(reversalFacts(reversal), language),
    ...explainedMoney(reversal, language),
    notes: [notes.reverses(reversal.claimId)[language], ...reversed.notes],
  }
}

/** What is explained, of which person at which institution, both by their ids. */
const titleOf = (
  what: Phrase,
  { personId, institution }: Pick<ClaimSettled, 'personId' | 'institution'>,
  language: Language,
): string =>
  ({
    zh: `${what.zh}：参保人 ${personId}，医药机构 ${institution}`,
    en: `${what.en}: person ${personId}, institution ${institution}`,
  })[language]

type FactList = ReturnType<typeof claimFacts>
const facts = (labelled: FactList, language: Language): readonly LabelledText[] =>
  labelled.map(({ label, value }) => ({ label: label[language], value: value[language] }))

/** The lines as a claim, or a correction of it, stands. */
const explainedLines = (
  { servedOn }: ClaimSettled,
  { lines, circumstances }: Standing,
  { catalogue }: ExplanationBasis,
  language: Language,
): readonly ExplainedLine[] =>
  lines.map((line) => explainedLine(line, catalogue.find(line.code, servedOn), circumstances.level, language))

const explainedLine = (
  line: SplitLine,
  entry: NamedEntry | undefined,
  level: HospitalLevel,
  language: Language,
): ExplainedLine => ({
  code: line.code,
  name: entry?.name ?? '',
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  amount: line.amount,
  fullySelfPaid: line.fullySelfPaid,
  overLimit: line.overLimit,
  firstSelfPaid: line.firstSelfPaid,
  inScope: line.inScope,
  text: lineWords(line, entry, level)[language],
})

/** Who pays what, the identities as sums, and what the year counts. */
export const explainedMoney = (
  { amounts, change }: { readonly amounts: Amounts; readonly change: Accumulators },
  language: Language,
): Pick<Explanation, 'payers' | 'sums' | 'counted'> => ({
  payers: explainedSum(payersOf(amounts), language),
  sums: sumsOf(amounts).map((sum) => explainedSum(sum, language)),
  counted: countedIn(change, language),
})

const explainedSum = ({ total, terms }: Sum, language: Language): ExplainedSum => ({
  total: { ...total, label: total.label[language] },
  terms: terms.map((term) => ({ ...term, label: term.label[language] })),
})

const countedIn = (change: Accumulators, language: Language): readonly LabelledText[] =>
  accumulatorNames
    .filter((name) => (change[name] ?? 0) !== 0)
    .map((name) => ({
      label: accumulatorTitles[name][language],
      value: name === 'stays' ? String(change.stays) : yuan(change[name] ?? 0)[language],
    }))

const explainedCorrection = (
  claim: ClaimSettled,
  correction: ClaimCorrected,
  basis: ExplanationBasis,
  language: Language,
): ExplainedCorrection => {
  const { stands, refusedFor } = correction
  const refused =
    refusedFor === undefined ? [] : [{ zh: refusalText(refusedFor, 'zh'), en: refusalText(refusedFor, 'en') }]
  return {
    title: { zh: `第 ${correction.sequence} 次更正`, en: `Correction ${correction.sequence}` }[language],
    facts: facts(correctionFacts(correction, refused), language),
    difference: explainedSum(payersOf(correction.amounts), language),
    lines: stands ? explainedLines(claim, stands, basis, language) : [],
    steps: stands
      ? explainSteps(
          stands.steps,
          basis.planOf({ ...claim, ...stands, scheme: correction.scheme, city: correction.city }),
          language,
        )
      : [],
  }
}
