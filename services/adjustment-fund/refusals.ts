import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the adjustment fund says no. */
export const { table, refusal, refuse } = defineRefusals({
  'levy.year-not-closed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度尚未结账的统筹区：{cities}',
    en: 'The fund year {year} is not closed in: {cities}.',
  },
  'run.year-not-over': {
    ...{ status: 422, remedy: 'correct' },
    zh: '业务日期须在所依据年度终了（{last}）之后',
    en: 'It goes by a year that ends on {last}, and is dated after it.',
    fields: ['on'],
  },
  'levy.city-levied': {
    ...{ status: 409, remedy: 'look' },
    zh: '下列统筹区已上解或已在另一上解批次中：{cities}',
    en: 'These cities are levied, or stand in another levy run: {cities}.',
    fields: ['cities'],
  },
  'levy.above-rest': {
    ...{ status: 422, remedy: 'correct' },
    zh: '下列统筹区本年度已上解{taken}，再上解{share}将超过全年应上解额：{cities}',
    en: 'Of the levy of the year {taken} is taken, and {share} more would pass it, in: {cities}.',
    fields: ['share'],
  },
  'levy.too-many-parts': {
    ...{ status: 409, remedy: 'look' },
    zh: '下列统筹区本年度已分{most}期上解：{cities}',
    en: 'The levy of the year is taken in {most} parts at most, which it was in: {cities}.',
    fields: ['cities'],
  },
  'levy.earlier-run-open': {
    ...{ status: 409, remedy: 'sameAgain' },
    zh: '另一上解批次（{runId}）尚未完成',
    en: 'The levy run {runId} has not gone through all its cities.',
  },
  'run.not-proposed': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该批次',
    en: 'Nobody proposed such a run.',
    fields: ['runId'],
  },
  'run.earlier-proposed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '同一年度的批次{runId}待审批',
    en: 'The run {runId} of the same year waits to be approved or rejected.',
  },
  'run.same-person': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '提出批次的人不得审批该批次',
    en: 'Who proposed a run may not approve it.',
  },
  'run.approved': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '该批次已批准，不能退回',
    en: 'The run is approved and cannot be rejected any more.',
  },
  'run.rejected': {
    ...{ status: 409, remedy: 'look' },
    zh: '该批次已退回，须重新提出',
    en: 'The run was rejected: another is to be proposed.',
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
