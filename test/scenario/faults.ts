import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { StackRecord } from '../../cli/verify/verify.ts'
import {
  changed,
  enrolled,
  entitled,
  figures,
  insured,
  isResidentPaid,
  lost,
  movement,
  owing,
  plus,
  reason,
} from './plant.ts'

/** A fault to plant in what a year recorded, and the invariant that has to find it. */
export type Fault = {
  readonly what: string
  readonly invariant: string
  readonly plant: (records: readonly StackRecord[]) => StackRecord[]
}

/** One fault for each invariant: a lost write, a fen too much, something that stands where it may not. */
export const faults: readonly Fault[] = [
  {
    what: 'an employer that was struck off in March, and was billed all year by nobody’s word',
    invariant: 'contribution.struck-off-are-not-billed',
    plant: changed('struck-employer', () => ({
      ...{ struckOn: '2025-03-10', toldOn: '2025-03-12', decideBy: '2025-04-11', state: 'open' },
    })),
  },
  {
    what: 'an entry that does not sum to zero',
    invariant: 'budget.entries-balance',
    plant: changed('journal-entry', movement('income-account', 1), reason('contribution-received')),
  },
  {
    what: 'a month whose balance is a fen off',
    invariant: 'budget.periods-are-the-journal',
    plant: changed('fund-period', plus('special-account', 1)),
  },
  {
    what: 'money in the special account that nobody booked',
    invariant: 'budget.cash-is-the-journal',
    plant: changed('cash', plus('special-account', 1)),
  },
  {
    what: 'a sealed entry that names another cause',
    invariant: 'budget.sealed-entries-stand',
    plant: changed('journal-entry', () => ({ source: 'another' }), reason('claims-settled')),
  },
  {
    what: 'a block of the chain that is gone',
    invariant: 'budget.sealed-entries-stand',
    plant: lost('ledger-block'),
  },
  {
    what: 'an institution with a fen more on a line than its claims',
    invariant: 'budget.lines-are-the-institutions',
    plant: changed('institution-month', plus('inpatient', 1)),
  },
  {
    what: 'a visit that the city of treatment never booked',
    invariant: 'budget.visits-are-the-care-elsewhere',
    plant: lost('visit-posted'),
  },
  {
    what: 'a visit of another amount than its institution’s month has',
    invariant: 'budget.visits-posted-everywhere',
    plant: changed('visit-posted', plus('payable', 1)),
  },
  {
    what: 'care of visitors that a city booked as its own expenditure',
    invariant: 'budget.visits-are-no-expenditure',
    plant: changed('journal-entry', movement('outpatient', 1), reason('visitors-treated')),
  },
  {
    what: 'visitors that an institution was paid for twice',
    invariant: 'budget.visitors-are-paid-once',
    plant: changed(
      'institution-standing',
      ({ visitors }) => ({ visitors: { ...(visitors as object), ordered: 1 } }),
      ({ visitors }) => visitors !== undefined,
    ),
  },
  {
    what: 'an institution elsewhere that was paid by the city of the insured',
    invariant: 'budget.nobody-pays-institutions-elsewhere',
    plant: (records) => {
      const away = records.find(
        ({ item }) => item.kind === 'institution-month' && item.treatedIn !== undefined,
      )
      const named = { city: away?.item.city, scheme: away?.item.scheme, institution: away?.item.institution }
      return changed('settlement-statement', () => ({ ...named, ordered: 1 }))(records)
    },
  },
  {
    what: 'money between cities that one of them never booked',
    invariant: 'budget.cities-owe-what-cities-are-owed',
    plant: lost('journal-entry', reason('cities-paid')),
  },
  {
    what: 'a settlement between cities that took more than was owed',
    invariant: 'budget.cities-settle-once',
    plant: changed('city-settlement', ({ debts }) => ({
      debts: [...(debts as object[]), ...(debts as object[])],
    })),
  },
  {
    what: 'a city that never booked its share',
    invariant: 'budget.cities-pay-their-net',
    plant: lost('city-share'),
  },
  {
    what: 'a settlement between cities that was approved by who proposed it',
    invariant: 'budget.cities-settle-by-two',
    plant: changed('city-settlement', ({ proposed }) => ({ approved: proposed })),
  },
  {
    what: 'an entry made by hand without a voucher',
    invariant: 'budget.vouchers-are-their-entries',
    plant: changed('journal-entry', () => ({ reason: 'voucher' }), reason('contribution-received')),
  },
  {
    what: 'a closed year whose budget is not executed',
    invariant: 'budget.executed-years-are-closed',
    plant: lost('budget'),
  },
  {
    what: 'a year that was closed by who proposed it',
    invariant: 'budget.years-are-closed-by-two',
    plant: changed('fund-year-closed', ({ proposed }) => ({ approved: proposed })),
  },
  {
    what: 'a closed year that spent what nobody had approved',
    invariant: 'budget.closed-years-keep-their-budget',
    plant: changed(
      'budget',
      ({ table }) => ({ table: { ...(table as object), expenditure: {} } }),
      ({ status }) => status === 'final',
    ),
  },
  {
    what: 'an agreement that the office signed alone',
    invariant: 'budget.agreements-are-signed-by-both',
    plant: changed('agreement', ({ made }) => ({ made: { ...(made as object), institution: undefined } })),
  },
  {
    what: 'an agreement by which the fund bears all that lies above a quota',
    invariant: 'budget.agreements-stay-within-limits',
    plant: changed('agreement', () => ({ overspend: [{ upTo: '9', fund: '1' }] })),
  },
  {
    what: 'a table of case groups that its maker approved',
    invariant: 'budget.group-tables-by-two',
    plant: changed('group-table', ({ made }) => ({ approved: made })),
  },
  {
    what: 'a catalogue that its maker approved',
    invariant: 'settlement.catalogue-by-two',
    plant: changed(
      'catalogue-imported',
      ({ made }) => ({ approved: made }),
      ({ status }) => status === 'in-force',
    ),
  },
  {
    what: 'a hospital whose level one clerk changed',
    invariant: 'settlement.institutions-by-two',
    plant: changed('institution', ({ level }) => ({ level: level === 3 ? 2 : 3 })),
  },
  {
    what: 'final accounts of a year that spent what nobody had approved',
    invariant: 'budget.final-accounts-have-no-open-overrun',
    plant: changed(
      'budget',
      ({ table }) => ({ table: { ...(table as object), expenditure: {} } }),
      ({ status }) => status === 'final',
    ),
  },
  {
    what: 'a passed line that was told of another budget',
    invariant: 'budget.passed-lines-are-of-their-budget',
    plant: changed('line-passed', plus('budget', 1)),
  },
  {
    what: 'late costs whose end was approved by who proposed it',
    invariant: 'budget.late-costs-are-decided-by-two',
    plant: changed('late-cost-decision', ({ proposed }) => ({ approved: proposed })),
  },
  {
    what: 'late costs that a year was told of, a fen too many',
    invariant: 'budget.late-costs-are-told',
    plant: changed('late-cost', plus('expenditure', 1)),
  },
  {
    what: 'cost of a year that was not kept beside the books',
    invariant: 'budget.cleared-cost-is-the-statements',
    plant: lost('cost-of-year'),
  },
  {
    what: 'a cleared year that accepted a fen more than was booked and added',
    invariant: 'budget.cash-and-parts-are-the-cleared-cost',
    plant: changed('fund-year-cleared', plus('accepted', 1)),
  },
  {
    what: 'a correction of a final year, a fen more than was told',
    invariant: 'budget.corrected-years-are-decided',
    plant: changed('fund-year-corrected', plus('expenditure', 1)),
  },
  {
    what: 'a fen that an institution owes back and never bore',
    invariant: 'budget.late-costs-are-borne-once',
    plant: changed('institution-month', plus('owedBack', 1)),
  },
  {
    what: 'a fen of an earlier year that no claim says',
    invariant: 'budget.late-costs-are-the-claims',
    plant: changed('cost-of-year', plus('inpatient:claims', 1)),
  },
  {
    what: 'a gap that is a fen above the cleared deficit',
    invariant: 'adjustment-fund.gaps-are-of-cleared-years',
    plant: changed('gap-application', plus('gap', 1)),
  },
  {
    what: 'a cleared year that the adjustment fund has otherwise',
    invariant: 'cross.cleared-years',
    plant: changed('cleared-year', plus('expenditure', 1)),
  },
  {
    what: 'books that one person opened',
    invariant: 'budget.books-are-opened-by-two',
    plant: changed('opening', ({ proposed }) => ({ approved: proposed })),
  },
  {
    what: 'a budget that its reviewer approved',
    invariant: 'budget.budgets-take-three-hands',
    plant: changed('budget', ({ reviewed }) => ({
      approved: { ...(reviewed as object), level: 'province' },
    })),
  },
  {
    what: 'a correction of an entry that was never booked',
    invariant: 'budget.corrections-name-an-entry',
    plant: changed('journal-entry', () => ({ corrects: { period: '2025-01', entryId: 'E-none' } })),
  },
  {
    what: 'a cleared year that leaves a fen over',
    invariant: 'budget.clearing-settles-to-zero',
    plant: changed('clearing-statement', figures('cleared', 'depositForfeited', 1)),
  },
  {
    what: 'a clearing that counts a fen more as deposited than the months held',
    invariant: 'budget.clearing-is-of-the-year',
    plant: changed('clearing-statement', figures('cleared', 'deposits', 1)),
  },
  {
    what: 'an entry of a clearing for which there is no statement',
    invariant: 'budget.clearing-entries-are-the-statements',
    plant: lost('clearing-statement'),
  },
  {
    what: 'a pool of points from which a fen was paid to nobody',
    invariant: 'budget.pools-are-divided',
    plant: changed('clearing-pool', plus('paid', 1)),
  },
  {
    what: 'a pool of points of which nobody knows where a fen went',
    invariant: 'budget.pools-keep-the-rest',
    plant: changed('clearing-pool', plus('fund', 1)),
  },
  {
    what: 'a month that pays what an earlier one suspended',
    invariant: 'budget.suspended-waits-for-review',
    plant: changed('settlement-statement', plus('within', 1_000_000_000_000)),
  },
  {
    what: 'a difference of payment methods that no entry booked',
    invariant: 'budget.method-differences-are-the-statements',
    plant: lost('journal-entry', reason('payment-method-difference')),
  },
  {
    what: 'an advance without its order',
    invariant: 'budget.orders-are-the-statements',
    plant: lost('payment-order', ({ cause }) => (cause as { purpose: string }).purpose === 'working-capital'),
  },
  {
    what: 'a claim whose amounts do not add up',
    invariant: 'settlement.identities',
    plant: changed('claim-settled', ({ amounts }) => ({
      amounts: (amounts as number[]).map((amount, index) => (index === 0 ? amount + 1 : amount)),
    })),
  },
  {
    what: 'a reversal of which the claim is lost',
    invariant: 'settlement.reversals',
    plant: (records) => {
      const reversal = records.find(({ item }) => item.kind === 'claim-reversed')?.item
      return records.filter(({ item }) => item.pk !== `CLAIM#${reversal?.reverses}`)
    },
  },
  {
    what: 'a correction by another hand than ordered it',
    invariant: 'settlement.corrections-by-two',
    plant: changed('claim-corrected', () => ({
      hands: { ordered: 'nobody-knows', approved: 'nobody-knows' },
    })),
  },
  {
    what: 'a correction of a fen more than its parts',
    invariant: 'settlement.corrections',
    plant: changed('claim-corrected', ({ amounts }) => ({
      amounts: (amounts as number[]).map((amount, index) => (index === 0 ? amount + 1 : amount)),
    })),
  },
  {
    what: 'a settlement list of a settlement that nobody made',
    invariant: 'settlement.lists-are-the-claims',
    plant: (records) => [
      ...records,
      {
        service: 'settlement',
        item: {
          ...{ pk: 'SETTLEMENT-LIST#C-none', sk: 'LIST#001', kind: 'settlement-list', version: 1 },
          ...{ claimId: 'C-none', institution: 'H34010000001', personId: 'P-none', msgid: 'M-none' },
          ...{ fingerprint: '', sentOn: '2025-02-01', admittedOn: '2025-01-01', dischargedOn: '2025-01-05' },
          ...{ diagnoses: ['K29'], operations: [], items: [{ kind: '01', amount: 1 }] },
        },
      },
    ],
  },
  {
    what: 'a correction that is lost',
    invariant: 'settlement.accumulators',
    plant: lost('claim-corrected'),
  },
  {
    what: 'a correction that never reached the ledger',
    invariant: 'cross.claims-in-ledger',
    plant: lost('claim-posted', ({ corrects }) => corrects !== undefined),
  },
  {
    what: 'a visit that does not name the claim that settled it',
    invariant: 'settlement.visits',
    plant: changed(
      'visit-slot',
      () => ({ standing: [] }),
      ({ standing }) => (standing as unknown[]).length > 0,
    ),
  },
  {
    what: 'a visit that is settled once more under another message id',
    invariant: 'settlement.visits',
    plant: (records) => {
      const claim = records.find(({ item }) => item.kind === 'claim-settled')
      return claim ? [...records, { ...claim, item: { ...claim.item, pk: 'CLAIM#CAGAIN' } }] : [...records]
    },
  },
  {
    what: 'a settled line of a day before its visit',
    invariant: 'settlement.line-days',
    plant: (records) =>
      records.map((record) => {
        if (record.item.kind !== 'visit-fees-added') return record
        const lines = record.item.lines as unknown[][]
        const before = lines.map((line) => [...line.slice(0, 7), '1999-12-31'])
        return { ...record, item: { ...record.item, lines: before } as RecordedItem }
      }),
  },
  {
    // Each claim names several before it, so that one lost name alone would leave nobody out.
    what: 'claims that their year does not lead to',
    invariant: 'settlement.claims-found',
    plant: (records) =>
      records.map((record) =>
        record.item.kind === 'claim-settled'
          ? { ...record, item: { ...record.item, follows: undefined } as RecordedItem }
          : record,
      ),
  },
  {
    what: 'a claim that never reached the ledger',
    invariant: 'cross.claims-in-ledger',
    plant: lost('claim-posted'),
  },
  {
    what: 'a claim the ledger has with another amount',
    invariant: 'cross.claims-in-ledger',
    plant: changed('claim-posted', plus('basic', 1)),
  },
  {
    what: 'a claim that the month does not count',
    invariant: 'budget.claims-posted-everywhere',
    plant: changed('institution-month', plus('claims', -1)),
  },
  {
    what: 'a recovery that never reached the ledger',
    invariant: 'cross.recoveries-in-ledger',
    plant: lost('recovery-posted'),
  },
  {
    what: 'a case confirmed without its recovery',
    invariant: 'settlement.recoveries',
    plant: lost('recovery-ordered'),
  },
  {
    what: 'a person’s year that counts more than their claims',
    invariant: 'settlement.accumulators',
    plant: changed('insured-year', plus('account', 1)),
  },
  {
    what: 'a personal account credited without a payment',
    invariant: 'cross.account-credits',
    plant: changed('insured-year', plus('credited', 100)),
  },
  {
    what: 'a claim of a person whose entitlement is gone',
    invariant: 'settlement.entitlement',
    plant: (records) =>
      records.map((record) =>
        record.item.kind === 'insured-year'
          ? { ...record, item: { ...record.item, spells: [] } as RecordedItem }
          : record,
      ),
  },
  {
    what: 'a claim outside what enrollment has',
    invariant: 'cross.claims-in-entitlement',
    plant: (records) => records.filter(({ item }) => item.kind !== 'coverage'),
  },
  {
    what: 'a payment that never reached the ledger',
    invariant: 'cross.contributions-in-ledger',
    plant: lost('receipt-posted'),
  },
  {
    what: 'an account whose interest is not what its entries say',
    invariant: 'settlement.account-entries',
    plant: changed('account-entry', plus('amount', 1), ({ personId }) => personId !== undefined),
  },
  {
    what: 'a retired person credited for a month more than they were retired',
    invariant: 'settlement.retiree-credits',
    plant: changed(
      'account-entry',
      ({ retired }) => ({ retired: { ...(retired as object), months: 13 } }),
      ({ cause }) => cause === 'retiree-credit',
    ),
  },
  {
    what: 'accounts that together are a fen more than the ledgers hold',
    invariant: 'cross.accounts-in-ledger',
    plant: changed('insured-year', plus('account', 1)),
  },
  {
    what: 'account money that one city’s books gave and no other’s got',
    invariant: 'budget.account-moves-on-both-sides',
    plant: changed('journal-entry', movement('account-transferred-in', 1), reason('account-moved')),
  },
  {
    what: 'an account that lies in another city’s books than its ledger has it',
    invariant: 'cross.accounts-in-city-ledgers',
    plant: changed('insured-year', () => ({ accountIn: { '340100': 1 } })),
  },
  {
    what: 'a difference to a resident’s bill that no correction decided',
    invariant: 'contribution.bill-corrections',
    plant: lost('bill-correction'),
  },
  {
    what: 'somebody of a fifth level of disability',
    invariant: 'enrollment.disabled-are-registered',
    plant: changed('disabled-person', () => ({ level: 5 })),
  },
  {
    what: 'a passport that two persons have of one country',
    invariant: 'enrollment.passports-by-country',
    plant: changed('passport-holders', ({ holders }) => ({
      holders: [...(holders as object[]), { ...(holders as object[])[0], personId: 'P-other' }],
    })),
  },
  {
    what: 'a resident who is entitled though a difference to their bill is due and unpaid',
    invariant: 'enrollment.differences-rest',
    plant: changed('coverage', owing, (item) => entitled(item) && isResidentPaid(item)),
  },
  {
    what: 'a premium that an account paid more for than stands of it',
    invariant: 'settlement.family-premiums',
    plant: changed('family-premium', ({ premium }) => ({
      premium: { ...(premium as object), amount: (premium as { amount: number }).amount - 1 },
    })),
  },
  {
    what: 'money that left an account for a premium and reached no bill',
    invariant: 'contribution.paid-from-accounts',
    plant: lost('payment', ({ receipt }) => (receipt as { fromAccount?: object }).fromAccount !== undefined),
  },
  {
    what: 'a bill that an account paid with nothing taken of it',
    invariant: 'cross.premiums-from-accounts',
    plant: lost('family-premium'),
  },
  {
    what: 'an account that pays for family what no consent says',
    invariant: 'settlement.family-accounts',
    plant: changed('family-accounts', ({ consents }) => ({
      consents: (consents as { used: number }[]).map((consent) => ({ ...consent, used: consent.used + 1 })),
    })),
  },
  {
    what: 'what a claim took of an account of the family, and no ledger owes',
    invariant: 'cross.claims-in-ledger',
    plant: lost('claim-posted', ({ claimId }) => String(claimId).startsWith('FU-')),
  },
  {
    what: 'a claim of another person that nobody moved to them',
    invariant: 'settlement.claims-are-one-persons',
    // Enrollment records it under the same name; what settlement followed says which claims went.
    plant: lost('parting', ({ claims }) =>
      ((claims ?? []) as readonly { movedAs?: string }[]).some(({ movedAs }) => movedAs !== undefined),
    ),
  },
  {
    what: 'a parting that who proposed it approved',
    invariant: 'enrollment.parted-item-by-item',
    plant: changed(
      'parting',
      ({ proposed }) => ({ decided: proposed }),
      ({ proposed }) => proposed !== undefined,
    ),
  },
  {
    what: 'a benefit that who proposed it approved',
    invariant: 'settlement.benefits',
    plant: changed('benefit', ({ benefit }) => {
      const { proposed } = benefit as { proposed: object }
      return { benefit: { ...(benefit as object), approved: proposed } }
    }),
  },
  {
    what: 'an order of a benefit that is a fen more than was booked',
    invariant: 'budget.benefits-are-the-entries',
    plant: changed('payment-order', plus('amount', 1), ({ cause }) =>
      JSON.stringify(cause).includes('benefit'),
    ),
  },
  {
    what: 'a month whose payments the ledger does not count',
    invariant: 'cross.statements-in-ledger',
    plant: lost('contributed'),
  },
  {
    what: 'a fen more of a month’s contributions than their entries moved',
    invariant: 'budget.contributed-are-the-entries',
    plant: changed('contributed', plus('income-account', 1)),
  },
  {
    what: 'a month that is stated with a fen more than was paid',
    invariant: 'contribution.stated-as-recorded',
    plant: changed(
      'month-statement',
      ({ lines }) => ({
        lines: (lines as { pooled: number }[]).map((line) => ({ ...line, pooled: line.pooled + 1 })),
      }),
      ({ lines }) => (lines as unknown[]).length > 0,
    ),
  },
  {
    what: 'a month that ends with a fen more open than its lines make',
    invariant: 'contribution.month-statements',
    plant: changed(
      'month-statement',
      ({ balances }) => ({
        balances: (balances as { closing: number }[]).map((each) => ({ ...each, closing: each.closing + 1 })),
      }),
      ({ balances }) => (balances as unknown[]).length > 0,
    ),
  },
  {
    what: 'an entry of payments with a fen more than they brought',
    invariant: 'budget.receipts-are-the-entries',
    plant: changed('receipt-posted', plus('pooled', -1)),
  },
  {
    what: 'a quota that is a fen more than its share',
    invariant: 'budget.quotas-are-the-target',
    plant: changed('quota', plus('amount', 1)),
  },
  {
    what: 'quotas that name a target nobody approved',
    invariant: 'budget.quotas-divide-an-approved-target',
    plant: changed('quota-plan', plus('areaTarget', 1)),
  },
  {
    what: 'quotas of hospitals without an agreement',
    invariant: 'budget.quotas-are-of-agreed-institutions',
    plant: lost('agreement', ({ signed }) => signed !== undefined),
  },
  {
    what: 'quotas that who drafted them published',
    invariant: 'budget.quotas-are-decided-by-enough-hands',
    plant: changed('negotiation-round', ({ drafted }) => ({ published: drafted })),
  },
  {
    what: 'an order for which there is no statement',
    invariant: 'budget.orders-are-the-statements',
    plant: lost('settlement-statement', ({ orderId }) => orderId !== undefined),
  },
  {
    what: 'a statement with a fen more than its entry booked',
    invariant: 'budget.settlement-entries-are-the-statements',
    plant: changed('settlement-statement', plus('deposit', 1)),
  },
  {
    what: 'a fen missing in a provincial account',
    invariant: 'adjustment-fund.accounts',
    plant: changed('account', plus('balance', -1)),
  },
  {
    what: 'a levy above its rate',
    invariant: 'adjustment-fund.levies',
    plant: changed('levy', plus('amount', 1)),
  },
  {
    what: 'a city paid above its approved share',
    invariant: 'adjustment-fund.approved-shares',
    plant: changed(
      'gap-application',
      () => ({ share: { fund: 0 } }),
      ({ status }) => status === 'allocated',
    ),
  },
  {
    what: 'a gap that counts more than its causes prove',
    invariant: 'adjustment-fund.own-balance-comes-first',
    plant: changed('gap-application', plus('eligible', 1)),
  },
  {
    what: 'a gap that was applied for too late, without a reason',
    invariant: 'adjustment-fund.late-applications-say-why',
    plant: changed('gap-application', () => ({ receivedOn: '9999-12-31', late: undefined })),
  },
  {
    what: 'a gap that one person examined and approved',
    invariant: 'adjustment-fund.shares-take-three-hands',
    plant: changed(
      'gap-application',
      ({ examined }) => ({ approvedBy: (examined as { readonly by: string }).by }),
      ({ examined }) => examined !== undefined,
    ),
  },
  {
    what: 'final accounts that trued no gap up',
    invariant: 'adjustment-fund.gaps-are-trued-up',
    plant: changed('gap-application', () => ({ trueUp: undefined })),
  },
  {
    what: 'a public document that says something else than the books',
    invariant: 'budget.public-is-the-books',
    plant: changed('public-document', () => ({ digest: '0' })),
  },
  {
    what: 'a payment of a share that settled a fen more than was owed',
    invariant: 'adjustment-fund.shares-add-up',
    plant: changed('allocation', plus('approved', 1)),
  },
  {
    what: 'a levy that is late and that nobody reminds its city of',
    invariant: 'adjustment-fund.late-cities-are-reminded',
    plant: (records) => {
      const levy = records.find(({ item }) => item.kind === 'levy' && item.status === 'due')
      if (!levy) return [...records]
      const { levyId, scheme } = levy.item
      const unpaid = records.filter(({ item }) => item.kind !== 'levy-receipt' || item.levyId !== levyId)
      const head = {
        pk: 'REMINDER-HEAD',
        sk: 'HEAD',
        kind: 'reminder-head',
        through: '9999-12-31',
        every: 10,
      }
      return [...unpaid, { ...levy, item: { ...head, scheme } }]
    },
  },
  {
    what: 'a score that is not its points',
    invariant: 'budget.evaluations-are-of-the-books',
    plant: changed('performance', plus('score', 1)),
  },
  {
    what: 'an approved share that its city never booked',
    invariant: 'cross.adjustment-fund-in-ledger',
    plant: lost('journal-entry', reason('allocation-approved')),
  },
  {
    what: 'an allocation that its city never booked',
    invariant: 'cross.adjustment-fund-in-ledger',
    plant: lost('journal-entry', reason('allocation-received')),
  },
  {
    what: 'a priced policy change that the budget service has otherwise',
    invariant: 'cross.pricings-in-budget',
    plant: changed('policy-pricing', plus('changed', 1)),
  },
  {
    what: 'a closed year that the adjustment fund has otherwise',
    invariant: 'cross.closed-years',
    plant: changed('closed-year', plus('expenditure', 1)),
  },
  {
    what: 'a closed month that changed',
    invariant: 'budget.closed-periods-stand',
    plant: changed('fund-period', plus('institutions-payable', 1), ({ closedOn }) => closedOn !== undefined),
  },
  {
    what: 'a person with two open coverages',
    invariant: 'enrollment.one-coverage',
    plant: changed(
      'coverage',
      insured(({ spells }) => ({ spells: [...spells, ...spells] })),
      enrolled,
    ),
  },
  {
    what: 'an entitlement to days without coverage',
    invariant: 'enrollment.entitlement-within-coverage',
    plant: changed(
      'coverage',
      insured(() => ({ spells: [] })),
      entitled,
    ),
  },
  {
    what: 'a paid bill that counts twice',
    invariant: 'enrollment.bills-once',
    plant: changed(
      'coverage',
      insured(({ paidBills }) => ({ paidBills: [...paidBills, ...paidBills] })),
      entitled,
    ),
  },
  {
    what: 'a person whose certificate is lost',
    invariant: 'enrollment.registered-once',
    plant: lost('certificate'),
  },
  {
    what: 'somebody who awaits a number that they have',
    invariant: 'enrollment.registered-once',
    plant: changed(
      'coverage',
      insured(() => ({ awaitsNumber: true })),
      entitled,
    ),
  },
  {
    what: 'a name in clear',
    invariant: 'enrollment.nobody-in-clear',
    plant: changed('identity', () => ({ name: '王芳' })),
  },
  {
    what: 'a payment that its bill does not know',
    invariant: 'contribution.arrears',
    plant: lost('bill', ({ bill }) => (bill as { status: string }).status === 'paid'),
  },
  {
    what: 'a fen too much in an income account',
    invariant: 'contribution.income-account',
    plant: changed('income', plus('received', 1)),
  },
  {
    what: 'a receipt of money in suspense that nobody holds',
    invariant: 'contribution.suspense',
    plant: changed('payment', ({ receipt }) => ({
      receipt: { ...(receipt as object), suspenseOf: 'T-none' },
    })),
  },
  {
    what: 'an order to the treasury for money that never was in suspense',
    invariant: 'contribution.return-orders',
    plant: (records) => [
      ...records,
      {
        service: 'contribution',
        item: {
          ...{ pk: 'RETURN-ORDER#RO-none', sk: 'RETURN-ORDER', kind: 'return-order' },
          order: {
            ...{ orderId: 'RO-none', paymentId: 'T-none', city: '340100', scheme: 'resident', amount: 1 },
            ...{ payee: { kind: 'person', id: 'P-none' }, purpose: 'return', state: 'open' },
            ...{ since: '2025-02-01', orderedOn: '2025-02-01', failures: [] },
          },
        },
      },
    ],
  },
  {
    what: 'a fen on the suspense account that no payment brought',
    invariant: 'budget.suspense-is-the-entries',
    plant: changed('journal-entry', movement('suspense-receipts', 1)),
  },
  {
    what: 'an order of a fen that waits beside a full account',
    invariant: 'budget.nothing-waits-that-could-be-paid',
    plant: changed('payment-order', () => ({ state: 'awaiting-funds', amount: 0 })),
  },
  {
    what: 'someone retired on fewer months than were proven',
    invariant: 'cross.retired-by-proof',
    plant: changed(
      'coverage',
      insured(({ spells }) => ({
        spells: (spells as readonly { readonly proven?: object }[]).map(({ proven: _, ...spell }) => spell),
      })),
      ({ entitlements = [] }) => JSON.stringify(entitlements).includes('retired'),
    ),
  },
  {
    what: 'a resident who is entitled all year though what is still to be paid of their bill was due in May',
    invariant: 'cross.entitled-and-paid',
    plant: changed(
      'bill',
      ({ bill }) => ({ bill: { ...(bill as object), status: 'issued', dueOn: '2025-05-31' } }),
      ({ bill }) =>
        (bill as { kind: string }).kind === 'resident-difference' &&
        (bill as { charge?: string }).charge !== 'refund',
    ),
  },
  {
    what: 'a person entitled by a bill that was refunded',
    invariant: 'cross.entitled-and-paid',
    plant: changed(
      'bill',
      ({ bill }) => ({ bill: { ...(bill as object), status: 'refunded' } }),
      ({ bill }) => {
        const { status, kind } = bill as { status: string; kind: string }
        return status === 'paid' && kind === 'resident-year'
      },
    ),
  },
  {
    what: 'a sweep that is lost',
    invariant: 'contribution.swept',
    plant: lost('sweep', ({ amount }) => Number(amount) > 0),
  },
  {
    what: "a resident's bill under the id of another year",
    invariant: 'contribution.billed-once',
    plant: changed(
      'bill',
      ({ bill }) => ({ bill: { ...(bill as object), billId: 'R-another-year' } }),
      ({ bill }) => (bill as { kind: string }).kind === 'resident-year',
    ),
  },
  {
    what: 'a subsidy statement that was issued for one too many',
    invariant: 'contribution.issued-as-counted',
    plant: changed('statement', ({ statement }) => {
      const before = statement as { headcount: number }
      return { statement: { ...before, headcount: before.headcount + 1 } }
    }),
  },
  {
    what: 'a part of a subsidy statement that counts one too many',
    invariant: 'contribution.counted-once',
    plant: changed('statement-part', plus('headcount', 1)),
  },
]
