import { createContext, useContext } from 'react'
import type { Caller } from './session.ts'

const signedIn = createContext<Caller>({ sub: '', scope: '', division: '' })

export const WhoIs = signedIn.Provider

/** Who works at this console. */
export const useCaller = (): Caller => useContext(signedIn)
