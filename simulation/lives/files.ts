import { must } from '#shared/kernel/errors.ts'
import { civilAffairs } from '../../cli/year/roles.ts'
import type { World } from '../world/world.ts'
import { identityOf, until } from './hands.ts'
import { checker, clerk, done } from './places.ts'
import type { AidListTold, City, Story, Who } from './story.ts'
import { listedAids, listsBegin, storyCities } from './story.ts'

/** A list of aid recipients that two hands brought into force. */
export type AidListKnown = Pick<AidListTold, 'city' | 'from' | 'listed'>

const hour = 3_600_000
/** Whoever waits for a run looks again after so long, and so often: a service may be down for a day, twice. */
const looksAgain = { after: hour, times: 120 } as const

/** The rows of a file as an officer sends it: in two pieces, cut where they happen to be. */
const sendPieces = async (
  world: World,
  as: ReturnType<typeof clerk>,
  importId: string,
  rows: readonly (readonly string[])[],
): Promise<number> => {
  const bytes = Buffer.from(rows.map((row) => row.join(',')).join('\n'))
  const cut = Math.ceil(bytes.length / 2)
  for (const [index, piece] of [bytes.subarray(0, cut), bytes.subarray(cut)].entries()) {
    const path = `/v1/enrollment/imports/${importId}/parts/${index + 1}`
    const body = { contentBase64: piece.toString('base64') }
    await done(world, { as, method: 'PUT', path, key: `${importId}-${index + 1}`, body })
  }
  return 2
}

/** Looks again until something is there. @throws TongchouError `simulation.never-there` */
const whenThere = async <Thing>(
  world: World,
  what: string,
  look: () => Promise<Thing | undefined>,
): Promise<Thing> => {
  for (let times = 0; times < looksAgain.times; times += 1) {
    const found = await look()
    if (found !== undefined) return found
    await world.time.sleep(looksAgain.after)
  }
  must(false, 'simulation.never-there', `${what} is never there`)
  throw new Error(what)
}

const enrolledFrom = '2025-11-05'

/** A city has all its people of a story enrolled by one file; answers what the run said of it. */
export const importCity = async (world: World, city: City, people: readonly Who[]): Promise<void> => {
  const as = clerk(city)
  const importId = `people-${city}`
  const columns = [
    'id_number',
    'name',
    'sex',
    'birth_on',
    'scheme',
    'city',
    'employment',
    'employer_id',
    'from',
  ]
  const rows = people
    .map(identityOf)
    .map(({ idNumber, name, sex, birthOn }) => [
      ...[idNumber, name, sex, birthOn, 'resident', city, 'resident', '', enrolledFrom],
    ])
  const parts = await sendPieces(world, as, importId, [columns, ...rows])
  const path = `/v1/enrollment/imports/${importId}`
  const body = { parts, onBadRows: 'refuse' }
  await done(world, { as, method: 'POST', path: `${path}/runs`, key: importId, body })
  const [run] = await whenThere(world, importId, async () => {
    const { runs } = (await done(world, { as, method: 'GET', path })) as {
      readonly runs: readonly { readonly outcome: string; readonly imported: number }[]
    }
    return runs.length > 0 ? runs : undefined
  })
  const isWhole = run?.outcome === 'imported' && run.imported === people.length
  must(isWhole, 'simulation.not-imported', `${importId}: ${JSON.stringify(run)}`)
}

/** The id of somebody whom a file enrolled. */
export const lookUp = async (world: World, city: City, who: Who): Promise<string> => {
  const { idNumber, name } = identityOf(who)
  const { persons } = (await done(world, {
    ...{ as: clerk(city), method: 'POST', path: '/v1/enrollment/persons/look-ups', key: `look-up-${who}` },
    body: { certificate: { number: idNumber }, name },
  })) as { readonly persons: readonly { readonly personId: string }[] }
  must(persons[0] !== undefined, 'simulation.not-found', `person ${who} is found by nobody`)
  return persons[0].personId
}

