import { createContext, useContext } from 'react'
import type { Row } from './row.ts'

const says = createContext<Row>({})

/** What the page that a form is opened on is about: its city, its fund, its year, its person. */
export const PageSays = says.Provider

export const usePageSays = (): Row => useContext(says)
