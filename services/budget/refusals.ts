import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the budget service says no. */
export const { table, refusal, refuse } = defineRefusals({
  // clearing
  'clearing.agreement-changed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{institution}考核后协议已变更，须先重新考核',
    en: '{institution} was assessed by another agreement.',
  },
  'clearing.answer-late': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '清算单的异议期限为{answerBy}，现已超过',
    en: 'The statement could be disputed until {answerBy}.',
    fields: ['on'],
  },
  'clearing.locked-before-proposed': {
    ...{ status: 409, remedy: 'correct' },
    zh: '锁定日期早于清算单的下达日期（{proposedOn}）',
    en: 'The statements were proposed on {proposedOn}.',
    fields: ['on'],
  },
  'clearing.months-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年12月尚未与全部医药机构完成月度结算',
    en: 'December of {year} is not settled for all institutions.',
  },
  'clearing.not-assessed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{institution}该年度尚未考核',
    en: '{institution} was not assessed.',
  },
  'clearing.not-disputed': {
    ...{ status: 409, remedy: 'look' },
    zh: '清算单没有待裁定的异议（{state}）',
    en: 'The statement is {state}: there is no dispute to decide.',
  },
  'clearing.not-proposed': {
    ...{ status: 409, remedy: 'look' },
    zh: '清算单不在已下达待确认的状态（{state}）',
    en: 'Only what is proposed can be answered or locked: it is {state}.',
  },
  'clearing.same-person': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '清算单的下达人不得裁定异议，也不得锁定清算单',
    en: 'Who proposed a statement may neither decide on it nor lock it.',
  },
  'clearing.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}没有{year}年度的清算单',
    en: 'There is no clearing statement of {year} for {institution}.',
    fields: ['institution'],
  },
  // monthly-settlement
  'settlement.earlier-run-open': {
    ...{ status: 409, remedy: 'sameAgain' },
    zh: '前一次月度结算（{runId}）尚未完成全部医药机构',
    en: '{runId} has not gone through all institutions.',
  },
  'settlement.earlier-year-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '上一年度的{period}尚未结算',
    en: '{period} of the year before is not settled.',
  },
  'settlement.month-closed': {
    ...{ status: 409, remedy: 'look' },
    zh: '{month}已由{runId}结账',
    en: '{month} was closed by {runId}.',
  },
  'settlement.month-not-begun': {
    ...{ status: 409, remedy: 'wait' },
    zh: '{on}时{month}尚未开始，不能结算',
    en: '{month} cannot be settled on {on}.',
    fields: ['on'],
  },
  'settlement.no-quota-plan': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度总额指标尚未下达，不能结算',
    en: 'The quotas of {year} are not published: there is nothing to settle by.',
  },
  'statement.answer-late': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '结算单的确认期限为{answerBy}，现已超过',
    en: 'The statement could be answered until {answerBy}.',
    fields: ['on'],
  },
  'statement.answered': {
    ...{ status: 409, remedy: 'look' },
    zh: '结算单已于{on}答复（{state}）',
    en: 'The statement is {state} since {on}.',
  },
  'statement.claim-unknown': {
    ...{ status: 422, remedy: 'checkId' },
    zh: '{claimId}不在{month}结算单的费用之内',
    en: '{claimId} is no claim that the statement of {month} was made of.',
    fields: ['items'],
  },
  'statement.not-contested': {
    ...{ status: 409, remedy: 'look' },
    zh: '结算单没有待裁定的争议费用',
    en: 'The statement has no contested claims to decide on.',
  },
  'statement.other-items': {
    ...{ status: 409, remedy: 'correct' },
    zh: '须对全部争议费用逐笔裁定，不得遗漏、重复或增加',
    en: 'Each contested claim is decided on once, and no other.',
    fields: ['items'],
  },
  'statement.same-person': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '提出争议的人员不得裁定该争议',
    en: 'Who contested a statement does not decide on it.',
  },
  'statement.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}没有{month}的结算单',
    en: 'There is no statement of {month} for {institution}.',
    fields: ['institution'],
  },
  // negotiation
  'negotiation.agreed-already': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '{institution}已同意下达的指标',
    en: '{institution} has agreed to what it is offered.',
  },
  'negotiation.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '协商内容已被他人修改，请重新查询',
    en: 'The round was changed by someone else.',
  },
  'negotiation.contested': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '有医药机构的反馈指标尚未答复',
    en: 'A counter-proposal waits for an answer.',
  },
  'negotiation.deadline-past': {
    ...{ status: 422, remedy: 'correct' },
    zh: '答复期限{answerBy}已过',
    en: '{answerBy} is over.',
    fields: ['answerBy'],
  },
  'negotiation.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '指标草案的编制人不得下达本人编制的指标',
    en: 'Who drafted quotas may not publish them.',
  },
  'negotiation.month-missing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{year}年度指标已下达，调整时须写明起始月份和理由',
    en: 'Quotas of {year} are in force: they are changed from a month of the year on, with a reason.',
    fields: ['from'],
  },
  'negotiation.month-settled': {
    ...{ status: 409, remedy: 'correct' },
    zh: '{month}已按现行指标结算',
    en: '{month} is settled by the quotas in force.',
    fields: ['from'],
  },
  'negotiation.no-plan': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{year}年度没有已下达的指标可供调整',
    en: 'No quotas of {year} are in force to be changed.',
    fields: ['from'],
  },
  'negotiation.no-position': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}不在本轮协商之内',
    en: '{institution} is not in the round.',
    fields: ['institution'],
  },
  'negotiation.not-agreed': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '本轮协商尚未达成一致，不能下达',
    en: 'A round is agreed before it is published.',
  },
  'negotiation.not-open': {
    ...{ status: 422, remedy: 'look' },
    zh: '第{round}轮协商未在进行（{status}）',
    en: 'Round {round} is {status}.',
  },
  'negotiation.other-care': {
    ...{ status: 422, remedy: 'correct' },
    zh: '指标须按总额目标的类别填报（{wanted}）',
    en: 'Amounts are named for the kinds of care of the target: {wanted}.',
    fields: ['amounts'],
  },
  'negotiation.proposed-already': {
    ...{ status: 422, remedy: 'look' },
    zh: '本轮协商指标已下达征求意见（{status}）',
    en: 'The round is {status}.',
  },
  'negotiation.still-open': {
    ...{ status: 422, remedy: 'wait' },
    zh: '医药机构可在{answerBy}前答复',
    en: 'Institutions may answer until {answerBy}.',
  },
  'negotiation.sum-moved': {
    ...{ status: 422, remedy: 'correct' },
    zh: '调增与调减须在所列医药机构之间相抵',
    en: 'What one institution gains, others named with it lose.',
    fields: ['proposals'],
  },
  'negotiation.too-late': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '{answerBy}前未反馈的，视为同意',
    en: 'A proposal not countered by {answerBy} is accepted.',
  },
  'negotiation.too-many-turns': {
    ...{ status: 422, remedy: 'look' },
    zh: '{institution}的协商次数已达{turns}次上限',
    en: '{institution} has had {turns} turns.',
  },
  'negotiation.under-way': {
    ...{ status: 409, remedy: 'look' },
    zh: '第{round}轮协商已在进行（{status}）',
    en: 'Round {round} is {status}.',
  },
  'negotiation.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{year}年度没有第{round}轮协商',
    en: 'There is no round {round} of {year}.',
    fields: ['number'],
  },
  'quota.institution-left-out': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{institution}有现行指标，不得遗漏',
    en: '{institution} has a quota in force.',
    fields: ['candidates'],
  },
  'target.not-approved': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '{year}年度总额控制目标尚未批准',
    en: 'No target of {year} is approved.',
  },
  // quota
  'quota-plan.published': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度已下达其他总额指标',
    en: 'Other quotas of {year} are already published.',
  },
  'quota.below-past-months': {
    ...{ status: 422, remedy: 'correct' },
    zh: '指标低于已执行月份已下达的数额',
    en: 'It is less than the months that stand gave already.',
  },
  'quota.bounds-too-narrow': {
    ...{ status: 422, remedy: 'correct' },
    zh: '总额{target}分无法在增长幅度限制内分配（最低{least}分，最高{most}分）',
    en: 'The target of {target} fen cannot be divided within the bounds of growth, {least} to {most}.',
  },
  'quota.institution-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '医药机构{institution}重复列入',
    en: '{institution} stands there twice.',
  },
  'quota.no-history': {
    ...{ status: 422, remedy: 'correct' },
    zh: '医药机构{institution}既无历史年度数据，也无预计数额',
    en: '{institution} has neither a year nor an expected amount.',
  },
  'quota.nothing-left': {
    ...{ status: 422, remedy: 'correct' },
    zh: '没有医药机构还有剩余指标可供调整',
    en: 'No institution has anything left of its quota to share by.',
  },
  'quota.nothing-to-adjust': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '服务量变化均未达到调整标准',
    en: 'No volume changed by as much as the threshold.',
  },
  'quota.volume-of-nothing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '医药机构{institution}没有{part}类指标',
    en: '{institution} has no quota for {part} care.',
    fields: ['volumes'],
  },
  // working-capital
  'working-capital.no-quota-plan': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度总额指标尚未下达，不能预拨周转金',
    en: 'The quotas of {year} are not published.',
  },
  'working-capital.year-being-cleared': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度正在清算，不再预拨周转金',
    en: '{year} is being cleared: nothing is lent for it.',
  },
})
