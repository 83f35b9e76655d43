import { useQueryClient } from '@tanstack/react-query'
import { Alert, Spin } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { callsAre } from '../api/call.ts'
import type { Caller } from '../session/session.ts'
import { currentCaller, currentToken, finishSignIn, signIn } from '../session/session.ts'
import { WhoIs } from '../session/who.tsx'
import { useWords } from '../words/words.ts'

/** Where the issuer's answer comes to. */
const answered = '/signed-in'

const SessionEnded = lazy(() => import('./session-ended.tsx'))

/** Shows the console to whoever is signed in, and sends everybody else to the issuer's page first. */
export const SignedIn = ({ children }: { readonly children: ReactNode }) => {
  const words = useWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const { pathname } = useLocation()
  const [caller, setCaller] = useState<Caller>()
  const [ended, setEnded] = useState(false)
  const [failed, setFailed] = useState<string>()
  const returns = pathname === answered

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first address counts, later ones are the console's own
  useEffect(() => {
    callsAre(currentToken, () => setEnded(true))
    const begin = async () => {
      if (returns) {
        const address = await finishSignIn()
        if (address === undefined) return
        await go(address, { replace: true })
      }
      const known = await currentCaller()
      if (known) setCaller(known)
      else await signIn()
    }
    begin().catch((error: unknown) => setFailed(String(error)))
  }, [])

  if (failed !== undefined)
    return (
      <Alert
        type="warning"
        role="alert"
        title={words.say('app.broken')}
        description={failed}
        action={
          <button type="button" className="link" onClick={() => void signIn()}>
            {words.say('app.signIn')}
          </button>
        }
      />
    )
  // The address of the answer is left a moment after it was taken.
  if (caller === undefined || pathname === answered)
    return <Spin fullscreen description={words.say('app.loading')} />
  return (
    <WhoIs value={caller}>
      {children}
      {ended && (
        <Suspense fallback={null}>
          <SessionEnded
            onAgain={(again) => {
              // Another officer begins anew: what was typed here is not theirs to send.
              if (again.sub !== caller.sub) return location.assign('/console')
              setCaller(again)
              setEnded(false)
              void queries.invalidateQueries({ queryKey: ['call'] })
            }}
          />
        </Suspense>
      )}
    </WhoIs>
  )
}
