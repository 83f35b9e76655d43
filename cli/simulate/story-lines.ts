import type { FundAct } from '../../simulation/lives/fund/story.ts'
import type { Act, AidListTold } from '../../simulation/lives/story.ts'
import type { Post, WorkAct } from '../../simulation/lives/work/story.ts'
import type { Told } from '../../simulation/shrink.ts'
import type { AnyStory } from '../../simulation/worlds/stories.ts'

const clock = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19)
const when = ({ on, second }: { readonly on: string; readonly second: number }): string =>
  `${on} ${clock(second)}`

type StayTold = {
  readonly stay: number
  readonly days: number
  readonly yuan: number
  readonly times: number
}

const stayInWords = ({ stay, days, yuan, times }: StayTold): string =>
  `leaves the hospital after ${days} days and ${yuan} yuan (stay ${stay}, sent ${times} times)`

const inWords = (act: Act): string => {
  switch (act.does) {
    case 'enrol':
      return `is enrolled as a resident${act.by === 'file' ? ', by the file of the city' : ''}`
    case 'pay':
      return `pays the year${act.again ? ' again' : ''}; the tax authority tells it ${act.times} times, by the ${act.by}`
    case 'refund':
      return 'is given the year back, as the tax authority tells'
    case 'stay':
      return `${stayInWords(act)}${act.heldHours === undefined ? '' : `, which a rule holds for ${act.heldHours} hours`}`
    case 'reverse':
      return `has stay ${act.stay} taken back`
    case 'die':
      return `is reported dead since ${act.diedOn}`
    case 'leave':
      return `is reported imprisoned after ${act.lastOn}`
    case 'return':
      return `is reported released on ${act.releasedOn}, and covered again`
    case 'repair':
      return `pays for the year before; the tax authority tells it ${act.times} times, by the ${act.by}`
  }
}

const listInWords = ({ city, from, listed, hoursAfter, approved }: AidListTold): string => {
  const whom = listed.map(({ who, aid }) => `person ${who} (${aid})`).join(', ') || 'nobody'
  const how = approved === 'after-the-next' ? 'after the next one' : `${approved} times`
  return `${city} is sent its list of aid recipients from ${from}, ${hoursAfter} hours after what came before: ${whom}; it is approved ${how}`
}

const postInWords = (post: Post): string =>
  `${post.as}${post.as === 'employed' ? ` with ${post.employer}` : ''} in ${post.city}`

const releases = {
  released: 'is released',
  refused: 'is refused',
  'by-province': 'lets the time pass',
} as const

const workInWords = (act: WorkAct): string => {
  switch (act.does) {
    case 'join':
      return `person ${act.who} is enrolled as ${postInWords(act.post)} from ${act.from}, with ${act.months} months before`
    case 'move':
      return `person ${act.who} is carried over from ${act.from} to be ${postInWords(act.post)}`
    case 'transfer':
      return `person ${act.who} is asked for from ${act.from} to be ${postInWords(act.post)}; the request ${releases[act.released]}`
    case 'pay-month':
      return `person ${act.who} pays ${act.month} if billed, told ${act.times} times by the ${act.by}`
    case 'pay-year':
      return `person ${act.who} pays the year if billed, told ${act.times} times by the ${act.by}`
    case 'stay':
      return `person ${act.who} ${stayInWords(act)}${act.useAccount ? ' and pays from the account' : ''}`
    case 'reverse':
      return `person ${act.who} has stay ${act.stay} taken back`
    case 'employer-pays':
      return `${act.employer} ${act.kind === 'refund' ? 'is given back' : 'pays'} the ${act.part}'s part of ${act.month}, told ${act.times} times by the ${act.by}`
  }
}

const fundInWords = (act: FundAct): string => {
  switch (act.does) {
    case 'enrol':
      return `person ${act.who} is enrolled as a resident`
    case 'pay':
    case 'refund':
      return `person ${act.who} ${act.does === 'pay' ? 'pays the year' : 'is given the year back'}, told ${act.times} times by the ${act.by}`
    case 'stay':
      return `person ${act.who} left the hospital of ${act.at} on ${act.left} after ${act.days} days and ${act.yuan} yuan (stay ${act.stay}, sent ${act.times} times)`
    case 'reverse':
      return `person ${act.who} has stay ${act.stay} taken back`
    case 'contest':
      return `the hospital of ${act.city} contests a claim of ${act.month}`
    case 'fail':
      return `the treasury fails to pay the orders of ${act.city} of ${act.month} at first`
    case 'dispute':
      return `the hospital of ${act.city} disputes its year`
  }
}

const linesOf = (story: AnyStory): string[] => {
  if (!('kind' in story))
    return [
      ...story.people.map(({ who, city }) => `person ${who} lives in ${city}`),
      ...story.acts.map((act) => `${when(act)} person ${act.who} ${inWords(act)}`),
      ...(story.aidLists ?? []).map(listInWords),
    ]
  if (story.kind === 'work')
    return [
      ...story.people.map(
        ({ who, wageFen }) => `person ${who} earns ${wageFen / 100} yuan a month where employed`,
      ),
      ...story.acts.map((act) => `${when(act)} ${workInWords(act)}`),
    ]
  return [
    `each city plans to spend ${story.plannedYuan} yuan; ${story.advanced} of the quota is advanced${story.givesBackLate ? '; what is owed back of a share comes late' : ''}`,
    ...story.people.map(({ who, city }) => `person ${who} lives in ${city}`),
    ...story.acts.map((act) => `${when(act)} ${fundInWords(act)}`),
  ]
}

/** A story as it is told: who, when, what, and what may go wrong meanwhile. */
export const storyLines = ({ seed, story, faults }: Told): string[] => [
  `seed ${seed}, faults: ${faults.join(', ') || 'none'}`,
  ...linesOf(story),
]
