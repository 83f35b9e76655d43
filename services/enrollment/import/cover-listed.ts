import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { enrolPerson, judgeEnrolment } from '../enrolment/enrol-person.ts'
import type { NewPerson } from '../enrolment/rules/new-person.ts'
import type { InFile } from './import-persons.ts'
import type { Done, KnownListed } from './listed-people.ts'
import type { KindEffects } from './persons-kind.ts'

/** Opens the coverage that a row asks for; in a preview it is judged only. */
export const coverListed = async (
  { line, said: { person }, tokens, registered }: KnownListed<{ readonly person: NewPerson }>,
  { isPreview, word, file }: { readonly isPreview: boolean; readonly word: string; readonly file: InFile },
  effects: KindEffects,
): Promise<Decision<Done>> => {
  const enrolment = { ...file, person, tokens, commandId: `${file.commandId}:${line}` }
  const outcome = isPreview
    ? judgeEnrolment(enrolment, registered, effects)
    : await enrolPerson(enrolment, effects)
  if (outcome.status === 'accepted') return accept({ word })
  return { status: 'refused', refusal: { ...outcome.refusal, field: 'id_number' } }
}
