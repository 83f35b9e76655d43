import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { explainDay } from '../../../../services/enrollment/explanation/rules/explain-day.ts'
import { explainingBy } from '../../../../services/enrollment/explanation/rules/explaining.ts'
import { said } from '../../../../services/enrollment/explanation/rules/reasons.ts'
import type { CoverageSpell, Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, monthPaid, residentSpell, yearPaid } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')
const explained = (person: Insured, day: string, today = day) => {
  const { covered, entitled, reasons } = explainDay(person, day, explainingBy(policy, today))
  return { covered, entitled, reasons: reasons.map(said) }
}
const last = (person: Insured, day: string, today?: string) => {
  const { entitled, reasons } = explained(person, day, today)
  const { code, article, tag, en, mend } = reasons.at(-1) ?? {}
  return { entitled, code, article, tag, en, ...(mend ? { mend: mend.en } : {}) }
}
const { broughtMonths: _, ...employee } = employeeSpell

describe('a day of a resident', () => {
  const paid = (paidOn: string) => insured(residentSpell, { paidBills: [yearPaid(2025, paidOn)] })

  it('is given by a payment in the window, in both languages and with the article', () => {
    expect(explained(paid('2024-11-20'), '2025-05-01')).toMatchObject({
      ...{ covered: true, entitled: true },
      reasons: [
        {
          ...{ code: 'covered', article: '皖政办〔2024〕3号 一(一)', tag: 'seed' },
          zh: '自2025-01-01起在合肥市参加城乡居民基本医疗保险，当日在保',
        },
        {
          ...{ code: 'paid-in-window', article: '皖政办〔2024〕3号 一(二)' },
          zh: '2025年度保费于2024-11-20在集中征缴期内缴清',
          en: '2025 was paid on 2024-11-20, within the window.',
        },
      ],
    })
  })

  it('is not given unpaid, and says from when it would be if it were paid today', () => {
    expect(last(insured(residentSpell), '2025-05-01', '2025-05-10')).toMatchObject({
      ...{ entitled: false, code: 'year-unpaid', article: '国办发〔2024〕38号', tag: 'read' },
      mend: 'If 2025 is paid in full on 2025-05-10, benefits begin on 2025-08-10.',
    })
    expect(last(insured(residentSpell), '2025-05-01', '2026-01-10')).toMatchObject({ code: 'year-over' })
  })

  it('waits after a late payment, and says when the wait ends', () => {
    expect(last(paid('2025-03-05'), '2025-05-01')).toMatchObject({
      ...{ entitled: false, code: 'wait-runs' },
      en: '2025 was paid on 2025-03-05; the wait ends before 2025-06-05, after 0 missed years.',
    })
    expect(last(paid('2025-03-05'), '2025-06-05')).toMatchObject({ entitled: true, code: 'wait-is-over' })
  })

  it('rests after a difference to the bill was due, says until when nothing changes, and what brings it back', () => {
    const difference = { billId: 'D-P1-2025-1', of: 'R-P1-2025', dueOn: '2025-05-31', turn: 1 }
    const owing = (more: object = {}) =>
      insured(residentSpell, {
        paidBills: [yearPaid(2025, '2024-11-20')],
        differences: [{ ...difference, ...more }],
      })
    expect(last(owing(), '2025-05-31')).toMatchObject({
      ...{ entitled: true, code: 'difference-open', article: 'none found', tag: 'assumed' },
      mend: 'Pay the difference by 2025-05-31; from the day after, benefits rest until it is paid.',
    })
    expect(last(owing(), '2025-06-01')).toMatchObject({
      ...{ entitled: false, code: 'difference-unpaid' },
      mend: 'Benefits come back on the day the difference is paid; the days before stay without.',
    })
    const late = owing({ turn: 2, paidOn: '2025-08-15' })
    expect(last(late, '2025-08-14')).toMatchObject({ entitled: false, code: 'difference-paid-late' })
    expect(last(late, '2025-08-15')).toMatchObject({ entitled: true, code: 'paid-in-window' })
  })

  it('needs no wait for a newborn', () => {
    const born = insured(
      { ...residentSpell, from: '2025-06-01' },
      { birthOn: '2025-06-01', paidBills: [yearPaid(2025, '2025-06-10')] },
    )
    expect(last(born, '2025-06-10')).toMatchObject({ entitled: true, code: 'newborn-needs-no-wait' })
  })
})

