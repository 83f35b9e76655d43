import type { Context } from 'aws-lambda'
import type { PersonAnswered } from '#shared/contracts/person-asked.ts'
import { personAsked } from '#shared/contracts/person-asked.ts'
import { openServiceTable } from '#shared/edge/function/clients.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { openKeyRing } from '#shared/edge/secrets/key-ring.ts'
import { openWrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { tellPerson } from '../look-up/tell-person.ts'
import { openSecrets } from '../person/secrets.ts'

const { store, meter } = openServiceTable()
const journal = openJournal(openServiceTable('JOURNAL_TABLE_NAME').store)
const secrets = openSecrets(openKeyRing(store, openWrappingKey()))

/** Tells other services who a person is. What is asked is nowhere logged. */
export const handler = async (event: unknown, { awsRequestId }: Context): Promise<PersonAnswered> => {
  const answer = await tellPerson(personAsked.parse(event), awsRequestId, { store, journal, secrets })
  meter('answer', 1)
  return answer
}
