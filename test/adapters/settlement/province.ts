import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { decideInstitution } from '../../../services/settlement/institution/decide-institution.ts'
import type { InstitutionEffects } from '../../../services/settlement/institution/effects.ts'
import type {
  InstitutionDecisions,
  ProposedTerms,
} from '../../../services/settlement/institution/rules/change.ts'
import { approveChange, proposeChange } from '../../../services/settlement/institution/rules/change.ts'
import type { Answer, Service, Token } from './service.ts'
import { tokens } from './service.ts'

export const catalogueCsv = [
  'code,name,list_type,class,first_self_pay,price_limit,from,to',
  'XA01AAA001,阿莫西林胶囊,101,甲,,,2020-01-01,',
  'XB02BBB002,奥美拉唑肠溶片,101,B,0.10,,2020-01-01,',
  'XC03CCC003,美容项目,201,C,,,2020-01-01,',
].join('\n')

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')

/** Sends a small catalogue, which waits for another person. */
export const sendCatalogue = (service: Service, key: string, csv: string, onBadRows = 'refuse') =>
  service.call(tokens.province, 'POST', '/catalogue-imports', {
    key,
    body: { fileName: 'catalogue.csv', contentBase64: base64(csv), onBadRows },
  })

/** Another person of the province approves an import. */
export const approveImport = (service: Service, importId: unknown, sub = 'checker') =>
  service.call({ ...tokens.province, sub }, 'POST', `/catalogue-imports/${String(importId)}/approval`, {
    key: `approve-${String(importId)}-${sub.trim()}`,
  })

/** Has a small catalogue imported by one person and approved by another; answers what the import came to. */
export const importCatalogue = async (service: Service, key: string, csv: string, onBadRows = 'refuse') => {
  const sent = await sendCatalogue(service, key, csv, onBadRows)
  if (sent.body.importId !== undefined) await approveImport(service, sent.body.importId)
  return sent
}

/** One officer proposes what an institution is registered as, and another approves it; answers what came of it. */
export const registerInstitution = async (
  service: Service,
  code: string,
  terms: object,
  office: Token = tokens.hefei,
): Promise<Answer> => {
  const path = `/institutions/${code}/proposals`
  const why = 'as its licence says'
  const key = `register-${code}-${fingerprint(terms)}`
  const body = { from: '2020-01-01', ...terms, why }
  const proposed = await service.call({ ...office, sub: 'maker' }, 'POST', path, { key, body })
  if (proposed.status !== 201) return proposed
  const { proposalId } = proposed.body.proposal as { proposalId: string }
  return service.call({ ...office, sub: 'checker' }, 'POST', `${path}/${proposalId}/approval`, { key })
}

/** The same below the door: an institution registered by two, that is there when a test begins. */
export const registerByTwo = async (
  { code, ...terms }: { readonly code: string } & Omit<ProposedTerms, 'from'>,
  effects: InstitutionEffects,
): Promise<void> => {
  const on = '2024-12-31'
  const made = { proposalId: `IP-${code}`, why: 'licensed', proposed: { by: 'maker', on } }
  const proposal = { ...made, terms: { ...terms, from: '2020-01-01' } }
  const approval = { proposalId: made.proposalId, by: 'checker', on }
  for (const decide of [
    (held: InstitutionDecisions) => proposeChange(proposal, held),
    (held: InstitutionDecisions) => approveChange(approval, held),
  ]) {
    const decision = await decideInstitution(code, decide, effects)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
  }
}

export const registerHospital = (
  service: Service,
  code: string,
  agreement: object = { from: '2020-01-01' },
) =>
  registerInstitution(service, code, {
    ...{ name: 'First Hospital', city: '340100', level: 3, category: 'general', agreement },
  })

/** A pharmacy of Hefei, which sells and treats nobody. */
export const registerPharmacy = (service: Service, code: string) =>
  registerInstitution(service, code, {
    ...{ name: '大药房', city: '340100', level: 1, category: 'pharmacy' },
    agreement: { from: '2020-01-01' },
  })