describe('a day of an employee', () => {
  const of = (...paidBills: Insured['paidBills']) => insured(employee, { paidBills })

  it('is given by the month before', () => {
    expect(last(of(monthPaid('2025-03')), '2025-04-10')).toMatchObject({
      ...{ entitled: true, code: 'month-paid' },
      en: '2025-03 was paid on 2025-03-15, which gives the month after it.',
    })
  })

  it('is mended by paying the month in time, and after that by paying on', () => {
    expect(last(of(), '2025-04-10', '2025-05-10')).toMatchObject({
      ...{ entitled: false, code: 'month-unpaid', tag: 'second-hand' },
      mend: 'Pay 2025-03 by 2025-06-30: the benefits of 2025-04-10 are restored.',
    })
    expect(last(of(), '2025-04-10', '2025-07-01')).toMatchObject({
      ...{ code: 'month-lost', mend: 'Pay 2025-07, each in its month: benefits begin on 2025-08-01.' },
    })
    expect(last(of(monthPaid('2025-03', '2025-07-01')), '2025-04-10', '2025-07-02')).toMatchObject({
      code: 'month-paid-too-late',
    })
    expect(last(of(), '2025-01-10')).toMatchObject({ entitled: false, code: 'first-month' })
  })

  it('is waited for by a flexible worker, and given after a change from the resident scheme', () => {
    const flexible = { ...employee, employment: 'flexible' } as CoverageSpell
    const waits = insured(flexible, { paidBills: [monthPaid('2025-01'), monthPaid('2025-02')] })
    expect(last(waits, '2025-03-05')).toMatchObject({
      ...{ entitled: false, code: 'first-wait' },
      en: 'A flexible worker who enrols for the first time pays 3 months on end; 2 are paid by the month before.',
    })
    const spells = [
      { ...residentSpell, from: '2023-06-01', to: '2025-05-31' },
      { ...flexible, from: '2025-06-01' },
    ] as never
    const years = [2023, 2024, 2025].map((year) => yearPaid(year, `${year - 1}-11-01`))
    const paidBills = [...years, monthPaid('2025-06')]
    expect(last(insured(residentSpell, { spells, paidBills }), '2025-06-10')).toMatchObject({
      ...{ entitled: true, code: 'month-on-switching', article: '医保办发〔2021〕43号 第十三条' },
    })
  })

  it('is waited for by whoever pays again after a break, by the rule of their city', () => {
    const flexible = { ...employee, employment: 'flexible', broughtMonths: 60 } as CoverageSpell
    const paidBills = [monthPaid('2025-01'), monthPaid('2025-06'), monthPaid('2025-07')]
    const waits = insured({ ...flexible, city: '340500' }, { paidBills })
    expect(last(waits, '2025-08-05', '2025-08-05')).toMatchObject({
      ...{ entitled: false, code: 'wait-after-break', tag: 'second-hand' },
      en: 'Whoever pays again after more than 3 months without insurance pays 3 months on end first; 2 are paid by the month before.',
      // With May paid in time the stop was of three months: nobody waits for that.
      mend: 'Pay 2025-05 by 2025-08-31: the benefits of 2025-08-05 are restored.',
    })
    expect(last(insured(flexible, { paidBills }), '2025-08-05')).toMatchObject({ code: 'month-paid' })
  })

  it('tells a flexible worker who missed a month of their wait to pay both, which gives the day', () => {
    const flexible = { ...employee, employment: 'flexible' } as CoverageSpell
    const gap = insured(flexible, { paidBills: [monthPaid('2025-01'), monthPaid('2025-02')] })
    expect(last(gap, '2025-05-10')).toMatchObject({
      ...{ entitled: false, code: 'month-unpaid' },
      mend: 'Pay 2025-03, 2025-04 by 2025-06-30: the benefits of 2025-05-10 are restored.',
    })
  })

  it('promises nothing that a payment does not give: nothing where the coverage is over', () => {
    const left = insured(employee, {
      ...{ status: 'ended', reason: 'military-service' },
      spells: [{ ...employee, to: '2025-04-30' }],
    } as never)
    expect(last(left, '2025-04-10', '2025-09-01')).not.toHaveProperty('mend')
    expect(explained(left, '2025-06-10').reasons.map(({ zh }) => zh)).toEqual([
      '参保关系已于2025-04-30终止（服兵役）',
    ])
  })

  it('of the retired says how many months are missing', () => {
    const retired = { ...employee, employment: 'retired', moveReport: 1 } as CoverageSpell
    expect(explained(insured(retired), '2025-04-10', '2025-04-10').reasons.map(({ code }) => code)).toEqual([
      'covered',
      'retired-lacks-months',
      'month-unpaid',
    ])
    expect(last(insured({ ...retired, proven: [{ months: 300, report: 2 }] }), '2025-04-10')).toMatchObject({
      ...{ entitled: true, code: 'retired-for-life' },
    })
  })
})

describe('a day that nothing covers', () => {
  it('is before the first, between two, after the end, or of another person', () => {
    const spells = [
      { ...residentSpell, to: '2025-03-31' },
      { ...residentSpell, from: '2025-06-01', to: '2025-08-31' },
    ] as never
    const more = { spells, status: 'ended', reason: 'left-province' } as Partial<Insured>
    const person = insured(residentSpell, more)
    const codeOn = (day: string) => last(person, day).code
    expect(['2024-12-31', '2025-04-10', '2025-09-01'].map(codeOn)).toEqual([
      'not-yet-covered',
      'between-coverages',
      'ended',
    ])
    const same = insured(residentSpell, {
      ...more,
      struck: [{ from: '2025-06-01', to: '9999-12-31' }],
      sameAs: { personId: 'P2', likenessId: 'L1' },
    } as Partial<Insured>)
    expect(explained(same, '2025-07-01')).toMatchObject({
      ...{ covered: false, entitled: false },
      reasons: [{ code: 'covered-as-another', mend: { zh: '请查询人员P2' } }],
    })
  })
})
