import type { Month } from '#shared/calendar/day.ts'
import { addDays, firstDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { provinceApprover } from '../../../cli/year/roles.ts'
import { partsOf, yearFen } from '../../oracle/work/contributions.ts'
import type { World } from '../../world/world.ts'
import { identityOf, inTurn, report, settleStay, takeBack, until } from '../hands.ts'
import { checker, clerk, done } from '../places.ts'
import type { Who } from '../story.ts'
import { storyCities } from '../story.ts'
import type { Billed, WorkKnown } from './known.ts'
import { knowNothing, postOn } from './known.ts'
import type { Post, WorkAct, WorkStory } from './story.ts'
import { employers, lateBilledOn, listedOn, monthBilledOn, workEnds, workMonths, workYear } from './story.ts'

type Living = { readonly world: World; readonly story: WorkStory; readonly known: WorkKnown }
type Does<Name extends WorkAct['does']> = Extract<WorkAct, { readonly does: Name }>

/** A post as enrolment takes it. */
const placeOf = (post: Post) => ({
  ...{ scheme: post.as === 'resident' ? 'resident' : 'employee', city: post.city, employment: post.as },
  ...(post.as === 'employed' ? { employerId: post.employer } : {}),
})

/** A clerk reports something of a person with evidence, and a checker of the city approves it. */
const byTwo = async (
  { world, known }: Living,
  who: Who,
  { city, path, body }: { readonly city: string; readonly path: string; readonly body: object },
): Promise<void> => {
  const person = `/v1/enrollment/persons/${known.ids.get(who)}`
  const { number } = await done(world, {
    ...{ as: clerk(city), method: 'POST', path: `${person}/${path}`, key: `${path}-${who}`, body },
  })
  await done(world, {
    ...{ as: checker(city), method: 'POST', path: `${person}/reports/${number}/approval`, body: {} },
    key: `${path}-${who}-approval`,
  })
}

const join = async (living: Living, { who, post, from, months }: Does<'join'>): Promise<void> => {
  const { world, known } = living
  const { personId } = await done(world, {
    ...{ as: clerk(post.city), method: 'POST', path: '/v1/enrollment/persons', key: `enrol-${who}` },
    body: { ...identityOf(who), ...placeOf(post), aid: 'none', from },
  })
  known.ids.set(who, String(personId))
  const evidence = { kind: 'contribution-certificate', number: `缴费凭证-${who}` }
  if (months > 0)
    await byTwo(living, who, { city: post.city, path: 'paid-months', body: { months, evidence } })
  known.broughtMonths.set(who, months)
  known.posts.set(who, [{ post, from }])
}

const move = async (living: Living, { who, post, from }: Does<'move'>): Promise<void> => {
  const { world, known } = living
  const evidence = { kind: 'retirement-approval', number: `退休审批-${who}` }
  const body = { ...placeOf(post), from, evidence }
  // Into retirement nobody goes by one hand: it gives a right that nobody pays for.
  if (post.as === 'retired') await byTwo(living, who, { city: post.city, path: 'move-reports', body })
  else
    await done(world, {
      ...{ as: clerk(post.city), method: 'POST', key: `move-${who}` },
      path: `/v1/enrollment/persons/${known.ids.get(who)}/moves`,
      body: { ...placeOf(post), from },
    })
  known.posts.get(who)?.push({ post, from })
}

/** Another city asks; the one that covers the person releases, refuses, or lets its time pass, and the province releases. */
const transfer = async ({ world, known }: Living, act: Does<'transfer'>): Promise<void> => {
  const { who, post, from, released, on } = act
  const covering = postOn(known, who, on)?.city ?? known.posts.get(who)?.at(-1)?.post.city
  must(covering !== undefined, 'simulation.no-post', `person ${who} is covered nowhere`)
  const path = '/v1/enrollment/transfers'
  const { transferId } = await done(world, {
    ...{ as: clerk(post.city), method: 'POST', path, key: `transfer-${who}` },
    body: { ...identityOf(who), ...placeOf(post), from },
  })
  await until(world, addDays(on, released === 'by-province' ? 16 : 2), 40_000)
  const decides = released === 'by-province' ? provinceApprover : checker(covering)
  const step = released === 'refused' ? 'refusal' : 'release'
  await done(world, {
    ...{ as: decides, method: 'POST', path: `${path}/${transferId}/${step}`, key: `transfer-${step}-${who}` },
    body: released === 'refused' ? { reason: '单位尚未办理减员' } : {},
  })
  known.transfers[released] = (known.transfers[released] ?? 0) + 1
  if (released !== 'refused') known.posts.get(who)?.push({ post, from })
}

/** The tax authority tells of a part of a bill, if there is one. */
const pay = async (
  { world, known }: Living,
  billId: string,
  {
    part,
    kind,
    amountFen,
    ...act
  }: {
    readonly part: 'employer' | 'individual'
    readonly kind: 'payment' | 'refund'
    readonly amountFen: number
    readonly on: string
    readonly by: 'door' | 'bus'
    readonly times: number
  },
): Promise<void> => {
  const told = { billId, part, kind, on: act.on, taken: false }
  known.payments.push(told)
  const paymentId = `TAX-${kind}-${part}-${billId}`
  await report(world, { paymentId, billId, payer: part, kind, amountFen, paidOn: act.on }, act, (taken) => {
    told.taken = taken
  })
}

const payMonth = async (living: Living, act: Does<'pay-month'>): Promise<void> => {
  const billId = `E-${living.known.ids.get(act.who)}-${act.month}`
  const bill = living.known.bills.get(billId)
  if (!bill) return
  const { employer, individual } = partsOf(bill.lines)
  await pay(living, billId, { ...act, part: 'individual', kind: 'payment', amountFen: employer + individual })
}

const employerPays = async (living: Living, act: Does<'employer-pays'>): Promise<void> => {
  const billId = `E-${act.employer}-${act.month}`
  const bill = living.known.bills.get(billId)
  if (bill) await pay(living, billId, { ...act, amountFen: partsOf(bill.lines)[act.part] })
}

const payYear = async (living: Living, act: Does<'pay-year'>): Promise<void> => {
  if (!living.known.yearBills.has(act.who)) return
  const billId = `R-${living.known.ids.get(act.who)}-${workYear}`
  await pay(living, billId, { ...act, part: 'individual', kind: 'payment', amountFen: yearFen })
}

/** Nobody moves while they lie in a hospital: whose rights those days follow is told elsewhere. */
const settle = async ({ world, known }: Living, act: Does<'stay'>): Promise<void> => {
  const [came, left] = [addDays(act.on, -act.days), act.on].map((on) => postOn(known, act.who, on))
  if (!left || came !== left) return
  await settleStay(world, { personId: known.ids.get(act.who), city: left.city }, act, (answer) => {
    known.stays.set(act.stay, { ...answer, act })
  })
}

const reverse = async ({ world, known }: Living, { who, stay, on }: Does<'reverse'>): Promise<void> => {
  const settled = known.stays.get(stay)
  const city = settled && postOn(known, who, settled.act.on)?.city
  if (settled?.claimId === undefined || city === undefined) return
  known.reversals.set(stay, await takeBack(world, { claimId: settled.claimId, city, stay, on }))
}

const carryOut = async (living: Living, act: WorkAct): Promise<void> => {
  switch (act.does) {
    case 'join':
      return join(living, act)
    case 'move':
      return move(living, act)
    case 'transfer':
      return transfer(living, act)
    case 'pay-month':
      return payMonth(living, act)
    case 'pay-year':
      return payYear(living, act)
    case 'employer-pays':
      return employerPays(living, act)
    case 'stay':
      return settle(living, act)
    case 'reverse':
      return reverse(living, act)
  }
}

const listOf = ({ story, known }: Living, month: Month, isMeant: (post: Post) => boolean) =>
  story.people.filter(({ who }) => {
    const post = postOn(known, who, firstDayOf(month))
    return post !== undefined && isMeant(post)
  })

/** An employer hands in its wage list, and the office bills the month. Who is alone on no list keeps the list before. */
const collectMonth = async (living: Living, month: Month): Promise<void> => {
  const { world, known } = living
  await until(world, listedOn(month), 32_000)
  const lists = [...employers].map(([employer, city]) => ({
    ...{ employer, city },
    lines: listOf(living, month, (post) => post.as === 'employed' && post.employer === employer),
  }))
  for (const { employer, city, lines } of lists)
    if (lines.length > 0)
      await done(world, {
        ...{ as: clerk(city), method: 'PUT', key: `wages-${employer}-${month}` },
        path: `/v1/contribution/employers/${employer}/payroll`,
        body: {
          city,
          lines: lines.map(({ who, wageFen }) => ({ personId: known.ids.get(who), monthlyWageFen: wageFen })),
        },
      })
  await until(world, monthBilledOn(month))
  for (const city of storyCities)
    await done(world, {
      ...{ as: clerk(city), method: 'POST', path: '/v1/contribution/billing-runs', key: `${month}-${city}` },
      body: { kind: 'employer-month', month, city },
    })
  const parts: Billed['parts'] = ['employer', 'individual']
  for (const { employer, lines } of lists)
    if (lines.length > 0) known.bills.set(`E-${employer}-${month}`, { month, lines, parts })
  for (const { who } of listOf(living, month, ({ as }) => as === 'flexible'))
    known.bills.set(`E-${known.ids.get(who)}-${month}`, {
      ...{ month, lines: [{ who, wageFen: 0 }], parts: ['individual'] },
    })
}

/** The office bills whoever became a resident in the year. */
const billYear = async ({ world, story, known }: Living, on: string): Promise<void> => {
  await until(world, on)
  for (const city of storyCities)
    await done(world, {
      ...{
        as: clerk(city),
        method: 'POST',
        path: '/v1/contribution/billing-runs',
        key: `year-${on}-${city}`,
      },
      body: { kind: 'resident-year', year: workYear, city },
    })
  for (const { who } of story.people)
    if (known.posts.get(who)?.at(-1)?.post.as === 'resident') known.yearBills.add(who)
}

const isOf = (who: number) => (act: WorkAct) => 'who' in act && act.who === who
const isHospital = ({ does }: WorkAct): boolean => does === 'stay' || does === 'reverse'
const isChange = ({ does }: WorkAct): boolean => does === 'join' || does === 'move' || does === 'transfer'

const collectAll = async (living: Living): Promise<void> => {
  for (const month of workMonths) await collectMonth(living, month)
}
const billYears = async (living: Living): Promise<void> => {
  for (const on of lateBilledOn) await billYear(living, on)
}

/** Lives a story of employees: offices, hospitals and the tax authority go their own ways at once. */
export const liveWork = async (world: World, story: WorkStory): Promise<WorkKnown> => {
  const known = knowNothing()
  const living = { world, story, known }
  const act = (each: WorkAct) => carryOut(living, each)
  const lanes = [
    ...story.people.flatMap(({ who }) => {
      const own = story.acts.filter(isOf(who))
      const told = own.filter((each) => !isHospital(each) && !isChange(each))
      return [own.filter(isChange), own.filter(isHospital), told]
    }),
    ...[...employers.keys()].map((employer) =>
      story.acts.filter((each) => 'employer' in each && each.employer === employer),
    ),
  ]
  await Promise.all([...lanes.map((lane) => inTurn(world, lane, act)), collectAll(living), billYears(living)])
  await until(world, workEnds)
  return known
}
