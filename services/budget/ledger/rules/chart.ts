import { must } from '#shared/kernel/errors.ts'

/** `asset` and `expenditure` accounts grow by debits (positive), the others by credits (negative). */
export const accountClasses = ['asset', 'liability', 'balance', 'income', 'expenditure'] as const
export type AccountClass = (typeof accountClasses)[number]

/** Whose money it is: the pooled fund's, or the insured persons' own accounts (employees only). */
export type Pool = 'pooled' | 'account'

const asset = (chinese: string) => ({ class: 'asset', chinese }) as const
const liability = (chinese: string) => ({ class: 'liability', chinese }) as const
const line = <Class extends 'income' | 'expenditure' | 'balance'>(
  of: Class,
  chinese: string,
  pool: Pool = 'pooled',
) => ({ class: of, chinese, pool })
/** Premiums and subsidies: what counts as the fund's collection when the province levies on it. */
const collected = (chinese: string) => ({ ...line('income', chinese), collection: true }) as const

/**
 * The chart of accounts, after the accounting rules of social-insurance funds. The lines of the budget are the income
 * and expenditure accounts themselves. So what is booked is executed, and nothing is counted a second time.
 */
const chart = {
  'income-account': asset('收入户存款'),
  'special-account': asset('财政专户存款'),
  'expenditure-account': asset('支出户存款'),
  'serious-illness-receivable': asset('应收大病保险'),
  'medical-aid-receivable': asset('应收医疗救助'),
  'supplement-receivable': asset('应收补充医疗保险'),
  advances: asset('预付医药机构周转金'),
  'adjustment-fund-receivable': asset('应收调剂金'),
  'cities-receivable': asset('暂付款（异地就医清算）'),

  'institutions-payable': liability('应付医药机构'),
  'payment-orders': liability('已下达拨付'),
  suspended: liability('暂缓支付'),
  deposits: liability('质量保证金'),
  'adjustment-fund-payable': liability('应上解调剂金'),
  'suspense-receipts': liability('待查收入'),
  'visitors-payable': liability('应付医药机构（外地参保人员）'),
  'cities-payable': liability('暂收款（异地就医清算）'),
  'provinces-payable': liability('暂收款（跨省异地就医清算）'),

  'pooled-fund': line('balance', '统筹基金'),
  'personal-accounts': line('balance', '个人账户基金', 'account'),

  'individual-premium': collected('个人缴费收入'),
  'employer-premium': collected('单位缴费收入'),
  'large-sum-premium': collected('大额医疗保费收入'),
  'medical-aid-premium': collected('医疗救助资助缴费收入'),
  'centre-subsidy': collected('中央财政补贴收入'),
  'province-subsidy': collected('省级财政补贴收入'),
  'city-subsidy': collected('市级财政补贴收入'),
  'county-subsidy': collected('县级财政补贴收入'),
  interest: line('income', '利息收入'),
  'transfer-in': line('income', '转移收入'),
  'upper-level-subsidy': line('income', '上级补助收入'),
  // The accounting rules put them under other income; they are led apart.
  'late-fees': line('income', '滞纳金收入'),
  'other-income': line('income', '其他收入'),
  'account-premium': line('income', '个人账户缴费收入', 'account'),
  'account-interest': line('income', '个人账户利息收入', 'account'),
  // What the pooled fund pays into accounts of retired persons: an expenditure of the one and income of the other.
  'account-allocation': line('income', '统筹基金划入收入', 'account'),
  // With whoever moved here from another city of the province.
  'account-transferred-in': line('income', '个人账户转移收入', 'account'),

  inpatient: line('expenditure', '住院费用支出'),
  outpatient: line('expenditure', '门诊费用支出'),
  'chronic-special': line('expenditure', '门诊慢特病支出'),
  // Of the employees' fund, which holds maternity insurance since 2019.
  'maternity-allowance': line('expenditure', '生育津贴支出'),
  'allocated-to-accounts': line('expenditure', '划入个人账户支出'),
  'serious-illness-premium': line('expenditure', '购买大病保险支出'),
  'transfer-out': line('expenditure', '转移支出'),
  'upper-level-remittance': line('expenditure', '上解上级支出'),
  'other-expenditure': line('expenditure', '其他支出'),
  'account-benefit': line('expenditure', '个人账户支出', 'account'),
  'account-paid-out': line('expenditure', '个人账户继承和转出支出', 'account'),
  // What accounts pay of the premiums of their owners' relatives, in the residents' scheme.
  'account-premiums-paid': line('expenditure', '个人账户代缴亲属保费支出', 'account'),
  'account-transferred-out': line('expenditure', '个人账户转移支出', 'account'),
} as const

export type Account = keyof typeof chart
type AccountOfClass<Class extends AccountClass> = {
  [Name in Account]: (typeof chart)[Name]['class'] extends Class ? Name : never
}[Account]
export type IncomeLine = AccountOfClass<'income'>
export type ExpenditureLine = AccountOfClass<'expenditure'>
export type BudgetLine = IncomeLine | ExpenditureLine

export const accounts = Object.keys(chart) as Account[]
const ofClass = (wanted: AccountClass) => accounts.filter((account) => chart[account].class === wanted)
export const incomeLines = ofClass('income') as IncomeLine[]
export const expenditureLines = ofClass('expenditure') as ExpenditureLine[]
export const budgetLines: readonly BudgetLine[] = [...incomeLines, ...expenditureLines]

export const isAccount = (name: string): name is Account => Object.hasOwn(chart, name)
export const classOf = (account: Account): AccountClass => chart[account].class
export const chineseNameOf = (account: Account): string => chart[account].chinese

/** Whose money a line or balance is. */
export const poolOf = (account: Account): Pool => {
  const entry = chart[account]
  must('pool' in entry, 'ledger.no-pool', `${account} belongs to no pool`, { account })
  return entry.pool
}

/** What other records lead: these accounts move with their claims, orders, statements and sweeps, never by hand. */
const ledElsewhere: readonly Account[] = [
  'income-account',
  'expenditure-account',
  'advances',
  'adjustment-fund-receivable',
  'cities-receivable',
  'institutions-payable',
  'payment-orders',
  'suspended',
  'deposits',
  'adjustment-fund-payable',
  'suspense-receipts',
  'visitors-payable',
  'cities-payable',
  'pooled-fund',
  'personal-accounts',
]

/** Whether a voucher may move an account. */
export const isByHand = (account: Account): boolean => !ledElsewhere.includes(account)

/** The lines whose receipts are the collection of the pooled fund. */
export const collectionLines = incomeLines.filter((name) => 'collection' in chart[name])
