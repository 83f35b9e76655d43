import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { paymentMade } from '#shared/contracts/contribution.ts'
import { must } from '#shared/kernel/errors.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import { tax } from '../../cli/year/roles.ts'
import type { World } from '../world/world.ts'
import { checker, clerk, done, hospital, hospitalOf, item } from './places.ts'
import type { Act, Person, Story, Who } from './story.ts'
import { billedOn, correctedOn, storyCities, storyEnds, storyYear } from './story.ts'

/** What a hospital was answered on a stay, or on its reversal. */
export type Answered = {
  readonly status: number
  readonly code?: string
  readonly claimId?: string
  readonly fund?: number
}

/** What the world outside knows when the story is over. */
export type Known = {
  readonly ids: ReadonlyMap<Who, string>
  /** The yuan of whom, and when, that the tax authority says were paid or given back; once each. */
  readonly payments: readonly {
    readonly who: Who
    readonly on: Day
    readonly kind: 'payment' | 'refund'
    readonly taken: boolean
  }[]
  readonly stays: ReadonlyMap<number, Answered & { readonly act: Extract<Act, { does: 'stay' }> }>
  readonly reversals: ReadonlyMap<number, Answered>
  /** Deaths that two officers decided. */
  readonly deaths: ReadonlyMap<Who, Day>
}

/** A message id never comes again, except with the same message. */
type Living = {
  readonly world: World
  readonly person: Person
  readonly known: {
    readonly ids: Map<Who, string>
    readonly payments: { who: Who; on: Day; kind: 'payment' | 'refund'; taken: boolean }[]
    readonly stays: Map<number, Answered & { readonly act: Extract<Act, { does: 'stay' }> }>
    readonly reversals: Map<number, Answered>
    readonly deaths: Map<Who, Day>
  }
}

/** What the tax authority tells of: a payment or a refund, and the how manieth of the person. */
type Told = { readonly kind: 'payment' | 'refund'; readonly on: Day; readonly nth: number }

/** A resident's own part of the year, in fen. */
export const premium = 40_000

const birthOn = '1980-05-20'
const idNumberOf = (who: Who): string => {
  const body = `34010219800520${String(100 + 2 * who)}`
  return `${body}${checkCharacter(body)}`
}
const instantOf = (on: Day, second: number): number => Date.parse(`${on}T00:00:00+08:00`) + second * 1000

