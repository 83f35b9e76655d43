import { defineRefusals } from '#shared/kernel/refusals.ts'

/** Every reason for which the contribution service says no. */
export const { table, refusal, refuse } = defineRefusals({
  'contribution.bill-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该缴费单：{billId}',
    en: 'There is no bill {billId}.',
    fields: ['billId'],
  },
  'contribution.nothing-due': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该缴费单没有应由{payer}缴纳的金额',
    en: 'On this bill nothing is due from the payer {payer}.',
    fields: ['payer'],
  },
  'contribution.overpaid': {
    ...{ status: 422, remedy: 'correct' },
    zh: '缴费金额（{amount}分）超过应缴未缴金额：应缴{due}分，已缴{paid}分',
    en: 'The payment of {amount} fen is above what is still due: {paid} fen of {due} are paid.',
    fields: ['amount'],
  },
  'contribution.refund-above-paid': {
    ...{ status: 422, remedy: 'correct' },
    zh: '退费金额（{amount}分）超过已缴金额（{paid}分）',
    en: 'The refund of {amount} fen is above the {paid} fen that are paid.',
    fields: ['amount'],
  },
  'contribution.refund-before-payment': {
    ...{ status: 422, remedy: 'correct' },
    zh: '退费日期（{paidOn}）早于所退的缴费：当日可退{paid}分，退费{amount}分',
    en: 'The refund of {amount} fen is dated {paidOn}, before what it gives back was paid: {paid} fen could be refunded then.',
    fields: ['paidOn'],
  },
  'contribution.paid-in-future': {
    ...{ status: 422, remedy: 'correct' },
    zh: '缴费日期（{paidOn}）晚于今天',
    en: 'The day of payment, {paidOn}, is still to come.',
    fields: ['paidOn'],
  },
  'contribution.paid-too-early': {
    ...{ status: 422, remedy: 'correct' },
    zh: '缴费日期（{paidOn}）早于{earliest}',
    en: 'The day of payment, {paidOn}, is before {earliest}.',
    fields: ['paidOn'],
  },
  'contribution.day-as-reported': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该笔款项申报的缴费日期为{reported}，不得改为其他日期',
    en: 'The money was reported as paid on {reported}, and is assigned with that day.',
    fields: ['paidOn'],
  },
  'contribution.paid-after-received': {
    ...{ status: 422, remedy: 'correct' },
    zh: '缴费日期（{paidOn}）晚于收款登记日期（{receivedOn}）',
    en: 'The day of payment, {paidOn}, is after {receivedOn}, when the money was reported.',
    fields: ['paidOn'],
  },
  'contribution.payment-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该缴费流水号：{paymentId}',
    en: 'There is no payment {paymentId}.',
    fields: ['paymentId'],
  },
  'contribution.suspense-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '待查收入中没有该缴费流水号：{paymentId}',
    en: 'There is no money in suspense under the payment id {paymentId}.',
    fields: ['paymentId'],
  },
  'contribution.suspense-resolved': {
    ...{ status: 409, remedy: 'look' },
    zh: '该笔待查收入已全部认领或退回',
    en: 'All of this money was assigned or returned already.',
  },
  'contribution.suspense-too-little': {
    ...{ status: 422, remedy: 'correct' },
    zh: '金额（{amount}分）超过待查余额（{open}分）',
    en: 'The amount of {amount} fen is above the {open} fen that are still in suspense.',
    fields: ['amountFen'],
  },
  'contribution.other-fund': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该笔款项属于{held}，不得用于{bill}的缴费单',
    en: 'The money came to the account of {held} and may not pay a bill of {bill}.',
    fields: ['billId'],
  },
  'contribution.proposal-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '该笔待查收入没有待审批的提议{proposalId}',
    en: 'No proposal {proposalId} waits for approval with this money.',
    fields: ['proposalId'],
  },
  'contribution.proposal-waits': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '该笔待查收入已有提议{proposalId}待审批，须先批准或退回该提议',
    en: 'The proposal {proposalId} for this money waits; it is approved or rejected first.',
  },
  'contribution.proposer-is-approver': {
    ...{ status: 409, remedy: 'otherPerson' },
    zh: '提议人不得批准自己的提议',
    en: 'Who proposed it may not approve it.',
  },
  'contribution.income-too-little': {
    ...{ status: 409, remedy: 'firstStep' },
    zh: '退回金额（{amount}分）超过收入户余额（{balance}分），已划转财政专户的资金须先拨回',
    en: 'The return of {amount} fen is above the {balance} fen in the income account; what was swept has to come back from the special account first.',
    fields: ['amountFen'],
  },
  'contribution.nothing-to-sweep': {
    ...{ status: 409, remedy: 'nothing' },
    zh: '收入户没有可划转的资金：收款{received}分，已划转{swept}分，待查收入留存{held}分，在途{inTransit}分',
    en: 'There is nothing to sweep: of {received} fen received {swept} are swept, {held} are kept in suspense, and {inTransit} have not arrived yet.',
  },
  'return-order.unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该退付单：{orderId}',
    en: 'There is no order {orderId}.',
    fields: ['orderId'],
  },
  'return-order.paid-before-ordered': {
    ...{ status: 422, remedy: 'correct' },
    zh: '支付日期早于退付单下达日期（{orderedOn}）',
    en: 'It cannot be paid before it was ordered, on {orderedOn}.',
    fields: ['paidOn'],
  },
  'return-order.confirmed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该退付单已确认：{paidOn}，凭证号{treasuryRef}',
    en: 'The order was confirmed already: {paidOn}, {treasuryRef}.',
  },
  'return-order.already-paid': {
    ...{ status: 409, remedy: 'look' },
    zh: '该退付单已于{paidOn}支付',
    en: 'The order was paid on {paidOn}.',
  },
  'return-order.attempt-unknown': {
    ...{ status: 422, remedy: 'correct' },
    zh: '该退付单只下达过{attempts}次',
    en: 'The order was given to the treasury {attempts} times only.',
    fields: ['attempt'],
  },
  'return-order.failed-before-ordered': {
    ...{ status: 422, remedy: 'correct' },
    zh: '失败日期早于退付单下达日期（{orderedOn}）',
    en: 'It cannot have failed before it was ordered, on {orderedOn}.',
    fields: ['failedOn'],
  },
  'return-order.failed-otherwise': {
    ...{ status: 409, remedy: 'look' },
    zh: '该次支付已登记为失败：{failedOn}，{reason}',
    en: 'This attempt is recorded as failed on {failedOn}: {reason}.',
  },
  'return-order.not-failed': {
    ...{ status: 409, remedy: 'look' },
    zh: '该次支付没有失败，不得重新下达',
    en: 'This attempt has not failed; only what failed is given again.',
  },
  'return-order.again-before-failed': {
    ...{ status: 422, remedy: 'correct' },
    zh: '重新下达日期早于失败日期（{failedOn}）',
    en: 'It cannot be given again before it failed, on {failedOn}.',
    fields: ['on'],
  },
  'contribution.payment-differs': {
    ...{ status: 409, remedy: 'newId' },
    zh: '缴费流水号{paymentId}已用于内容不同的缴费',
    en: 'The payment id {paymentId} was recorded before with another payload.',
    fields: ['paymentId'],
  },
  'contribution.billed-too-early': {
    ...{ status: 422, remedy: 'wait' },
    zh: '{period}的缴费单自{opensOn}起方可生成',
    en: 'Bills of {period} are issued from {opensOn} on.',
    fields: ['month', 'year', 'on'],
  },
  'contribution.employer-elsewhere': {
    ...{ status: 409, remedy: 'correct' },
    zh: '该用人单位在其他统筹区（{city}）参保',
    en: 'The employer belongs to {city}.',
    fields: ['city'],
  },
  'contribution.statement-unknown': {
    ...{ status: 404, remedy: 'checkId' },
    zh: '没有该财政补助申报单：{statementId}',
    en: 'There is no statement {statementId}.',
    fields: ['statementId'],
  },
})
