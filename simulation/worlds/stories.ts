import { seededRandom } from '../../cli/generate/random.ts'
import type { Model } from '../../local/template/model.ts'
import type { FundStory } from '../lives/fund/story.ts'
import { planFund } from '../lives/fund/story.ts'
import type { Story } from '../lives/story.ts'
import { planStory } from '../lives/story.ts'
import type { WorkStory } from '../lives/work/story.ts'
import { planWork } from '../lives/work/story.ts'
import { fundLife } from './fund.ts'
import type { Life } from './kind.ts'
import { residentsLife } from './residents.ts'
import { workLife } from './work.ts'

/** A story of any kind; one that names none is of residents. */
export type AnyStory = Story | WorkStory | FundStory

export const kinds = ['residents', 'work', 'fund'] as const
export type Kind = (typeof kinds)[number]

/** Of sixteen seeds one is a fund year, which takes as long as many others. */
const fundYearEvery = 16
/** So many people a story of a kind has, unless it is asked for others. */
const usualPeople = { residents: 6, work: 4, fund: 5 } as const

const drawKind = (seed: number): Kind => {
  const random = seededRandom(`${seed}/kind`)
  return random.between(1, fundYearEvery) === 1 ? 'fund' : random.pick(['residents', 'work'])
}

/** The story of a seed, of a kind that the seed draws unless one is asked for. */
export const planAny = (
  seed: number,
  {
    kind = drawKind(seed),
    people = usualPeople[kind],
  }: { readonly kind?: Kind | undefined; readonly people?: number | undefined } = {},
): AnyStory => {
  switch (kind) {
    case 'residents':
      return planStory(seed, people)
    case 'work':
      return planWork(seed, people)
    case 'fund':
      return planFund(seed, people)
  }
}

/** How a story is lived. */
export const lifeOf = (story: AnyStory, model: Model): Life => {
  if (!('kind' in story)) return residentsLife(story, model)
  return story.kind === 'work' ? workLife(story, model) : fundLife(story, model)
}
