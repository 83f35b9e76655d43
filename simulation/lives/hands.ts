import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { paymentMade } from '#shared/contracts/contribution.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'
import type { Role } from '../../cli/year/client.ts'
import { tax } from '../../cli/year/roles.ts'
import type { World } from '../world/world.ts'
import type { Hospital } from './places.ts'
import { clerk, done, hospital, hospitalOf, item } from './places.ts'
import type { City, Who } from './story.ts'

/** What a hospital was answered on a stay, or on its reversal. */
export type Answered = {
  readonly status: number
  readonly code?: string
  readonly claimId?: string
  readonly fund?: number
  readonly account?: number
}

/** Every person of a story is born on this day. */
export const birthOn = '1980-05-20'

/** A name and a number for a person of a story. */
export const identityOf = (who: Who) => {
  const body = `34010219800520${String(100 + 2 * who)}`
  return {
    ...{ idNumber: `${body}${checkCharacter(body)}`, name: `王${'甲乙丙丁戊己庚辛'[who % 8]}` },
    ...{ sex: 'female', birthOn },
  }
}

/** A second of a day in China, as the clock of the world counts. */
export const instantOf = (on: Day, second: number): number =>
  Date.parse(`${on}T00:00:00+08:00`) + second * 1000

/** Waits until a second of a day, if it is still to come. */
export const until = ({ time }: World, on: Day, second = 0): Promise<void> =>
  time.sleep(instantOf(on, second) - time.now())

/** Does what one hand has to do, one after the other, each not before its time. */
export const inTurn = async <Act extends { readonly on: Day; readonly second: number }>(
  world: World,
  acts: readonly Act[],
  carryOut: (act: Act) => Promise<void>,
): Promise<void> => {
  for (const act of acts) {
    await until(world, act.on, act.second)
    await carryOut(act)
  }
}

/** A payment as the tax authority reports it. */
export type Reported = {
  readonly paymentId: string
  readonly billId: string
  readonly payer: 'individual' | 'employer'
  readonly kind: 'payment' | 'refund'
  readonly amountFen: number
  readonly paidOn: Day
}

/** A system that sends events looks at each answer, and sends again what was not taken. */
const putUntilTaken = async (world: World, Detail: string): Promise<void> => {
  const { source: Source, detailType: DetailType } = paymentMade
  const entry = { EventBusName: world.busName, Source, DetailType, Detail }
  while (world.bus.put({ Entries: [entry] }).FailedEntryCount > 0) await world.time.sleep(1000)
}

/**
 * The tax authority tells of a payment, perhaps more than once. Whether it was taken is told to `taken` as it is known:
 * what goes over the bus always is.
 */
export const report = async (
  world: World,
  payment: Reported,
  { by, times }: { readonly by: 'door' | 'bus'; readonly times: number },
  taken: (isTaken: boolean) => void,
): Promise<void> => {
  let isTaken = by === 'bus'
  taken(isTaken)
  for (let time = 1; time <= times; time += 1) {
    if (by === 'bus') {
      const data = { id: payment.paymentId, occurredOn: payment.paidOn, data: payment }
      await putUntilTaken(world, JSON.stringify(data))
      continue
    }
    const { rows } = (await done(world, {
      ...{ as: tax, method: 'POST', path: '/v1/contribution/payments', key: `${payment.paymentId}-${time}` },
      body: { payments: [payment] },
    })) as { readonly rows: readonly { readonly status: string }[] }
    isTaken = ['recorded', 'repeated'].includes(rows[0]?.status ?? '') || (time > 1 && isTaken)
    taken(isTaken)
  }
}

const answeredOf = ({ status, body }: Awaited<ReturnType<World['call']>>): Answered => {
  const { claimId, code, amounts } = body as {
    claimId?: string
    code?: string
    amounts?: { fund: number; account: number }
  }
  return {
    status,
    ...(claimId === undefined ? {} : { claimId }),
    ...(code === undefined ? {} : { code }),
    ...(amounts === undefined ? {} : { fund: amounts.fund, account: amounts.account }),
  }
}

/** A stay that ended. */
export type StayTold = {
  readonly on: Day
  readonly stay: number
  readonly days: number
  readonly yuan: number
  readonly times: number
  readonly useAccount?: boolean
  /** Which hospital of the city; the first where it is not said. */
  readonly which?: Hospital | undefined
  /** The hospital writes a diagnosis that holds the stay; an officer settles it as reviewed after so many hours. */
  readonly heldHours?: number | undefined
}

/** A diagnosis that only men can have: everybody in a story is a woman. */
const holdsStays = 'N40.x00'

/**
 * The hospital of a city settles a stay on its last day, perhaps twice; the last answer counts. What is held the city
 * settles, just as it was sent.
 */
export const settleStay = async (
  world: World,
  { personId, city }: { readonly personId: string | undefined; readonly city: City },
  { on, stay, days, yuan, times, useAccount = false, which, heldHours }: StayTold,
  answered: (answer: Answered) => void,
): Promise<void> => {
  const amount = yuan * 100
  const body = {
    ...{ care: 'inpatient', personId, institution: hospitalOf(city, which) },
    ...{ visitId: `V-${stay}`, admittedOn: addDays(on, -days), dischargedOn: on },
    ...{ total: amount, useAccount },
    ...(heldHours === undefined ? {} : { diagnosis: holdsStays }),
    lines: [{ code: item, quantity: String(yuan), unitPrice: '1', amount }],
  }
  const send = async (as: Role, sent: object = body): Promise<Answered> => {
    const path = '/v1/settlement/claims'
    const answer = answeredOf(await world.call({ as, method: 'POST', path, key: `stay-${stay}`, body: sent }))
    answered(answer)
    return answer
  }
  for (let time = 0; time < times; time += 1) {
    const { code } = await send(hospital(city, which))
    if (code !== 'claim.held' || time + 1 < times) continue
    await world.time.sleep((heldHours ?? 0) * 3_600_000)
    await send(clerk(city), { ...body, reviewed: '性别登记有误，诊断属实' })
  }
}

/** The hospital of a city takes a settled stay back. */
export const takeBack = async (
  world: World,
  {
    claimId,
    city,
    stay,
    on,
    which,
  }: {
    readonly claimId: string
    readonly city: City
    readonly stay: number
    readonly on: Day
    readonly which?: Hospital | undefined
  },
): Promise<Answered> => {
  const path = `/v1/settlement/claims/${claimId}/reversal`
  const reply = await world.call({
    ...{ as: hospital(city, which), method: 'POST', path, key: `reverse-${stay}` },
    body: { reversedOn: on },
  })
  return answeredOf(reply)
}
