/** What a sender does about a refusal, in both languages. */
export const remedies = {
  correct: {
    zh: '更正所列字段后，用新的编号重新发送',
    en: 'Correct the field named and send again under a new id.',
  },
  newId: {
    zh: '内容确有变化的，用新的编号发送；重发的，内容须与原来完全相同',
    en: 'Use a new id for other content; a repeat must be sent exactly as before.',
  },
  sameAgain: {
    zh: '稍后用同一编号原样重发',
    en: 'Send the same again later, under the same id.',
  },
  checkPerson: {
    zh: '核对参保信息和就诊日期；待遇状态有误的，请参保地经办机构处理',
    en: 'Check the person and the day; if the entitlement is wrong, the city that insures them corrects it.',
  },
  otherCertificate: {
    zh: '改用居民身份证（凭证类型02），或填写人员编号',
    en: 'Use the ID card (kind 02), or the person number.',
  },
  checkInstitution: {
    zh: '核对医药机构编码和就诊日期；协议信息有误的，请所在地经办机构处理',
    en: 'Check the institution and the day; if its agreement is wrong, the city it stands in corrects it.',
  },
  checkId: { zh: '核对编号后重新查询或发送', en: 'Check the id and ask again.' },
  checkItem: {
    zh: '核对项目、诊断、数量等；按规定由个人全额负担的，改按自费项目收费',
    en: 'Check item, diagnosis and quantity; what the fund does not pay is charged to the patient.',
  },
  checkFile: {
    zh: '按所列行、列更正文件后重新上传',
    en: 'Correct the file at the line and column named and send it again.',
  },
  sayEncoding: {
    zh: '核对预览中的姓名，注明编码后重新上传',
    en: 'Say the encoding, look at the names in the preview, and send the file again.',
  },
  inParts: {
    zh: '分片上传后启动导入，或另存为 CSV 再上传',
    en: 'Send the file in parts and start the import, or save it as CSV and send that.',
  },
  asText: {
    zh: '从原始资料重新取得完整号码，以文本格式填写后重新上传',
    en: 'Take the whole number from its source, write it as text and send the file again.',
  },
  checkPolicy: {
    zh: '请省级部门发布当日适用的政策参数',
    en: 'The province publishes the policy figure for the day first.',
  },
  checkToken: {
    zh: '使用具有相应权限和区划的令牌',
    en: 'Use a token with the scope and division that the operation needs.',
  },
  splitClaim: { zh: '拆分为几次分别发送', en: 'Send it in several parts.' },
  splitFile: { zh: '拆分为几个文件分别导入', en: 'Split the file and import its pieces.' },
  splitYears: { zh: '按年度分别结算', en: 'Settle the part of each year apart.' },
  wait: { zh: '到所列日期之后再发送', en: 'Send again after the day named.' },
  nothing: { zh: '无需再处理', en: 'Nothing more is to be done.' },
  reverseFirst: {
    zh: '先冲正或撤销原来的登记、结算，再发送',
    en: 'Reverse or cancel the earlier one first.',
  },
  firstStep: { zh: '先完成前一步操作', en: 'Do the step before it first.' },
  askOffice: { zh: '请参保地经办机构审核或处理', en: 'Ask the office of the city that insures the person.' },
  askProvince: { zh: '请省级部门审核或处理', en: 'Ask the office of the province.' },
  askOperators: { zh: '请系统运维人员按运维手册处理', en: 'Ask the operators, who follow the runbook.' },
  askTransfer: {
    zh: '由转入地提出转移申请，经转出地同意后转入',
    en: 'The city that is to cover the person asks for a transfer, and the city that covers them releases it.',
  },
  reportFirst: {
    zh: '附凭证申报，由另一名有权限的人员复核',
    en: 'Report it with its evidence; it is done when another person approves it.',
  },
  askCivilAffairs: {
    zh: '由民政部门在人员登记后推送救助身份',
    en: 'Civil affairs says it, once the person is registered.',
  },
  otherPerson: { zh: '由另一名有权限的人员办理', en: 'Someone else who is entitled to does it.' },
  look: { zh: '查询现有记录，核对后再办理', en: 'Look at what is recorded, then decide again.' },
} as const satisfies Record<string, { readonly zh: string; readonly en: string }>

export type Remedy = keyof typeof remedies
