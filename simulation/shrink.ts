import type { Result, Stage } from './simulate.ts'
import { simulate } from './simulate.ts'
import type { FaultKind } from './world/faults.ts'
import type { AnyStory } from './worlds/stories.ts'

/** A story with the faults and the seed of their chance: enough to have it happen again. */
export type Told = {
  readonly seed: number | string
  readonly story: AnyStory
  readonly faults: readonly FaultKind[]
}

/** Chance falls otherwise where less happens, so that some seeds beside the first are tried too. */
const triesOfEach = 6

/** The parts of a story that may be left out; those who are in it stay while anything happens to them. */
type Parts = {
  readonly people: readonly { readonly who: number }[]
  readonly acts: readonly { readonly does: string; readonly who?: number }[]
  readonly aidLists?: readonly object[]
}

const without = (story: AnyStory, parts: Partial<Parts>): AnyStory => ({ ...story, ...parts }) as AnyStory

const shorterStories = (story: AnyStory): AnyStory[] => {
  const { people, acts, aidLists = [] }: Parts = story
  return [
    ...people.map(({ who: gone }) =>
      without(story, {
        people: people.filter(({ who }) => who !== gone),
        acts: acts.filter(({ who }) => who !== gone),
      }),
    ),
    ...acts
      .filter(({ does }) => does !== 'enrol' && does !== 'join')
      .map((act) => without(story, { acts: acts.filter((each) => each !== act) })),
    ...aidLists.map((list) => without(story, { aidLists: aidLists.filter((each) => each !== list) })),
  ]
}

const smaller = ({ seed, story, faults }: Told): Told[] => {
  const shorter = shorterStories(story).map((each) => ({ seed, faults, story: each }))
  const calmer = faults.map((kind) => ({ seed, story, faults: faults.filter((each) => each !== kind) }))
  return [...shorter.slice(0, story.people.length), ...calmer, ...shorter.slice(story.people.length)]
}

/** Makes a story that goes wrong as short as it can be while the same still goes wrong. */
export const shrink = async (stage: Stage, told: Told, { problems: [first] }: Result): Promise<Told> => {
  const goesWrong = async (candidate: Told): Promise<Told | undefined> => {
    for (let nth = 0; nth < triesOfEach; nth += 1) {
      const seed = nth === 0 ? candidate.seed : `${told.seed}/${nth}`
      const { problems } = await simulate(stage, candidate.story, { ...candidate, seed })
      if (problems.some(({ of }) => of.split(' ')[0] === first?.of.split(' ')[0]))
        return { ...candidate, seed }
    }
    return undefined
  }
  let shortest = told
  for (;;) {
    let found: Told | undefined
    for (const candidate of smaller(shortest)) {
      found = await goesWrong(candidate)
      if (found) break
    }
    if (!found) return shortest
    shortest = found
  }
}
