import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'

/** Who works at the console, as their token says it. */
export type Caller = {
  readonly sub: string
  readonly scope: string
  /** The province's code, or the city's. */
  readonly division: string
  readonly institution?: string
}

type SignIn = { readonly issuer: string; readonly clientId: string; readonly audience: string }

const home = '/console'
const returnAddress = `${location.origin}${home}/signed-in`

const settings = async (): Promise<UserManager> => {
  const { issuer, clientId, audience } = (await (await fetch(`${home}/sign-in.json`)).json()) as SignIn
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: returnAddress,
    popup_redirect_uri: returnAddress,
    post_logout_redirect_uri: `${location.origin}${home}`,
    response_type: 'code',
    scope: 'openid',
    extraQueryParams: { audience },
    // A tab of its own is a session of its own: at one desk two officers never share a token.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
  })
}

let manager: Promise<UserManager> | undefined

const managed = (): Promise<UserManager> => {
  manager ??= settings()
  return manager
}

const claimsOf = (token: string): Readonly<Record<string, string>> => {
  const [, payload = ''] = token.split('.')
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
    each.charCodeAt(0),
  )
  return JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, string>>
}

const callerOf = ({ access_token }: User): Caller => {
  const { sub = '', scope = '', division = '', institution } = claimsOf(access_token)
  return { sub, scope, division, ...(institution ? { institution } : {}) }
}

/** Who is signed in now; nobody, where the session ended. */
export const currentCaller = async (): Promise<Caller | undefined> => {
  const user = await (await managed()).getUser()
  return user && !user.expired ? callerOf(user) : undefined
}

/** The token of whoever is signed in, for a call. */
export const currentToken = async (): Promise<string | undefined> =>
  (await (await managed()).getUser())?.access_token

/** Leaves for the issuer's page; it comes back to the address that was asked for. */
export const signIn = async (): Promise<void> =>
  (await managed()).signinRedirect({ state: location.pathname + location.search })

/**
 * Takes the issuer's answer, and gives the address to go on at. In a window that was opened to sign in again there is none:
 * the window that opened it gets the answer, also from an issuer that parts the two.
 */
export const finishSignIn = async (): Promise<string | undefined> => {
  const user = await (await managed()).signinCallback()
  if (user === undefined) return undefined
  const { state } = user
  const address = typeof state === 'string' && state.startsWith(home) ? state : home
  return address.slice(home.length) || '/'
}

/** Signs in again in a window of its own, so that a half-filled form stays. */
export const signInBeside = async (): Promise<Caller> => callerOf(await (await managed()).signinPopup())

export const signOut = async (): Promise<void> => {
  const users = await managed()
  await users.removeUser()
  location.assign(home)
}
