import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the budget service says no. */
export const { table, refusal, refuse } = defineRefusals({
  // agreement
  'agreement.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该服务协议，或没有该版本',
    en: 'There is no such agreement or version of it.',
  },
  'agreement.already-signed': {
    ...{ status: 422, remedy: 'look' },
    zh: '{year}年度服务协议已于{on}签订，变更须签订补充协议',
    en: 'The agreement of {year} was signed on {on}; what was signed is amended.',
  },
  'agreement.outside-year': {
    ...{ status: 422, remedy: 'correct' },
    zh: '协议期限（{from}至{to}）须在{year}年度之内',
    en: 'An agreement of {year} lies within it, not from {from} to {to}.',
    fields: ['from'],
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
  // clearing
  'clearing.months-open': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '{year}年12月尚未完成全部医药机构的月度结算',
    en: 'December of {year} is not settled for all institutions.',
  },
  // ledger
  'opening.no-personal-accounts': {
    ...{ status: 422, remedy: 'correct' },
    zh: '居民医保没有个人账户，不得有个人账户期初余额',
    en: 'The resident scheme has no personal accounts.',
    fields: ['accountBalance'],
  },
  'opening.other-balances': {
    ...{ status: 409, remedy: 'look' },
    zh: '该基金已于{year}年度以其他余额建账',
    en: 'The books were opened in {year} with other balances.',
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
  'group-table.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该分组表：{tableId}',
    en: 'There is no table {tableId}.',
    fields: ['tableId'],
  },
  // planning
  'budget.changed-meanwhile': {
    ...{ status: 409, remedy: 'look' },
    zh: '该预算已被他人变更，请重新查询',
    en: 'The budget was changed by someone else; read it again.',
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
  // year-close
  'year-close.no-approved-budget': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该年度没有已批准的预算',
    en: 'The year has no approved budget to be executed.',
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
})
