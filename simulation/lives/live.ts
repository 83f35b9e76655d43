import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { World } from '../world/world.ts'
import type { AidListKnown } from './files.ts'
import { importCity, liveAidLists, lookUp } from './files.ts'
import type { Answered } from './hands.ts'
import { identityOf, inTurn, report, settleStay, takeBack, until } from './hands.ts'
import { checker, clerk, done } from './places.ts'
import type { Act, City, Person, Story, Who } from './story.ts'
import { billedOn, correctedOn, storyCities, storyEnds, storyYear } from './story.ts'

export type Rest = { readonly lastOn: Day; readonly releasedOn?: Day; readonly knownOn?: Day }
export type Repair = { readonly billId: string; taken: boolean }

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
  /** Whose coverage rested, by its last day before and the day of their release, and when that was known. */
  readonly rests: ReadonlyMap<Who, Rest>
  /** The bills of years that were missed, and whether the tax authority says that they are paid. */
  readonly repairs: ReadonlyMap<Who, Repair>
  /** The lists of aid recipients that came into force, in the order of their cities' days. */
  readonly aidLists: readonly AidListKnown[]
}

/** A message id never comes again, except with the same message. */
type Living = {
  readonly world: World
  readonly person: Person
  /** Sends the file of a city, once. */
  readonly fileOf: (city: City) => Promise<void>
  readonly known: {
    readonly ids: Map<Who, string>
    readonly payments: { who: Who; on: Day; kind: 'payment' | 'refund'; taken: boolean }[]
    readonly stays: Map<number, Answered & { readonly act: Extract<Act, { does: 'stay' }> }>
    readonly reversals: Map<number, Answered>
    readonly deaths: Map<Who, Day>
    readonly rests: Map<Who, Rest>
    readonly repairs: Map<Who, Repair>
    readonly aidLists: AidListKnown[]
  }
}

/** What the tax authority tells of: a payment or a refund, and the how manieth of the person. */
type Told = { readonly kind: 'payment' | 'refund'; readonly on: Day; readonly nth: number }

/** A resident's own part of the year, in fen. */
export const premium = 40_000

const enrol = async (
  { world, person: { who, city }, known, fileOf }: Living,
  { on, by }: Extract<Act, { does: 'enrol' }>,
): Promise<void> => {
  if (by === 'file') {
    await fileOf(city)
    known.ids.set(who, await lookUp(world, city, who))
    return
  }
  const { personId } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-${who}` },
    body: {
      ...identityOf(who),
      ...{ scheme: 'resident', city, employment: 'resident', aid: 'none', from: on },
    },
  })
  known.ids.set(who, String(personId))
}

const reported = (who: Who, id: string, { kind, on, nth }: Told) => ({
  ...{ paymentId: `TAX-${kind}-${who}-${nth}`, billId: `R-${id}-${storyYear}`, kind },
  ...{ payer: 'individual' as const, amountFen: premium, paidOn: on },
})

const tell = async (
  { world, person: { who }, known }: Living,
  { on }: Act,
  {
    kind,
    nth = 1,
    ...how
  }: {
    readonly kind: 'payment' | 'refund'
    readonly by: 'door' | 'bus'
    readonly times: number
    readonly nth?: number
  },
): Promise<void> => {
  const payment = reported(who, known.ids.get(who) ?? '', { kind, on, nth })
  const told = { who, on, kind, taken: false }
  known.payments.push(told)
  await report(world, payment, how, (taken) => {
    told.taken = taken
  })
}

const settle = (
  { world, person: { who, city }, known }: Living,
  act: Extract<Act, { does: 'stay' }>,
): Promise<void> =>
  settleStay(world, { personId: known.ids.get(who), city }, { ...act, which: act.at }, (answer) => {
    known.stays.set(act.stay, { ...answer, act })
  })

const reverse = async (
  { world, person: { city }, known }: Living,
  { stay, on, at }: Extract<Act, { does: 'reverse' }>,
): Promise<void> => {
  const claimId = known.stays.get(stay)?.claimId
  if (claimId !== undefined)
    known.reversals.set(stay, await takeBack(world, { claimId, city, stay, on, which: at }))
}

type Report = { readonly as: 'deaths' | 'leavings' | 'returns'; readonly key: string; readonly body: object }

/** One officer reports something of a person, and another approves it an hour later. */
const byTwo = async (
  { world, person: { who, city }, known }: Living,
  { as, key, body }: Report,
): Promise<void> => {
  const path = `/v1/enrollment/persons/${known.ids.get(who)}`
  const { number } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: `${path}/${as}`, key: `${key}-${who}`, body },
  })
  await world.time.sleep(3_600_000)
  const approval = `${path}/reports/${number}/approval`
  await done(world, {
    ...{ as: checker(city), method: 'POST', path: approval, key: `${key}-approval-${who}`, body: {} },
  })
}

const die = async (living: Living, { diedOn }: Extract<Act, { does: 'die' }>): Promise<void> => {
  const { who } = living.person
  const evidence = { kind: 'household-cancellation', number: `皖公户销-${who}` }
  await byTwo(living, { as: 'deaths', key: 'death', body: { on: diedOn, evidence } })
  living.known.deaths.set(who, diedOn)
}

const leave = async (living: Living, { lastOn }: Extract<Act, { does: 'leave' }>): Promise<void> => {
  const { who } = living.person
  const evidence = { kind: 'detention-notice', number: `皖看-${who}` }
  const body = { on: lastOn, reason: 'imprisonment', evidence }
  await byTwo(living, { as: 'leavings', key: 'leaving', body })
  living.known.rests.set(who, { lastOn })
}

/** Whoever never left does not return. */
const comeBack = async (
  living: Living,
  { on: knownOn, releasedOn }: Extract<Act, { does: 'return' }>,
): Promise<void> => {
  const { world, person, known } = living
  const { who, city } = person
  const rest = known.rests.get(who)
  if (!rest) return
  const evidence = { kind: 'release-certificate', number: `皖释-${who}` }
  await byTwo(living, { as: 'returns', key: 'return', body: { on: releasedOn, evidence } })
  await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-again-${who}` },
    body: {
      ...identityOf(who),
      ...{ scheme: 'resident', city, employment: 'resident', aid: 'none', from: addDays(releasedOn, 1) },
    },
  })
  known.rests.set(who, { ...rest, releasedOn, knownOn })
}

