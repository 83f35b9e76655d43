import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the budget service says no. */
export const { table, refusal, refuse } = defineRefusals({
  // accounts
  'overrun.year-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '仅已关账且决算尚未批准的年度可事后批准超预算支出；未关账年度应调整预算',
    en: 'Only a closed year whose final accounts are not approved has its overrun approved after the fact; an open one is adjusted.',
  },
  'overrun.none': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度没有未经批准的超预算支出',
    en: 'No line of {year} is above what was approved for it.',
  },
  'overrun.not-proposed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该年度超预算支出的事后批准尚未提出',
    en: 'Nobody proposed to approve the overrun of this year.',
  },
  'final-accounts.overrun': {
    ...{ status: 409, remedy: 'askProvince' },
    zh: '{year}年度有{lines}个科目超出已批准的预算（{line}超出{over}分），未经省级事后批准，决算不予批准',
    en: '{lines} lines of {year} are above the budget that was approved, {line} by {over} fen: the province approves that after the fact before the accounts are approved.',
  },
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
  'answer.on-paper': {
    ...{ status: 422, remedy: 'correct' },
    zh: '经办机构代录医药机构的书面意见须注明理由和文书号；医药机构自行答复时不填',
    en: 'An office that takes down what an institution wrote names reason and document; an institution that answers itself names none.',
    fields: ['paper'],
  },
  'answer.only-objections': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '经办机构只代录书面异议，不代医药机构确认；逾期未答复的视为确认',
    en: 'An office takes down objections only and says no yes for an institution, whose silence confirms.',
    fields: ['items'],
  },
  // cleared cost
  'late-cost.none': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度清算后没有新增且尚未决定的费用',
    en: 'Nothing came to {year} after it was cleared that is still to be decided.',
  },
  'late-cost.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{year}年度没有第{number}号清算后费用处理意见',
    en: 'There is no proposal {number} on late costs of {year}.',
  },
  'late-cost.proposal-waits': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '第{number}号处理意见尚未批准或撤回，不能另行提出',
    en: 'Proposal {number} waits: it is approved or withdrawn first.',
  },
  'late-cost.other-proposal': {
    ...{ status: 409, remedy: 'look' },
    zh: '处理意见为{proposalId}，请重新查看后批准',
    en: 'What stands there is {proposalId}: look at it before it is approved.',
    fields: ['proposalId'],
  },
  'late-cost.not-proposed': {
    ...{ status: 409, remedy: 'look' },
    zh: '该处理意见的状态为{status}',
    en: 'The proposal is {status}.',
  },
  'late-cost.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '提出人不得批准本人提出的清算后费用处理意见',
    en: 'Who proposed what becomes of late costs may not approve it.',
  },
  'late-cost.more-came': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '提出后又有费用计入：提出时收入{income}分、费用{expenditure}分，现为收入{toldIncome}分、费用{toldExpenditure}分；请撤回后重新提出',
    en: 'More came since: income {income} and expenditure {expenditure} fen were proposed, and {toldIncome} and {toldExpenditure} are told now. Withdraw it and propose anew.',
  },
  'late-cost.institution-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '机构{institution}重复填报',
    en: 'The institution {institution} is named twice.',
    fields: ['borne'],
  },
  'late-cost.beyond-own': {
    ...{ status: 422, remedy: 'correct' },
    zh: '机构{institution}负担{amount}分，超过其清算后新增且尚未负担的费用{most}分',
    en: 'The institution {institution} would bear {amount} fen, and {most} came late of its claims that it does not bear yet.',
    fields: ['borne'],
  },
  'late-cost.beyond-told': {
    ...{ status: 422, remedy: 'correct' },
    zh: '各机构负担合计{all}分，超过尚未决定的新增费用{most}分',
    en: 'Institutions would bear {all} fen, and {most} are to be decided.',
    fields: ['borne'],
  },
  'late-cost.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '清算后费用或其处理意见已被他人变更，请重新查询',
    en: 'The costs, or what was proposed on them, were changed by someone else.',
  },
  'late-cost.no-shared-gap': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度没有由调剂金分担的缺口，不能再次调整',
    en: 'No gap of {year} was shared: there is nothing to true up again.',
  },
  'late-cost.year-not-final': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度决算尚未批准，缺口先按决算调整',
    en: 'The final accounts of {year} are not approved: the gap is trued up by them first.',
  },
  'late-cost.too-late': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度的缺口只能在{until}以前再次调整',
    en: 'The gap of {year} could be trued up again until {until}.',
  },
  'late-cost.too-little': {
    ...{ status: 409, remedy: 'look' },
    zh: '与上次调整相差{differs}分，不足{least}分，不再调整缺口',
    en: 'The year differs by {differs} fen from what its gap was trued up by, which is less than {least}.',
  },
  // indicators
  'indicator.not-worked-out': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{month}的运行指标尚未生成',
    en: 'The indicators of {month} are not worked out yet.',
    fields: ['month'],
  },
  'indicator.month-open': {
    ...{ status: 409, remedy: 'wait' },
    zh: '{month}尚未结束，不能生成该月运行指标',
    en: 'The month {month} is not over by {on}: its indicators are worked out when it is.',
    fields: ['on'],
  },
  'indicator.span': {
    ...{ status: 422, remedy: 'correct' },
    zh: '查询区间应由早到晚，且不超过{most}个月',
    en: 'A history runs forward over {most} months at most.',
    fields: ['from', 'to'],
  },
  // forecast
  'forecast.too-short': {
    ...{ status: 422, remedy: 'correct' },
    zh: '历史数据仅{months}个月，至少需要{least}个月才能预测并检验',
    en: 'A history of {months} months is too short: a forecast needs {least} to be tested on its past.',
    fields: ['earlier'],
  },
  'forecast.pricing-outside': {
    ...{ status: 422, remedy: 'correct' },
    zh: '政策测算{pricing}自{holdsFrom}起执行，不在预测的{first}至{last}之内',
    en: 'The pricing {pricing} holds from {holdsFrom}, outside the months {first} to {last} that are forecast.',
    fields: ['pricings'],
  },
  'forecast.city-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '同一统筹区的历史数据填报了两次',
    en: 'The earlier months of a city are given twice.',
    fields: ['earlier'],
  },
  'forecast.no-city': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '没有一个统筹区的历史数据足以预测全省',
    en: 'No city has a history that is long enough to forecast the province.',
  },
  'forecast.month-open': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{month}尚未结束，不能作为历史数据的最后一月',
    en: 'The month {month} is not over: a history ends with a month that is.',
    fields: ['through'],
  },
  'forecast.month-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '历史数据中{month}出现两次',
    en: 'The month {month} is given twice.',
    fields: ['earlier'],
  },
  'forecast.gap': {
    ...{ status: 422, remedy: 'correct' },
    zh: '历史数据缺少{month}',
    en: 'The history has no {month}: months follow each other without a gap.',
    fields: ['earlier'],
  },
  'forecast.has-books': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{month}已有账簿，不得另行填报',
    en: 'The month {month} has books: what they say is not typed over.',
    fields: ['earlier'],
  },
  // agreement
  'agreement.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该服务协议，或没有该版本',
    en: 'There is no such agreement or version of it.',
    fields: ['institution'],
  },
  'agreement.already-signed': {
    ...{ status: 422, remedy: 'look' },
    zh: '{year}年度服务协议已于{on}签订，变更须签订补充协议',
    en: 'The agreement of {year} was signed on {on}; what was signed is amended.',
  },
  'agreement.other-city-code': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{institution}不是{city}的定点医药机构代码',
    en: '{institution} cannot be the code of an institution in {city}.',
    fields: ['institution'],
  },
  'agreement.outside-year': {
    ...{ status: 422, remedy: 'correct' },
    zh: '协议期限（{from}至{to}）须在{year}年度之内',
    en: 'An agreement of {year} lies within it, not from {from} to {to}.',
    fields: ['from'],
  },
  'agreement.bound-above-limit': {
    ...{ status: 422, remedy: 'correct' },
    zh: '协议约定的{share}高于上限{limit}',
    en: 'What is agreed, {share}, is above the limit of {limit}.',
    fields: ['bounds', 'overspend', 'reasonableOverrun', 'surplus', 'surplusCap', 'depositReturn'],
  },
  'agreement.too-few-indexes': {
    ...{ status: 422, remedy: 'correct' },
    zh: '考核指标只有{indexes}项，至少须有{least}项',
    en: 'The institution would be assessed by {indexes} indexes, and {least} are the least.',
    fields: ['indexes'],
  },
  'agreement.index-too-heavy': {
    ...{ status: 422, remedy: 'correct' },
    zh: '考核指标{index}权重{weight}，单项不得超过{most}',
    en: 'The index {index} weighs {weight}; one index weighs {most} at most.',
    fields: ['indexes'],
  },
  'agreement.index-group-missing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{group}类指标（{indexes}）权重合计{weight}，不得低于{least}',
    en: 'The indexes of {group} ({indexes}) weigh {weight} together, and have to weigh {least} at least.',
    fields: ['indexes'],
  },
  'agreement.index-trivial': {
    ...{ status: 422, remedy: 'correct' },
    zh: '考核指标{index}的满分值{full}过于宽松或方向相反',
    en: 'The index {index} counts in full at {full}: too easily, or the wrong way round.',
    fields: ['indexes'],
  },
  'agreement.bound-below-limit': {
    ...{ status: 422, remedy: 'correct' },
    zh: '协议约定的{share}低于下限{limit}',
    en: 'What is agreed, {share}, is below the least of {limit}.',
    fields: ['depositShare', 'reasonableOverrun', 'indexes'],
  },
  'agreement.surplus-at-failing-score': {
    ...{ status: 422, remedy: 'correct' },
    zh: '考核{limit}分以下不得留用结余，协议自{from}分起留用',
    en: 'No surplus is kept below a score of {limit}; the agreement lets it be kept from {from}.',
    fields: ['surplusByScore'],
  },
  'agreement.deposit-above-limit': {
    ...{ status: 422, remedy: 'correct' },
    zh: '质量保证金比例{share}高于上限{limit}',
    en: 'A deposit of {share} is above the limit of {limit}.',
    fields: ['depositShare'],
  },
  'agreement.working-capital-above-limit': {
    ...{ status: 422, remedy: 'correct' },
    zh: '周转金比例{share}高于上限{limit}',
    en: 'Working capital of {share} is above the limit of {limit}.',
    fields: ['workingCapitalShare'],
  },
  'agreement.withdrawn': {
    ...{ status: 422, remedy: 'look' },
    zh: '服务协议已自{from}起解除',
    en: 'The agreement was withdrawn from on {from}.',
    fields: ['institution'],
  },
  'agreement.day-outside': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{day}不在协议期限（{from}至{to}）之内',
    en: '{day} is no day of the agreement, which lasts from {from} to {to}.',
    fields: ['from'],
  },
  'agreement.backdated': {
    ...{ status: 422, remedy: 'correct' },
    zh: '经办机构单方中止或解除协议，不得自办理日（{on}）之前的{from}起生效',
    en: 'What the office does alone on {on} does not begin on {from}: days that are past were worked under the agreement.',
    fields: ['from'],
  },
  'agreement.suspended-already': {
    ...{ status: 422, remedy: 'look' },
    zh: '服务协议已自{from}起中止',
    en: 'The agreement is suspended from {from}.',
    fields: ['from'],
  },
  'agreement.not-suspended': {
    ...{ status: 422, remedy: 'look' },
    zh: '服务协议没有中止，不能恢复',
    en: 'Only a suspended agreement is resumed.',
  },
  'agreement.resumed-too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '服务协议自{from}起中止，恢复日期须在其后',
    en: 'The agreement is suspended from {from}; it is resumed on a later day.',
    fields: ['from'],
  },
  'agreement.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '服务协议已被他人变更，请重新查询',
    en: 'The agreement was changed by someone else; read it again.',
  },
  'agreement.proposal-waits': {
    ...{ status: 409, remedy: 'look' },
    zh: '已有第{number}号提议待答复，拒绝或撤回后方可另行提议',
    en: 'Proposal {number} waits for an answer; it is declined or taken back before another is made.',
  },
  'agreement.says-so-already': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '服务协议已如此约定',
    en: 'The agreement says so already.',
  },
  'agreement.not-proposed': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有向该医药机构提议{year}年度服务协议或其变更',
    en: 'No agreement of {year}, and no change of it, was proposed to the institution.',
  },
  'agreement.other-proposal': {
    ...{ status: 409, remedy: 'look' },
    zh: '最近的提议是第{number}号，请查询后再办理',
    en: 'The last proposal is number {number}; read it again.',
    fields: ['number'],
  },
  'agreement.proposal-ended': {
    ...{ status: 409, remedy: 'look' },
    zh: '第{number}号提议已办结：{status}',
    en: 'Proposal {number} has ended: {status}.',
  },
  'agreement.same-person': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '服务协议由经办机构和医药机构双方签署，提议人不得代对方签署',
    en: 'Office and institution sign an agreement; who proposed it does not sign for the other side.',
  },
  'agreement.other-side': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '提议由对方签署或拒绝，由提议方撤回',
    en: 'The other side signs or declines a proposal; who proposed it takes it back.',
  },
  'agreement.withdrawal-too-soon': {
    ...{ status: 422, remedy: 'correct' },
    zh: '医药机构须提前{days}天提出解除协议，最早自{earliest}起',
    en: 'An institution asks {days} days ahead to withdraw, from {earliest} at the earliest.',
    fields: ['from'],
  },
  // assessment
  'assessment.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}没有{year}年度考核结果',
    en: '{institution} was not assessed for {year}.',
  },
  'assessment.year-being-cleared': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度已按考核结果开始清算',
    en: 'The year {year} is being cleared by what it was assessed.',
  },
  'volume-growth.verified-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该机构服务量增长已于{on}核定为{growth}',
    en: 'The growth was verified as {growth} on {on}.',
  },
  // package heads
  'package-heads.above-insured': {
    ...{ status: 422, remedy: 'correct' },
    zh: '名册人数{heads}多于基金参保人数{insured}',
    en: 'A list of {heads} is more than the {insured} insured of the fund.',
    fields: ['heads'],
  },
  'package-heads.approved-already': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '名册人数已于{on}复核为{heads}',
    en: 'The heads were approved as {heads} on {on}.',
  },
  'package-heads.nobody-counted': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年及上一年尚无已缴费人数，待缴费入账后再批准人头数',
    en: 'Nobody is counted as insured for {year} or the year before: heads are approved once contributions are posted.',
  },
  'package-heads.above-counted': {
    ...{ status: 422, remedy: 'correct' },
    zh: '人头数{heads}加其他已批准名册{others}人，超过已缴费参保人数{counted}',
    en: 'The list has {heads} heads and the other approved lists {others}: contributions are paid for {counted} insured of the fund.',
    fields: ['heads'],
  },
  'package-heads.before-recorded': {
    ...{ status: 422, remedy: 'correct' },
    zh: '名册人数于{recordedOn}录入，复核日期不得早于该日',
    en: 'The heads were recorded on {recordedOn} and are not approved before.',
    fields: ['on'],
  },
  'package-heads.year-cleared': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度已清算，人头数不再变更',
    en: 'The year {year} is cleared: its packages were paid by the heads of then.',
  },
  'package-heads.same-person': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '名册人数的录入人不得复核',
    en: 'Who recorded the heads may not approve them.',
  },
  'package-heads.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有名册{list}的人数记录',
    en: 'No heads of the list {list} are recorded.',
    fields: ['list'],
  },
  // clearing
  'clearing.beyond-claims': {
    ...{ status: 409, remedy: 'correct' },
    zh: '裁定金额须在{least}分至{most}分之间：基金支付不得超过该机构当年申报额的规定比例（结余留用另计），也不得低于零',
    en: 'A decision on this statement lies between {least} and {most} fen: the fund pays no more than the dated share of what was claimed, kept surplus aside, and takes no more than it pays.',
    fields: ['adjustment'],
  },
  'clearing.heads-unknown': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '包干{list}的参保人数尚未核定并复核',
    en: 'The heads of the list {list} are not recorded and approved.',
  },
  'clearing.months-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年12月尚未完成全部医药机构的月度结算',
    en: 'December of {year} is not settled for all institutions.',
  },
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
  'clearing.before-its-time': {
    ...{ status: 409, remedy: 'correct' },
    zh: '业务日期不得早于{earliest}：清算单先下达，后确认或提出异议，再裁定',
    en: 'It is dated {earliest} at the earliest: a statement is proposed, then confirmed or disputed, then decided on.',
    fields: ['on'],
  },
  'clearing.locked-before-proposed': {
    ...{ status: 409, remedy: 'correct' },
    zh: '锁定日期早于清算单的下达日期（{proposedOn}）',
    en: 'The statements were proposed on {proposedOn}.',
    fields: ['on'],
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
    zh: '清算单的下达人不得代机构确认或提出异议，不得裁定异议，也不得锁定清算单；提出异议的人不得裁定；代机构答复、评议病例或核定工作量增长的人不得锁定清算单',
    en: 'Who proposed a statement may neither answer it for the institution, nor decide on it, nor lock it; who disputed it does not decide on it; nor may who answered it, or weighed a case or growth, lock it.',
  },
  'clearing.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}没有{year}年度的清算单',
    en: 'There is no clearing statement of {year} for {institution}.',
    fields: ['institution'],
  },
  // what-if
  'fund-what-if.nothing': {
    ...{ status: 422, remedy: 'correct' },
    zh: '方案“{title}”没有任何变动，无从测算',
    en: 'The variant "{title}" changes nothing.',
  },
  'fund-what-if.not-of-scheme': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{figure}不适用于该险种（{scheme}），或重复填写',
    en: '{figure} is not of the scheme {scheme}, or stands there twice.',
  },
  'fund-what-if.not-a-share': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{figure}应在0至1之间，填写为{becomes}',
    en: '{figure} is a share between 0 and 1, not {becomes}.',
  },
  'fund-what-if.above-cap': {
    ...{ status: 422, remedy: 'correct' },
    zh: '上解比例{becomes}超过上限{cap}',
    en: 'A levy rate of {becomes} is above the cap of the law, {cap}.',
  },
  'fund-what-if.of-no-city': {
    ...{ status: 422, remedy: 'correct' },
    zh: '方案“{title}”的待遇增支是一个统筹区的金额，须指明正在测算的统筹区',
    en: 'What benefits cost more in the variant "{title}" is of one city that is tried: name it.',
  },
  'fund-what-if.told-twice': {
    ...{ status: 422, remedy: 'correct' },
    zh: '统筹区{city}的{line}增支填写了两次',
    en: 'What the line {line} of the city {city} costs more is told twice.',
  },
  'fund-what-if.too-much': {
    ...{ status: 422, remedy: 'correct' },
    zh: '方案“{title}”使{line}超过{most}分，任何基金都没有这么多，无从测算',
    en: 'The variant "{title}" makes more than {most} fen of the line {line}: no fund has that much.',
  },
  'fund-what-if.no-books': {
    ...{ status: 404, remedy: 'look' },
    zh: '{year}年度没有可供测算的账簿（{scheme}）',
    en: 'No fund of the scheme {scheme} has books of {year} to try anything on.',
  },
  'tried-law.not-judged': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{key}不能在该年度上试算：它决定的是已按月结算的费用、已作出的考核或期限，重算不会改变',
    en: '{key} is not tried on a year: it decided on months, assessments or days that are past.',
  },
  'tried-law.figure-otherwise': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{at}处现行为{found}，与填写的不同',
    en: 'At {at} stands {found}, not what was said.',
  },
  'tried-law.malformed': {
    ...{ status: 422, remedy: 'correct' },
    zh: '按该方案{key}无法适用（{place}：{fault}）',
    en: 'Nobody can be judged by {key} so: {place}: {fault}.',
  },
  'payment-what-if.not-by-formula': {
    ...{ status: 422, remedy: 'correct' },
    zh: '第{version}版总额计划不是按公式或工作量变化测算的，公式不能重新测算',
    en: 'Version {version} of the quotas was decided without a formula: no formula can work it out again.',
  },
  'payment-what-if.not-recorded': {
    ...{ status: 422, remedy: 'correct' },
    zh: '机构{institution}的{what}没有记录，无法重新测算',
    en: 'What {institution} had as {what} is not recorded, so its quota cannot be worked out again.',
  },
  'payment-what-if.negotiated-away': {
    ...{ status: 422, remedy: 'correct' },
    zh: '机构{institution}协商调减的金额超过按该方案测算的指标',
    en: 'What {institution} gave away in negotiation is more than the variant gives it.',
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
  'performance.year-closed': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '{year}年度已结账，不能再设定绩效目标',
    en: 'The year {year} is closed: targets are set with its budget, not by what it came to.',
  },
  'performance.targets-approved': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度预算绩效目标已批准',
    en: 'The targets of {year} are approved and stand.',
  },
  'performance.no-such-indicator': {
    ...{ status: 422, remedy: 'correct' },
    zh: '当年政策中没有该绩效指标：{indicator}',
    en: 'The policy of the year does not evaluate by {indicator}.',
    fields: ['targets'],
  },
  'performance.target-easier': {
    ...{ status: 422, remedy: 'correct' },
    zh: '绩效目标不得低于全省要求：{indicator}为{target}，全省为{usual}',
    en: "The target of {indicator}, {target}, is easier than the province's, {usual}.",
    fields: ['targets'],
  },
  'performance.no-targets': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '尚未申报绩效目标',
    en: 'Nobody proposed targets for the year.',
  },
  'performance.year-not-cleared': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度尚未结账并清算完毕，不能评价',
    en: 'The year {year} is not closed and cleared: what it came to is not known yet.',
  },
  'performance.not-measured': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度没有可据以评价的数据',
    en: 'The year {year} has nothing that an indicator could be measured by.',
  },
  'performance.not-evaluated': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{year}年度预算绩效尚未评价',
    en: "The performance of {year}'s budget is not evaluated yet.",
  },
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
    fields: ['effects', 'pricings'],
  },
  'draft.pricing-unknown': {
    ...{ status: 422, remedy: 'checkId' },
    zh: '该基金没有编号为{pricing}的政策测算',
    en: 'The fund has no pricing {pricing}.',
    fields: ['effects', 'pricings'],
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
  'warning.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '该预警同时被他人处理或重新评估，请查看后再办',
    en: 'The warning was changed by someone else, or judged anew.',
  },
  'warning.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '该基金没有此项预警，或已销号',
    en: 'The fund has no warning of this indicator, or none that is still open.',
    fields: ['indicator'],
  },
  'warning.before-it': {
    ...{ status: 422, remedy: 'correct' },
    zh: '办理日期不得早于{since}，预警自该日起为当前状态',
    en: 'The warning is as it is since {since}: nothing is done about it before.',
    fields: ['on'],
  },
  'warning.nothing-to-answer': {
    ...{ status: 409, remedy: 'look' },
    zh: '该指标已恢复正常或预警已销号，无需答复',
    en: 'The indicator is normal again, or the warning closed: there is nothing to answer.',
  },
  'warning.plan-date': {
    ...{ status: 422, remedy: 'correct' },
    zh: '整改期限应在{on}之后、{latest}之前（含当日）',
    en: 'A plan ends after {on} and by {latest}.',
    fields: ['until'],
  },
  'warning.plan-put-off': {
    ...{ status: 422, remedy: 'correct' },
    zh: '预警已答复过，整改期限最迟为{latest}，再次答复不得延后',
    en: 'The warning was answered before: its plan ends by {latest}, and another answer puts it off no further.',
    fields: ['until'],
  },
  'warning.steps-needed': {
    ...{ status: 422, remedy: 'correct' },
    zh: '红色预警应列明处置步骤、责任人和期限',
    en: 'A red warning is answered with the steps of its disposal, each with owner and date.',
    fields: ['steps'],
  },
  'warning.step-date': {
    ...{ status: 422, remedy: 'correct' },
    zh: '处置步骤“{step}”的期限应在答复日之后、整改期限{until}之前',
    en: 'The step "{step}" ends after today and by the date of the plan, {until}.',
    fields: ['steps'],
  },
  'warning.no-step': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '该预警只有{steps}个处置步骤，没有第{number}步',
    en: 'The plan has {steps} steps and no step {number}.',
    fields: ['number'],
  },
  'warning.step-done': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '第{number}步已于{on}完成',
    en: 'Step {number} was done on {on}.',
  },
  'warning.still-warns': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '指标尚未恢复正常，不能销号',
    en: 'The indicator is not normal yet ({level}): the warning stays open.',
  },
  'warning.steps-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '还有{open}个处置步骤未完成，不能销号',
    en: '{open} steps of the plan are not done yet: the warning stays open.',
  },
  // ledger
  'opening.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '期初余额已被他人修改，请重新提出',
    en: 'The balances were proposed anew by someone else.',
  },
  'opening.not-proposed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该基金的期初余额尚未提出',
    en: 'Nobody proposed the balances that the books are opened with.',
  },
  'opening.proposed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '提出的期初余额与审批填报的不一致',
    en: 'Other balances were proposed.',
  },
  'opening.same-person': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '期初余额须由他人复核，提出人不得审批',
    en: 'Books are opened by another person than proposed their balances.',
  },
  'opening.no-personal-accounts': {
    ...{ status: 422, remedy: 'correct' },
    zh: '居民医保没有个人账户，不得有个人账户期初余额',
    en: 'The resident scheme has no personal accounts.',
    fields: ['accountBalance'],
  },
  'opening.year-outside': {
    ...{ status: 422, remedy: 'correct' },
    zh: '建账年度须为{first}至{last}年度',
    en: 'Books are opened in a year from {first} to {last}.',
    fields: ['year'],
  },
  'opening.other-balances': {
    ...{ status: 409, remedy: 'look' },
    zh: '该基金已于{year}年度以其他余额建账',
    en: 'The books were opened in {year} with other balances.',
  },
  // monthly-settlement
  'settlement.earlier-run-open': {
    ...{ status: 409, remedy: 'sameAgain' },
    zh: '前一次月度结算（{runId}）尚未完成全部医药机构',
    en: '{runId} has not gone through all institutions.',
  },
  'settlement.earlier-month-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{month}有医疗费用且尚未结算，须按月份先后结算',
    en: '{month} holds care and is not settled: months are settled in their order.',
    fields: ['month'],
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
  'settlement.month-not-over': {
    ...{ status: 409, remedy: 'wait' },
    zh: '{on}时{month}尚未结束，不能结算',
    en: 'On {on} {month} is not over and cannot be settled.',
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
    zh: '办理该月结算的人员不得代医药机构答复，答复的人员不得裁定争议',
    en: 'Who settled the month does not answer for the institution, and who answered does not decide on it.',
  },
  'statement.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{institution}没有{month}的结算单',
    en: 'There is no statement of {month} for {institution}.',
    fields: ['institution'],
  },
  'upheld-claim.corrected-already': {
    ...{ status: 409, remedy: 'look' },
    zh: '该支付记录已由{claimId}更正',
    en: 'It was put right by {claimId}.',
  },
  'upheld-claim.not-corrected': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '{claimId}未入账，或不是对{upheld}的更正或冲销',
    en: '{claimId} is not posted, or neither corrects nor reverses {upheld}.',
    fields: ['claimId'],
  },
  'upheld-claim.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有支持对{claimId}所提异议的裁定',
    en: 'No contest of {claimId} was upheld.',
    fields: ['claimId'],
  },
  // settlements between cities
  'city-settlement.approved': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '该月市际清算已审批',
    en: 'This settlement between cities is approved.',
  },
  'city-settlement.before-proposed': {
    ...{ status: 422, remedy: 'look' },
    zh: '审批日期早于提出日期{proposedOn}',
    en: 'It was proposed on {proposedOn}, which is later.',
    fields: ['on'],
  },
  'city-settlement.earlier-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{month}的市际清算尚待审批',
    en: 'The settlement of {month} waits for a decision.',
  },
  'city-settlement.later-settled': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '市际清算已到{month}，迟到的金额并入下一次清算',
    en: 'Cities have settled through {month}; what came late goes into the next settlement.',
    fields: ['month'],
  },
  'city-settlement.month-not-over': {
    ...{ status: 422, remedy: 'wait' },
    zh: '{on}时{month}尚未结束',
    en: 'On {on} {month} is not over.',
    fields: ['on'],
  },
  'city-settlement.nothing-owed': {
    ...{ status: 422, remedy: 'nothing' },
    zh: '截至{month}各市之间没有应清算的异地就医费用',
    en: 'By the end of {month} no closed month of a city owes another anything that is not settled.',
  },
  'city-settlement.rejected': {
    ...{ status: 409, remedy: 'look' },
    zh: '该市际清算已被退回',
    en: 'This settlement between cities was rejected.',
  },
  'city-settlement.same-person': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '市际清算须由另一人审批',
    en: 'Another person has to approve a settlement between cities.',
  },
  'city-settlement.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有{month}的市际清算',
    en: 'There is no settlement between cities of {month}.',
    fields: ['month'],
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
    zh: '编制、确认和下达指标须为三人，{by}已经办过其中一项',
    en: 'Who drafts or proposes quotas, who ends the round and who publishes it are three persons; {by} took part already.',
  },
  'negotiation.maker-is-speaker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '编制、提出、确认或下达指标的人员不得代医药机构答复，{by}已办理过其中一项',
    en: 'Who makes, ends or publishes quotas does not answer for an institution; {by} took part already.',
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
  // payment
  'payment-order.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该拨付单：{orderId}',
    en: 'There is no order {orderId}.',
    fields: ['orderId'],
  },
  'payment-order.awaiting-funds': {
    ...{ status: 409, remedy: 'wait' },
    zh: '该拨付单因财政专户余额不足尚未下达',
    en: 'The order was not given to the treasury: the special account holds less than it.',
  },
  'payment-order.paid-before-ordered': {
    ...{ status: 409, remedy: 'correct' },
    zh: '支付日期早于拨付单下达日期{orderedOn}',
    en: 'The order was given on {orderedOn}, after the day of its payment.',
    fields: ['paidOn'],
  },
  'payment-order.confirmed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该拨付单已于{paidOn}以{treasuryRef}确认支付',
    en: 'The order was confirmed as paid on {paidOn} under {treasuryRef}.',
  },
  'payment-order.changed-meanwhile': {
    ...{ status: 409, remedy: 'sameAgain' },
    zh: '该拨付单已被他人变更',
    en: 'The order was changed by someone else.',
  },
  'payment-order.attempt-unknown': {
    ...{ status: 409, remedy: 'correct' },
    zh: '该拨付单只下达过{attempts}次',
    en: 'The order was given {attempts} times.',
    fields: ['attempt'],
  },
  'payment-order.failed-before-ordered': {
    ...{ status: 409, remedy: 'correct' },
    zh: '支付失败日期早于拨付单下达日期{orderedOn}',
    en: 'The order was given on {orderedOn}, after the day it is said to have failed.',
    fields: ['failedOn'],
  },
  'payment-order.failed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该拨付单已于{failedOn}支付失败：{reason}',
    en: 'The order failed on {failedOn}: {reason}.',
  },
  'payment-order.already-paid': {
    ...{ status: 409, remedy: 'look' },
    zh: '该拨付单已于{paidOn}支付',
    en: 'The order was paid on {paidOn}.',
  },
  'payment-order.not-failed': {
    ...{ status: 409, remedy: 'look' },
    zh: '只有最近一次支付失败的拨付单才能重新下达',
    en: 'Only an order whose last attempt failed is given again.',
  },
  'payment-order.again-before-failed': {
    ...{ status: 409, remedy: 'correct' },
    zh: '重新下达日期早于支付失败日期{failedOn}',
    en: 'The order failed on {failedOn}, after the day on which it is given again.',
    fields: ['on'],
  },
  // payment-method
  'case-review.claim-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '该机构本年度没有编号为{claimId}的费用',
    en: 'The institution has no claim {claimId} in the fund year.',
    fields: ['claimId'],
  },
  'case-review.decided-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该病例已于{on}评审，系数为{coefficient}',
    en: 'The case was decided as {coefficient} on {on}.',
  },
  'group-table.published': {
    ...{ status: 409, remedy: 'newId' },
    zh: '分组表{tableId}已以其他内容发布',
    en: '{tableId} is published with other contents.',
    fields: ['tableId'],
  },
  'group-table.waits': {
    ...{ status: 409, remedy: 'look' },
    zh: '分组表{tableId}已有其他内容待复核',
    en: '{tableId} waits for approval with other contents.',
    fields: ['tableId'],
  },
  'group-table.outside-bounds': {
    ...{ status: 422, remedy: 'correct' },
    zh: '分组{group}的点数或其价值与平均费用之比{share}不在{least}至{most}之间',
    en: 'The points of {group}, or what they are worth beside its mean cost, {share}, lie outside {least} to {most}.',
    fields: ['groups'],
  },
  'group-table.same-person': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '提交分组表的人不得复核',
    en: 'Someone else than made a table of groups approves it.',
  },
  'group-table.changed': {
    ...{ status: 409, remedy: 'look' },
    zh: '待复核的分组表已是其他内容（{digest}），请重新查看',
    en: 'Another table stands there ({digest}); look at it again.',
    fields: ['digest'],
  },
  'group-table.decided': {
    ...{ status: 409, remedy: 'look' },
    zh: '分组表已办结：{status}',
    en: 'The table of groups was decided on: {status}.',
  },
  'group-table.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该分组表：{tableId}',
    en: 'There is no table {tableId}.',
    fields: ['tableId'],
  },
  // planning
  'budget.approval-provincial': {
    ...{ status: 403, remedy: 'askProvince' },
    zh: '预算、预算调整和决算由省级审批，省级未下放审批权',
    en: 'The province approves budgets, their adjustments and final accounts: it has not left that to cities.',
  },
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
    zh: '预算、预算调整和决算须先复核后审批',
    en: 'What is approved is reviewed before, by another person.',
  },
  'budget.nothing-adjusted': {
    ...{ status: 422, remedy: 'correct' },
    zh: '调整内容与已批准预算一致',
    en: 'The adjustment changes no line of the approved budget.',
  },
  'budget.reviewer-is-approver': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '复核人不得同时审批，编制、复核、审批须为三人',
    en: 'Who reviewed it does not approve it: maker, reviewer and approver are three persons.',
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
  'quota-decision.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '提出人不得批准本人提出的核定方案',
    en: 'Who proposed quotas for a decision may not approve them.',
  },
  'quota-decision.not-proposed': {
    ...{ status: 422, remedy: 'look' },
    zh: '该核定方案的状态为{status}',
    en: 'The decision is {status}.',
  },
  'quota-decision.other-proposal': {
    ...{ status: 409, remedy: 'look' },
    zh: '核定方案已改为{planId}，请重新查看后批准',
    en: 'What stands there is {planId} now: look at it before it is approved.',
    fields: ['planId'],
  },
  'quota-decision.sum-differs': {
    ...{ status: 422, remedy: 'correct' },
    zh: '各医药机构指标之和与已批准的总额控制目标不符',
    en: 'The quotas do not sum to the approved target, stays and visits apart.',
    fields: ['quotas'],
  },
  'quota-decision.target-changed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '提出后总额控制目标已变更为第{number}号',
    en: 'The target has changed since it was proposed; now it is number {number}.',
  },
  'quota-decision.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '{year}年度没有第{number}号核定方案',
    en: 'No decision {number} on quotas of {year} was proposed.',
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
  'quota.expected-beside-years': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{institution}已有历史年度数据，不得另报预计数额',
    en: '{institution} has years to go by: an expected amount is for an institution without any.',
    fields: ['candidates'],
  },
  'quota.history-is-of-the-books': {
    ...{ status: 422, remedy: 'correct' },
    zh: '{institution}{year}年度的数据以账簿为准，不得另行填报',
    en: 'What {institution} did in {year} is in the books: leave the year out, or give it as they have it.',
    fields: ['candidates'],
  },
  'quota.no-agreement': {
    ...{ status: 422, remedy: 'firstStep' },
    zh: '医药机构{institution}没有{year}年度自{month}起有效的服务协议',
    en: '{institution} has no agreement of {year} in this city that is in force from {month} to the end of the year.',
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
  // vouchers
  'voucher.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该记账凭证：{voucherId}',
    en: 'There is no voucher {voucherId}.',
    fields: ['voucherId'],
  },
  'voucher.other-content': {
    ...{ status: 422, remedy: 'newId' },
    zh: '同一编号的记账凭证已以其他内容编制',
    en: 'A voucher with this id was drafted with other content.',
  },
  'voucher.unbalanced': {
    ...{ status: 422, remedy: 'correct' },
    zh: '借贷不平，相差{imbalance}分',
    en: 'Debits and credits differ by {imbalance} fen.',
    fields: ['movements'],
  },
  'voucher.empty': {
    ...{ status: 422, remedy: 'correct' },
    zh: '记账凭证没有发生额',
    en: 'Nothing moves.',
    fields: ['movements'],
  },
  'voucher.account-led-elsewhere': {
    ...{ status: 422, remedy: 'correct' },
    zh: '科目{account}随业务记录变动，不能手工记账',
    en: '{account} moves with its own records, not by a voucher.',
    fields: ['movements'],
  },
  'voucher.lines-led-elsewhere': {
    ...{ status: 422, remedy: 'correct' },
    zh: '科目{lines}的合计随收款和待遇结算变动，手工凭证只能在其间调整，不能增减合计（{moved}分）',
    en: 'The sum of {lines} is that of receipts and claims: a voucher moves amounts between them and not {moved} fen in or out.',
    fields: ['movements'],
  },
  'voucher.before-books': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该基金自{booksFrom}起建账，凭证日期不得早于建账日',
    en: 'The books of the fund begin on {booksFrom}: nothing is booked before.',
    fields: ['on'],
  },
  'voucher.no-personal-accounts': {
    ...{ status: 422, remedy: 'correct' },
    zh: '居民医保没有个人账户科目',
    en: 'The resident scheme has no personal accounts.',
    fields: ['movements'],
  },
  'voucher.corrects-unknown': {
    ...{ status: 422, remedy: 'checkId' },
    zh: '{period}没有分录{entryId}',
    en: '{period} holds no entry {entryId}.',
    fields: ['corrects'],
  },
  'voucher.corrects-later': {
    ...{ status: 422, remedy: 'correct' },
    zh: '更正日期不得早于被更正的分录',
    en: 'An entry is not corrected before it was made.',
    fields: ['on'],
  },
  'voucher.maker-is-checker': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '制单人不得审核本人编制的记账凭证',
    en: 'Who drafted a voucher may not approve it.',
  },
  'voucher.no-funds': {
    ...{ status: 409, remedy: 'wait' },
    zh: '财政专户余额不足',
    en: 'The special account holds less than the voucher takes.',
  },
  'voucher.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '该记账凭证已被他人变更，请重新查询',
    en: 'The voucher was changed by someone else; read it again.',
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
  // year-close
  'fund-year.not-over': {
    ...{ status: 422, remedy: 'wait' },
    zh: '{on}时{year}年度尚未终了，不得考核、清算或结账',
    en: 'On {on} the year {year} is not over: it is not assessed, cleared or closed before.',
    fields: ['on'],
  },
  'year-close.adjustment-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度预算调整尚未批准',
    en: 'An adjustment of the budget of {year} waits for its approval.',
  },
  'year-close.months-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年12月尚未完成全部医药机构的月度结算',
    en: 'December of {year} is not settled for all institutions.',
  },
  'year-close.orders-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度尚有{openOrders}笔拨付单未确认支付',
    en: '{openOrders} payment orders of {year} are not confirmed.',
  },
  'year-close.unbalanced': {
    ...{ status: 409, remedy: 'look' },
    zh: '试算不平衡，相差{imbalance}分',
    en: 'The trial balance is off by {imbalance} fen.',
  },
  'year-close.closed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度已于{on}结账',
    en: 'The year {year} was closed on {on}.',
  },
  'year-close.lines-overrun': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度有{lines}个科目超出已批准的预算（{line}超出{over}分），须先批准预算调整方可结账',
    en: '{lines} lines of {year} are above their approved budget, {line} by {over} fen: an adjustment is approved before the year is closed.',
  },
  'year-close.not-proposed': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年度结账尚未提出',
    en: 'Nobody proposed to close {year}.',
  },
  'year-close.proposed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '{year}年度拟于{on}结账，与审批日期不符',
    en: 'The close of {year} was proposed for {on}.',
    fields: ['on'],
  },
  'year-close.same-person': {
    ...{ status: 422, remedy: 'otherPerson' },
    zh: '年度结账须由他人审批，提出人不得审批',
    en: 'A year is closed by another person than proposed it.',
  },
  'month-statement.unknown': {
    ...{ status: 404, remedy: 'firstStep' },
    zh: '{month}尚未出具月度对账单',
    en: 'The month {month} is not stated yet.',
    fields: ['month'],
  },
})
