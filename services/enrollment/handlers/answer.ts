import * as z from 'zod'
import { namesAsked } from '#shared/contracts/names-asked.ts'
import { personAsked } from '#shared/contracts/person-asked.ts'
import { personsAsked } from '#shared/contracts/persons-asked.ts'
import { answering } from '#shared/edge/function/answering.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { tellNames } from '../look-up/tell-names.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { tellPersons } from '../look-up/tell-persons.ts'
import { openSecrets } from '../person/secrets.ts'

const question = z.union([personAsked, personsAsked, namesAsked])

/** Tells other services who persons are, or under which ids persons are registered. What is asked is nowhere logged. */
export const compose = ({
  openTable,
  wrapping,
}: Pick<Surroundings, 'openTable'> & { readonly wrapping: WrappingKey }) => {
  const { store, meter } = openTable()
  const journal = openJournal(openTable('JOURNAL_TABLE_NAME').store)
  const secrets = openSecrets(openKeyRing(store, wrapping))
  const answerTo = (read: z.output<typeof question>, requestId: string) => {
    if ('persons' in read) return tellPersons(read, { store, secrets })
    if ('named' in read) return tellNames(read, requestId, { store, journal, secrets })
    return tellPerson(read, requestId, { store, journal, secrets })
  }
  return answering(async (asked, requestId) => {
    const read = question.parse(asked)
    const answer = await answerTo(read, requestId)
    meter('answer', 1)
    return answer
  })
}

export const handler = compose({ ...deployed, wrapping: openWrappingKey() })
