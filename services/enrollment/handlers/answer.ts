import { personAsked } from '#shared/contracts/person-asked.ts'
import { answering } from '#shared/edge/function/answering.ts'
import type { Surroundings } from '#shared/edge/function/surroundings.ts'
import { deployed } from '#shared/edge/function/surroundings.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { openSecrets } from '../person/secrets.ts'

/** Tells other services who a person is. What is asked is nowhere logged. */
export const compose = ({
  openTable,
  wrapping,
}: Pick<Surroundings, 'openTable'> & { readonly wrapping: WrappingKey }) => {
  const { store, meter } = openTable()
  const journal = openJournal(openTable('JOURNAL_TABLE_NAME').store)
  const secrets = openSecrets(openKeyRing(store, wrapping))
  return answering(async (asked, requestId) => {
    const answer = await tellPerson(personAsked.parse(asked), requestId, { store, journal, secrets })
    meter('answer', 1)
    return answer
  })
}

export const handler = compose({ ...deployed, wrapping: openWrappingKey() })
