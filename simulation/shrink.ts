import type { Story } from './lives/story.ts'
import type { Result, Stage } from './simulate.ts'
import { simulate } from './simulate.ts'
import type { FaultKind } from './world/faults.ts'

/** A story with the faults and the seed of their chance: enough to have it happen again. */
export type Told = {
  readonly seed: number | string
  readonly story: Story
  readonly faults: readonly FaultKind[]
}

/** Chance falls otherwise where less happens, so that some seeds beside the first are tried too. */
const triesOfEach = 6

const withoutPerson = ({ people, acts }: Story, gone: number): Story => ({
  people: people.filter(({ who }) => who !== gone),
  acts: acts.filter(({ who }) => who !== gone),
})

const smaller = ({ seed, story, faults }: Told): Told[] => [
  ...story.people.map(({ who }) => ({ seed, faults, story: withoutPerson(story, who) })),
  ...faults.map((kind) => ({ seed, story, faults: faults.filter((each) => each !== kind) })),
  ...story.acts
    .filter(({ does }) => does !== 'enrol')
    .map((act) => ({ seed, faults, story: { ...story, acts: story.acts.filter((each) => each !== act) } })),
]

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
