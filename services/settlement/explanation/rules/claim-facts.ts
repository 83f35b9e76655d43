import { cities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Purpose } from '../../insured-year/rules/care.ts'
import type {
  Circumstances,
  ClaimCorrected,
  ClaimReversed,
  ClaimSettled,
  CorrectionCause,
} from '../../insured-year/rules/claim-events.ts'
import { factWords, saidWords } from './fact-words.ts'
import type { Phrase } from './language.ts'
import { alike, comma, joined } from './language.ts'

export type Fact = { readonly label: Phrase; readonly value: Phrase }

const fact = (zh: string, en: string, value: Phrase): Fact => ({ label: { zh, en }, value })

const schemeWords: Readonly<Record<Scheme, Phrase>> = {
  employee: { zh: '职工基本医疗保险', en: 'employee scheme' },
  resident: { zh: '城乡居民基本医疗保险', en: 'resident scheme' },
}
const careWords: Readonly<Record<ClaimSettled['care'], Phrase>> = {
  inpatient: { zh: '住院', en: 'inpatient' },
  outpatient: { zh: '门诊', en: 'outpatient' },
}
const causeWords: Readonly<Record<CorrectionCause, Phrase>> = {
  'late-claim': { zh: '较早就诊的费用补报结算', en: 'a claim of an earlier day was settled later' },
  reversal: { zh: '其他结算被冲正', en: 'another claim was reversed' },
  entitlement: { zh: '待遇享受资格追溯变更', en: 'the entitlement was changed for days past' },
  catalogue: { zh: '医保目录追溯变更', en: 'the catalogue was changed for days past' },
  policy: { zh: '待遇政策追溯变更', en: 'the policy was changed for days past' },
}

const cityWords = (code: string): Phrase => {
  const city = cities.find((one) => one.code === code)
  return city ? { zh: `${city.chinese}（${code}）`, en: `${city.name} (${code})` } : alike(code)
}

type AnyOutcome = Pick<ClaimSettled, 'personId' | 'scheme' | 'city' | 'care' | 'institution'>

const commonFacts = ({ personId, scheme, city, institution }: AnyOutcome): readonly Fact[] => [
  fact('参保人', 'Insured person', alike(personId)),
  fact('险种', 'Scheme', schemeWords[scheme]),
  fact('支付统筹区', 'Paying city', cityWords(city)),
  fact('医药机构', 'Institution', alike(institution)),
]

/** What a settled claim was about and judged by. */
export const claimFacts = (claim: ClaimSettled): readonly Fact[] => {
  const { at, stay, servedOn, settledOn, circumstances, care, policyVersion } = claim
  const { diagnosis, disease, purpose, delivery } = circumstances
  const kind = purpose === 'general' ? [careWords[care]] : [careWords[care], factWords.purpose[purpose]]
  return [
    fact('结算编号', 'Claim', alike(claim.claimId)),
    ...commonFacts(claim),
    fact('医院级别', 'Level', levelWords(circumstances)),
    fact('医疗类别', 'Care', joined(kind, comma)),
    stay
      ? fact('入出院日期', 'Stay', { zh: `${stay.from} 至 ${stay.to}`, en: `${stay.from} to ${stay.to}` })
      : fact('就诊日期', 'Service', alike(servedOn)),
    fact('就医地', 'Place', placeWords(circumstances)),
    ...(at === undefined ? [] : [fact('就医地区划', 'Place of care', cityWords(at))]),
    ...(diagnosis === undefined ? [] : [fact('主要诊断', 'Main diagnosis', alike(diagnosis))]),
    ...(disease === undefined ? [] : [diseaseFact(purpose, disease)]),
    ...(circumstances.contracted ? [fact('签约', 'Contract', factWords.contracted.true)] : []),
    ...(delivery === undefined ? [] : [fact('分娩方式', 'Birth', factWords.delivery[delivery])]),
    fact('结算日期', 'Settled on', alike(settledOn)),
    fact('政策版本', 'Policy version', alike(policyVersion)),
  ]
}

const diseaseFact = (purpose: Purpose, disease: string): Fact =>
  purpose === 'two-diseases'
    ? fact('“两病”病种', 'One of the two diseases', alike(disease))
    : fact('慢特病病种', 'Chronic disease', alike(disease))

const levelWords = ({ level, provincial }: Circumstances): Phrase =>
  joined([factWords.level[level], ...(provincial ? [factWords.provincial.true] : [])], comma)

const placeWords = ({ place, filing, referred, said }: Circumstances): Phrase =>
  joined(
    [
      factWords.place[place],
      ...(place === 'local' ? [] : [factWords.filing[filing]]),
      ...(filing === 'unfiled' && said === 'filed' ? [saidWords.filed] : []),
      ...(filing === 'unfiled' && said === 'emergency' ? [saidWords.emergency] : []),
      ...(referred ? [factWords.referred.true] : []),
    ],
    comma,
  )

/** What a reversal undoes. */
export const reversalFacts = (reversal: ClaimReversed): readonly Fact[] => [
  fact('冲正编号', 'Reversal', alike(reversal.reversalId)),
  fact('原结算编号', 'Reverses claim', alike(reversal.claimId)),
  ...commonFacts(reversal),
  fact('就诊日期', 'Service', alike(reversal.servedOn)),
  fact('冲正日期', 'Reversed on', alike(reversal.reversedOn)),
]

/** Why and when a claim was corrected, and why nothing is paid any more where that is so. */
export const correctionFacts = (
  { correctedOn, cause, scheme, city, stands }: ClaimCorrected,
  refusals: readonly Phrase[],
): readonly Fact[] => [
  fact('更正日期', 'Corrected on', alike(correctedOn)),
  fact('更正原因', 'Cause', causeWords[cause]),
  fact('险种', 'Scheme', schemeWords[scheme]),
  fact('支付统筹区', 'Paying city', cityWords(city)),
  ...(stands ? [fact('政策版本', 'Policy version', alike(stands.policyVersion))] : []),
  ...refusals.map((reason) => fact('不再支付的原因', 'No longer paid because', reason)),
]
