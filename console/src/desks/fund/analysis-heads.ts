/** The heads of the monthly analysis in English, by what the document says in Chinese. */
const english: Readonly<Record<string, string>> = {
  '一、基金收支总体情况': '1. Income and expenditure of the fund',
  '二、预算执行情况': '2. Execution of the budget',
  '三、待遇保障和医疗服务利用': '3. Benefits and use of care',
  '四、参保筹资和总额控制': '4. Insured, contributions and total control',
  '五、风险预警和处置': '5. Warnings and what is done about them',
  '六、各市情况': '6. City by city',
  指标: 'Indicator',
  项目: 'Of what',
  数值: 'Value',
  政策目标: 'Aim of the policy',
  计算公式: 'Formula',
  科目: 'Line',
  '预算（万元）': 'Budget (10,000 yuan)',
  '执行（万元）': 'Executed (10,000 yuan)',
  执行率: 'Executed share',
  统筹区: 'City',
  级别: 'Level',
  起始日期: 'Since',
  责任人: 'Officer',
  措施: 'Plan',
  期限: 'Until',
  统筹基金可支付月数: 'Months payable',
  当期结余: 'Current balance',
  累计结余: 'Accumulated balance',
  统筹支出增长率: 'Growth of expenditure',
  政策范围内住院费用支付比例: 'Policy-scope ratio',
  住院费用实际报销比例: 'Actual reimbursement ratio',
  住院率: 'Admission rate',
}

/** A head of the analysis in English; undefined where it has none. */
export const headInEnglish = (head: string): string | undefined => english[head]
