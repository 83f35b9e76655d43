import { seededRandom } from '../../cli/generate/random.ts'
import type { Model } from '../../local/template/model.ts'
import type { Story } from '../lives/story.ts'
import { planStory } from '../lives/story.ts'
import type { WorkStory } from '../lives/work/story.ts'
import { planWork } from '../lives/work/story.ts'
import type { Life } from './kind.ts'
import { residentsLife } from './residents.ts'
import { workLife } from './work.ts'

/** A story of any kind; one that names none is of residents. */
export type AnyStory = Story | WorkStory

export const kinds = ['residents', 'work'] as const
export type Kind = (typeof kinds)[number]

/** Half of all seeds are residents, the others employees. */
const drawn: readonly Kind[] = ['residents', 'work']

/** So many people a story of a kind has, unless it is asked for others. */
const usualPeople = { residents: 6, work: 4 } as const

/** The story of a seed, of a kind that the seed draws unless one is asked for. */
export const planAny = (
  seed: number,
  {
    kind = seededRandom(`${seed}/kind`).pick(drawn),
    people = usualPeople[kind],
  }: { readonly kind?: Kind | undefined; readonly people?: number | undefined } = {},
): AnyStory => (kind === 'work' ? planWork(seed, people) : planStory(seed, people))

/** How a story is lived. */
export const lifeOf = (story: AnyStory, model: Model): Life =>
  'kind' in story ? workLife(story, model) : residentsLife(story, model)