/** One officer proposes what is registered of a person, and another approves it. */
export const registerPerson = async (
  service: Service,
  personId: string,
  registered: object,
  office: Token = tokens.hefei,
): Promise<Answer> => {
  const path = `/persons/${personId}/registration-proposals`
  const why = 'as its certificate says'
  const key = `${personId}-${JSON.stringify(registered)}-${office.division}`
  const proposal = { key, body: { ...registered, why } }
  const proposed = await service.call({ ...office, sub: 'maker' }, 'POST', path, proposal)
  if (proposed.status !== 201) return proposed
  const { proposalId } = proposed.body.proposal as { proposalId: string }
  return service.call({ ...office, sub: 'checker' }, 'POST', `${path}/${proposalId}/approval`, { key })
}

type Spell = {
  readonly scheme: 'employee' | 'resident'
  readonly city: '340100' | '340200'
  readonly employment: 'employed' | 'retired' | 'resident'
  readonly aid: 'none'
  readonly from: string
  readonly to: string
}

export const spellOf = (
  scheme: Spell['scheme'],
  from: string,
  to: string,
  city: Spell['city'] = '340100',
): Spell => ({
  scheme,
  city,
  employment: scheme === 'employee' ? 'employed' : 'resident',
  aid: 'none',
  from,
  to,
})

const onBus = (contract: { source: string; detailType: string }, detail: unknown) => ({
  source: contract.source,
  'detail-type': contract.detailType,
  detail,
})

/** Enrolment's word on a person's 2025. */
export const entitlement = (
  personId: string,
  version: number,
  spells: readonly Spell[],
  occurredOn = '2025-01-01',
) =>
  onBus(entitlementsChanged, {
    id: `entitlement-${personId}-${version}`,
    occurredOn,
    data: {
      persons: [
        {
          personId,
          year: 2025,
          version,
          changedOn: occurredOn,
          birthOn: '1980-05-01',
          sex: 'female',
          spells,
        },
      ],
    },
  })

/** Enrolment's first word on a person's year. */
export const entitlementOf = (year: number, personId: string, spells: readonly Spell[]) => {
  const told = entitlement(personId, 1, spells)
  const { detail } = told as { detail: { data: { persons: readonly object[] } } }
  const persons = detail.data.persons.map((person) => ({ ...person, year }))
  return { ...told, detail: { ...detail, id: `entitlement-${personId}-of-${year}`, data: { persons } } }
}

/** A bill of a month paid in full. */
export const contribution = (billId: string, persons: readonly { personId: string; account: number }[]) =>
  onBus(contributionsReceived, {
    id: `payment-${billId}`,
    occurredOn: '2025-02-10',
    data: {
      scheme: 'employee',
      city: '340100',
      fundYear: 2025,
      receipts: [
        {
          paymentId: `P-${billId}`,
          billId,
          payer: 'employer',
          pooled: 100_000,
          account: persons.reduce((total, { account }) => total + account, 0),
          paidOn: '2025-02-10',
          completes: { from: '2025-01', to: '2025-01', persons },
        },
      ],
    },
  })

/**
 * A stay in a level-3 hospital of Hefei: 10,000 yuan, of it 6,000 class A, 3,000 class B at 10 %, 1,000 class C.
 * An active employee's first of the year, by hand: in scope 6,000 + 2,700 = 8,700; (8,700 − 600) × 90 % = 7,290.
 * Its visit is known by person and days.
 */
export const stay = (personId: string, from: string, to: string) => ({
  care: 'inpatient',
  personId,
  institution: 'H34010000001',
  visitId: `${personId}-${from}-${to}`.replaceAll('-', ''),
  admittedOn: from,
  dischargedOn: to,
  total: 1_000_000,
  useAccount: true,
  lines: [
    { code: 'XA01AAA001', quantity: '100', unitPrice: '60', amount: 600_000 },
    { code: 'XB02BBB002', quantity: '10', unitPrice: '300', amount: 300_000 },
    { code: 'XC03CCC003', quantity: '1', unitPrice: '1000', amount: 100_000 },
  ],
})

/** A visit of one class A line. A resident is paid 60 %, at most 150 yuan a year. Its visit is known by person, day and amount. */
export const visit = (personId: string, serviceOn: string, amount: number) => ({
  care: 'outpatient',
  personId,
  institution: 'H34010000001',
  visitId: `${personId}-${serviceOn}-${amount}`,
  serviceOn,
  total: amount,
  lines: [{ code: 'XA01AAA001', quantity: '1', unitPrice: (amount / 100).toFixed(2), amount }],
})
