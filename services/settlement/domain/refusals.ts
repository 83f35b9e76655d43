import type { Refusal } from '#shared/kernel/decision.ts'

/** Every reason for which settlement says no: the stable code, and its text for a reader in either language. */
export const refusals = {
  'claim.other-payload': { zh: '同一报文号对应的内容不同', en: 'The id was used before for other content.' },
  'claim.bad-care': {
    zh: '医疗类别与交易不符',
    en: 'The kind of care does not belong to the transaction.',
  },
  'claim.other-scheme': { zh: '险种与参保信息不符', en: 'The person is insured in the other scheme.' },
  'claim.empty': { zh: '没有费用明细', en: 'The claim has no lines.' },
  'claim.too-many-lines': { zh: '费用明细条数超过上限', en: 'The claim has more lines than are accepted.' },
  'claim.bad-quantity': {
    zh: '数量不是正数或小数超过四位',
    en: 'A quantity is not positive or has over four decimals.',
  },
  'claim.bad-price': {
    zh: '单价为负或小数超过六位',
    en: 'A unit price is negative or has over six decimals.',
  },
  'claim.bad-amount': {
    zh: '金额为负、合计为零、不足一分或过大',
    en: 'An amount is negative, nil in total, not in whole fen, or absurdly large.',
  },
  'claim.line-does-not-add-up': {
    zh: '数量乘单价与明细金额不符',
    en: 'Quantity times unit price is not the line’s amount.',
  },
  'claim.total-does-not-add-up': { zh: '明细合计与总费用不符', en: 'The lines do not add up to the total.' },
  'claim.bad-date': {
    zh: '日期不存在或先后颠倒',
    en: 'A date is missing, does not exist, or is before the one it follows.',
  },
  'claim.in-future': { zh: '就诊日期在今天之后', en: 'The service is dated in the future.' },
  'claim.other-year': { zh: '就诊日期不属于该年度', en: 'The service does not belong to this fund year.' },
  'claim.not-in-catalogue': { zh: '项目不在当日目录内', en: 'A code is not in the catalogue of that day.' },
  'claim.overlapping-stay': { zh: '与已结算的住院时间重叠', en: 'The stay overlaps one already settled.' },
  'claim.too-many-stays': { zh: '年内住院次数超过上限', en: 'The year holds more stays than are accepted.' },
  'claim.already-reversed': { zh: '该结算已冲正', en: 'The claim was reversed before.' },
  'claim.unknown': { zh: '没有该笔结算', en: 'There is no such settled claim.' },
  'person.not-entitled': { zh: '当日不享受医保待遇', en: 'The person is not entitled on the day.' },
  'institution.unknown': { zh: '医药机构不存在', en: 'The institution is not known.' },
  'institution.not-designated': {
    zh: '医药机构当日无有效协议',
    en: 'The institution has no agreement on the day.',
  },
  'institution.suspended': {
    zh: '医药机构协议中止',
    en: 'The institution’s agreement is suspended on the day.',
  },
} as const satisfies Record<string, { zh: string; en: string }>

export type RefusalCode = keyof typeof refusals

/** A refusal of the table, with the field at fault and its figures. */
export const refusal = (code: RefusalCode, more: Omit<Refusal, 'code' | 'reason'> = {}): Refusal => ({
  code,
  reason: refusals[code].en,
  ...more,
})

/** A refusal in a reader's language; a code that is not in the table stands as it is. */
export const refusalText = (code: string, language: 'zh' | 'en'): string =>
  Object.hasOwn(refusals, code) ? refusals[code as RefusalCode][language] : code
