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
    fields: ['year'],
  },
  'gap.year-not-cleared': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{city}的{year}年度尚未与全部定点医药机构清算完毕，缺口不能确定',
    en: 'The fund year {year} of {city} is not cleared with every institution: its gap is not known yet.',
    fields: ['year'],
  },
  'gap.no-evidence': {
    ...{ status: 409, remedy: 'look' },
    zh: '{city}的{year}年度由旧版本清算，未记录缺口成因的依据数据，不能申请',
    en: 'The year {year} of {city} was cleared by an earlier release, which kept no figures that prove a cause.',
    fields: ['year'],
  },
  'gap.after-deadline': {
    ...{ status: 422, remedy: 'correct' },
    zh: '申请于{receivedOn}收到，已过该年度缺口的申请截止日期（{applyBy}），须说明逾期理由并附文号',
    en: 'It arrived on {receivedOn}, after {applyBy}, the last day for the gap of the year: it needs a reason and a document.',
    fields: ['late'],
  },
  'gap.not-proven': {
    ...{ status: 422, remedy: 'look' },
    zh: '账面和业务数据不能证明所列成因造成了缺口',
    en: 'The books and events prove nothing of the gap by the causes that are named.',
    fields: ['causes'],
  },
  'gap.own-balance-covers': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '本统筹区历年滚存结余应先行弥补{own}分，可计入的缺口{eligible}分已全部覆盖',
    en: "The city's own accumulated balance comes first: {own} fen of it cover the {eligible} fen that count.",
  },
  'gap.not-evaluated': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{city}的{year}年度预算绩效评价尚未公布',
    en: "The performance of {city}'s budget of {year} is not published, and the share depends on its score.",
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
    zh: '申请、审核、批准须由不同的人办理',
    en: 'Who made or examined an application may not decide on it.',
  },
  'application.not-examined': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该申请尚未经省级审核',
    en: 'Nobody of the province examined the application yet.',
  },
  'application.before-examined': {
    ...{ status: 422, remedy: 'correct' },
    zh: '批准日期不得早于审核日期（{on}）',
    en: 'It is approved on or after the day it was examined, {on}.',
    fields: ['on'],
  },
  'account.overdrawn': {
    ...{ status: 409, remedy: 'wait' },
    zh: '省级调剂金账户余额不足',
    en: 'The provincial account does not hold the amount.',
  },
})
