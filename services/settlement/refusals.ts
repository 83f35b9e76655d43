import type { Decision, Refusal } from '#shared/kernel/decision.ts'

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
  'claim.not-restorable': {
    zh: '撤销结算后已有新的业务，不能恢复，请重新结算',
    en: 'Others were settled since the claim was reversed; it cannot stand again and has to be settled anew.',
  },
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
  'person.unknown': { zh: '没有该参保人的信息', en: 'Nothing is recorded of the person in the year.' },
  'visit.unknown': {
    zh: '没有该就诊登记',
    en: 'There is no such visit of the institution and kind of care.',
  },
  'visit.other-person': { zh: '就诊登记与人员编号不符', en: 'The visit is another person’s.' },
  'visit.cancelled': { zh: '该就诊登记已撤销', en: 'The visit was cancelled.' },
  'visit.settled': { zh: '该就诊已结算', en: 'The visit is settled; reverse the settlement first.' },
  'visit.discharged': { zh: '已办理出院', en: 'The discharge is recorded already.' },
  'visit.not-discharged': { zh: '尚未办理出院', en: 'The discharge is not recorded yet.' },
  'fee.serial-used': { zh: '费用明细流水号重复', en: 'A serial number stands in the visit already.' },
  'fee.unknown': { zh: '没有该费用明细', en: 'There is no such fee line to withdraw.' },
  'call.bad-field': { zh: '字段缺失或格式不符', en: 'A field is missing or is not as the interface has it.' },
  'call.undone': { zh: '该报文已被冲正', en: 'The call was taken back.' },
  'call.not-undoable': { zh: '该交易不能冲正', en: 'A call of this kind cannot be taken back.' },
  'call.other-transaction': {
    zh: '原交易编号与原报文不符',
    en: 'The call to take back was another transaction.',
  },
  'call.other-institution': {
    zh: '报文号不属于该医药机构',
    en: 'The message id belongs to another institution.',
  },
  'reconciliation.bad-period': {
    zh: '对账起止日期有误，或对账日尚未结束',
    en: 'The days are out of order, too many, or not over yet.',
  },
  'reconciliation.too-different': {
    zh: '差异条数超过上限，请缩短对账期间',
    en: 'There are more differences than one reconciliation holds; send fewer days.',
  },
  'reconciliation.unknown': { zh: '没有该对账差异', en: 'There is no such reconciliation or difference.' },
  'reconciliation.settled': {
    zh: '该差异已按其他方式处理',
    en: 'The difference was settled in another way before.',
  },
  'reconciliation.not-so': {
    zh: '处理方式与结算记录不符',
    en: 'What is recorded of the claim does not bear out how the difference is said to be settled.',
  },
  'claim.bad-purpose': {
    zh: '就医目的与医疗类别、机构或患者不符',
    en: 'What the claim is for does not fit the care, the institution or the patient.',
  },
  'claim.disease-not-registered': {
    zh: '该门诊慢特病当日未备案',
    en: 'The chronic disease is not registered on the day, or none was given.',
  },
  'claim.spans-years': {
    zh: '跨年度住院须按年度分别结算',
    en: 'A stay across the year’s end is settled apart for each year.',
  },
  'line.level': {
    zh: '该级别医疗机构不予支付此项目',
    en: 'The item is not paid in hospitals of this level.',
  },
  'line.diagnosis': {
    zh: '诊断不符合限定支付范围',
    en: 'The item is not paid for this diagnosis, or none was given.',
  },
  'line.sex': { zh: '性别不符合限定支付范围', en: 'The item is not paid for patients of this sex.' },
  'line.age': { zh: '年龄不符合限定支付范围', en: 'The item is not paid for patients of this age.' },
  'line.quantity': { zh: '数量超过限定支付数量', en: 'The claim has more of the item than is paid for.' },
  'line.days': {
    zh: '用药天数超过限定支付天数或未填报',
    en: 'The item is for more days of supply than are paid for, or the days were not given.',
  },
  'import.other-payload': {
    zh: '同一导入编号对应的内容不同',
    en: 'The id was used before for another file.',
  },
  'import.committed': { zh: '该导入已生效', en: 'The import was committed before.' },
  'import.part-missing': { zh: '导入分片不齐', en: 'Not all parts of the import were sent, or too many.' },
  'import.part-too-large': {
    zh: '文件或导入分片行数过多',
    en: 'The file, or the part of one, has more rows than are taken at once.',
  },
  'claim.against-rule': {
    zh: '违反医保监管规则，不予结算',
    en: 'The claim goes against a supervision rule and is not settled.',
  },
  'claim.held': {
    zh: '触发医保监管规则，须经办机构审核后结算',
    en: 'A supervision rule holds the claim until an office has reviewed it.',
  },
  'claim.review-not-yours': {
    zh: '审核意见只能由经办机构提交',
    en: 'Only an office can send a claim as reviewed.',
  },
  'case.unknown': { zh: '没有该稽核案件', en: 'There is no such case.' },
  'case.other-payload': {
    zh: '同一请求编号对应的内容不同',
    en: 'The key was used before for another command.',
  },
  'case.closed': { zh: '稽核案件已办结', en: 'The case was decided before.' },
  'case.not-assigned': {
    zh: '稽核案件尚未指派核查人员',
    en: 'The case has to be looked into by someone before it is confirmed.',
  },
  'case.same-person': {
    zh: '核查与确认不得为同一人',
    en: 'Who opened or looked into a case cannot confirm it.',
  },
  'case.no-claim': { zh: '未指明涉及的结算', en: 'No claim is named to recover from.' },
  'case.other-claim': {
    zh: '涉及的结算不属于同一医药机构、险种和统筹区',
    en: 'A claim is of another institution, scheme or city than the case.',
  },
  'case.above-paid': {
    zh: '追回金额超过基金对该结算的支付额',
    en: 'The amount is nil, or more than the funds paid of the claims and did not recover yet.',
  },
  'case.too-many-comments': { zh: '申辩次数超过上限', en: 'The case holds as many comments as it may.' },
  'supervision.month-not-over': { zh: '该月尚未结束', en: 'The month is not over yet.' },
} as const satisfies Record<string, { zh: string; en: string }>

export type RefusalCode = keyof typeof refusals

/** A refusal of the table, with the field at fault and its figures. */
export const refusal = (code: RefusalCode, more: Omit<Refusal, 'code' | 'reason'> = {}): Refusal => ({
  code,
  reason: refusals[code].en,
  ...more,
})

/** The decision that refuses with a code of the table. */
export const refuse = (code: RefusalCode, more: Omit<Refusal, 'code' | 'reason'> = {}): Decision<never> => ({
  status: 'refused',
  refusal: refusal(code, more),
})

/** A refusal in a reader's language; a code that is not in the table stands as it is. */
export const refusalText = (code: string, language: 'zh' | 'en'): string =>
  Object.hasOwn(refusals, code) ? refusals[code as RefusalCode][language] : code
