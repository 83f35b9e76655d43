import type { OperationId } from '../api/operation.ts'
import type { Said } from './said.ts'

type Titles = Readonly<Partial<Record<OperationId, Said>>>

const enrollment: Titles = {
  'POST /v1/enrollment/persons': ['参保登记', 'Enrol a person'],
  'POST /v1/enrollment/persons/{personId}/moves': ['变更参保关系', 'Move coverage'],
  'POST /v1/enrollment/persons/{personId}/end': ['终止参保', 'End coverage'],
  'PUT /v1/enrollment/persons/{personId}/aid': ['设定救助身份', 'Set aid category'],
  'POST /v1/enrollment/persons/{personId}/deaths': ['报告死亡', 'Report a death'],
  'POST /v1/enrollment/persons/{personId}/death-corrections': ['更正死亡', 'Correct a death'],
  'POST /v1/enrollment/persons/{personId}/leavings': ['报告退保', 'Report a leaving'],
  'POST /v1/enrollment/persons/{personId}/name-corrections': ['报告更名', 'Report the right name'],
  'GET /v1/enrollment/persons/{personId}/name-corrections': ['更名记录', 'Corrections of the name'],
  'POST /v1/enrollment/persons/{personId}/reports/{number}/approval': ['审核通过', 'Approve'],
  'POST /v1/enrollment/persons/{personId}/reports/{number}/refusal': ['审核不通过', 'Refuse'],
  'GET /v1/enrollment/persons/{personId}/reports': ['已报告事项', 'What was reported'],
  'POST /v1/enrollment/transfers': ['申请转入', 'Ask for a person'],
  'POST /v1/enrollment/transfers/{transferId}/release': ['同意转出', 'Release'],
  'POST /v1/enrollment/transfers/{transferId}/refusal': ['不同意转出', 'Refuse'],
  'POST /v1/enrollment/imports': ['导入参保人员', 'Import persons'],
}

const contribution: Titles = {
  'PUT /v1/contribution/employers/{employerId}/payroll': ['申报工资名册', 'Declare wages'],
  'POST /v1/contribution/billing-runs': ['批量核定', 'Issue bills'],
  'POST /v1/contribution/payments': ['登记到账', 'Record payments'],
  'POST /v1/contribution/suspense/{paymentId}/assignments': ['提议核销到缴费单', 'Propose to assign'],
  'POST /v1/contribution/suspense/{paymentId}/returns': ['提议退回', 'Propose to return'],
  'POST /v1/contribution/suspense/{paymentId}/proposals/{proposalId}/approval': ['同意处理', 'Approve'],
  'POST /v1/contribution/suspense/{paymentId}/proposals/{proposalId}/rejection': ['退回提议', 'Reject'],
  'POST /v1/contribution/return-orders/{orderId}/confirmation': ['确认支付', 'Confirm payment'],
  'POST /v1/contribution/return-orders/{orderId}/failure': ['登记支付失败', 'Record failure'],
  'POST /v1/contribution/return-orders/{orderId}/retry': ['重新拨付', 'Pay again'],
  'POST /v1/contribution/subsidy-statements': ['申请财政补助', 'Claim subsidies'],
  'POST /v1/contribution/sweeps': ['上划财政专户', 'Sweep to special account'],
  'POST /v1/contribution/sweep-returns': ['登记专户退回', 'Record money back'],
}

