import { useQueries } from '@tanstack/react-query'
import { mayAsk } from '../../api/access.ts'
import { call } from '../../api/call.ts'
import { useOperation } from '../../api/use-call.ts'
import { fieldsOf, plain } from '../../form/values.ts'
import { useCaller } from '../../session/who.tsx'
import { Panel } from '../../view/panel.tsx'
import { RecordLink } from '../../view/record-link.tsx'
import { type Row, RowsTable } from '../../view/table.tsx'
import { SpokenOf, useWords } from '../../words/words.ts'

const read = 'GET /v1/settlement/claims/{claimId}'
/** The lines of so many claims are shown; the others are opened by their ids. */
const mostClaims = 20

type Claim = { readonly claimId: string; readonly lines?: readonly Row[] }

/** The lines of the claims that a case is about: what was charged, at which price, and what of it a limit took. */
const Evidence = ({ record }: { readonly record: Row }) => {
  const words = useWords()
  const { scope } = useCaller()
  const operation = useOperation(read)
  const claims = (record.claims ?? []) as readonly string[]
  const shown = claims.slice(0, mostClaims)
  const answers = useQueries({
    queries: shown.map((claimId) => ({
      queryKey: ['call', read, 'evidence', claimId],
      queryFn: () => call<Claim>(read, { params: { claimId } }),
      retry: false,
      enabled: mayAsk(read, scope),
    })),
  })
  const found = answers.flatMap(({ data }) => (data?.lines ? [data] : []))
  const schema = plain(fieldsOf(operation?.answer).lines ?? {}).items ?? {}
  if (found.length === 0) return null
  return (
    <SpokenOf value={read}>
      {found.map(({ claimId, lines = [] }) => (
        <Panel
          key={claimId}
          title={
            <>
              {words.say('case.evidence')}{' '}
              <RecordLink name="claimId" value={claimId}>
                {claimId}
              </RecordLink>
            </>
          }
        >
          <RowsTable rows={lines} schema={schema} />
        </Panel>
      ))}
      {claims.length > mostClaims && (
        <p role="status">{words.say('case.more', { shown: mostClaims, count: claims.length })}</p>
      )}
    </SpokenOf>
  )
}

export default Evidence