/** They are billed the year that they missed, and the tax authority tells that they paid it. */
const repair = async (
  { world, person: { who, city }, known }: Living,
  { on, ...how }: Extract<Act, { does: 'repair' }>,
): Promise<void> => {
  const body = { city, personId: known.ids.get(who), year: storyYear - 1 }
  const bill = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/repairs', key: `repair-${who}`, body },
  })
  const billId = String(bill.billId)
  const repaired = { billId, taken: false }
  known.repairs.set(who, repaired)
  const payment = { paymentId: `TAX-repair-${who}`, billId, kind: 'payment', payer: 'individual' } as const
  await report(world, { ...payment, amountFen: premium, paidOn: on }, how, (taken) => {
    repaired.taken = taken
  })
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
    case 'leave':
      return leave(living, act)
    case 'return':
      return comeBack(living, act)
    case 'repair':
      return repair(living, act)
  }
}

const isHospital = ({ does }: Act): boolean => does === 'stay' || does === 'reverse'

const bill = async (world: World): Promise<void> => {
  await until(world, billedOn)
  for (const city of storyCities)
    await done(world, {
      ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/billing-runs', key: `bills-${city}` },
      body: { kind: 'resident-year', year: storyYear, city },
    })
}

/** An officer has a fund's claims judged again; a run for each order, whatever goes wrong meanwhile. */
export const orderCorrection = (
  world: World,
  { city, scheme }: { readonly city: City; readonly scheme: Scheme },
  cause: string,
  nth = 1,
) =>
  done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/settlement/corrections' },
    key: `${cause}-${city}-${scheme}-${nth}`,
    body: { cause, year: storyYear, city, scheme, preview: false },
  })

/** Another officer approves what an order found and held; nothing where it held nothing. */
export const approveCorrection = async (world: World, city: City, runId: string): Promise<void> => {
  const path = `/v1/settlement/corrections/${runId}/approval`
  const key = `approve-${runId}`
  const { status, body } = await world.call({ as: checker(city), method: 'POST', path, key })
  const isHeldNothing = status === 409 && body.code === 'correction.nothing-waits'
  must(status < 300 || isHeldNothing, 'simulation.refused', `POST ${path}: ${status} ${JSON.stringify(body)}`)
}

/** In the middle of all that goes wrong. */
const correct = async (world: World): Promise<void> => {
  await until(world, correctedOn, 40_000)
  for (const city of storyCities) await orderCorrection(world, { city, scheme: 'resident' }, 'reversal', 0)
}

/** Sends the file of a city when its first person is enrolled; the others wait for it. */
const filesOf = (world: World, { people, acts }: Story): Living['fileOf'] => {
  const sent = new Map<City, Promise<void>>()
  const inFile = new Set(acts.flatMap((act) => (act.does === 'enrol' && act.by === 'file' ? [act.who] : [])))
  return (city) => {
    const own = people.filter((each) => each.city === city && inFile.has(each.who)).map(({ who }) => who)
    const sending = sent.get(city) ?? importCity(world, city, own)
    sent.set(city, sending)
    return sending
  }
}

/** Lives a story: each person's office and hospital go their own ways at once. */
export const live = async (world: World, story: Story): Promise<Known> => {
  const known: Living['known'] = {
    ...{ ids: new Map(), payments: [], stays: new Map(), reversals: new Map(), deaths: new Map() },
    ...{ rests: new Map(), repairs: new Map() },
    aidLists: [],
  }
  const fileOf = filesOf(world, story)
  const lives = story.people.map(async (person) => {
    const living = { world, person, known, fileOf }
    const [first, ...rest] = story.acts.filter(({ who }) => who === person.who)
    if (!first) return
    const act = (each: Act) => carryOut(living, each)
    await inTurn(world, [first], act)
    const office = rest.filter((each) => !isHospital(each))
    await Promise.all([inTurn(world, office, act), inTurn(world, rest.filter(isHospital), act)])
  })
  await Promise.all([bill(world), correct(world), liveAidLists(world, story, known.aidLists), ...lives])
  await until(world, storyEnds)
  return known
}
