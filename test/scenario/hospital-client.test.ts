import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { chinaTime, Platform } from '../../examples/hospital-client/platform.ts'
import {
  contract,
  inpatientStay,
  outpatientVisit,
  pharmacyPurchase,
  reconcile,
  refer,
  takeReferralBack,
} from '../../examples/hospital-client/visits.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'

const [hospital, pharmacy] = ['H34010000001', 'P34010000002']
const today = chinaTime().slice(0, 10)
const year = Number(today.slice(0, 4))
/** A day of the same year before today, as far as there is one. */
const daysAgo = (days: number): string => {
  const day = chinaTime(new Date(Date.now() - days * 24 * 60 * 60 * 1000)).slice(0, 10)
  return day < `${year}-01-01` ? `${year}-01-01` : day
}

/** Whoever comes to a desk, with the ID card in their hand. */
const cards = [
  { idNumber: '340102198005200021', name: '王芳' },
  { idNumber: '340102198005010041', name: '李娜' },
  { idNumber: '340102198005010068', name: '张敏' },
  { idNumber: '340102198005010084', name: '刘洋' },
] as const
/** Their person numbers, as the office of their city enrolled them. */
const personIds: string[] = []

let stack: RunningStack
let keys = 0
const asOffice = async (
  method: string,
  path: string,
  body?: object,
  service = 'settlement',
  sub = 'li.si',
) => {
  const claims = { scope: 'province', division: '340000' } as const
  const token = await stack.token({ sub, ...claims })
  keys += 1
  const answer = await fetch(`${stack.url}/v1/${service}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': `key-${keys}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answered = (await answer.json()) as Record<string, unknown>
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answered)}`)
  return answered
}

const catalogue = [
  'code,name,list_type,class,first_self_pay,price_limit,from,to',
  'XA01AAA001,阿莫西林胶囊,101,甲,,,2020-01-01,',
  'XB02BBB002,奥美拉唑肠溶片,101,B,0.10,,2020-01-01,',
].join('\n')

/** Waits until nothing is on its way between services. */
const settled = async (): Promise<void> => {
  while (!(await stack.quiet()).quiet) await new Promise((resolve) => setTimeout(resolve, 200))
}

/** One officer proposes what an institution is registered as, and another approves it. */
const register = async (code: string, terms: object): Promise<void> => {
  const path = `institutions/${code}/proposals`
  const proposed = await asOffice('POST', path, { ...terms, from: '2020-01-01', why: '执业许可证' })
  const { proposalId } = proposed.proposal as { proposalId: string }
  await asOffice('POST', `${path}/${proposalId}/approval`, undefined, 'settlement', 'zhang.san')
}

/** What is there before a hospital's system calls for the first time. */
const prepare = async (): Promise<void> => {
  const agreement = { from: '2020-01-01' }
  const of = { city: '340100', agreement }
  await register(hospital, { name: '第一医院', level: 3, category: 'general', ...of })
  await register(pharmacy, { name: '大药房', level: 1, category: 'pharmacy', ...of })
  const { importId } = await asOffice('POST', 'catalogue-imports', {
    ...{ fileName: 'catalogue.csv', contentBase64: Buffer.from(catalogue).toString('base64') },
    onBadRows: 'refuse',
  })
  await asOffice('POST', `catalogue-imports/${importId}/approval`, undefined, 'settlement', 'zhang.san')
  for (const { idNumber, name } of cards) {
    const birthOn = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
    const person = { idNumber, name, sex: 'female', birthOn, scheme: 'resident', city: '340100' }
    const enrolment = { ...person, employment: 'resident', aid: 'none', from: `${year}-01-01` }
    const { personId } = await asOffice('POST', 'persons', enrolment, 'enrollment')
    personIds.push(String(personId))
  }
  await settled()
  const spell = { scheme: 'employee', city: '340100', employment: 'employed', aid: 'none' }
  const persons = personIds.map((personId) => ({
    ...{ personId, year, version: 100, changedOn: `${year}-01-01`, birthOn: '1980-05-01', sex: 'female' },
    spells: [{ ...spell, from: `${year}-01-01`, to: `${year}-12-31` }],
  }))
  const bus = Object.values(stack.outputs).find((outputs) => 'BusName' in outputs)?.BusName
  const client = new EventBridgeClient({
    ...{ endpoint: stack.endpoints.eventbridge, region: 'local' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const detail = { id: 'entitlement-1', occurredOn: `${year}-01-01`, data: { persons } }
  const { source, detailType } = entitlementsChanged
  const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }
  await client.send(new PutEventsCommand({ Entries: [entry] }))
  client.destroy()
  await settled()
  const proposals = `persons/${personIds[1]}/registration-proposals`
  const { proposal } = await asOffice('POST', proposals, {
    ...{ diseases: [{ code: 'M03900', from: `${year}-01-01` }], why: '第一医院诊断证明' },
  })
  const { proposalId } = proposal as { proposalId: string }
  await asOffice('POST', `${proposals}/${proposalId}/approval`, undefined, 'settlement', 'zhang.san')
}

const platformOf = async (institution: string): Promise<Platform> => {
  const paasId = `his-${institution}`
  const { token } = await asOffice('PUT', `gateway-keys/${paasId}`, { institution })
  await asOffice('POST', `gateway-keys/${paasId}/approval`, undefined, 'settlement', 'zhang.san')
  return new Platform({
    url: `${stack.url}/v1/settlement/national/gateway`,
    ...{ institution, institutionName: '', division: '340100', paasId, token: String(token) },
  })
}

beforeAll(async () => {
  stack = await startStack({ inMemory: true })
  await prepare()
}, 180_000)
afterAll(() => stack.stop())

const patient = (place: 0 | 1 | 2 | 3) => ({ ...cards[place], insutype: '310' })
const charges = [
  { code: 'XA01AAA001', count: 3, price: 12.5 },
  { code: 'XB02BBB002', count: 1, price: 25.6 },
]

test('a hospital’s system passes from sign-in to reconciliation as vendors write it', async () => {
  const platform = await platformOf(hospital)
  await platform.signIn('0042')
  const visit = { charges, medType: '11', diagnosis: 'J00' }
  const settled = [
    await outpatientVisit(platform, { ...visit, patient: patient(0) }),
    await outpatientVisit(platform, {
      ...visit,
      patient: patient(1),
      medType: '14',
      disease: 'M03900',
      variant: 'A',
    }),
    await inpatientStay(platform, {
      ...{ patient: patient(2), diagnosis: 'K29', from: daysAgo(6), to: daysAgo(1) },
      charges: [{ code: 'XA01AAA001', count: 100, price: 60 }],
    }),
  ]
  const shanghai = { institution: 'H31010000001', area: '310000', reason: '本地无法确诊' }
  const number = await refer(platform, patient(0), shanghai)
  await takeReferralBack(platform, patient(0), { number, reason: '病人不去' })
  await contract(platform, patient(0), '家庭医生签约')
  await reconcile(platform, settled)
  await platform.signOut()
  const calls = platform.calls.map(({ infno, answer }) => `${infno} ${answer.infcode}`)
  console.log(`hospital: ${calls.length} calls: ${calls.join(', ')}`)
  expect(calls.filter((call) => !call.endsWith(' 0'))).toEqual([])
  expect(settled.map(({ medfee_sumamt, clr_type }) => [medfee_sumamt, clr_type])).toEqual([
    ['63.10', '11'],
    ['63.10', '11'],
    ['6000.00', '21'],
  ])
  // The messages of these settlements leave name and certificate blank: they come from the register of persons.
  expect(settled.map(({ psn_name, certno }) => [psn_name, certno])).toEqual(
    cards.slice(0, 3).map(({ name, idNumber }) => [name, idNumber]),
  )
}, 180_000)

test('a pharmacy’s system does so too', async () => {
  const platform = await platformOf(pharmacy)
  await platform.signIn('0042')
  const settled = await pharmacyPurchase(platform, { patient: patient(3), charges })
  await reconcile(platform, [settled])
  await platform.signOut()
  const calls = platform.calls.map(({ infno, answer }) => `${infno} ${answer.infcode}`)
  console.log(`pharmacy: ${calls.length} calls: ${calls.join(', ')}`)
  expect(calls.filter((call) => !call.endsWith(' 0'))).toEqual([])
  expect([settled.clr_type, settled.psn_name]).toEqual(['41', cards[3].name])
}, 180_000)