const enrol = async ({ world, person: { who, city }, known }: Living, { on }: Act): Promise<void> => {
  const { personId } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-${who}` },
    body: {
      ...{ idNumber: idNumberOf(who), name: `王${'甲乙丙丁戊己庚辛'[who % 8]}`, sex: 'female', birthOn },
      ...{ scheme: 'resident', city, employment: 'resident', aid: 'none', from: on },
    },
  })
  known.ids.set(who, String(personId))
}

const reported = (who: Who, id: string, { kind, on, nth }: Told) => ({
  ...{ paymentId: `TAX-${kind}-${who}-${nth}`, billId: `R-${id}-${storyYear}`, payer: 'individual', kind },
  ...{ amountFen: premium, paidOn: on },
})

/** A system that sends events looks at each answer, and sends again what was not taken. */
const putUntilTaken = async (world: World, Detail: string): Promise<void> => {
  const { source: Source, detailType: DetailType } = paymentMade
  const entry = { EventBusName: world.busName, Source, DetailType, Detail }
  while (world.bus.put({ Entries: [entry] }).FailedEntryCount > 0) await world.time.sleep(1000)
}

const tell = async (
  { world, person: { who }, known }: Living,
  { on }: Act,
  {
    kind,
    by,
    times,
    nth = 1,
  }: {
    readonly kind: 'payment' | 'refund'
    readonly by: 'door' | 'bus'
    readonly times: number
    readonly nth?: number
  },
): Promise<void> => {
  const payment = reported(who, known.ids.get(who) ?? '', { kind, on, nth })
  const told = { who, on, kind, taken: by === 'bus' }
  known.payments.push(told)
  for (let time = 1; time <= times; time += 1) {
    if (by === 'bus') {
      const data = { id: payment.paymentId, occurredOn: on, data: payment }
      await putUntilTaken(world, JSON.stringify(data))
      continue
    }
    const { rows } = (await done(world, {
      ...{ as: tax, method: 'POST', path: '/v1/contribution/payments', key: `${payment.paymentId}-${time}` },
      body: { payments: [payment] },
    })) as { readonly rows: readonly { readonly status: string }[] }
    told.taken = ['recorded', 'repeated'].includes(rows[0]?.status ?? '') || (time > 1 && told.taken)
  }
}

const answeredOf = ({ status, body }: Awaited<ReturnType<World['call']>>): Answered => {
  const { claimId, code, amounts } = body as { claimId?: string; code?: string; amounts?: { fund: number } }
  return {
    status,
    ...(claimId === undefined ? {} : { claimId }),
    ...(code === undefined ? {} : { code }),
    ...(amounts === undefined ? {} : { fund: amounts.fund }),
  }
}

const settle = async (
  { world, person: { who, city }, known }: Living,
  act: Extract<Act, { does: 'stay' }>,
): Promise<void> => {
  const amount = act.yuan * 100
  for (let time = 0; time < act.times; time += 1) {
    const reply = await world.call({
      ...{ as: hospital(city), method: 'POST', path: '/v1/settlement/claims', key: `stay-${act.stay}` },
      body: {
        ...{ care: 'inpatient', personId: known.ids.get(who), institution: hospitalOf(city) },
        ...{ visitId: `V-${act.stay}`, admittedOn: addDays(act.on, -act.days), dischargedOn: act.on },
        ...{ total: amount, useAccount: false },
        lines: [{ code: item, quantity: String(act.yuan), unitPrice: '1', amount }],
      },
    })
    known.stays.set(act.stay, { ...answeredOf(reply), act })
  }
}

const reverse = async (
  { world, person: { city }, known }: Living,
  act: Extract<Act, { does: 'reverse' }>,
): Promise<void> => {
  const claimId = known.stays.get(act.stay)?.claimId
  if (claimId === undefined) return
  const reply = await world.call({
    ...{
      as: hospital(city),
      method: 'POST',
      path: `/v1/settlement/claims/${claimId}/reversal`,
      key: `reverse-${act.stay}`,
    },
    body: { reversedOn: act.on },
  })
  known.reversals.set(act.stay, answeredOf(reply))
}

const die = async (
  { world, person: { who, city }, known }: Living,
  { diedOn }: Extract<Act, { does: 'die' }>,
): Promise<void> => {
  const path = `/v1/enrollment/persons/${known.ids.get(who)}`
  const { number } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: `${path}/deaths`, key: `death-${who}` },
    body: { on: diedOn, evidence: { kind: 'household-cancellation', number: `皖公户销-${who}` } },
  })
  await world.time.sleep(3_600_000)
  await done(world, {
    ...{
      as: checker(city),
      method: 'POST',
      path: `${path}/reports/${number}/approval`,
      key: `report-approval-${who}`,
    },
    body: {},
  })
  known.deaths.set(who, diedOn)
}

const carryOut = async (living: Living, act: Act): Promise<void> => {
  switch (act.does) {
    case 'enrol':
      return enrol(living, act)
    case 'pay':
      return tell(living, act, { kind: 'payment', by: act.by, times: act.times, nth: act.again ? 2 : 1 })
    case 'refund':
      return tell(living, act, { kind: 'refund', by: act.by ?? 'door', times: 1 })
    case 'stay':
      return settle(living, act)
    case 'reverse':
      return reverse(living, act)
    case 'die':
      return die(living, act)
  }
}

const isHospital = ({ does }: Act): boolean => does === 'stay' || does === 'reverse'

/** Does what one hand has to do, one after the other, each not before its time. */
const inTurn = async (living: Living, acts: readonly Act[]): Promise<void> => {
  const { time } = living.world
  for (const act of acts) {
    await time.sleep(instantOf(act.on, act.second) - time.now())
    await carryOut(living, act)
  }
}

const bill = async (world: World): Promise<void> => {
  await world.time.sleep(instantOf(billedOn, 0) - world.time.now())
  for (const city of storyCities)
    await done(world, {
      ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/billing-runs', key: `bills-${city}` },
      body: { kind: 'resident-year', year: storyYear, city },
    })
}

/** An officer has a city's claims judged again; a run for each order, whatever goes wrong meanwhile. */
export const orderCorrection = (world: World, city: Person['city'], cause: string, nth = 1) =>
  done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/settlement/corrections' },
    key: `${cause}-${city}-${nth}`,
    body: { cause, year: storyYear, city, scheme: 'resident', preview: false },
  })

/** Another officer approves what an order found and held; nothing where it held nothing. */
export const approveCorrection = async (world: World, city: Person['city'], runId: string): Promise<void> => {
  const path = `/v1/settlement/corrections/${runId}/approval`
  const key = `approve-${runId}`
  const { status, body } = await world.call({ as: checker(city), method: 'POST', path, key })
  const isHeldNothing = status === 409 && body.code === 'correction.nothing-waits'
  must(status < 300 || isHeldNothing, 'simulation.refused', `POST ${path}: ${status} ${JSON.stringify(body)}`)
}

/** In the middle of all that goes wrong. */
const correct = async (world: World): Promise<void> => {
  await world.time.sleep(instantOf(correctedOn, 40_000) - world.time.now())
  for (const city of storyCities) await orderCorrection(world, city, 'reversal', 0)
}

/** Lives a story: each person's office and hospital go their own ways at once. */
export const live = async (world: World, story: Story): Promise<Known> => {
  const known: Living['known'] = {
    ...{ ids: new Map(), payments: [], stays: new Map(), reversals: new Map(), deaths: new Map() },
  }
  const lives = story.people.map(async (person) => {
    const living = { world, person, known }
    const [first, ...rest] = story.acts.filter(({ who }) => who === person.who)
    if (!first) return
    await inTurn(living, [first])
    await Promise.all([
      inTurn(
        living,
        rest.filter((act) => !isHospital(act)),
      ),
      inTurn(living, rest.filter(isHospital)),
    ])
  })
  await Promise.all([bill(world), correct(world), ...lives])
  await world.time.sleep(instantOf(storyEnds, 0) - world.time.now())
  return known
}
