import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the adjustment fund says no. */
export const { table, refusal, refuse } = defineRefusals({
  'levy.year-not-closed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度尚未结账的统筹区：{cities}',
    en: 'The fund year {year} is not closed in: {cities}.',
  },
  'levy.other-run': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度的调剂金上解已于{on}按其他统筹区或日期启动',
    en: 'The levy of {year} was started on {on} for other cities or days.',
  },
  'gap.year-not-closed': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '{city}的{year}年度尚未结账',
    en: 'The fund year {year} of {city} is not closed.',
  },
  'gap.year-not-cleared': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{city}的{year}年度尚未与全部定点医药机构清算完毕，缺口不能确定',
    en: 'The fund year {year} of {city} is not cleared with every institution: its gap is not known yet.',
  },
  'gap.none': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '该年度没有基金缺口',
    en: 'The cleared year has no gap.',
  },
  'gap.above-eligible': {
    ...{ status: 422, remedy: 'correct' },
    zh: '申请金额超过可计入的缺口',
    en: 'More is claimed than may count of the gap.',
    fields: ['eligibleGap'],
  },
  'application.exists': {
    ...{ status: 422, remedy: 'look' },
    zh: '该缺口已有另一份申请：{applicationId}',
    en: 'The gap has another application: {applicationId}.',
  },
  'application.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该申请',
    en: 'There is no such application.',
    fields: ['applicationId'],
  },
  'application.decided': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '该申请已办结（{status}）',
    en: 'The application is already {status}.',
  },
  'application.own-approval': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '申请人不得审批本人提交的申请',
    en: 'Who made an application may not approve it.',
  },
  'account.overdrawn': {
    ...{ status: 409, remedy: 'wait' },
    zh: '省级调剂金账户余额不足',
    en: 'The provincial account does not hold the amount.',
  },
})