const settlement: Titles = {
  'POST /v1/settlement/claims/{claimId}/reversal': ['冲销结算', 'Reverse'],
  'GET /v1/settlement/claims/{claimId}/corrections': ['更正记录', 'Corrections'],
  'POST /v1/settlement/claims/preview': ['模拟结算', 'Preview a claim'],
  'POST /v1/settlement/corrections': ['重新审核结算', 'Judge claims again'],
  'POST /v1/settlement/pricings': ['测算待遇调整', 'Price a change of benefits'],
  'POST /v1/settlement/persons/{personId}/registration-proposals': ['提议待遇登记', 'Propose registration'],
  'POST /v1/settlement/persons/{personId}/registration-proposals/{proposalId}/approval': [
    '同意登记',
    'Approve',
  ],
  'POST /v1/settlement/persons/{personId}/registration-proposals/{proposalId}/rejection': [
    '退回登记',
    'Reject',
  ],
  'GET /v1/settlement/persons/{personId}/registrations': ['待遇登记', 'Registrations'],
  'GET /v1/settlement/persons/{personId}/years/{year}': ['年度累计', 'Fund year'],
  'PUT /v1/settlement/institutions/{code}': ['登记医药机构', 'Register an institution'],
  'POST /v1/settlement/audit-cases': ['立案', 'Open a case'],
  'POST /v1/settlement/audit-cases/{caseId}/assignment': ['承办', 'Take the case'],
  'POST /v1/settlement/audit-cases/{caseId}/confirmation': ['认定并追回', 'Confirm and recover'],
  'POST /v1/settlement/audit-cases/{caseId}/dismissal': ['销案', 'Dismiss'],
  'POST /v1/settlement/audit-cases/{caseId}/comments': ['提交申辩', 'Comment'],
  'POST /v1/settlement/supervision-runs': ['运行智能监管', 'Run supervision'],
  'POST /v1/settlement/catalogue-imports': ['导入目录', 'Import catalogue'],
  'POST /v1/settlement/catalogue-imports/{importId}/approval': ['同意生效', 'Approve'],
  'POST /v1/settlement/catalogue-imports/{importId}/rejection': ['退回导入', 'Reject'],
  'POST /v1/settlement/reconciliations/{reconciliationId}/differences/{entryId}': [
    '处理差异',
    'Settle a difference',
  ],
  'PUT /v1/settlement/gateway-keys/{paasId}': ['发放平台密钥', 'Give a key'],
  'DELETE /v1/settlement/gateway-keys/{paasId}': ['停用平台密钥', 'End the key'],
}

const money: Titles = {
  'POST /v1/budget/openings': ['提议期初余额', 'Propose opening balances'],
  'POST /v1/budget/openings/{city}/{scheme}/approval': ['批准建账', 'Open the books'],
  'POST /v1/budget/seals': ['封存账簿', 'Seal the ledger'],
  'POST /v1/budget/payment-confirmations': ['批量确认拨付', 'Confirm payments'],
  'POST /v1/budget/payment-orders/{orderId}/confirmation': ['确认拨付', 'Confirm payment'],
  'POST /v1/budget/payment-orders/{orderId}/failure': ['登记拨付失败', 'Record failure'],
  'POST /v1/budget/payment-orders/{orderId}/retry': ['重新拨付', 'Pay again'],
  'POST /v1/budget/vouchers': ['填制凭证', 'Draft a voucher'],
  'POST /v1/budget/vouchers/{city}/{scheme}/{voucherId}/approval': ['审核凭证', 'Approve'],
  'POST /v1/budget/city-settlements': ['提议统筹区间清算', 'Propose city settlement'],
  'POST /v1/budget/city-settlements/{scheme}/{month}/approval': ['批准清算', 'Approve'],
  'POST /v1/budget/city-settlements/{scheme}/{month}/rejection': ['退回清算', 'Reject'],
  'POST /v1/budget/year-closes': ['提议年度结账', 'Propose to close the year'],
  'POST /v1/budget/year-closes/{city}/{scheme}/{year}/approval': ['批准年度结账', 'Close the year'],
  'POST /v1/budget/warnings': ['评估预警', 'Judge warnings'],
}

