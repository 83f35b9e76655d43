import { describe, expect, it } from 'vitest'
import { aidCategories } from '#shared/kernel/scheme.ts'
import {
  deductibleChange,
  shareChange,
} from '../../../../services/settlement/explanation/rules/adjustment-words.ts'
import {
  ceilingWords,
  classCeilingWords,
} from '../../../../services/settlement/explanation/rules/ceiling-words.ts'
import { conditionWords } from '../../../../services/settlement/explanation/rules/condition-words.ts'
import { languages } from '../../../../services/settlement/explanation/rules/language.ts'
import {
  deductibleWords,
  floorWords,
  paysWords,
  rowWords,
} from '../../../../services/settlement/explanation/rules/plan-words.ts'
import { oneStayWords } from '../../../../services/settlement/explanation/rules/stay-words.ts'
import {
  deliveries,
  filings,
  places,
  purposes,
} from '../../../../services/settlement/insured-year/rules/care.ts'
import { condition } from '../../../../services/settlement/plan/rules/condition.ts'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { rawWords } from '../support/explained.ts'

const said = (when: object) => conditionWords(condition.parse(when))
const layer = (given: object) => basicLayer.parse({ deductible: 0, pays: 1, ...given })
const first = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error('a plan without a row')
  return item
}

describe('whom a row is for', () => {
  it.each([
    [{ level: 1 }, '一级医院', 'level-1 hospital'],
    [{ level: [2, 3] }, '二级医院、三级医院', 'level-2 hospital or level-3 hospital'],
    [{ employment: 'retired', level: 3 }, '三级医院，退休人员', 'level-3 hospital, retired'],
    [{ provincial: false }, '非省属医院', 'not a hospital of the province'],
    [{ stay: { from: 2 } }, '年内第 2 次及以后住院', 'stay 2 of the year and later ones'],
    [{ stay: { from: 1, to: 1 } }, '年内第 1 次住院', 'stay 1 of the year'],
    [{ age: { from: 60, to: 79 } }, '满 60 周岁，不超过 79 周岁', 'aged 60 or more, aged 79 at most'],
    [
      { place: 'outOfProvince', filing: ['filed', 'emergency'] },
      '省外就医，已备案、急诊抢救',
      'treated outside the province, filed or emergency',
    ],
    [{ itemClass: 'B' }, '乙类项目', 'class B items'],
    [{ itemClass: 'implant' }, '“implant”类项目', 'items of the class “implant”'],
    [{ disease: 'D01' }, '病种“D01”', 'the disease “D01”'],
  ])('%j', (when, zh, en) => {
    expect(said(when)).toEqual({ zh, en })
  })

  it('has words for every value a plan may ask for', () => {
    const asked = {
      level: [1, 2, 3],
      employment: ['employed', 'flexible', 'retired', 'resident'],
      aid: [...aidCategories],
      sex: ['male', 'female'],
      place: [...places],
      filing: [...filings],
      purpose: [...purposes],
      delivery: [...deliveries],
      provincial: [true, false],
      referred: [true, false],
      civilServant: [true, false],
    }
    for (const [fact, values] of Object.entries(asked))
      for (const value of values)
        for (const language of languages) {
          const text = said({ [fact]: value })[language]
          expect(rawWords({ text }, language)).toEqual([])
        }
    for (const fact of ['age', 'stay', 'diseases', 'continuousYears', 'claimFreeYears'])
      for (const range of [{ from: 2 }, { to: 3 }, { from: 4, to: 4 }])
        for (const language of languages)
          expect(rawWords({ text: said({ [fact]: range })[language] }, language)).toEqual([])
  })
})

