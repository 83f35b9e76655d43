import * as z from 'zod'
import { personAsked } from '#shared/contracts/person-asked.ts'
import { personsAsked } from '#shared/contracts/persons-asked.ts'
import { answering } from '#shared/edge/function/answering.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { tellPersons } from '../look-up/tell-persons.ts'
import { openSecrets } from '../person/secrets.ts'

const question = z.union([personAsked, personsAsked])

/** Tells other services who a person is, or under which ids persons are registered. What is asked is nowhere logged. */
export const compose = ({
  openTable,
  wrapping,
}: Pick<Surroundings, 'openTable'> & { readonly wrapping: WrappingKey }) => {
  const { store, meter } = openTable()
  const journal = openJournal(openTable('JOURNAL_TABLE_NAME').store)
  const secrets = openSecrets(openKeyRing(store, wrapping))
  return answering(async (asked, requestId) => {
    const read = question.parse(asked)
    const answer =
      'persons' in read
        ? await tellPersons(read, { store, secrets })
        : await tellPerson(read, requestId, { store, journal, secrets })
    meter('answer', 1)
    return answer
  })
}

export const handler = compose({ ...deployed, wrapping: openWrappingKey() })