const planning: Titles = {
  'POST /v1/budget/budgets': ['编制预算', 'Compile a budget'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/review': ['审核预算', 'Review'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/approval': ['批准预算', 'Approve'],
  'POST /v1/budget/exemptions': ['批准赤字预算', 'Consent to a deficit'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment': ['提议预算调整', 'Propose an adjustment'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/review': ['审核调整', 'Review adjustment'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/approval': ['批准调整', 'Approve adjustment'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/adjustment/withdrawal': ['撤回调整', 'Withdraw adjustment'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun': ['提议超支追认', 'Propose an overrun'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/review': ['审核超支', 'Review overrun'],
  'POST /v1/budget/budgets/{city}/{scheme}/{year}/overrun/approval': ['批准超支', 'Approve overrun'],
  'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/review': ['审核决算', 'Review final accounts'],
  'POST /v1/budget/final-accounts/{city}/{scheme}/{year}/approval': ['批准决算', 'Approve final accounts'],
  'POST /v1/budget/drafts': ['测算下年预算', 'Draft next budget'],
}

const control: Titles = {
  'POST /v1/budget/agreements': ['提议签订协议', 'Propose agreements'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/amendments': [
    '提议变更协议',
    'Propose other terms',
  ],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/resumptions': ['提议恢复协议', 'Propose to resume'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawal-requests': [
    '申请退出协议',
    'Ask to withdraw',
  ],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/signature': ['签署', 'Sign'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/refusal': ['拒签', 'Decline'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/proposal/withdrawal': ['撤回提议', 'Take back'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/suspensions': ['中止协议', 'Suspend'],
  'POST /v1/budget/agreements/{city}/{year}/{institution}/withdrawals': ['解除协议', 'Withdraw'],
  'POST /v1/budget/group-tables': ['发布分组表', 'Publish a group table'],
  'POST /v1/budget/package-heads': ['登记包干人头', 'Record heads'],
  'POST /v1/budget/package-heads/{city}/{scheme}/{year}/{list}/approval': ['审核包干人头', 'Approve heads'],
  'POST /v1/budget/assessments': ['年度考核', 'Assess institutions'],
  'POST /v1/budget/case-reviews': ['登记特例单议', 'Record a case review'],
  'POST /v1/budget/volume-growths': ['登记服务量增长', 'Record growth of volume'],
  'POST /v1/budget/targets': ['提议总额目标', 'Propose a target'],
  'POST /v1/budget/targets/{city}/{scheme}/{year}/approval': ['批准总额目标', 'Approve'],
  'POST /v1/budget/advances': ['拨付预付金', 'Advance working capital'],
  'POST /v1/budget/monthly-settlements': ['月度结算', 'Settle a month'],
  'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/answer': ['答复结算单', 'Answer'],
  'POST /v1/budget/statements/{city}/{scheme}/{month}/{institution}/decision': ['裁定异议', 'Decide'],
  'POST /v1/budget/upheld-claims/{city}/{scheme}/{month}/{institution}/{claimId}/correction': [
    '登记更正结果',
    'Name its correction',
  ],
  'POST /v1/budget/negotiations': ['测算指标', 'Draft quotas'],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/proposal': ['发出指标征求意见', 'Propose'],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/new-proposals': [
    '调整指标',
    'Propose others',
  ],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/agreement': ['结束协商', 'End the round'],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/publication': ['公布指标', 'Publish'],
  'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions': ['各机构意见', 'Positions'],
  'GET /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments': ['意见', 'Comments'],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/comments': ['发表意见', 'Comment'],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions/{institution}/counter-proposal': [
    '还价',
    'Counter-propose',
  ],
  'POST /v1/budget/negotiations/{city}/{scheme}/{year}/{number}/positions/{institution}/acceptance': [
    '接受指标',
    'Accept',
  ],
  'POST /v1/budget/quota-decisions': ['提议省级决定', 'Propose a decision'],
  'POST /v1/budget/quota-decisions/{city}/{scheme}/{year}/{number}/approval': ['批准省级决定', 'Approve'],
  'POST /v1/budget/quota-decisions/{city}/{scheme}/{year}/{number}/withdrawal': ['撤回省级决定', 'Withdraw'],
  'POST /v1/budget/clearings': ['年度清算', 'Clear the year'],
  'POST /v1/budget/clearing-locks': ['锁定清算', 'Lock the clearing'],
  'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/confirmation': ['确认清算', 'Confirm'],
  'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/dispute': ['提出争议', 'Dispute'],
  'POST /v1/budget/clearings/{city}/{scheme}/{year}/{institution}/decision': ['裁定争议', 'Decide'],
}

const help: Titles = {
  'POST /v1/adjustment-fund/levy-runs': ['核定上解', 'Assess levies'],
  'POST /v1/adjustment-fund/gap-applications': ['申请分担缺口', 'Apply for a gap'],
  'POST /v1/adjustment-fund/gap-applications/{applicationId}/approval': ['批准缺口申请', 'Approve'],
  'POST /v1/adjustment-fund/allocation-runs': ['拨付调剂金', 'Pay allocations'],
}

const all: Titles = {
  ...{ ...enrollment, ...contribution, ...settlement },
  ...{ ...money, ...planning, ...control, ...help },
}

/** What each operation is called on a button. */
export const operationWords: Readonly<Partial<Record<string, Said>>> = all