type SeenList = { readonly listId: string; readonly status: string }
type Sent = { readonly list: AidListTold; readonly listId: string }

const pathOf = ({ city, from }: AidListTold): string => `/v1/enrollment/aid-lists/${city}/${from.slice(0, 7)}`

/** Sends a list, and waits until it is compared with the register. */
const sendList = async (world: World, list: AidListTold): Promise<Sent> => {
  const importId = `aid-${list.city}-${list.from}`
  const rows = list.listed.map(({ who, aid }) => {
    const { idNumber, name } = identityOf(who)
    return [name, idNumber, listedAids[aid]]
  })
  const parts = await sendPieces(world, civilAffairs, importId, [['姓名', '身份证号', '救助类别'], ...rows])
  // The one before may still be changing people.
  let key = importId
  const { listId } = await whenThere(world, `${importId} as sent`, async () => {
    const path = pathOf(list)
    const body = { importId, parts, from: list.from }
    const answer = await world.call({ as: civilAffairs, method: 'POST', path, key, body })
    if (answer.body.code === 'aid-list.last-not-applied') return undefined
    // The one before was approved since this one was refused: it still stands, and is sent with a new key.
    if (answer.body.code === 'command.overtaken') {
      key = `${key}-again`
      return undefined
    }
    must(answer.status < 300, 'simulation.refused', `POST ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  })
  const { status } = await whenThere(world, importId, async () => {
    const { lists } = (await done(world, {
      ...{ as: checker(list.city), method: 'GET', path: pathOf(list) },
    })) as { readonly lists: readonly SeenList[] }
    return lists.find((each) => each.listId === listId && each.status !== 'comparing')
  })
  must(status === 'compared', 'simulation.not-compared', `${importId}: ${status}`)
  return { list, listId: String(listId) }
}

/** Another officer approves a list; answers whether it came into force. */
const approve = async (world: World, { list, listId }: Sent, times = 1): Promise<boolean> => {
  const path = `${pathOf(list)}/lists/${listId}/approval`
  let isApproved = false
  for (let time = 1; time <= times; time += 1) {
    const key = `approve-${listId}`
    const { status, body } = await world.call({ as: checker(list.city), method: 'POST', path, key, body: {} })
    const isOvertaken = body.code === 'aid-list.overtaken'
    must(status < 300 || isOvertaken, 'simulation.refused', `POST ${path}: ${status} ${JSON.stringify(body)}`)
    isApproved = status < 300
  }
  return isApproved
}

/** Civil affairs sends the lists of a city one after the other, and its officer approves them. */
const liveLists = async (
  world: World,
  lists: readonly AidListTold[],
  known: AidListKnown[],
): Promise<void> => {
  await until(world, listsBegin, 36_000)
  let waiting: Sent | undefined
  for (const list of lists) {
    await world.time.sleep(list.hoursAfter * hour)
    const sent = await sendList(world, list)
    const isPutOff = list.approved === 'after-the-next'
    if (!isPutOff && (await approve(world, sent, list.approved === 2 ? 2 : 1))) known.push(list)
    if (waiting && !isPutOff && (await approve(world, waiting))) known.push(waiting.list)
    waiting = isPutOff ? sent : undefined
  }
}

/** The lists of aid recipients of a story: each city goes its own way. */
export const liveAidLists = async (
  world: World,
  { aidLists = [], people }: Story,
  known: AidListKnown[],
): Promise<void> => {
  const isIn = ({ who }: { readonly who: Who }) => people.some((each) => each.who === who)
  const own = aidLists
    .map((list) => ({ ...list, listed: list.listed.filter(isIn) }))
    .filter(({ listed }) => listed.length > 0)
  const lives = storyCities.map((city) =>
    own.some((list) => list.city === city)
      ? liveLists(
          world,
          own.filter((list) => list.city === city),
          known,
        )
      : undefined,
  )
  await Promise.all(lives)
}
