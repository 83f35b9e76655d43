import type { OneStay } from '../../plan/rules/stays.ts'
import type { Phrase } from './language.ts'
import { alike } from './language.ts'

const whichHospital: Readonly<Record<OneStay['institution'], Phrase>> = {
  other: { zh: '转入其他医院', en: 'another hospital' },
  same: { zh: '再次入住同一医院', en: 'the same hospital' },
  any: { zh: '再次住院', en: 'any hospital' },
}
const deductibleAgain: Readonly<Record<OneStay['deductible'], Phrase>> = {
  topUp: { zh: '只补起付线差额', en: 'only what is missing of the deductible is taken' },
  waived: { zh: '不再扣起付线', en: 'no deductible is taken again' },
  again: { zh: '重新扣起付线', en: 'the deductible is taken anew' },
}

/** When a stay counts as one with the one before it, and what that means for the deductible. */
export const oneStayWords = ({ withinDays, institution, diagnosis, deductible }: OneStay): Phrase => {
  const same = diagnosis === 'same' ? { zh: '因同一诊断', en: ' for the same diagnosis' } : alike('')
  const where = whichHospital[institution]
  return {
    zh: `出院后 ${withinDays} 日内${same.zh}${where.zh}，${deductibleAgain[deductible].zh}`,
    en: `admitted to ${where.en} within ${withinDays} days of leaving${same.en}: ${deductibleAgain[deductible].en}`,
  }
}