describe('what a row says', () => {
  const { deductible, pays, adjust, floor, ceiling, classCeiling, oneStay } = layer({
    deductible: [
      {
        when: { place: 'outOfProvince' },
        share: 0.2,
        of: 'total',
        min: 2000,
        max: 10_000,
      },
      { amount: 700 },
    ],
    pays: [
      { when: { employment: 'retired' }, ratio: 0.75, perYearOfAge: 0.002, fromAge: 50, atMost: 0.95 },
      { bands: [{ upTo: 5000, ratio: 0.8 }, { upTo: 10_000, patientShare: 0.15 }, { ratio: 0.9 }] },
    ],
    edges: 'absolute',
    adjust: [
      {
        when: { place: 'inProvince' },
        deductible: { times: 1.5, plus: 100, lessPerStay: 50, min: 300, max: 3000 },
        pays: { points: -5, times: 0.9, patientTimes: 1.2 },
      },
    ],
    floor: { ratio: 0.45, of: 'totalAboveDeductible' },
    ceiling: [
      {
        amount: 300_000,
        counts: ['inpatient', 'outpatient'],
        grows: { each: 'continuousYears', beyond: 4, atMost: 20, by: 1000 },
        growsAtMost: 0.2,
      },
      { amount: [{ when: { employment: 'retired' }, amount: 5000 }, { amount: 4000 }], per: 'claim' },
    ],
    classCeiling: { itemClass: ['drugs'], amount: 80_000 },
    deductibleFrom: 'proRata',
    oneStay: { withinDays: 15, institution: 'other', diagnosis: 'same', deductible: 'topUp' },
  })

  it('of the deductible: a share between two limits', () => {
    expect(rowWords(first(deductible), deductibleWords)).toEqual({
      zh: '省外就医：起付线为总费用的 20 %，不低于 2000.00 元，不超过 10000.00 元',
      en: 'treated outside the province: deductible of 20 % of total cost, at least 2000.00 yuan, at most 10000.00 yuan',
    })
    expect(rowWords(first(deductible.slice(1)), deductibleWords, true).zh).toBe('其余情形：起付线 700.00 元')
  })

  it('of the payment: growing with age, and by band', () => {
    expect(pays.map((row) => rowWords(row, paysWords, true).zh)).toEqual([
      '退休人员：支付 75 %，50 周岁以上每满一周岁加 0.2 %，最高 95 %',
      '其余情形：0.00 元至 5000.00 元部分支付 80 %；5000.00 元至 10000.00 元部分支付 85 %；10000.00 元以上部分支付 90 %',
    ])
  })

  it('of an adjustment', () => {
    expect([deductibleChange(first(adjust)).zh, shareChange(first(adjust)).zh]).toEqual([
      '起付线 × 1.5，起付线加 100.00 元，年内每多住院一次减 50.00 元，不低于 300.00 元，不超过 3000.00 元',
      '个人负担比例 × 1.2，支付比例 × 0.9，支付比例 -5 个百分点',
    ])
  })

  it('of the floor', () => {
    expect(floorWords(first(floor ?? []).value)).toEqual({
      zh: '保底支付不低于总费用减起付线的 45 %',
      en: 'at least 45 % of total cost above the deductible',
    })
  })

  it('of ceilings: what they count with, how they grow, and for whom', () => {
    expect(ceiling.map((one) => ceilingWords(one, 'inpatient').zh)).toEqual([
      '年度封顶线 300000.00 元，连续参保超过 4 年后每多一年加 1000.00 元，最多计 20 年，增加部分不超过 20 %，与门诊统筹合并计算',
      '每次封顶线 退休人员：5000.00 元；其余情形：4000.00 元',
    ])
    expect(classCeiling && classCeilingWords(classCeiling).en).toBe(
      'ceiling of the year for items of the class “drugs” 80000.00 yuan',
    )
  })

  it('of stays that count as one', () => {
    expect(oneStay.map(oneStayWords)).toEqual([
      {
        zh: '出院后 15 日内因同一诊断转入其他医院，只补起付线差额',
        en: 'admitted to another hospital within 15 days of leaving for the same diagnosis: only what is missing of the deductible is taken',
      },
    ])
  })
})
