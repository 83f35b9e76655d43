import { aidNames } from '#shared/kernel/scheme.ts'
import type { CountedFact, Fact, Facts } from '../../plan/rules/condition.ts'
import type { Phrase } from './language.ts'

type NamedFact = Exclude<Fact, CountedFact | 'itemClass' | 'disease'>
type Values<Name extends Fact> = `${NonNullable<Facts[Name]>}`

/** The facts with a list of values, each value in words. */
export const factWords: { readonly [Name in NamedFact]: Readonly<Record<Values<Name>, Phrase>> } = {
  level: {
    1: { zh: '一级医院', en: 'level-1 hospital' },
    2: { zh: '二级医院', en: 'level-2 hospital' },
    3: { zh: '三级医院', en: 'level-3 hospital' },
  },
  provincial: {
    true: { zh: '省属医院', en: 'hospital of the province' },
    false: { zh: '非省属医院', en: 'not a hospital of the province' },
  },
  employment: {
    employed: { zh: '在职职工', en: 'employed' },
    flexible: { zh: '灵活就业人员', en: 'in flexible employment' },
    retired: { zh: '退休人员', en: 'retired' },
    resident: { zh: '城乡居民', en: 'resident' },
  },
  aid: {
    none: { zh: '非救助对象', en: 'not in an aid category' },
    ...aidNames,
  },
  sex: { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } },
  place: {
    local: { zh: '参保地就医', en: 'treated at home' },
    inProvince: { zh: '省内异地就医', en: 'treated elsewhere in the province' },
    outOfProvince: { zh: '省外就医', en: 'treated outside the province' },
  },
  filing: {
    none: { zh: '无需备案', en: 'nothing to file' },
    filed: { zh: '已备案', en: 'filed' },
    emergency: { zh: '急诊抢救', en: 'emergency' },
    unfiled: { zh: '未备案', en: 'not filed' },
  },
  referred: { true: { zh: '经转诊', en: 'referred' }, false: { zh: '未经转诊', en: 'not referred' } },
  purpose: {
    general: { zh: '普通就医', en: 'general care' },
    chronic: { zh: '慢特病', en: 'chronic or special disease' },
    emergency: { zh: '急诊', en: 'emergency care' },
    delivery: { zh: '生育', en: 'delivery' },
    pharmacy: { zh: '药店购药', en: 'pharmacy purchase' },
    'two-diseases': { zh: '“两病”门诊用药', en: 'drugs for hypertension or diabetes' },
  },
  delivery: {
    natural: { zh: '顺产', en: 'natural birth' },
    assisted: { zh: '助产', en: 'assisted birth' },
    caesarean: { zh: '剖宫产', en: 'caesarean section' },
  },
  civilServant: {
    true: { zh: '享受公务员医疗补助', en: 'with the civil-servant supplement' },
    false: { zh: '不享受公务员医疗补助', en: 'without the civil-servant supplement' },
  },
  contracted: {
    true: { zh: '签约机构就医', en: 'at an institution contracted with' },
    false: { zh: '非签约机构就医', en: 'at an institution not contracted with' },
  },
}

type Edge = (count: number) => Phrase

/** The counted facts: from a number on, up to a number, and exactly a number. */
export const countWords: Readonly<
  Record<CountedFact, { readonly from: Edge; readonly to: Edge; readonly only: Edge }>
> = {
  age: {
    from: (age) => ({ zh: `满 ${age} 周岁`, en: `aged ${age} or more` }),
    to: (age) => ({ zh: `不超过 ${age} 周岁`, en: `aged ${age} at most` }),
    only: (age) => ({ zh: `${age} 周岁`, en: `aged ${age}` }),
  },
  stay: {
    from: (stay) => ({ zh: `年内第 ${stay} 次及以后住院`, en: `stay ${stay} of the year and later ones` }),
    to: (stay) => ({ zh: `年内前 ${stay} 次住院`, en: `the first ${stay} stays of the year` }),
    only: (stay) => ({ zh: `年内第 ${stay} 次住院`, en: `stay ${stay} of the year` }),
  },
  diseases: {
    from: (count) => ({
      zh: `登记慢特病 ${count} 种及以上`,
      en: `${count} or more chronic diseases registered`,
    }),
    to: (count) => ({
      zh: `登记慢特病不超过 ${count} 种`,
      en: `at most ${count} chronic diseases registered`,
    }),
    only: (count) => ({ zh: `登记慢特病 ${count} 种`, en: `chronic diseases registered: ${count}` }),
  },
  continuousYears: {
    from: (years) => ({ zh: `连续参保 ${years} 年及以上`, en: `enrolled ${years} or more years on end` }),
    to: (years) => ({ zh: `连续参保不超过 ${years} 年`, en: `enrolled at most ${years} years on end` }),
    only: (years) => ({ zh: `连续参保 ${years} 年`, en: `years enrolled on end: ${years}` }),
  },
  missedYears: {
    from: (years) => ({ zh: `断保 ${years} 年及以上`, en: `${years} or more years missed` }),
    to: (years) => ({ zh: `断保不超过 ${years} 年`, en: `at most ${years} years missed` }),
    only: (years) => ({ zh: `断保 ${years} 年`, en: `years missed: ${years}` }),
  },
  claimFreeYears: {
    from: (years) => ({ zh: `${years} 年及以上零报销`, en: `${years} or more years without a claim` }),
    to: (years) => ({ zh: `零报销不超过 ${years} 年`, en: `at most ${years} years without a claim` }),
    only: (years) => ({ zh: `${years} 年零报销`, en: `years without a claim: ${years}` }),
  },
}

/** What a sender said of care elsewhere, and what stands against it. */
export const saidWords = {
  filed: {
    zh: '机构申报为已备案，但参保地无对应的有效备案记录，按未备案计算；如已备案，请参保地补录备案后重新计算',
    en: 'the institution said it was filed, but the paying city has no filing on record for it; it counts as not filed until one is recorded',
  },
  emergency: {
    zh: '机构申报为急诊抢救，但未填写诊断或经办核实不属急诊，按未备案计算',
    en: 'the institution said it was an emergency, but gave no diagnosis or the office found it was none; it counts as not filed',
  },
} as const
