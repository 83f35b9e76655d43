import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the budget service says no. */
export const { table, refusal, refuse } = defineRefusals({
  // accounts
  'final-accounts.year-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '年度结账后方可编制决算',
    en: 'Final accounts are drawn up when the year is closed.',
  },
  'year-close.no-approved-budget': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该年度没有已批准的预算，不能结账',
    en: 'The year has no approved budget to be executed.',
  },
  // disclosure
  'disclosure.not-final': {
    ...{ status: 404, remedy: 'sameAgain' },
    zh: '全部清算单锁定后方可公开清算结果（共{statements}份，未锁定{open}份）',
    en: 'A clearing is made public when every statement is locked: {open} of {statements} are open.',
  },
  'disclosure.unpublished': {
    ...{ status: 404, remedy: 'sameAgain' },
    zh: '{of}的该项内容尚未公开',
    en: 'What was asked for of {of} is not published.',
  },
  // drafting
  'draft.age-groups': {
    ...{ status: 422, remedy: 'correct' },
    zh: '参保人数须按{groups}个年龄组填报',
    en: 'The insured are counted in {groups} age groups.',
    fields: ['insured'],
  },
  'draft.negative-line': {
    ...{ status: 422, remedy: 'correct' },
    zh: '预算科目{line}的测算结果为负数',
    en: 'The line {line} would come to less than nil.',
  },
  'draft.no-actuals': {
    ...{ status: 422, remedy: 'correct' },
    zh: '编制预算草案至少需要一个以前年度的执行数',
    en: 'A budget is drafted from at least one earlier year.',
    fields: ['actuals'],
  },
  'draft.nobody-insured': {
    ...{ status: 422, remedy: 'correct' },
    zh: '每个年度都须填报参保人数',
    en: 'Every year needs the number of its insured.',
    fields: ['insured'],
  },
  'draft.pricing-later': {
    ...{ status: 422, remedy: 'correct' },
    zh: '政策测算{pricing}自{holdsFrom}起执行，晚于预算年度',
    en: 'The pricing {pricing} would hold from {holdsFrom}, after the year.',
    fields: ['effects'],
  },
  'draft.pricing-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '同一政策测算重复引用',
    en: 'A pricing is named twice.',
    fields: ['effects'],
  },
  'draft.pricing-unknown': {
    ...{ status: 422, remedy: 'checkId' },
    zh: '该基金没有编号为{pricing}的政策测算',
    en: 'The fund has no pricing {pricing}.',
    fields: ['effects'],
  },
  // execution
  'execution.no-institutions': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '预算科目{line}不对应医药机构',
    en: 'The line {line} does not lead to institutions.',
    fields: ['line'],
  },
  'execution.other-year': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{month}不在{year}年度内',
    en: '{month} is no month of {year}.',
    fields: ['through', 'month'],
  },
  'warning.judged-meanwhile': {
    ...{ status: 409, remedy: 'sameAgain' },
    zh: '该基金同时有另一次预警评估，请重新评估',
    en: 'Another evaluation raised a warning meanwhile.',
  },
  // planning
  'budget.account-deficit': {
    ...{ status: 422, remedy: 'askProvince' },
    zh: '个人账户预算年末滚存结余为{closing}分，未经省级同意不得编制赤字预算',
    en: 'Personal accounts would end at {closing} fen: no deficit is planned without the consent of the province.',
  },
  'budget.adjustment-open': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '已有一份预算调整待审批',
    en: 'Another adjustment waits for its approval.',
  },
  'budget.already-approved': {
    ...{ status: 422, remedy: 'look' },
    zh: '{year}年度预算已批准',
    en: 'The budget of {year} is approved.',
  },
  'budget.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '预算已被他人修改，请重新查询',
    en: 'The budget was changed by someone else.',
  },
  'budget.cumulative-deficit': {
    ...{ status: 422, remedy: 'askProvince' },
    zh: '统筹基金预算年末滚存结余为{closing}分，未经省级同意不得编制赤字预算',
    en: 'The pool would end at {closing} fen: no deficit is planned without the consent of the province.',
  },
  'budget.current-deficit': {
    ...{ status: 422, remedy: 'askProvince' },
    zh: '统筹基金预算当年结余为{current}分，未经省级同意不得编制赤字预算',
    en: 'The year would come to {current} fen: no deficit is planned without the consent of the province.',
  },
  'budget.exempted-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度赤字预算已按其他理由获得同意',
    en: 'The deficit of {year} was consented to for another reason.',
  },
  'budget.exemption-not-provincial': {
    ...{ status: 403, remedy: 'askProvince' },
    zh: '赤字预算只能由省级同意',
    en: 'Only the province grants an exemption.',
    fields: ['exemption'],
  },
  'budget.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '编制人、调整提出人不得复核或审批本人经办的预算、调整和决算',
    en: 'Who made it may neither review nor approve it.',
  },
  'budget.no-adjustment': {
    ...{ status: 422, remedy: 'look' },
    zh: '该预算没有待审批的调整',
    en: 'No adjustment of the budget waits for approval.',
  },
  'budget.no-personal-accounts': {
    ...{ status: 422, remedy: 'correct' },
    zh: '居民医保没有个人账户',
    en: 'The resident scheme has no personal accounts.',
  },
  'budget.not-approved': {
    ...{ status: 422, remedy: 'look' },
    zh: '预算尚未批准，可直接重新编制，无需调整',
    en: 'A budget that is not approved yet is compiled anew.',
  },
  'budget.not-reviewed': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '预算须先复核后审批',
    en: 'A budget is reviewed before it is approved.',
  },
  'budget.nothing-adjusted': {
    ...{ status: 422, remedy: 'correct' },
    zh: '调整内容与已批准预算一致',
    en: 'The adjustment changes no line of the approved budget.',
  },
  'budget.unknown': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{year}年度尚未编制预算',
    en: 'No budget was compiled for {year}.',
  },
  'budget.year-closed': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '{year}年度已结账，预算已执行完毕',
    en: 'The year {year} is closed: its budget is executed.',
  },
  // quota
  'quota-plan.institution-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '同一医药机构重复列入指标方案',
    en: 'An institution stands in the plan twice.',
    fields: ['institutions'],
  },
  'quota-plan.no-weights': {
    ...{ status: 422, remedy: 'correct' },
    zh: '没有任何医药机构的权重大于零',
    en: 'No institution has a weight above nil.',
    fields: ['institutions'],
  },
  'quota-plan.published': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度已下达其他总额指标',
    en: 'Other quotas of {year} are already published.',
  },
  'quota-plan.unknown': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{year}年度没有已下达的该版总额指标',
    en: 'No such quotas of {year} are published.',
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
  // target
  'target.budget-not-approved': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '{year}年度预算尚未批准',
    en: 'The budget of {year} is not approved.',
  },
  'target.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '总额控制目标已被他人修改，请重新查询',
    en: 'The target was changed by someone else.',
  },
  'target.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '提出人不得审批本人提出的总额控制目标',
    en: 'Who proposed a target may not approve it.',
  },
  'target.nothing-left': {
    ...{ status: 422, remedy: 'correct' },
    zh: '扣除数超过住院、门诊预算支出',
    en: 'More is deducted than is planned for care.',
    fields: ['deductions'],
  },
  'target.reason-missing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '变更已批准的总额控制目标须说明理由',
    en: 'Another target than the approved one takes a reason.',
    fields: ['reason'],
  },
  'target.unknown': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{year}年度尚未提出总额控制目标',
    en: 'No target was proposed for {year}.',
  },
})
